"""Journeys 1 to 5, 8 and 9: what a visitor wants, and how many touches it takes."""

from collections.abc import Callable

import pytest

from kiosk.ui.touch_events import spin, until
from tests.journeys.counted import Counting, Journeys
from tests.ui.conftest import bundled as bundled
from tests.ui.conftest import open_kiosk as open_kiosk
from tests.ui.pictures import decoded
from tests.ui.test_design import PAGES
from tests.ui.visit import Visit

pytestmark = pytest.mark.journey
Stand = Callable[[int, int], tuple[Visit, Counting]]
SIZES = [(1080, 1920), (1920, 1080)]
both = pytest.mark.parametrize("size", SIZES, ids=["portrait", "landscape"])


@pytest.fixture
def stand(open_kiosk: Callable[..., Visit]) -> Stand:
    """Makes kiosks of a size, that nobody has touched yet."""

    def make(width: int, height: int) -> tuple[Visit, Counting]:
        visit = open_kiosk(width=width, height=height, idle_seconds=600.0)
        visit.finger = finger = Counting(visit.window)
        return visit, finger

    return make


def way(size: tuple[int, int]) -> str:
    return "portrait" if size[0] < size[1] else "landscape"


@both
def test_1_from_waking_to_something_today(
    stand: Stand, journeys: Journeys, size: tuple[int, int]
) -> None:
    visit, finger = stand(*size)
    finger.tap("wake")
    finger.tap("activity:*")
    finger.wait_for("takeAlong")
    assert visit.page == "detail"
    journeys.told(1, f"wake, something today ({way(size)})", finger, 2)


def free_this_week_my_age(visit: Visit, finger: Counting) -> None:
    finger.tap("wake")
    finger.bring("tileFree")
    spin(0.6)  # a list that still glides takes the next touch for a stop
    finger.tap("tileFree")
    finger.wait_for("filter:day:week")
    finger.tap("filter:day:week")
    finger.tap("filter:age:14-18")
    model = visit.app.screens.activities
    assert until(lambda: len(model.active.rows) == 3)
    visit.settle()
    assert model.cards.rows
    assert all(card.free for card in model.cards.rows)
    found = [visit.catalogue.activity(card.id) for card in model.cards.rows]
    assert all((a.age_range.min_value or 0) <= 18 for a in found if a is not None)
    assert all((a.age_range.max_value or 99) >= 14 for a in found if a is not None)


@both
def test_2_free_this_week_and_for_my_age(
    stand: Stand, journeys: Journeys, size: tuple[int, int]
) -> None:
    visit, finger = stand(*size)
    free_this_week_my_age(visit, finger)
    journeys.told(2, f"free, this week, my age ({way(size)})", finger, 5)


@both
def test_3_the_nearest_on_the_map(stand: Stand, journeys: Journeys, size: tuple[int, int]) -> None:
    visit, finger = stand(*size)
    finger.tap("wake")
    finger.tap("navMap")
    finger.wait_for("mapTwin/activity:*")
    nearest = visit.app.screens.map_list.cards.rows[0]
    finger.tap(f"mapTwin/activity:{nearest.id}")
    finger.wait_for("takeAlong")
    assert visit.app.session.state.page.params["id"] == nearest.id
    journeys.told(3, f"the nearest on the map, its page ({way(size)})", finger, 3)


def test_4_another_language_anywhere_and_the_place_is_kept(
    stand: Stand, journeys: Journeys
) -> None:
    visit, finger = stand(1080, 1920)
    codes = [each["code"] for each in visit.app.property("languages")]
    most = 0
    for number, (page, params) in enumerate(PAGES):
        visit.app.navigate(page, params)
        finger.wait_for(page)
        before = visit.app.session.state.page
        code = [each for each in codes if each != visit.app.session.state.language][number % 4]
        finger.begin()
        finger.tap(f"navLanguage:{code}")
        assert until(lambda code=code: visit.app.session.state.language == code)
        assert visit.app.session.state.page == before, page
        assert finger.taps == 1, page
        most = max(most, finger.taps)
    finger.taps = most
    journeys.told(4, "another language on any page, the place kept", finger, 1)


@both
def test_5_three_picks_to_the_phone(
    stand: Stand, journeys: Journeys, size: tuple[int, int]
) -> None:
    visit, finger = stand(*size)
    finger.tap("wake")
    finger.tap("tileToday")
    finger.wait_for("activity:*")
    visit.settle()
    finger.begin()
    rows = visit.app.screens.activities.cards.rows[:3]
    for row in rows:
        finger.tap(f"pick:{row.id}")
    finger.tap("navShortlist")
    assert until(lambda: len(visit.app.screens.shortlist.picks.rows) == 3)
    visit.settle()
    taps = finger.taps
    text = decoded(visit, "shortlistCode")
    assert all(row.title in text for row in rows)
    finger.taps = taps
    journeys.told(5, f"three picks from a list to the phone ({way(size)})", finger, 5)


@both
def test_8_surprise_me_and_take_it(stand: Stand, journeys: Journeys, size: tuple[int, int]) -> None:
    visit, finger = stand(*size)
    finger.tap("wake")
    finger.tap("tileSurprise")
    finger.wait_for("takeAlong")
    spin(0.3)  # until the page has come to rest, as an eye would need
    finger.tap("detailCodeOpen")
    assert "BEGIN:VEVENT" in decoded(visit, "sheetCode")
    journeys.told(8, f"surprise me, take it ({way(size)})", finger, 3)


def test_9_in_reach_of_a_wheelchair(stand: Stand, journeys: Journeys) -> None:
    visit, finger = stand(1080, 1920)
    visit.theme().setProperty("reach", True)  # in life: Comfort, Reach, and a touch beside it
    highest: list[int] = []
    tap_at = Counting.tap_at

    def low(point: object, hold_s: float = 0.04) -> None:
        if visit.page != "attract":
            highest.append(point.y())  # type: ignore[attr-defined]
        tap_at(finger, point, hold_s)  # type: ignore[arg-type]

    finger.tap_at = low  # type: ignore[method-assign]
    free_this_week_my_age(visit, finger)
    visit.theme().setProperty("reach", False)
    assert min(highest) >= 0.4 * 1920, "every touch is in the lower three fifths"
    journeys.told(9, "journey 2 in reach mode", finger, 6)
