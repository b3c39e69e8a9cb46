"""The fleet: how each kiosk said it was, and the settings that it is given."""

import base64
import binascii
import datetime as dt
import hashlib
import threading
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.devices import Device
from sync.hub.engine import Database
from sync.hub.schema import device, picture, remote_setting
from sync.protocol.feeds import encode
from sync.protocol.fleet import Heartbeat, RemoteSettings

CITY = "city"
_JPEG = b"\xff\xd8\xff"


class Given(NamedTuple):
    """Settings as a kiosk gets them, and their digest."""

    settings: dict[str, Any]
    digest: str


class Heartbeats:
    """The last word of each kiosk; written now and then, so that a heartbeat costs no write."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[dt.datetime, Heartbeat]] = {}
        self._lock = threading.Lock()

    def said(self, id: str, heartbeat: Heartbeat, now: dt.datetime) -> None:
        """A kiosk said how it is."""
        with self._lock:
            before = self._said.get(id)
            if before and before[1].picture and not heartbeat.picture:
                heartbeat = msgspec.structs.replace(
                    heartbeat, picture=before[1].picture, picture_taken=before[1].picture_taken
                )
            self._said[id] = (now, heartbeat)

    def flush(self, database: Database) -> None:
        """Write down what was said since the last time."""
        with self._lock:
            said, self._said = self._said, {}
        if not said:
            return
        with database.write() as connection:
            for id, (now, heartbeat) in said.items():
                _keep_picture(connection, id, heartbeat, now)
                plain = msgspec.structs.replace(heartbeat, picture="")
                connection.execute(
                    sa.update(device)
                    .where(device.c.id == id)
                    .values(heartbeat=encode(plain), heartbeat_at=now)
                )


def jpeg_of(heartbeat: Heartbeat) -> bytes:
    """The picture, empty without one; `ValueError` when it is no JPEG."""
    if not heartbeat.picture:
        return b""
    try:
        raw = base64.b64decode(heartbeat.picture, validate=True)
    except binascii.Error as error:
        raise ValueError("the picture is not base64") from error
    if not raw.startswith(_JPEG):
        raise ValueError("the picture is no JPEG")
    return raw


def settings_for(connection: Connection, kiosk: Device) -> Given:
    """What holds for this kiosk: the city's settings, over them its place's, over them its own."""
    targets = (CITY, f"place:{kiosk.place}", f"kiosk:{kiosk.id}")
    found = dict(
        connection.execute(
            sa.select(remote_setting.c.target, remote_setting.c.data).where(
                remote_setting.c.target.in_(targets)
            )
        ).all()
    )
    merged: dict[str, Any] = {}
    for target in targets:
        if target in found:
            merged.update(msgspec.json.decode(found[target]))
    text = msgspec.json.encode(merged, order="sorted")
    return Given(merged, hashlib.sha256(text).hexdigest()[:32])


def put_settings(
    connection: Connection, target: str, settings: RemoteSettings, now: dt.datetime
) -> None:
    """Settings for "city", "place:ID" or "kiosk:ID", in place of those before."""
    drop_settings(connection, target)
    connection.execute(
        sa.insert(remote_setting).values(target=target, data=encode(settings), changed=now)
    )


def drop_settings(connection: Connection, target: str) -> bool:
    """No settings of its own any more; whether there were any."""
    done = connection.execute(sa.delete(remote_setting).where(remote_setting.c.target == target))
    return done.rowcount > 0


def _keep_picture(connection: Connection, id: str, heartbeat: Heartbeat, now: dt.datetime) -> None:
    if jpeg := jpeg_of(heartbeat):
        connection.execute(sa.delete(picture).where(picture.c.device == id))
        connection.execute(
            sa.insert(picture).values(device=id, taken=heartbeat.picture_taken or now, jpeg=jpeg)
        )
