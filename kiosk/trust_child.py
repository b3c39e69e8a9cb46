"""What issuers publish is fetched again and again while a hub runs, in a child of its own.

A child, so that a list made to break a parser breaks neither the hub nor the next attempt.
"""

import contextlib
import logging
import subprocess
import threading
from collections.abc import Iterator
from typing import Final

from kiosk.settings import own_command

log = logging.getLogger(__name__)

FIRST_SECONDS: Final = 60.0
"""A hub that starts has better things to do first."""
LONGEST_SECONDS: Final = 1_800.0
"""Of one round; 10 seconds for each address is the usual most."""
_TOOK_NONE: Final = 1


@contextlib.contextmanager
def trust_refreshed(database: str, every: float) -> Iterator[None]:
    """While the block runs, `hub-trust refresh` runs every so many seconds; never for 0."""
    if every <= 0:
        yield
        return
    keeper = _Keeper(database, every)
    keeper.start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper(threading.Thread):
    def __init__(self, database: str, every: float) -> None:
        super().__init__(name="trust", daemon=True)
        self._command = [*own_command(), "hub-trust", "refresh", "--database", database]
        self._every = every
        self._over = threading.Event()

    def end(self) -> None:
        """Stop, in the middle of a round too: what was fetched is kept already."""
        self._over.set()
        self.join()

    def run(self) -> None:
        wait = min(FIRST_SECONDS, self._every)
        while not self._over.wait(wait):
            self._round()
            wait = self._every

    def _round(self) -> None:
        # A child that a killed hub leaves behind ends by itself, and what it keeps is good.
        with subprocess.Popen(self._command, stdout=subprocess.DEVNULL) as child:
            waited = 0.0
            while child.poll() is None and waited < LONGEST_SECONDS and not self._over.wait(0.5):
                waited += 0.5
            if child.poll() is None:
                child.kill()
            elif child.returncode > _TOOK_NONE or child.returncode < 0:
                log.warning("the lists of issuers were not refreshed: ended %d", child.returncode)
