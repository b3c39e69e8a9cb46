"""A large, plausible city from a bundled one, for measuring: the same for the same seed.

Activities are the city's own with another provider, place, time, age, price and number of places,
each taken from a like activity, so that words, hours and prices keep their real distribution.
"""

import csv
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import cos, radians
from pathlib import Path

from sync.citypack.errors import PackError

Row = dict[str, str]
ACTIVITIES_A_PLACE, ACTIVITIES_A_PROVIDER = 20, 15
"""At most; the bundled city has three of both, a large one fuller houses."""
STRAY_METRES = 1500
"""How far from the place that it is modelled on an invented place stands."""
WHOLE = ("topics.csv", "badges.csv", "subsidies.csv", "notices.csv")
SWAPPED = (
    ("schedule",), ("age_min", "age_max", "classes"), ("price", "currency", "price_period"),
    ("languages",), ("accessibility",),
)  # fmt: skip
"""Columns that make sense together, each group from another activity of the same pattern."""
CONTACTS = {"phone", "email", "url", "source_url", "registration_code"}
SOURCE = "Synthetic data for measuring"
COPY = re.compile(r"-s\d+$")
"""Ends the id of what is invented."""


def synthesize(city: Path, out: Path, count: int, seed: int = 1) -> None:
    """Write a city of `count` activities in the CSV template into the folder `out`."""
    dice = random.Random(seed)
    tables = {name: _read(city / f"{name}.csv") for name in ("organizations", "places")}
    columns, rows = _read(city / "activities.csv")
    if not rows:
        raise PackError(f"{city.name} has no activities to go by")
    out.mkdir(parents=True, exist_ok=True)
    places = list(_copies(dice, tables["places"][1], count // ACTIVITIES_A_PLACE))
    for place in places[len(tables["places"][1]) :]:
        _move(dice, place)
    providers = list(_copies(dice, tables["organizations"][1], count // ACTIVITIES_A_PROVIDER))
    _write(out / "places.csv", tables["places"][0], places)
    _write(out / "organizations.csv", tables["organizations"][0], providers)
    _write(out / "activities.csv", columns, _activities(dice, rows, places, providers, count))
    for name in ("city.json", *WHOLE):
        if (city / name).is_file():
            shutil.copyfile(city / name, out / name)
    if (city / "badges").is_dir():
        shutil.copytree(city / "badges", out / "badges", dirs_exist_ok=True)


def _activities(
    dice: random.Random, rows: list[Row], places: list[Row], providers: list[Row], count: int
) -> Iterator[Row]:
    alike: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[_pattern(row["id"])].append(row)
    here = {row["id"]: row for row in places}
    houses, hosts = _by_model(places), _by_model(providers)
    for number in range(count):
        model = rows[number % len(rows)]
        if number < len(rows):
            yield model
            continue
        family = alike[_pattern(model["id"])]
        made = dict(model)
        for group in SWAPPED:
            other = dice.choice(family)
            made.update({column: other[column] for column in group})
        # A gallery holds no football: place and provider are copies of those of a like activity.
        like = dice.choice(family)
        place = dice.choice(houses[like["place_id"]]) if like["place_id"] else {"id": ""}
        capacity = int(made["capacity"] or 0)
        made.update(
            id=f"{_pattern(model['id'])}-s{number}", place_id=place["id"],
            organization_id=dice.choice(hosts[like["organization_id"]])["id"],
            remaining=str(dice.randint(0, capacity)) if made["remaining"] else "",
            source=SOURCE, source_url="", demonstration="yes",
        )  # fmt: skip
        if dice.random() < 0.3:
            # What an organizer does who runs the same thing in many parts of the city.
            where = here[place["id"]]["district"] if place["id"] else ""
            made.update({
                column: f"{made[column]} – {where}"
                for column in made if column.startswith("name_") and made[column] and where
            })  # fmt: skip
        yield made


def _copies(dice: random.Random, rows: list[Row], count: int) -> Iterator[Row]:
    yield from rows
    for number in range(len(rows), count):
        model = dice.choice(rows)
        names = {c: f"{v} {number}" for c, v in model.items() if c.startswith("name_") and v}
        # Nobody shall be called up for an invented place.
        contacts = dict.fromkeys(CONTACTS & model.keys(), "")
        yield {**model, **names, **contacts, "id": f"{model['id']}-s{number}", "source": SOURCE}


def _by_model(rows: list[Row]) -> dict[str, list[Row]]:
    """The rows that are one of the city's own or a copy of it, by its id."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[COPY.sub("", row["id"])].append(row)
    return found


def _move(dice: random.Random, place: Row) -> None:
    if not (place["lat"] and place["lon"]):
        return
    lat, lon = float(place["lat"]), float(place["lon"])
    north, east = (dice.uniform(-STRAY_METRES, STRAY_METRES) / 111_320 for _ in range(2))
    place.update(lat=f"{lat + north:.6f}", lon=f"{lon + east / cos(radians(lat)):.6f}",
                 approximate="yes")  # fmt: skip


def _pattern(id: str) -> str:
    return id.rpartition("-")[0] or id


def _read(path: Path) -> tuple[list[str], list[Row]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            return list(reader.fieldnames or ()), list(reader)
    except OSError as error:
        raise PackError(f"{path.name} cannot be read: {error.strerror}") from error


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
