"""Times, prices, ages and hours in words; English needs no translation file."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from kiosk.ui import hours, phrases
from kiosk.ui.language import FOLDER, Language
from sync.model import (
    Activity,
    AgeRange,
    Kind,
    Offer,
    OpeningHours,
    Period,
    Session,
    Weekday,
)

ZONE = ZoneInfo("Europe/Vilnius")
NOW = dt.datetime(2026, 11, 25, 15, 30, tzinfo=ZONE)
EN = QLocale("en_IE")
LT = QLocale("lt")


def session(start: dt.datetime, minutes: int = 90) -> Session:
    return Session(start, start + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("start", "text", "tone"),
    [
        (NOW - dt.timedelta(minutes=10), "On now, until 16:50", "now"),
        (NOW + dt.timedelta(minutes=25), "Starts in 25 min", "soon"),
        (NOW + dt.timedelta(hours=3), "Today, 18:30", "today"),
        (NOW + dt.timedelta(days=1), "Tomorrow, 15:30", "later"),
        (NOW + dt.timedelta(days=3), "Saturday, 15:30", "later"),
        (NOW + dt.timedelta(days=20), "15\u00a0December, 15:30", "later"),
    ],
)
def test_when_is_said_in_the_fewest_words_that_are_true(
    qtbot: QtBot, start: dt.datetime, text: str, tone: str
) -> None:
    assert phrases.when(session(start), NOW, EN) == phrases.When(text, tone)


@pytest.mark.parametrize(
    ("language", "short", "whole", "weekday"),
    [
        ("lt", "lapkričio 25 d.", "2026 m. lapkričio 25 d.", "Trečiadienis"),
        ("en_IE", "25 November", "25 November 2026", "Wednesday"),
        ("fi", "25. marraskuuta", "25. marraskuuta 2026", "Keskiviikko"),
        ("fr", "25 novembre", "25 novembre 2026", "Mercredi"),
        ("nl", "25 november", "25 november 2026", "Woensdag"),
        ("pl", "25 listopada", "25 listopada 2026", "Środa"),
        ("ru", "25 ноября", "25 ноября 2026 г.", "Среда"),
        ("uk", "25 листопада", "25 листопада 2026 р.", "Середа"),
    ],
)
def test_dates_keep_the_grammar_of_each_language(
    qtbot: QtBot, language: str, short: str, whole: str, weekday: str
) -> None:
    day, locale = dt.date(2026, 11, 25), QLocale(language)
    assert phrases.date(day, locale).replace("\u00a0", " ") == short
    full = phrases.full_date(day, locale)
    assert full.replace("\u00a0", " ").replace("\u202f", " ") == whole
    assert phrases.weekday(day, locale) == weekday


@pytest.mark.parametrize(
    ("offer", "text"),
    [
        (Offer(price=Decimal(0)), "Free"),
        (Offer(price=Decimal(25), period=Period.MONTH), "€25 a month"),
        (Offer(price=Decimal("7.50")), "€7.50"),
        (Offer(price=Decimal(15), price_currency="USD"), "$15"),
    ],
)
def test_prices_have_cents_only_where_there_are_some(qtbot: QtBot, offer: Offer, text: str) -> None:
    assert phrases.price(offer, EN) == text


def test_what_is_over_is_called_over_and_not_unannounced(qtbot: QtBot) -> None:
    over = session(NOW - dt.timedelta(hours=3))
    assert phrases.when(over, NOW, EN) == phrases.When("Ended", "none")
    assert phrases.when(None, NOW, EN, ended=True) == phrases.When("Ended", "none")
    assert phrases.when(None, NOW, EN).text == "Dates not announced"


@pytest.mark.parametrize(
    ("language", "ages", "text"),
    [
        ("en", AgeRange(7, 10), "7–10 years"),
        ("en", AgeRange(14, None), "From 14 years"),
        ("en", AgeRange(6, 99), "From 6 years"),
        ("en", AgeRange(None, 12), "Up to 12 years"),
        ("en", AgeRange(), "All ages"),
        ("lt", AgeRange(21, None), "Nuo 21 m."),
        ("ru", AgeRange(1, None), "От 1 года"),
        ("ru", AgeRange(2, None), "От 2 лет"),
        ("ru", AgeRange(21, None), "От 21 года"),
        ("ru", AgeRange(None, 22), "До 22 лет"),
        ("ru", AgeRange(5, 11), "5–11 лет"),
        ("ru", AgeRange(14, 21), "14–21 год"),
        ("ru", AgeRange(14, 22), "14–22 года"),
        ("uk", AgeRange(1, None), "Від 1 року"),
        ("uk", AgeRange(21, None), "Від 21 року"),
        ("uk", AgeRange(11, 22), "11–22 роки"),
        ("uk", AgeRange(5, 11), "5–11 років"),
        ("pl", AgeRange(1, None), "Od 1 roku"),
        ("pl", AgeRange(21, None), "Od 21 lat"),
        ("pl", AgeRange(14, 22), "14–22 lata"),
        ("pl", AgeRange(5, 11), "5–11 lat"),
    ],
)
def test_ages_are_said_as_people_say_them(
    qtbot: QtBot, language: str, ages: AgeRange, text: str
) -> None:
    spoken = Language(language)
    try:
        assert phrases.age(ages) == text
    finally:
        spoken.close()


def test_far_places_are_told_in_kilometres(qtbot: QtBot) -> None:
    assert phrases.walk(20, EN) == "Right here"
    assert phrases.walk(1200, EN) == "about 21 min walk"
    assert phrases.walk(8900, EN) == "8.9 km"
    assert phrases.walk(None, EN) == ""


def hours_of(day: Weekday, opens: str, closes: str, **dates: dt.date) -> OpeningHours:
    return OpeningHours(
        day_of_week=(day,), opens=dt.time.fromisoformat(opens),
        closes=dt.time.fromisoformat(closes), **dates,
    )  # fmt: skip


WEDNESDAYS = [hours_of(Weekday.WEDNESDAY, "10:00", "18:00")]


def test_a_place_is_open_between_its_hours(qtbot: QtBot) -> None:
    assert hours.status(WEDNESDAYS, NOW, EN) == ("Open now, until 18:00", "open")
    assert hours.status(WEDNESDAYS, NOW.replace(hour=9), EN)[1] == "closed"
    assert hours.status(WEDNESDAYS, NOW.replace(hour=18), EN) == (
        "Closed now. Next open: 2\u00a0December, 10:00", "closed",
    )  # fmt: skip


def test_an_exception_by_date_overrules_the_week(qtbot: QtBot) -> None:
    today = NOW.date()
    closed = hours_of(Weekday.WEDNESDAY, "00:00", "00:00", valid_from=today, valid_through=today)
    text, state = hours.status([*WEDNESDAYS, closed], NOW, EN)
    assert (text.partition(".")[0], state) == ("Closed now", "closed")
    first = hours.week([*WEDNESDAYS, closed], today, EN)[0]
    assert (first.hours, first.special) == ("Closed", True)


def test_a_closed_week_of_holidays_says_when_it_ends(qtbot: QtBot) -> None:
    every = [hours_of(day, "10:00", "18:00") for day in Weekday]
    first, last = NOW.date(), NOW.date() + dt.timedelta(days=2)
    shut = OpeningHours(
        opens=dt.time(0), closes=dt.time(0), valid_from=first, valid_through=last
    )  # fmt: skip
    assert hours.status([*every, shut], NOW, EN)[0] == "Closed now. Next open: Saturday, 10:00"
    assert [day.special for day in hours.week([*every, shut], first, EN)] == [True] * 3 + [
        False
    ] * 4


def test_a_place_that_never_opens_again_is_only_closed(qtbot: QtBot) -> None:
    past = [hours_of(Weekday.WEDNESDAY, "10:00", "18:00", valid_through=dt.date(2026, 1, 1))]
    assert hours.status(past, NOW, EN) == ("Closed now", "closed")


def test_a_place_that_closes_after_midnight_is_open_then(qtbot: QtBot) -> None:
    late = [hours_of(Weekday.WEDNESDAY, "18:00", "02:00")]
    thursday_night = dt.datetime(2026, 11, 26, 1, 0, tzinfo=ZONE)
    assert hours.status(late, thursday_night, EN) == ("Open now, until 02:00", "open")
    assert hours.status(late, thursday_night.replace(hour=3), EN)[1] == "closed"


spans = st.tuples(st.integers(0, 23), st.integers(0, 23))
weeks = st.dictionaries(st.sampled_from(list(Weekday)), spans, max_size=7)
exceptions = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 4), st.one_of(st.none(), spans)), max_size=3
)


@given(weeks, exceptions, st.integers(-2, 3), st.integers(0, 24 * 60 - 1))
def test_open_now_is_what_a_walk_through_the_days_finds(
    week: dict[Weekday, tuple[int, int]],
    dated: list[tuple[int, int, tuple[int, int] | None]],
    ahead: int,
    minute: int,
) -> None:
    """Against every opening of the days around, written out one by one."""
    first = NOW.date()
    hours_given = [
        OpeningHours(day_of_week=(day,), opens=dt.time(opens), closes=dt.time(closes))
        for day, (opens, closes) in week.items()
    ]
    special: dict[dt.date, list[tuple[int, int]]] = {}
    for begin, length, span in dated:
        opens, closes = span or (0, 0)
        days = [first + dt.timedelta(days=begin + n) for n in range(length + 1)]
        hours_given.append(
            OpeningHours(
                opens=dt.time(opens), closes=dt.time(closes), valid_from=days[0],
                valid_through=days[-1],
            )
        )  # fmt: skip
        for day in days:
            special.setdefault(day, []).append((opens, closes))
    now = dt.datetime.combine(first + dt.timedelta(days=ahead), dt.time(), ZONE)
    now = now.replace(hour=minute // 60, minute=minute % 60)
    spoken = hours.status(hours_given, now, EN)[1]
    if not hours_given:
        assert spoken == "unknown"
        return
    opened = False
    for back in (0, 1):
        day = now.date() - dt.timedelta(days=back)
        usual = [week[each] for each in week if each.number == day.weekday()]
        for opens, closes in special.get(day, usual):
            until = closes if closes > opens else closes + 24
            if opens != closes and opens * 60 <= minute + back * 24 * 60 < until * 60:
                opened = True
    assert (spoken == "open") is opened


def test_unknown_hours_are_not_called_closed(qtbot: QtBot) -> None:
    assert hours.status([], NOW, EN)[1] == "unknown"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Liko 1 vieta"), (3, "Liko 3 vietos"), (10, "Liko 10 vietų"), (21, "Liko 21 vieta")],
)
def test_lithuanian_counts_bend_the_noun(qtbot: QtBot, count: int, words: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / "kiosk_lt.qm"))
    QCoreApplication.installTranslator(translator)
    try:
        left = Activity(id="a", name="a", kind=Kind.CLUB, organizer="o", remaining=count)
        assert phrases.places_left(left) == words
    finally:
        QCoreApplication.removeTranslator(translator)
