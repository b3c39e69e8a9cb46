"""When visitors see that the kiosk is being worked on: the hub said so, or a new version comes.

Each reason ends by itself: a wish of the hub after a working day, in case somebody forgot it; a new
version's trial once it has proved itself, or soon, since it can serve visitors while it is proved;
and what is laid ready for the night's new start with the end of the night's window.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.proving import RUNNING_VARIABLE
from sync.updates.slots import Slots
from sync.updates.status import UpdateFolder, images_folder
from sync.updates.window import USUAL, in_window

HUB_CAP = dt.timedelta(hours=10)
TRIAL_CAP = dt.timedelta(minutes=2)
STAGED_CAP = dt.timedelta(hours=2, minutes=30)


@dataclass(frozen=True, slots=True)
class Works:
    """`asked` is since when the hub wants it, None when it does not; `trial` and `staged` are since
    when this program saw a version on trial, or one laid ready in the night's window."""

    asked: dt.datetime | None = None
    trial: dt.datetime | None = None
    staged: dt.datetime | None = None


def under_way(works: Works, now: dt.datetime) -> bool:
    """Whether anything still goes on."""
    caps = ((works.asked, HUB_CAP), (works.trial, TRIAL_CAP), (works.staged, STAGED_CAP))
    # abs: a clock that was set back must not make it last for ever.
    return any(since is not None and abs(now - since) < cap for since, cap in caps)


class UpdateWorks:
    """What the disk tells of updates."""

    def __init__(self, data: Path) -> None:
        self._folder = UpdateFolder(data)
        self._slots = Slots(images_folder())
        self._image = os.environ.get(RUNNING_VARIABLE, "")
        self._trial: dt.datetime | None = None
        self._staged: dt.datetime | None = None

    def look(
        self, asked: dt.datetime | None, now: dt.datetime, local: dt.datetime, window: str = USUAL
    ) -> Works:
        """`local` is the city's clock, `window` its nightly one."""
        self._trial = (self._trial or now) if self._on_trial() else None
        staged = in_window(local, window) and self._folder.status().state == "staged"
        self._staged = (self._staged or now) if staged else None
        return Works(asked, self._trial, self._staged)

    def _on_trial(self) -> bool:
        # As kiosk.proving does: an image that is not the one in use proves nothing.
        return bool(self._image) and self._slots.on_trial and self._slots.current() == self._image
