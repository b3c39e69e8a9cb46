"""What goes to the phone fits its code and says what it should."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.shortlist import QR_BYTES as LIST_BYTES
from kiosk.services.shortlist import Pick, as_text, page_address
from kiosk.ui.calendar_event import QR_BYTES, event_text, rule_of
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
    text = event_text("act-1", "Šokiai", SESSION, rule, "Kablys, Kauno g. 5", "")
    event = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))
    assert event["RRULE"]["BYDAY"] == ["TU"]
    assert event["RRULE"]["UNTIL"][0] > START
    assert event["DTSTART"].dt == START
    assert str(event["LOCATION"]) == "Kablys, Kauno g. 5"


@given(words, words, words)
def test_any_event_fits_its_code(name: str, address: str, note: str) -> None:
    text = event_text("act-1", name, SESSION, TUESDAYS, address, note)
    assert len(text.encode()) <= QR_BYTES
    assert code(text).side <= 77


def test_long_texts_lose_the_note_first_and_the_time_never() -> None:
    text = event_text("act-1", "Šokiai", SESSION, TUESDAYS, "Kablys", "n" * 500)
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
