"""remote.json: the settings that the hub gave this kiosk, kept over restarts."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from sync.protocol.fleet import RemoteSettings
from sync.store.files import write_whole

NAME = "remote.json"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What holds, the hub's digest of it, and the names of what made no sense.

    `out_of_service_since` is since when the hub wants visitors to be kept waiting, if it does.
    """

    settings: RemoteSettings = RemoteSettings()
    digest: str = ""
    refused: tuple[str, ...] = ()
    out_of_service_since: dt.datetime | None = None


def sort_out(given: dict[str, Any], digest: str, before: Kept, now: dt.datetime) -> Kept:
    """The settings that keep their rules; one that breaks its own spoils no other."""
    known = {each.encode_name for each in msgspec.structs.fields(RemoteSettings)}
    good: dict[str, Any] = {}
    refused: list[str] = []
    for name, value in given.items():
        try:
            msgspec.convert({name: value}, type=RemoteSettings)
        except msgspec.ValidationError:
            refused.append(name)
        else:
            if name in known:
                good[name] = value
    told = tuple(name for name in sorted(refused) if name.isascii() and name.isalpha())
    settings = msgspec.convert(good, type=RemoteSettings)
    # Another setting that changes meanwhile is no new wish for it.
    since = (before.out_of_service_since or now) if settings.out_of_service else None
    return Kept(settings=settings, digest=digest, refused=told[:20], out_of_service_since=since)


def load(folder: Path) -> Kept:
    """What was kept last; nothing when there is nothing or it cannot be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Kept()


def save(folder: Path, kept: Kept) -> None:
    """Replace it whole. Raises OSError."""
    write_whole(folder / NAME, msgspec.json.encode(kept))
