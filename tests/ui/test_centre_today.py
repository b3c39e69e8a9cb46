"""What the centre's staff announce, as a visitor of the same kiosk meets it; no hub is needed."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.rights import actor_of
from kiosk.services.centre_life import CentreLife
from kiosk.services.desk_values import Station
from kiosk.ui.cards import Card
from kiosk.ui.touch_events import until
from sync.model import Activity, StaffAccount, sessions_on
from sync.store.ledger import Ledger
from tests.ui.visit import Visit

ZONE = ZoneInfo("Europe/Vilnius")
WORKER = actor_of(StaffAccount(id="s-1", label="", role="manager", place="", pin_hash=""))


class Session(NamedTuple):
    activity: str
    start: dt.datetime


class Centre(NamedTuple):
    """The kiosk's centre: its sessions still to come today, and what staff do about them."""

    visit: Visit
    life: CentreLife
    sessions: list[Session]

    def card(self, activity: str) -> Card:
        found = [each for each in self.visit.app.screens.home.today.rows if each.id == activity]
        assert found, f"{activity} is not on the home screen"
        return found[0]

    def seen(self, true: Callable[[], bool]) -> bool:
        self.visit.app.news.look()
        self.visit.settle()
        return until(true)


@pytest.fixture
def centre(kiosk: Visit, tmp_path: Path) -> Iterator[Centre]:
    ledger = Ledger.open(tmp_path / "ledger.db")
    place = kiosk.app.context().here
    life = CentreLife(ledger.centre, Station("kiosk-1", place, ZONE))
    kiosk.catalogue.overlay = life
    day = kiosk.now.astimezone(ZONE).date()

    def to_come(activity: Activity) -> list[Session]:
        found = sessions_on(activity.event_schedule, day, ZONE)
        return [Session(activity.id, each.start) for each in found if each.start > kiosk.now]

    here = kiosk.catalogue.activities_of_place(place)
    sessions = [each for activity in here for each in to_come(activity)]
    assert len(sessions) >= 2
    kiosk.tap("wake")
    kiosk.see("home")
    yield Centre(kiosk, life, sessions)
    kiosk.catalogue.overlay = None
    ledger.close()


def test_a_cancelled_session_says_so_on_its_card_its_page_and_the_banner(centre: Centre) -> None:
    visit, session = centre.visit, centre.sessions[0]
    centre.life.cancel(session, visit.now, WORKER)
    centre.life.pin(session.activity, visit.now, WORKER)
    assert centre.seen(lambda: centre.card(session.activity).tone == "cancelled")
    assert centre.card(session.activity).when == "Šiandien nevyks"
    assert "Nevyks: " in visit.app.screens.home.view["notice"]
    visit.app.navigate("detail", {"id": session.activity})
    visit.see("takeAlong")
    assert visit.app.screens.detail.view["sessions"][0].endswith("nevyks")


def test_a_moved_session_says_to_when_and_is_back_when_taken_back(centre: Centre) -> None:
    visit, session = centre.visit, centre.sessions[0]
    later = session.start.replace(hour=21, minute=15)
    made = centre.life.move(session, later, visit.now, WORKER)
    centre.life.pin(session.activity, visit.now, WORKER)
    assert centre.seen(lambda: centre.card(session.activity).tone == "moved")
    assert centre.card(session.activity).when == "Perkelta į 21:15"
    centre.life.take_back(made.event_id, visit.now, WORKER)
    assert centre.seen(lambda: centre.card(session.activity).tone != "moved")
    assert "21:15" not in visit.app.screens.home.view["notice"]


def test_what_is_pinned_comes_first_and_wears_a_pin(centre: Centre) -> None:
    visit = centre.visit
    rows = visit.app.screens.home.today.rows
    last = next(each.activity for each in centre.sessions if each.activity != rows[0].id)
    centre.life.pin(last, visit.now, WORKER)
    assert centre.seen(lambda: visit.app.screens.home.today.rows[0].id == last)
    assert visit.see(f"pinned:{last}").isVisible()


def test_other_hours_stand_on_the_page_of_the_place_and_the_banner(centre: Centre) -> None:
    visit = centre.visit
    centre.life.say("Virtuvė uždaryta", "lt", visit.now, WORKER)
    centre.life.open_at(visit.now.date(), dt.time(12), dt.time(16, 45), visit.now, WORKER)
    assert centre.seen(lambda: "16:45" in visit.app.screens.home.view["notice"])
    assert "Virtuvė uždaryta" in visit.app.screens.home.view["notice"]
    assert visit.app.screens.home.view["notice"].startswith("Virtuvė uždaryta\n")
    visit.tap("notice")
    assert until(lambda: "16:45" in visit.app.screens.place.view["openText"])
    assert visit.page == "place"
    assert "Virtuvė uždaryta" in visit.see("placeNotices").property("text")


def test_this_centre_is_one_tap_from_home_with_its_people_and_rules(centre: Centre) -> None:
    visit = centre.visit
    visit.tap("tileHere")
    assert until(lambda: visit.app.screens.place.view.get("state") == "found")
    view = visit.app.screens.place.view
    assert view["id"] == visit.app.context().here
    assert "darbuotojas" in view["people"]
    assert "Nesityčiojame" in view["rules"]
