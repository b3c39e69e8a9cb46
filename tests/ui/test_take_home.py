"""What goes to the phone fits its code and says what it should."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import msgspec
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.shortlist import QR_BYTES as LIST_BYTES
from kiosk.services.shortlist import Pick, as_text, page_address
from kiosk.ui.calendar_event import QR_BYTES, event_text, repeat_of, rule_of
from kiosk.ui.take_home import code
from sync.model import Schedule, Session, Weekday
from sync.model.query import Freshness

ZONE = ZoneInfo("Europe/Vilnius")
START = dt.datetime(2026, 12, 1, 17, 0, tzinfo=ZONE)
SESSION = Session(START, START + dt.timedelta(minutes=90))
TUESDAYS = Schedule(
    start_time=dt.time(17), end_time=dt.time(18, 30), by_day=(Weekday.TUESDAY,),
    start_date=dt.date(2026, 9, 1), end_date=dt.date(2027, 5, 31),
)  # fmt: skip
PAST = Schedule(
    start_time=dt.time(17), end_time=dt.time(18, 30), by_day=(Weekday.TUESDAY,),
    end_date=dt.date(2026, 10, 1),
)  # fmt: skip
words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=300)


def test_a_weekly_club_repeats_in_the_calendar_until_it_ends() -> None:
    rule = rule_of((PAST, TUESDAYS), SESSION)
    assert rule is TUESDAYS
    repeat = repeat_of(rule, SESSION, ())
    text = event_text("act-1", "Šokiai", SESSION, repeat, "Kablys, Kauno g. 5", "")
    event = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))
    assert event["RRULE"]["BYDAY"] == ["TU"]
    assert event["RRULE"]["UNTIL"][0] > START
    assert event["DTSTART"].dt == START
    assert str(event["LOCATION"]) == "Kablys, Kauno g. 5"


@given(words, words, words)
def test_any_event_fits_its_code(name: str, address: str, note: str) -> None:
    repeat = repeat_of(TUESDAYS, SESSION, ())
    text = event_text("act-1", name, SESSION, repeat, address, note)
    assert len(text.encode()) <= QR_BYTES
    assert code(text).side <= 77


def dates_on_the_phone(text: str) -> list[dt.date]:
    """What a calendar program makes of it, by dateutil's own reading of RFC 5545."""
    event = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=event["DTSTART"].dt)
    found = event.get("EXDATE")
    off = {each.dt for each in found.dts} if found is not None else set()
    return [start.date() for start in rule if start not in off]


@given(st.sets(st.integers(0, 25), max_size=20), st.sets(st.integers(0, 25), max_size=3))
def test_the_phone_never_calls_to_a_session_that_does_not_happen(
    holidays: set[int], cancelled: set[int]
) -> None:
    def tuesdays(weeks: set[int]) -> tuple[dt.date, ...]:
        return tuple(START.date() + dt.timedelta(weeks=week + 1) for week in sorted(weeks))

    rule = msgspec.structs.replace(TUESDAYS, except_date=tuesdays(holidays))
    repeat = repeat_of(rule, SESSION, tuesdays(cancelled))
    text = event_text("act-1", "Šokiai", SESSION, repeat, "Kablys, Kauno g. 5", "40 €")
    assert len(text.encode()) <= QR_BYTES
    assert code(text).side <= 77
    held = [START.date() + dt.timedelta(weeks=week) for week in range(27)]
    held = [
        day for day in held
        if day <= dt.date(2027, 5, 31) and day not in (*tuesdays(holidays), *tuesdays(cancelled))
    ]  # fmt: skip
    told = dates_on_the_phone(text)
    assert told == held[: len(told)]
    assert len(told) >= min(len(held), 2) or len(holidays | cancelled) > 4


def test_long_texts_lose_the_note_first_and_the_time_never() -> None:
    repeat = repeat_of(TUESDAYS, SESSION, ())
    text = event_text("act-1", "Šokiai", SESSION, repeat, "Kablys", "n" * 500)
    event = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))
    assert "DESCRIPTION" not in event
    assert str(event["LOCATION"]) == "Kablys"


@given(st.lists(st.builds(Pick, words, words, words, words), max_size=12))
def test_any_shortlist_fits_its_code(picks: list[Pick]) -> None:
    assert len(as_text("Mano sąrašas", picks).encode()) <= LIST_BYTES


def test_a_short_list_keeps_every_word() -> None:
    text = as_text("Mano sąrašas", [Pick("Šokiai", "Antradienis, 17:00", "Kablys", "x.lt")])
    assert text == "Mano sąrašas\n1. Šokiai\nAntradienis, 17:00\nKablys\nx.lt"


def fresh(**changes: object) -> Freshness:
    return Freshness("hub", 1, START, **changes)  # type: ignore[arg-type]


def test_the_list_is_a_page_of_the_hub_while_the_kiosk_is_online() -> None:
    address = page_address("https://miestas.lt/", ["act-1", "a b/c"], fresh())
    assert address == "https://miestas.lt/s#act-1,a%20b%2Fc"
    assert page_address("https://miestas.lt", ["act-1"], fresh(failing_since=START)) == ""
    assert page_address("https://miestas.lt", ["act-1"], Freshness()) == ""
    assert page_address("http://127.0.0.1:8000", ["act-1"], fresh()) == "", "no phone gets there"
    assert page_address("", ["act-1"], fresh()) == ""
