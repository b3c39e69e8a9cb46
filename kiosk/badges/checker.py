"""The one thing a service needs: give it a scan, get a judgement, within a second.

What costs next to nothing (passes, compact badges, links) is judged at once, here; whatever
must be unpacked or canonicalized goes to the child process, which starts when first needed.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.badges.judge_light import HEAVY, judge_light
from kiosk.badges.sandbox import Sandbox
from kiosk.badges.trust import NOBODY, TrustRegistry
from kiosk.badges.verdict import Judgement
from kiosk.domain.scan import Scan


class BadgeChecker:
    """Use as a context manager, or call `close`. Call `warm_up` while nobody waits."""

    def __init__(self, registry: TrustRegistry = NOBODY) -> None:
        self._registry = registry
        self._sandbox: Sandbox | None = None

    def __enter__(self) -> BadgeChecker:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def set_registry(self, registry: TrustRegistry) -> None:
        """Judge by this registry from now on, as after a sync."""
        self._registry = registry
        if self._sandbox is not None:
            self._sandbox.set_registry(registry)

    def warm_up(self) -> bool:
        """Start the child and wait until it is ready. False if it could not start."""
        return self._child().warm_up()

    def judge(self, scan: Scan, now: datetime) -> Judgement:
        """As `kiosk.badges.judge.judge`, but hostile input cannot hold the caller up."""
        if scan.kind in HEAVY:
            return self._child().judge(scan, now)
        return judge_light(scan, self._registry, now)

    def close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _child(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = Sandbox(self._registry)
        return self._sandbox
