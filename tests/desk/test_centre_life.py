"""What staff announce is on this kiosk's screens at once, offline, and gone when taken back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.rights import NOBODY, actor_of
from kiosk.services.centre_life import CentreLife, NotAllowed
from kiosk.services.centre_news import News, news_of
from kiosk.services.desk_values import Station
from sync.model import (
    Activity,
    CentreEvent,
    EventResult,
    Notice,
    OpeningHours,
    Outcome,
    Place,
    StaffAccount,
    Weekday,
    sessions_on,
)
from sync.model.centre import notice_of
from sync.store.centre_log import CentreLog
from sync.store.ledger import Ledger
from tests.desk.centre import ACTIVITIES, NOON, ZONE

WORKER = actor_of(StaffAccount(id="s-1", label="", role="youth_worker", place="", pin_hash=""))
HELPER = actor_of(StaffAccount(id="s-2", label="", role="desk", place="", pin_hash=""))
PRINT = next(each for each in ACTIVITIES if each.id == "print")
TODAY = NOON.date()


class Session(NamedTuple):
    activity: str
    start: dt.datetime


PRINT_TODAY = Session("print", NOON)


class Here(NamedTuple):
    life: CentreLife
    acts: CentreLog
    ledger: Ledger
    path: Path

    def news(self, published: tuple[Notice, ...] = (), synced: dt.datetime | None = None) -> News:
        return news_of(self.life.over(published, synced))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    ledger = Ledger.open(tmp_path / "ledger.db")
    station = Station("kiosk-1", "centre", ZONE)
    yield Here(CentreLife(ledger.centre, station), ledger.centre, ledger, tmp_path)
    ledger.close()


def settled(here: Here, event: CentreEvent, outcome: Outcome = Outcome.ACCEPTED) -> dt.datetime:
    here.acts.settle([EventResult(event_id=event.event_id, outcome=outcome)])
    found = next(each for each in here.acts.kept() if each.event == event)
    assert found.settled_at is not None
    return found.settled_at


def test_a_notice_is_shown_at_once_and_after_a_restart(here: Here) -> None:
    here.life.say("  Virtuvė  uždaryta ", "lt", NOON, WORKER)
    assert [each.name for each in here.news().on("centre", TODAY)] == ["Virtuvė uždaryta"]
    assert here.news().on("centre", TODAY + dt.timedelta(days=1)) == []
    here.ledger.close()
    again = Ledger.open(here.path / "ledger.db")
    life = CentreLife(again.centre, Station("kiosk-1", "centre", ZONE))
    assert [each.name for each in life.over((), None)] == ["Virtuvė uždaryta"]
    again.close()


def test_a_cancelled_session_is_off_and_only_that_one(here: Here) -> None:
    here.life.cancel(PRINT_TODAY, NOON, WORKER)
    news = here.news()
    assert news.change("print", NOON).cancelled
    assert not news.change("print", NOON + dt.timedelta(days=7)).cancelled
    assert not news.change("song", NOON).cancelled


def test_a_moved_session_is_found_at_its_new_time(here: Here) -> None:
    later = NOON.replace(hour=18)
    here.life.move(PRINT_TODAY, later, NOON, WORKER)
    news = here.news()
    moved = news.activity(PRINT, ZONE)
    assert [each.start for each in sessions_on(moved.event_schedule, TODAY, ZONE)] == [later]
    assert sessions_on(moved.event_schedule, TODAY, ZONE)[0].end == later + dt.timedelta(minutes=90)
    next_week = TODAY + dt.timedelta(days=7)
    assert sessions_on(moved.event_schedule, next_week, ZONE)[0].start.hour == 14
    assert news.change("print", later).before == NOON


def test_the_newest_hours_of_a_day_count_and_other_days_stay(here: Here) -> None:
    week = OpeningHours(day_of_week=tuple(Weekday), opens=dt.time(10), closes=dt.time(20))
    feast = OpeningHours(
        opens=dt.time(0), closes=dt.time(0), valid_from=TODAY, valid_through=TODAY.replace(day=25)
    )
    place = Place(id="centre", name="x", opening_hours=(week, feast))
    here.life.open_at(TODAY, dt.time(12), dt.time(16), NOON, WORKER)
    here.life.open_at(TODAY, dt.time(12), dt.time(15), NOON + dt.timedelta(minutes=1), WORKER)
    found = here.news().place(place).opening_hours
    of_today = [
        each
        for each in found
        if each.valid_from and each.valid_through and each.valid_from <= TODAY <= each.valid_through
    ]
    assert [(each.opens, each.closes) for each in of_today] == [(dt.time(12), dt.time(15))]
    rest = [each for each in found if each.valid_from == TODAY.replace(day=24)]
    assert [each.valid_through for each in rest] == [TODAY.replace(day=25)]
    assert week in found


def test_what_was_pinned_last_comes_first(here: Here) -> None:
    here.life.pin("print", NOON, WORKER, days=3)
    here.life.pin("song", NOON + dt.timedelta(minutes=1), WORKER)
    assert here.news().pins("centre", TODAY) == ["song", "print"]
    assert here.news().pins("centre", TODAY + dt.timedelta(days=2)) == ["print"]
    assert here.news().pins("elsewhere", TODAY) == []


def test_taken_back_it_is_gone_also_while_the_hub_still_shows_it(here: Here) -> None:
    told = here.life.say("Virtuvė uždaryta", "lt", NOON, WORKER)
    published = notice_of(told)
    assert published is not None
    settled(here, told)
    here.life.take_back(told.event_id, NOON, WORKER)
    assert here.news((published,)).notices == ()


def test_once_the_hub_has_it_the_hub_decides(here: Here) -> None:
    told = here.life.say("Virtuvė uždaryta", "lt", NOON, WORKER)
    at = settled(here, told)
    assert len(here.news((), at - dt.timedelta(seconds=1)).notices) == 1, "not pulled yet"
    assert here.news((), at + dt.timedelta(seconds=1)).notices == (), "taken back elsewhere"


def test_what_the_hub_refused_is_no_longer_shown_and_staff_hear_of_it(here: Here) -> None:
    told = here.life.say("Virtuvė uždaryta", "lt", NOON, WORKER)
    before = here.life.version()
    settled(here, told, Outcome.REJECTED)
    assert here.life.version() != before
    assert here.news().notices == ()
    assert [each.event for each in here.life.refused(NOON)] == [told]
    assert here.life.refused(NOON + dt.timedelta(days=8)) == []


def test_only_who_may_changes_what_visitors_see(here: Here) -> None:
    for actor in (HELPER, NOBODY):
        with pytest.raises(NotAllowed):
            here.life.say("Labas", "lt", NOON, actor)
    with pytest.raises(NotAllowed):
        here.life.request_badge(PRINT_TODAY, "P-1", "", NOON, NOBODY)
    assert here.acts.kept() == []


def test_nonsense_is_never_written(here: Here) -> None:
    with pytest.raises(ValueError, match="no sense"):
        here.life.say("   ", "lt", NOON, WORKER)
    with pytest.raises(ValueError, match="no sense"):
        here.life.move(PRINT_TODAY, NOON, NOON, WORKER)
    assert here.acts.kept() == []


def test_a_badge_is_asked_for_once_unless_that_was_taken_back(here: Here) -> None:
    first = here.life.request_badge(PRINT_TODAY, "P-1", "badge-1", NOON, HELPER)
    assert first is not None
    assert here.life.request_badge(PRINT_TODAY, "P-1", "badge-1", NOON, WORKER) is None
    assert here.life.request_badge(PRINT_TODAY, "P-2", "badge-1", NOON, WORKER) is not None
    here.life.take_back(first.event_id, NOON, WORKER)
    assert here.life.request_badge(PRINT_TODAY, "P-1", "badge-1", NOON, WORKER) is not None
    assert here.news().notices == (), "visitors are told nothing of it"


def test_old_announcements_leave_and_waiting_ones_never(here: Here) -> None:
    told = here.life.say("Virtuvė uždaryta", "lt", NOON, WORKER)
    waiting = here.life.say("Rytoj dirbame", "lt", NOON, WORKER)
    at = settled(here, told)
    here.ledger.purge(at + dt.timedelta(days=8))
    assert [each.event for each in here.acts.kept()] == [waiting]


def test_summer_time_moves_with_the_wall(here: Here) -> None:
    zone = ZoneInfo("Europe/Vilnius")
    day = dt.datetime(2027, 3, 28, 14, tzinfo=zone)
    rule = PRINT.event_schedule[0]
    sunday = type(rule)(start_time=rule.start_time, end_time=rule.end_time, dates=(day.date(),))
    activity = Activity(
        id="print", name="x", kind=PRINT.kind, organizer="o", event_schedule=(sunday,)
    )
    moved = dt.datetime(2027, 3, 28, 2, 30, tzinfo=zone)
    here.life.move(Session("print", day), moved, day, WORKER)
    found = sessions_on(here.news().activity(activity, zone).event_schedule, day.date(), zone)
    assert [each.start for each in found] == [moved]
