"""What the doctor and the staff page know of updates: one small file, replaced whole."""

import datetime as dt
import os
from pathlib import Path
from typing import Literal

import msgspec

from sync.store.files import make_private

State = Literal["off", "current", "known", "staged", "refused"]
ROOT_VARIABLE = "COL_UPDATES_ROOT"
IMAGES_VARIABLE = "COL_UPDATES_IMAGES"


class UpdateStatus(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`version` is the one that is known or staged, `since` when it was first heard of.

    `refusal` is the kind of the last refusal (`UpdateRefused.kind`) and `detail` its words.
    """

    state: State = "off"
    version: str = ""
    name: str = ""
    since: dt.datetime | None = None
    checked: dt.datetime | None = None
    refusal: str = ""
    detail: str = ""


class UpdateFolder:
    """The folder `updates` in a kiosk's data."""

    def __init__(self, data: Path) -> None:
        self.path = data / "updates"
        self.metadata = self.path / "metadata"
        self.part = self.path / "part"
        self.staged = self.path / "staged"
        self.proven = self.path / "proven"

    def status(self) -> UpdateStatus:
        """The last word; "off" where there was none or it cannot be read."""
        try:
            return msgspec.json.decode((self.path / "status.json").read_bytes(), type=UpdateStatus)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return UpdateStatus()

    def say(self, status: UpdateStatus) -> None:
        """Raises OSError."""
        self.write("status.json", msgspec.json.encode(status))

    def prove(self, image: str) -> None:
        """The image that runs works: whoever owns the images may end its trial. Raises OSError."""
        self.write("proven", image.encode())

    def write(self, name: str, content: bytes) -> None:
        """Replace a file whole, for everybody of this machine to read. Raises OSError."""
        make_private(self.path)
        new = self.path / f"{name}.new"
        new.write_bytes(content)
        new.replace(self.path / name)


def root_file() -> Path:
    """The root of trust of this machine; updates are off where there is none."""
    return Path(os.environ.get(ROOT_VARIABLE, "/etc/learningkiosk/root.json"))


def images_folder() -> Path:
    """Where images of the program are on this machine; only the city is updated without."""
    return Path(os.environ.get(IMAGES_VARIABLE, "/var/lib/learningkiosk/images"))
