"""What the page gets to draw: one record for each place, in columns that it need not unpack."""

import sys
from array import array
from collections.abc import Callable, Sequence

import msgspec

MICRO = 1_000_000
"""Parts of a degree in which positions are written."""
HEAD = 4
"""Numbers before the columns: points, bytes of the styles, of the ids, of the names."""


class MapPoint(msgspec.Struct, frozen=True):
    """One place that has activities.

    `id` is the place's; `lon`, `lat` are WGS 84 degrees; `colour` (#rrggbb) and `shape` (circle,
    square, diamond, triangle, pentagon, hexagon, octagon, star) are of the topic that most of its
    activities have; `count` is how many activities pass the visitor's filters; `name` is in the
    visitor's language.
    """

    id: str
    lon: float
    lat: float
    colour: str
    shape: str
    count: int
    name: str


PointSource = Callable[[], bytes]
"""Gives the points as `encode_points` makes them. Called on the GUI thread, so it should be
ready-made."""


def encode_points(points: Sequence[MapPoint]) -> bytes:
    """The document that a `PointSource` returns; `resources/map/js/points.js` reads it.

    Little-endian 32-bit numbers: the head, then a column each of longitudes and latitudes in
    millionths of a degree, counts and styles; then UTF-8: the styles as JSON pairs of colour and
    shape, the ids and the names, one a line.
    """
    styles = {
        look: at for at, look in enumerate(dict.fromkeys((p.colour, p.shape) for p in points))
    }
    looks = msgspec.json.encode(list(styles))
    ids = "\n".join(_line(p.id) for p in points).encode()
    names = "\n".join(_line(p.name) for p in points).encode()
    columns = (
        [len(points), len(looks), len(ids), len(names)],
        [round(p.lon * MICRO) for p in points],
        [round(p.lat * MICRO) for p in points],
        [p.count for p in points],
        [styles[p.colour, p.shape] for p in points],
    )
    return b"".join((*map(_numbers, columns), looks, ids, names))


def decode_points(data: bytes, wanted: Sequence[str] | None = None) -> list[MapPoint]:
    """The points of a document; with `wanted` those with these ids, in that order."""
    head = _read(data, 0, HEAD)
    if not head or not head[0]:
        return []
    count, looks, ids, names = head
    at = HEAD + 4 * count
    text = 4 * at
    styles = msgspec.json.decode(data[text : text + looks], type=list[tuple[str, str]])
    text += looks
    keys = data[text : text + ids].decode().split("\n")
    known = data[text + ids : text + ids + names].decode().split("\n")
    numbers = _read(data, 4 * HEAD, 4 * count)
    lons, lats, counts, kinds = (numbers[n * count : (n + 1) * count] for n in range(4))
    if wanted is None:
        chosen: Sequence[int] = range(count)
    else:
        where = {key: number for number, key in enumerate(keys)}
        chosen = [where[key] for key in wanted if key in where]
    return [
        MapPoint(keys[n], lons[n] / MICRO, lats[n] / MICRO, *styles[kinds[n]], counts[n], known[n])
        for n in chosen
    ]


def places_of(points: bytes, wanted: list[str]) -> list[dict[str, object]]:
    """Those of the points that are wanted, in the order in which they are asked for."""
    return [msgspec.structs.asdict(each) for each in decode_points(points, wanted)]


def _line(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text


def _numbers(values: list[int]) -> bytes:
    column = array("i", values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _read(data: bytes, start: int, count: int) -> "array[int]":
    column = array("i", data[start : start + 4 * count])
    if sys.byteorder == "big":
        column.byteswap()
    return column
