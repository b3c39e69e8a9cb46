"""How a long build says how far it is."""

import sys
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all (0 when not known)."""


def silent(what: str, done: int, total: int) -> None:
    """Say nothing: for tests and for callers that show their own."""


def on_stderr(what: str, done: int, total: int) -> None:
    """One line a step on standard error, so that standard output stays for results."""
    share = f"{done:>3}/{total}" if total else "   ..."
    sys.stderr.write(f"{share}  {what}\n")
    sys.stderr.flush()
