"""The hub's media: files by the SHA-256 of their content, beside the database, never changed.

Several machines of one hub share the folder, as they share the database.
"""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.citypack.errors import PackError
from sync.citypack.installed import FILES, MANIFEST, REQUIRED
from sync.citypack.manifest import digest, read_manifest
from sync.citypack.pack import Pack
from sync.hub.engine import Database
from sync.hub.schema import record
from sync.hub.settings import get_setting, put_setting
from sync.model.activity import Picture
from sync.protocol.messages import MapPack, MediaFile

FOLDER_VARIABLE = "COL_HUB_MEDIA"
KEPT_SECONDS = 7 * 86_400
"""A kiosk on a slow line may still fetch what is no longer published."""
_SETTING = "map_pack"
_NAME = re.compile(r"[0-9a-f]{64}")


class MediaFault(Exception):
    """The media cannot be stored; the message says why in plain words."""


def media_folder(database: Database) -> Path:
    """Where this hub's media are: `COL_HUB_MEDIA`, or a folder named after its database."""
    if given := os.environ.get(FOLDER_VARIABLE):
        return Path(given)
    url: sa.URL = database.engine.url
    name = url.database or "hub"
    return Path(name + "-media") if database.is_sqlite else Path(f"{Path(name).name}-media")


def find(folder: Path, sha256: str) -> Path | None:
    """The file of this content, if the hub has it."""
    path = folder / sha256
    return path if _NAME.fullmatch(sha256) and path.is_file() else None


def published(connection: Connection) -> MapPack | None:
    """The map that kiosks shall have."""
    found = get_setting(connection, _SETTING)
    return msgspec.json.decode(found, type=MapPack) if found else None


def publish_pack(database: Database, city: Path) -> bool:
    """Take a city folder's map into the media and name it to the kiosks; whether it is news.

    A folder without a map changes nothing. Raises `MediaFault` for a damaged pack or a full disk.
    """
    if not all((city / name).is_file() for name in REQUIRED):
        return False
    folder = media_folder(database)
    try:
        manifest = read_manifest(city / MANIFEST)
        pack = Pack(city / manifest.file)
        pack.verify()
        pack.close()
        folder.mkdir(parents=True, exist_ok=True)
        files = tuple(
            _store(folder, city / name) for name in FILES if (city / name).is_file()
        )  # fmt: skip
    except (PackError, OSError) as error:
        raise MediaFault(f"the map of {city} cannot be stored: {error}") from error
    named = MapPack(date=manifest.date, files=files)
    with database.write() as connection:
        if published(connection) == named:
            return False
        put_setting(connection, _SETTING, msgspec.json.encode(named).decode())
        pictures = pictures_of(connection)
    _forget(folder, {each.sha256 for each in files} | pictures)
    return True


def publish_pictures(database: Database, pictures: Mapping[str, Path]) -> int:
    """Take pictures in by the SHA-256 of their content; how many were new.

    Raises `MediaFault` for one that is not what its name says, or a full disk.
    """
    folder, new = media_folder(database), 0
    for sha256, source in pictures.items():
        if find(folder, sha256) is not None:
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stored = _store(folder, source)
        except OSError as error:
            raise MediaFault(f"the picture {source.name} cannot be stored: {error}") from error
        if stored.sha256 != sha256:
            raise MediaFault(f"the picture {source.name} was changed meanwhile")
        new += 1
    return new


def pictures_of(connection: Connection) -> set[str]:
    """The SHA-256 of each picture that an activity shows."""
    activities = sa.select(record.c.data).where(
        record.c.kind == "activity", record.c.data.is_not(None)
    )
    found = (msgspec.json.decode(data, type=_Shown) for data in connection.scalars(activities))
    return {each.picture.sha256 for each in found if each.picture is not None}


class _Shown(msgspec.Struct):
    picture: Picture | None = None


def _store(folder: Path, source: Path) -> MediaFile:
    """Copy under the name of its content, whole or not at all."""
    part = folder / f"{source.name}.{os.getpid()}.part"
    try:
        with source.open("rb") as old, part.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        sha256 = digest(part)
        part.replace(folder / sha256)
    finally:
        part.unlink(missing_ok=True)
    return MediaFile(name=source.name, sha256=sha256, bytes=source.stat().st_size)


def _forget(folder: Path, kept: set[str]) -> None:
    long_ago = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        # Two imports at once may both find the same file to forget.
        with contextlib.suppress(FileNotFoundError):
            if path.name not in kept and path.stat().st_mtime < long_ago:
                path.unlink()
