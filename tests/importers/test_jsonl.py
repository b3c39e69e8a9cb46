"""Another city's programmes, one JSON object a line: its dirt is cleaned, its gaps stay gaps."""

import gzip
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sync.hub.database import open_database
from sync.hub.schema import record
from sync.importers.city_json import CityFault
from sync.importers.cli import main
from sync.importers.csv_city import LoadedCity
from sync.importers.html_text import plain_text
from sync.importers.jsonl import load_jsonl
from sync.model import Activity, Kind, Place

MAPPING = Path(__file__).parents[2] / "sync/importers/mappings/chicago"
FEED = "chicago-youth-programmes-2020-2023.jsonl.gz"
REAL = Path(os.environ.get("COL_SHARED_DATA") or "absent") / "feeds" / FEED
LAKE = {"address": "1 Lake St.", "latitude": 41.9, "longitude": -87.6, "zipcode": 60601,
        "city": "Chicago", "community_name": "LOOP"}  # fmt: skip
LINES: list[Any] = [
    {"id": 1, "program_name": "Kite making", "org_name": "Wind Club", "meeting_type":
     "face_to_face", "description": "<p>Paper &amp; string.</p><ul><li>Bring<br>glue</li></ul>"
     "<script>alert(1)</script>", "min_age": 8, "max_age": 12, "capacity": 15,
     "program_price": "Free", "start_date": "2022-05-07", "end_date": "2022-05-07",
     "start_time": 36000, "end_time": 41400, "leisure_arts_dum": 1, "academics_dum": 0, **LAKE},
    {"id": 2, "program_name": "Kite making at home", "org_name": "Wind Club", "meeting_type":
     "online", "description": "As before.", "program_price": "$50 or Less", "start_date":
     "2022-05-07", "leisure_arts_dum": 1, "academics_dum": 1},
    {"id": 3, "program_name": "", "org_name": "Wind Club", "meeting_type": "online"},
    {"id": 4, "program_name": "Backwards", "org_name": "Wind Club", "min_age": 12, "max_age": 8},
    {"id": 1, "program_name": "Again", "org_name": "Wind Club"},
    "not an object",
    {"id": 5, "program_name": "Kites for all", "org_name": "Wind Club", "program_price":
     "Unknown", **LAKE},
]  # fmt: skip


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in LINES)
    return path


@pytest.fixture
def loaded(feed: Path) -> LoadedCity:
    return load_jsonl(feed, MAPPING)


def activities(loaded: LoadedCity) -> dict[str, Activity]:
    return {a.id: a for a in loaded.records["activity"] if isinstance(a, Activity)}


def test_html_becomes_lines_that_can_be_read(loaded: LoadedCity) -> None:
    assert activities(loaded)["act-1"].description == "Paper & string.\n• Bring\nglue"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain, 3 < 4\nnext line", "plain, 3 < 4\nnext line"),
        ("<b>a</b>  b\n c", "a b c"),
        ("&lt;b&gt; &nbsp; caf&eacute;", "<b> café"),
        ("<p>one<p>two", "one\ntwo"),
        ("<style>p{}</style>seen<script>x<", "seen"),
        ("", ""),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_what_is_said_is_taken(loaded: LoadedCity) -> None:
    kites = activities(loaded)["act-1"]
    assert kites.is_free
    assert (kites.age_range.min_value, kites.age_range.max_value) == (8, 12)
    assert kites.topics == ("arts",)
    assert [day.isoformat() for day in kites.event_schedule[0].dates] == ["2022-05-07"]
    assert kites.event_schedule[0].start_time.hour == 10
    place = next(p for p in loaded.records["place"] if isinstance(p, Place))
    assert kites.location == place.id
    assert place.address.district == "LOOP"


def test_what_is_not_said_stays_unsaid(loaded: LoadedCity) -> None:
    home = activities(loaded)["act-2"]
    assert home.kind is Kind.DIGITAL
    assert (home.location, home.offers, home.event_schedule, home.capacity) == ("", (), (), None)
    assert home.keywords == ("$50 or less",)
    assert activities(loaded)["act-5"].offers == ()


def test_the_same_place_and_provider_are_made_once(loaded: LoadedCity) -> None:
    assert len(loaded.records["place"]) == 1
    assert len(loaded.records["organization"]) == 1


def test_bad_lines_are_told_and_left_out(loaded: LoadedCity) -> None:
    assert set(activities(loaded)) == {"act-1", "act-2", "act-5"}
    assert sorted({p.line for p in loaded.problems if p.skipped}) == [3, 4, 5, 6]


def test_the_importer_takes_it_into_a_hub(feed: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    assert main([str(feed), "--mapping", str(MAPPING), "--database", url]) == 1
    database = open_database(url)
    with database.read() as connection:
        kinds = {row.kind for row in connection.execute(record.select())}
    database.close()
    assert {"activity", "place", "organization", "topic"} <= kinds


def test_without_a_mapping_it_is_wrong_use(feed: Path) -> None:
    with pytest.raises(SystemExit):
        main([str(feed), "--database", "sqlite://"])


def test_a_file_cut_short_is_said_to_be(feed: Path) -> None:
    feed.write_bytes(feed.read_bytes()[:-30])
    with pytest.raises(CityFault, match="feed"):
        load_jsonl(feed, MAPPING)


@pytest.mark.skipif(not REAL.is_file(), reason="COL_SHARED_DATA has no programmes of Chicago")
def test_the_real_programmes_of_chicago_all_come_in() -> None:
    loaded = load_jsonl(REAL, MAPPING)
    found = activities(loaded)
    assert len(found) == 21_654
    assert not loaded.problems
    assert sum(a.is_free for a in found.values()) == 12_603
    assert not any("<p>" in a.description or "&nbsp;" in a.description for a in found.values())
    assert sum(not a.location for a in found.values()) > 3_000
    assert all(a.offers[0].price == Decimal(0) for a in found.values() if a.offers)
