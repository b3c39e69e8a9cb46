"""The bundled cities are whole, true to the template and made by their generator."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

CITIES = Path(__file__).resolve().parents[2] / "resources" / "cities"
VILNIUS, HELSINKI = CITIES / "vilnius", CITIES / "helsinki"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
KINDS = {
    "club",
    "course",
    "workshop",
    "event",
    "camp",
    "volunteering",
    "internship",
    "youth_project",
    "open_space",
    "digital",
}
ACCESS = {"wheelchair", "hearing", "vision", "quiet", "easy_read", "assistant"}
TIME = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
DATE = r"\d{4}-\d\d-\d\d"
DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
WEEKLY = re.compile(
    rf"^({DAY}(?:,{DAY})*) {TIME}"
    rf"(?: ({DATE})\.\.({DATE}))?$"
)
DATED = re.compile(rf"^(\d{{4}}-\d\d-\d\d(?:,\d{{4}}-\d\d-\d\d)*) {TIME}$")
START = date(2026, 11, 23)
SPAN = 400
Row = dict[str, str]


def table(city: Path, name: str) -> list[Row]:
    with (city / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def days_of(schedule: str, first: date, count: int) -> set[date]:
    """Dates of a schedule in a window."""
    out: set[date] = set()
    for entry in schedule.split(" | "):
        if weekly := WEEKLY.match(entry):
            names = {DAYS.index(d) for d in weekly[1].split(",")}
            low = date.fromisoformat(weekly[4]) if weekly[4] else date.min
            high = date.fromisoformat(weekly[5]) if weekly[5] else date.max
            assert low <= high, entry
            for step in range(count):
                day = first + timedelta(step)
                if low <= day <= high and day.weekday() in names:
                    out.add(day)
        else:
            dated = DATED.match(entry)
            assert dated, f"not in the grammar: {entry}"
            out |= {date.fromisoformat(d) for d in dated[1].split(",")}
    return {d for d in out if first <= d < first + timedelta(count)}


@pytest.fixture(scope="module")
def activities() -> list[Row]:
    return table(VILNIUS, "activities")


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("activities", 1069, 1069),
        ("organizations", 358, 358),
        ("topics", 16, 16),
        ("badges", 40, 99),
        ("playlists", 12, 99),
        ("places", 150, 999),
        ("notices", 2, 9),
        ("subsidies", 3, 9),
        ("registrations", 100, 9999),
    ],
)
def test_counts(name: str, least: int, most: int) -> None:
    assert least <= len(table(VILNIUS, name)) <= most


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
@pytest.mark.parametrize(
    "name",
    [
        "activities",
        "organizations",
        "places",
        "topics",
        "badges",
        "playlists",
        "notices",
        "registrations",
        "subsidies",
    ],
)
def test_ids_are_unique_and_not_numbers(city: Path, name: str) -> None:
    ids = [row["id"] for row in table(city, name)]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if i.isdigit() or not re.fullmatch(r"[A-Za-z0-9._-]+", i)]


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
def test_references(city: Path) -> None:
    rows = table(city, "activities")
    have = {
        name: {r["id"] for r in table(city, name)}
        for name in ("organizations", "places", "topics", "badges", "playlists", "activities")
    }
    for row in rows:
        assert row["organization_id"] in have["organizations"], row["id"]
        assert row["place_id"] in have["places"], row["id"]
        assert row["topics"]
        assert set(row["topics"].split(";")) <= have["topics"], row["id"]
        assert not row["teaches"] or set(row["teaches"].split(";")) <= have["badges"], row["id"]
    for step in table(city, "playlist_steps"):
        assert step["playlist_id"] in have["playlists"]
        assert bool(step["activity_id"]) != bool(step["badge_id"]), step
        assert not step["activity_id"] or step["activity_id"] in have["activities"]
        assert not step["badge_id"] or step["badge_id"] in have["badges"]
    for line in table(city, "registrations"):
        assert line["activity_id"] in have["activities"]
        assert re.fullmatch(r"P-[A-Z2-7]{10}", line["pass_id"])
    for badge in table(city, "badges"):
        assert badge["issuer"] in have["organizations"], badge["id"]
        assert (city / badge["image"]).is_file()
    for line in table(city, "playlists"):
        assert line["topic"] in have["topics"]
    for line in table(city, "notices"):
        assert line["place_id"] in have["places"]


def test_all_topics_and_kinds(activities: list[Row]) -> None:
    assert {r["kind"] for r in activities} == KINDS
    topics = Counter(t for r in activities for t in r["topics"].split(";"))
    assert len(topics) == 16
    assert min(topics.values()) >= 30


def test_every_organization_offers_something(activities: list[Row]) -> None:
    assert {r["organization_id"] for r in activities} == {
        r["id"] for r in table(VILNIUS, "organizations")
    }


def test_every_day_has_plenty(activities: list[Row]) -> None:
    count: Counter[date] = Counter()
    free: Counter[date] = Counter()
    for row in activities:
        for day in days_of(row["schedule"], START, SPAN):
            count[day] += 1
            free[day] += row["price"] == "0"
    for step in range(SPAN):
        day = START + timedelta(step)
        assert count[day] >= 40, (day, count[day])
        assert free[day] >= 8, (day, free[day])


def test_sundays_in_term_are_busy(activities: list[Row]) -> None:
    sunday = date(2026, 11, 29)
    assert sum(sunday in days_of(r["schedule"], sunday, 1) for r in activities) >= 120


def test_no_two_rows_alike(activities: list[Row]) -> None:
    keys = Counter((r["name_lt"], r["organization_id"], r["schedule"]) for r in activities)
    assert max(keys.values()) == 1
    texts = Counter(r["description_lt"] for r in activities)
    assert sum(n for n in texts.values() if n > 1) <= len(activities) * 0.03
    same = Counter((r["organization_id"], r["description_lt"]) for r in activities)
    assert max(same.values()) == 1


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
def test_values(city: Path) -> None:
    for row in table(city, "activities"):
        assert row["kind"] in KINDS
        assert 0 <= float(row["price"]) <= 400
        assert row["price_period"] in {"once", "month", "season", "year"}
        assert row["demonstration"] == "yes"
        assert row["drop_in"] in {"yes", "no"}
        assert set(filter(None, row["classes"].split(";"))) <= {"1-4", "5-8", "9-12"}
        assert set(filter(None, row["accessibility"].split(";"))) <= ACCESS
        assert not row["age_max"] or int(row["age_min"]) < int(row["age_max"])
        if row["remaining"]:
            assert 0 <= int(row["remaining"]) <= int(row["capacity"]), row["id"]
        assert date(2026, 8, 1) <= date.fromisoformat(row["updated"]) <= date(2026, 11, 30)
        assert days_of(row["schedule"], START, 650), row["id"]


def test_rosters_fit(activities: list[Row]) -> None:
    seats = {r["id"]: r for r in activities}
    for ident, taken in Counter(r["activity_id"] for r in table(VILNIUS, "registrations")).items():
        row = seats[ident]
        assert taken + int(row["remaining"]) <= int(row["capacity"]), ident
    assert {seats[r["activity_id"]]["place_id"] for r in table(VILNIUS, "registrations")} == {
        "place-kablys",
        "place-technariumas",
        "place-mes",
    }


def test_kablys_has_a_rich_programme(activities: list[Row]) -> None:
    here = [r for r in activities if r["place_id"] == "place-kablys"]
    assert len(here) >= 25
    assert any(r["kind"] == "open_space" for r in here)
    for step in range(28):
        day = START + timedelta(step)
        todays = [r for r in here if day in days_of(r["schedule"], day, 1)]
        starts = {r["schedule"].split(" ")[1][:5] for r in todays}
        assert min(len(todays), len(starts)) >= 2, (day, [r["id"] for r in todays])


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
def test_places_lie_in_the_city(city: Path) -> None:
    west, south, east, north = json.loads((city / "city.json").read_text("utf-8"))["bounds"]
    for row in table(city, "places"):
        assert south <= float(row["lat"]) <= north, row["id"]
        assert west <= float(row["lon"]) <= east, row["id"]
        assert row["approximate"] in {"yes", "no"}
        assert row["wheelchair"] in {"", "yes", "limited", "no"}
        for part in filter(None, row["opening_hours"].split("; ")):
            assert re.fullmatch(
                r"(Mo|Tu|We|Th|Fr|Sa|Su)(-(Mo|Tu|We|Th|Fr|Sa|Su))? "
                r"\d\d:\d\d-\d\d:\d\d",
                part,
            ), row["id"]


def test_activities_spread_over_the_elderships(activities: list[Row]) -> None:
    where = {r["id"]: r["district"] for r in table(VILNIUS, "places")}
    spread = Counter(where[r["place_id"]] for r in activities)
    assert len(spread) == 21
    assert min(spread.values()) >= 5
    mes = next(r for r in table(VILNIUS, "places") if r["id"] == "place-mes")
    assert mes["approximate"] == "yes"


@pytest.mark.parametrize("name", ["places", "organizations"])
def test_english_names_of_schools_and_libraries_take_the_nominative(name: str) -> None:
    whole = {"Trakų Vokė", "“Lietuvių namai”", "“Liepaitės”"}
    for row in table(VILNIUS, name):
        english = row["name_en"]
        if not re.search(r"(ymnasium|School|Library)$", english):
            continue
        for kept in whole:
            english = english.replace(kept, "")
        same = set(re.findall(r"\w+", english)) & set(re.findall(r"\w+", row["name_lt"]))
        assert not [word for word in same if re.search(r"(ų|ės|io|aus|os)$", word)], english


def test_texts_are_lithuanian_and_english(activities: list[Row]) -> None:
    letters = set("ąčęėįšųūž")
    for row in activities:
        assert letters & set(row["description_lt"].lower()), row["id"]
        assert not letters & set(row["description_en"].lower()), row["description_en"]
        assert row["description_lt"] != row["description_en"]
        assert not re.search(r"[\"„]|  ", row["description_en"]), row["id"]
        assert row["description_lt"].count("„") == row["description_lt"].count("“"), row["id"]
        assert 1 <= len(re.findall(r"[.?!](?: |$)", row["description_lt"])) <= 7


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
def test_badge_art(city: Path) -> None:
    drawn = set()
    for path in sorted((city / "badges").glob("*.svg")):
        text = path.read_text("utf-8")
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert len(text) < 8000
        assert not re.search(r"<(filter|mask|style|text|image|script)|class=|href", text)
        drawn.add(text)
    assert len(drawn) == len(table(city, "badges"))
    taught = Counter(r["teaches"] for r in table(city, "activities") if r["teaches"])
    if city == VILNIUS:
        assert all(taught[b["id"]] >= 3 for b in table(city, "badges")), taught


def test_topic_colours_carry_white_text() -> None:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    topics = table(VILNIUS, "topics")
    assert len({t["colour"] for t in topics}) == 16
    assert len({(t["shape"], t["colour"]) for t in topics}) == 16
    for topic in topics:
        red, green, blue = (linear(int(topic["colour"][i : i + 2], 16)) for i in (1, 3, 5))
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert 1.05 / (light + 0.05) >= 4.5, topic


@pytest.mark.parametrize("city", [VILNIUS, HELSINKI])
def test_generator_writes_what_is_committed(city: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(city / "generate.py"), "--out", str(tmp_path)], check=True)
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert made
    for name in made:
        assert (tmp_path / name).read_bytes() == (city / name).read_bytes(), name


@pytest.mark.parametrize(
    "name",
    [
        "topics",
        "badges",
        "badge_recognized",
        "badge_endorsed",
        "playlists",
        "playlist_steps",
        "subsidies",
        "notices",
    ],
)
def test_what_the_city_itself_says_is_in_each_of_its_languages(name: str) -> None:
    languages = json.loads((VILNIUS / "city.json").read_text("utf-8"))["languages"]
    rows = table(VILNIUS, name)
    said = [column[:-3] for column in rows[0] if column.endswith("_lt")]
    assert said
    for row in rows:
        for column in said:
            silent = [code for code in languages if not row[f"{column}_{code}"]]
            assert not silent or not row[f"{column}_lt"], (row, column, silent)
        assert len(row.get("skills", "").split(";")) in (1, len(languages))
