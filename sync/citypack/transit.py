"""A city's timetable as a kiosk keeps it: transit.bin, with transit.json for where it is from.

A ride is a line's stops with one set of running times; most departures share theirs, so a whole
city takes some hundred kilobytes. Times are minutes of the service day, which may pass 1440.
"""

import hashlib
import zlib
from pathlib import Path

import msgspec

from sync.citypack.errors import PackError

INDEX, NOTE = "transit.bin", "transit.json"
LARGEST = 64 * 1024 * 1024
"""Bytes unpacked; more than any city needs."""


class Ride(msgspec.Struct, frozen=True, array_like=True):
    """`stops` in order; `departs` and `arrives` are minutes after the first departure.

    `starts` holds first departures by number of service.
    """

    stops: tuple[int, ...]
    departs: tuple[int, ...]
    arrives: tuple[int, ...]
    starts: dict[int, tuple[int, ...]]


class TransitIndex(msgspec.Struct, frozen=True, array_like=True):
    """`stops` are (longitude, latitude) in 1e-5 degrees; `services` are sets of weekdays, Monday
    bit 0; `paths` are (stop, stop, minutes on foot), one direction each."""

    stops: tuple[tuple[int, int], ...]
    services: tuple[int, ...]
    rides: tuple[Ride, ...]
    paths: tuple[tuple[int, int, int], ...]


class TransitNote(msgspec.Struct, frozen=True, kw_only=True):
    """Contents of transit.json; `date` is the first day of the timetable, ISO."""

    source: str
    date: str
    licence: str
    bytes: int
    sha256: str
    stops: int
    rides: int
    departures: int


def write(folder: Path, index: TransitIndex, source: str, date: str, licence: str) -> TransitNote:
    """Write both files; the same index gives the same bytes."""
    data = zlib.compress(msgspec.msgpack.encode(index), 9)
    note = TransitNote(
        source=source, date=date, licence=licence, bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(), stops=len(index.stops), rides=len(index.rides),
        departures=sum(len(s) for ride in index.rides for s in ride.starts.values()),
    )  # fmt: skip
    (folder / INDEX).write_bytes(data)
    text = msgspec.json.format(msgspec.json.encode(note), indent=2)
    (folder / NOTE).write_bytes(text + b"\n")
    return note


def read(folder: Path) -> tuple[TransitIndex, TransitNote] | None:
    """The index of a city's folder, None where it has none; PackError when it is damaged."""
    missing = [name for name in (INDEX, NOTE) if not (folder / name).exists()]
    if len(missing) == 2:
        return None
    if missing:
        raise PackError(f"{missing[0]} is missing beside its other half")
    try:
        note = msgspec.json.decode((folder / NOTE).read_bytes(), type=TransitNote)
        data = (folder / INDEX).read_bytes()
    except (OSError, msgspec.MsgspecError) as error:
        raise PackError(f"{NOTE} cannot be read: {error}") from error
    if hashlib.sha256(data).hexdigest() != note.sha256:
        raise PackError(f"{INDEX} does not match the checksum in {NOTE}")
    try:
        unpacked = zlib.decompressobj().decompress(data, LARGEST)
        index = msgspec.msgpack.decode(unpacked, type=TransitIndex)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise PackError(f"{INDEX} is damaged: {error}") from error
    _check(index)
    return index, note


def _check(index: TransitIndex) -> None:
    stops, services = len(index.stops), len(index.services)
    for ride in index.rides:
        if not len(ride.stops) == len(ride.departs) == len(ride.arrives):
            raise PackError(f"{INDEX} has a ride with times missing")
        if not all(0 <= stop < stops for stop in ride.stops):
            raise PackError(f"{INDEX} names a stop that it does not have")
        if not all(0 <= service < services for service in ride.starts):
            raise PackError(f"{INDEX} names a service that it does not have")
    if not all(0 <= end < stops for path in index.paths for end in path[:2]):
        raise PackError(f"{INDEX} names a stop that it does not have")
