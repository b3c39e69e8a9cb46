"""Schedules and opening hours as people write them in a table."""

import contextlib
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sync.importers.csv_city import load_city
from sync.importers.opening_hours import parse_opening_hours
from sync.importers.schedule_text import parse_schedule
from sync.model import Weekday, sessions_on

VILNIUS = ZoneInfo("Europe/Vilnius")


@pytest.mark.parametrize(
    ("text", "day", "starts"),
    [
        ("Mon,Wed 16:00-17:30", "2026-11-23", ["16:00"]),
        ("Mon,Wed 16:00-17:30", "2026-11-24", []),
        ("Mon 16:00-17:30 2026-12-01..2027-01-01", "2026-11-23", []),
        ("Mon 16:00-17:30 2026-11-01..", "2026-11-23", ["16:00"]),
        ("Mon 16:00-17:30 ..2026-11-22", "2026-11-23", []),
        ("Mon 9:00–10:00 | Mon 18:00-19:00", "2026-11-23", ["09:00", "18:00"]),
        ("2026-11-23,2027-01-09 11:00-14:00", "2026-11-23", ["11:00"]),
        ("2026-11-23 22:00-24:00", "2026-11-23", ["22:00"]),
        ("Pr,Šk 16:00-17:00", "2026-11-23", None),
        ("Pr,Št 16:00-17:00", "2026-11-23", ["16:00"]),
        ("Mon 16:00", "2026-11-23", None),
        ("Mon 16:00-17:00 2027-01-01..2026-01-01", "2026-11-23", None),
        ("2026-11-23 11:00-14:00 2026-01-01..2027-01-01", "2026-11-23", None),
        (", 11:00-14:00", "2026-11-23", None),
    ],
)
def test_a_schedule_cell_has_the_sessions_that_it_says(
    text: str, day: str, starts: list[str] | None
) -> None:
    if starts is None:
        with pytest.raises(ValueError):
            parse_schedule(text)
        return
    found = sessions_on(parse_schedule(text), dt.date.fromisoformat(day), VILNIUS)
    assert [f"{session.start:%H:%M}" for session in found] == starts
    assert all(session.end > session.start for session in found)


def hours(text: str) -> dict[str, list[str]]:
    """The spans of each day, for reading in a test."""
    found: dict[str, list[str]] = {}
    for rule in parse_opening_hours(text):
        for day in rule.day_of_week:
            found.setdefault(day.name[:2], []).append(f"{rule.opens:%H:%M}-{rule.closes:%H:%M}")
    return found


def test_opening_hours_of_a_library() -> None:
    assert hours("Mo-Th 10:00-20:00; Fr 09:00-18:00; Sa 10:00-16:00") == {
        "MO": ["10:00-20:00"], "TU": ["10:00-20:00"], "WE": ["10:00-20:00"],
        "TH": ["10:00-20:00"], "FR": ["09:00-18:00"], "SA": ["10:00-16:00"],
    }  # fmt: skip


def test_a_later_rule_replaces_an_earlier_one() -> None:
    found = hours("Mo-Su 10:00-18:00; Mo off; Tu 12:00-13:00,14:00-15:00; PH off")
    assert "MO" not in found
    assert found["TU"] == ["12:00-13:00", "14:00-15:00"]
    assert found["SU"] == ["10:00-18:00"]


def test_always_open_is_not_taken_for_closed() -> None:
    for text in ("24/7", "Mo-Su 00:00-24:00", "00:00-24:00"):
        rules = parse_opening_hours(text)
        assert rules[0].day_of_week == tuple(Weekday)
        assert rules[0].opens != rules[0].closes


def test_days_may_go_round_the_weekend() -> None:
    assert set(hours("Sa-Mo 10:00-12:00")) == {"SA", "SU", "MO"}
    assert hours("Fr 20:00-02:00") == {"FR": ["20:00-02:00"]}


@pytest.mark.parametrize(
    "text", ["sunrise-sunset", "Mo-Fr", "Xx 10:00-12:00", "Mo 25:00-26:00", "Mo 10-12", "week 1 Mo"]
)
def test_what_the_subset_does_not_know_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse_opening_hours(text)


@given(st.text(alphabet="MoTuFrSa PHof0123456789:-,;|.–\n", max_size=60) | st.text(max_size=40))
@example("mo" * 5_000 + "!")
@example("Mo, " * 3_000 + "!")
@settings(deadline=2_000)
def test_no_text_however_odd_is_more_than_refused(text: str) -> None:
    for parse in (parse_opening_hours, parse_schedule):
        with contextlib.suppress(ValueError):
            assert isinstance(parse(text), tuple)


@given(st.binary(max_size=400))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_file_however_damaged_stops_the_import_of_the_others(city: Path, raw: bytes) -> None:
    (city / "places.csv").write_bytes(b"id,name_lt,lat,lon\n" + raw)
    assert load_city(city).records["topic"]
