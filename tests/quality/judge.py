"""How good the search is: the committed queries against the bundled city."""

import csv
import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from kiosk.services.catalogue import Catalogue
from kiosk.services.wishes import as_query
from sync.store.bundled import build_bundled

CITY = Path(__file__).parents[2] / "resources/cities/vilnius"
QUERIES = Path(__file__).with_name("queries.toml")
NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
SHOWN = 5
"""Cards that are seen without scrolling."""
DEEP = 50

Row = dict[str, str]
Ask = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One query: `recall` of the first five (of as many as there can be), 1 / rank of the first."""

    text: str
    how: str
    recall: float
    reciprocal: float
    first: tuple[str, ...]
    meant: int


def judge(catalogue: Catalogue) -> Iterator[Judged]:
    """Each committed query, asked as a visitor would."""

    def ask(text: str) -> list[str]:
        page = catalogue.search(replace(as_query(text, NOW.date()), limit=DEEP), NOW)
        return [hit.activity for hit in page.hits]

    return judge_with(ask)


def judge_with(ask: Ask) -> Iterator[Judged]:
    """Each committed query asked of any search: text in, ids out."""
    known = rows()
    for query in tomllib.loads(QUERIES.read_text("utf-8"))["query"]:
        meant = {row["id"] for row in known if any(_fits(row, one) for one in query["expect"])}
        if not meant:
            raise ValueError(f"nothing in the city fits the expectation of {query['text']!r}")
        found = ask(query["text"])
        rank = next((at for at, id in enumerate(found, 1) if id in meant), 0)
        shown = sum(id in meant for id in found[:SHOWN])
        yield Judged(
            query["text"], query["how"], shown / min(SHOWN, len(meant)),
            1 / rank if rank else 0.0, tuple(found[:SHOWN]), len(meant),
        )  # fmt: skip


def bundled(folder: Path) -> Catalogue:
    """The bundled city as a kiosk has it."""
    path = folder / "catalogue.db"
    build_bundled(CITY, path, NOW)
    return Catalogue(path)


def rows() -> list[Row]:
    """The activities as the city wrote them, with street and district of their places."""
    places = {row["id"]: row for row in _table("places")}
    return [
        {**row, "street": places.get(row["place_id"], {}).get("street_address", ""),
         "district": places.get(row["place_id"], {}).get("district", "")}
        for row in _table("activities")
    ]  # fmt: skip


def _table(name: str) -> list[Row]:
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fits(row: Row, wanted: str) -> bool:
    return all(_condition(row, part.strip()) for part in wanted.split(" & "))


def _condition(row: Row, part: str) -> bool:
    field, _, pattern = part.rpartition(":")
    if field == "org":
        return row["organization_id"] == pattern
    if field == "street":
        return row["street"].startswith(f"{pattern} ")
    if field == "topic":
        return pattern in row["topics"].split(";")
    value = {"name": row["name_lt"], "district": row["district"]}.get(field, row["id"])
    return fnmatchcase(value, pattern)
