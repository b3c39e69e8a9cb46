"""How the map fared last, in a small file that the doctor reads. No Qt here."""

import contextlib
import datetime as dt
import logging
from pathlib import Path

import msgspec

FILE = "map-status.json"
log = logging.getLogger(__name__)


class MapStatus(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """`renderer` is maplibre, canvas or empty; `gpu` is what WebGL called itself; times in UTC."""

    state: str
    fault: str = ""
    renderer: str = ""
    gpu: str = ""
    first_picture_ms: int = 0
    crashes: int = 0
    pack: str = ""
    at: str = ""

    @property
    def degraded(self) -> bool:
        """Whether the lighter renderer serves because there is no GPU."""
        return self.state == "ready" and self.renderer == "canvas"


def write_status(data: Path | None, status: MapStatus) -> None:
    """Replace the file; a disk that does not write is for others to tell."""
    if data is None:
        return
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    new = data / (FILE + ".new")
    with contextlib.suppress(OSError):
        new.write_bytes(msgspec.json.encode(msgspec.structs.replace(status, at=now)))
        new.replace(data / FILE)


def read_status(data: Path) -> MapStatus | None:
    """The last status; None before the first map, or when the file cannot be read."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=MapStatus)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
