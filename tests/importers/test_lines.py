"""Another city's programmes, one JSON object a line: its dirt is cleaned, its gaps stay gaps."""

import gzip
import json
import os
import re
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
from sync.importers.lines import load_lines
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
    return load_lines(feed, MAPPING)


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
        ("one\r\ntwo\rthree\x0bfour", "one\ntwo\nthree\nfour"),
        ("bell\x07 and \x00nothing", "bell and nothing"),
        ("<ul><li>one</li><li> </li><li>two<li></ul>", "• one\n• two"),
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
        load_lines(feed, MAPPING)


@pytest.mark.skipif(not REAL.is_file(), reason="COL_SHARED_DATA has no programmes of Chicago")
def test_the_real_programmes_of_chicago_all_come_in() -> None:
    loaded = load_lines(REAL, MAPPING)
    found = activities(loaded)
    assert len(found) == 21_654
    assert not loaded.problems
    assert sum(a.is_free for a in found.values()) == 12_603
    dirt = re.compile(r"</?[a-z]+[ />]|&\w+;|[\x00-\x09\x0b-\x1f]|•\s*(\n|$)")
    texts = [text for a in found.values() for text in (a.name, a.description)]
    assert not [text[:80] for text in texts if dirt.search(text)]
    assert sum(not a.location for a in found.values()) > 3_000
    assert all(a.offers[0].price == Decimal(0) for a in found.values() if a.offers)


GROUPS = (
    'SCH,LABEL,ADDRESS,GIS_X,GIS_Y,ELDERATE,DARZ_ID,SCHOOL_NAME,TYPE_ID,TYPE_LABEL,AGE_FROM,AGE_TO,'
    'LAN_ID,LAN_LABEL,WAITS,CAPACITY,GID,GLABEL,SUITABLE_FOR_DISABLED,CHILD_COUNT,FREE_SPACE,LANG\n'
    '1,Kalnelis,"Kalno g. 1",6060144,580536,Senamiesčio,1,Kalnelis,17,"Nuo 1.5 iki 3 metų",1.5,3,3,'
    'Lietuvių,2,5,11,Žirniukai,,10,4,Lie\n'
    '1,Kalnelis,"Kalno g. 1",6060144,580536,Senamiesčio,1,Kalnelis,18,"Nuo 2 iki 4 metų",2,4,5,'
    'Lenkų,2,5,12,"Boružės (Kalno g. 3)",Taip,10,-1,Len\n'
    '2,Lanka,"Lankos g. 2",0,0,Verkių,2,Lanka,18,"2-4 metai",2,4,3,Lietuvių,2,5,13,,,10,0,Lie\n'
    '3,,,,,Verkių,3,,18,"Nuo 2 iki 4 metų",2,4,3,Lietuvių,2,5,14,,,10,0,Lie\n'
)  # fmt: skip
KINDERGARTENS = MAPPING.parent / "vilnius-kindergartens"
REAL_GROUPS = Path(os.environ.get("COL_SHARED_DATA") or "absent") / "vilnius/darzeliai_grupes.csv"


@pytest.fixture
def vilnius(tmp_path: Path) -> str:
    """A hub that has a city already; its database."""
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    city = Path(__file__).parent / "city"
    assert main([str(city), "--database", url]) in (0, 1)
    return url


def import_groups(path: Path, url: str) -> int:
    return main([str(path), "--mapping", str(KINDERGARTENS), "--database", url])


def live(url: str, kind: str) -> dict[str, object]:
    database = open_database(url)
    with database.read() as connection:
        rows = connection.execute(
            record.select().where(record.c.kind == kind, record.c.deleted_at.is_(None))
        ).all()
    database.close()
    return {row.id: json.loads(row.data) for row in rows if row.id.startswith("vilnius-")}


def test_a_municipal_table_gives_places_on_the_map_and_groups_with_free_places(
    vilnius: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "groups.csv"
    table.write_text(GROUPS, encoding="utf-8")
    assert import_groups(table, vilnius) == 1, "one row has no name, and that is said"
    assert "groups.csv line 5: name_lt is empty" in capsys.readouterr().err
    places, groups = live(vilnius, "place"), live(vilnius, "activity")
    geo = places["vilnius-place-1"]["geo"]
    # Gerosios Vilties street, from the map.
    assert geo["latitude"] == pytest.approx(54.672, abs=0.002)
    assert geo["longitude"] == pytest.approx(25.249, abs=0.003)
    assert "geo" not in places["vilnius-place-2"]
    assert set(groups) == {
        "vilnius-group-11-17-3",
        "vilnius-group-12-18-5",
        "vilnius-group-13-18-3",
    }
    polish = groups["vilnius-group-12-18-5"]
    assert polish["name"] == "Kalnelis, Boružės (Kalno g. 3)"
    assert polish["inLanguage"] == ["pl"]
    assert polish["accessibilitySupport"] == ["special_needs"]
    assert polish["remainingAttendeeCapacity"] == 0


def test_a_complete_table_read_again_changes_nothing_and_shorter_deletes(
    vilnius: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "groups.csv"
    table.write_text(GROUPS, encoding="utf-8")
    import_groups(table, vilnius)
    capsys.readouterr()
    import_groups(table, vilnius)
    assert "activity: 0 added, 0 changed, 3 unchanged, 0 deleted" in capsys.readouterr().out
    table.write_text("".join(GROUPS.splitlines(keepends=True)[:3]), encoding="utf-8")
    import_groups(table, vilnius)
    assert "activity: 0 added, 0 changed, 2 unchanged, 1 deleted" in capsys.readouterr().out
    assert "vilnius-group-13-18-3" not in live(vilnius, "activity")


@pytest.mark.skipif(not REAL_GROUPS.exists(), reason="COL_SHARED_DATA has no groups of Vilnius")
def test_the_real_groups_of_vilnius_go_in_whole(vilnius: str) -> None:
    import_groups(REAL_GROUPS, vilnius)
    places = live(vilnius, "place")
    assert len(live(vilnius, "activity")) == 1195
    with_point = [each["geo"] for each in places.values() if "geo" in each]
    assert len(places) - len(with_point) < 10
    assert all(54.5 < geo["latitude"] < 54.9 and 25 < geo["longitude"] < 25.6 for geo in with_point)
