"""Staff change the day of the centre with a finger, and visitors' lists follow."""

import base64
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import zxingcpp
from PIL import Image
from pytestqt.qtbot import QtBot

from kiosk.services.centre_life import CentreLife
from kiosk.services.centre_news import News, news_of
from kiosk.ui.context import Context
from kiosk.ui.staff.centre_model import CentreModel
from kiosk.ui.staff.hand_over_model import HandOverModel
from sync.model import Activity, Badge, CentreAct, Notice, StaffAccount, Translation
from tests.desk.centre import PIN_HASH, ZONE, Centre, CentreActivities

LINK = "https://demo-badges.example/claim?code=demo-print"


def decoded(source: str) -> str:
    """What a phone reads from the picture."""
    picture = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))
    large = picture.convert("L").resize((picture.width * 8,) * 2, Image.Resampling.NEAREST)
    return str(zxingcpp.read_barcodes(large)[0].text)


class Shown(CentreActivities):
    """The centre's catalogue with this kiosk's own announcements over it."""

    life: CentreLife

    def revision(self) -> int:
        return self.life.version()

    def news(self) -> News:
        return news_of(self.life.over(self.told, None))

    def activity(self, id: str) -> Activity | None:
        found = self.all.get(id)
        return self.news().activity(found, ZONE) if found else None

    def activities_of_place(self, id: str) -> list[Activity]:
        found = (self.activity(each) for each in self.all)
        return [each for each in found if each is not None]

    def notices(self, place: str, on: Any) -> list[Notice]:
        return self.news().on(place, on)


class Page:
    """The page of centre life under a finger."""

    def __init__(self, screen: Any, centre: Centre, language: str = "en") -> None:
        self.screen = screen
        self.shown = Shown()
        self.shown.life = CentreLife(centre.ledger.centre, centre.desk.station)
        centre.desk._activities = self.shown
        catalogue: Any = self.shown
        self.model = CentreModel(
            centre.desk,
            self.shown.life,
            screen.jobs,
            actor=lambda: screen.model.desk.actor,
            context=lambda: Context(catalogue, language, centre.clock(), ZONE, here="centre"),
            parent=screen.model,
        )
        screen.model.attach_centre(self.model)

    def open(self) -> None:
        self.screen.unlock()
        self.screen.tap("openCentre")
        self.wait(lambda: self.model._sessions.rowCount() > 0)

    def wait(self, true: Callable[[], bool]) -> None:
        self.screen.qtbot.waitUntil(true, timeout=5_000)

    def key(self, activity: str) -> str:
        return next(row.id for row in self.model._sessions.rows if row.id.endswith(activity))

    def acts(self, count: int) -> list[CentreAct]:
        """The acts in the ledger once there are so many, and the page shows the last."""
        self.wait(lambda: len(self.shown.life._log.kept()) == count)
        self.wait(lambda: self.model._latest._busy is False)
        return [each.event.act for each in self.shown.life._log.kept()]


@pytest.fixture
def page(qtbot: QtBot, centre: Centre, make_screen: Callable[..., Any]) -> Page:
    made = Page(make_screen(centre), centre)
    made.open()
    return made


def test_a_cancelled_session_is_off_for_visitors_and_the_desk_and_back_by_one_tap(
    page: Page, centre: Centre
) -> None:
    key = page.key("bike")
    page.screen.tap(f"lifeCancel:{key}")
    assert page.acts(1) == [CentreAct.CANCEL]
    page.wait(lambda: next(r.cancelled for r in page.model._sessions.rows if r.key == key) != "")
    assert centre.session("bike").occasion.cancelled
    start = centre.session("bike").occasion.start
    assert page.shown.news().change("bike", start).cancelled
    assert page.screen.find("centreWords").property("text") == "Done. Visitors see it now."
    page.screen.tap(f"lifeCancel:{key}")
    assert page.acts(2) == [CentreAct.CANCEL, CentreAct.UNDO]
    assert not centre.session("bike").occasion.cancelled


def test_a_session_is_moved_by_quarters_of_an_hour(page: Page, centre: Centre) -> None:
    page.screen.tap(f"lifeMove:{page.key('bike')}")
    page.screen.qtbot.wait(400)
    for _ in range(2):
        page.screen.tap("beginsLater")
    assert page.screen.find("beginsText").property("text") == "16:30"
    page.screen.tap("moveSave")
    assert page.acts(1) == [CentreAct.MOVE]
    assert f"{centre.session('bike').occasion.start:%H:%M}" == "16:30"
    assert f"{centre.session('bike').occasion.end:%H:%M}" == "18:30"


def test_a_notice_is_typed_on_the_screen(page: Page) -> None:
    page.screen.tap("noticeInput")
    for letter in "ate":
        page.screen.tap(f"key:{letter}")
    page.screen.tap("keyDone")
    page.screen.tap("noticeToday")
    assert page.acts(1) == [CentreAct.NOTICE]
    page.wait(lambda: [each.words for each in page.model._told.rows] == ["ate"])
    event = page.model._told.rows[0].event
    page.screen.tap(f"takeBack:{event}")
    assert page.acts(2)[-1] is CentreAct.UNDO
    page.wait(lambda: page.model._told.rowCount() == 0)


def test_other_hours_and_what_comes_first(page: Page, centre: Centre) -> None:
    page.screen.tap("hoursOpen")
    page.screen.qtbot.wait(400)
    page.screen.tap("hoursTomorrow")
    page.screen.tap("hoursClosed")
    assert page.acts(1) == [CentreAct.HOURS]
    page.screen.qtbot.wait(400)
    page.screen.tap(f"lifePin:{page.key('print')}")
    assert page.acts(2)[-1] is CentreAct.PIN
    assert page.shown.news().pins("centre", centre.clock().date()) == ["print"]
    said = {"First: 3D printing workshop", "Tomorrow: closed"}
    page.wait(lambda: {each.words for each in page.model._told.rows} == said)
    assert {each.act for each in centre.ledger.staff.acts()} >= {"centre_hours", "centre_pin"}


def test_what_is_not_on_today_can_come_first_for_a_week(page: Page, centre: Centre) -> None:
    assert [row.key for row in page.model._others.rows] == ["film"], "it is over for today"
    page.model.pin("film", 7)
    assert page.acts(1) == [CentreAct.PIN]
    day = centre.clock().date() + dt.timedelta(days=6)
    assert page.shown.news().pins("centre", day) == ["film"]
    page.wait(lambda: page.model._others.rows[0].pinned != "")


def test_a_helper_at_the_desk_has_no_such_page(
    centre: Centre, make_screen: Callable[..., Any]
) -> None:
    helper = StaffAccount(id="s-2", label="Savanoris", role="desk", place="centre",
                          pin_hash=PIN_HASH)  # fmt: skip
    centre.people.replace("staff", [helper])
    page = Page(make_screen(centre), centre)
    page.screen.unlock()
    assert not page.screen.has("openCentre")
    page.screen.model.show("centre")
    assert page.screen.model.page == "today"


def test_after_attendance_the_phone_gets_the_issuers_page_and_the_issuer_a_request(
    centre: Centre, make_screen: Callable[..., Any]
) -> None:
    screen = make_screen(centre)
    page = Page(screen, centre)
    badge = Badge(
        id="badge-3d", name="Pirmas spaudinys", issuer="centre", claim_url=LINK,
        translations={"en": Translation(name="First print")},
    )  # fmt: skip
    page.shown.badge = {"badge-3d": badge}.get  # type: ignore[attr-defined]
    teaching = msgspec.structs.replace(page.shown.all["print"], teaches=("badge-3d",))
    page.shown.all["print"] = teaching
    badges = HandOverModel(
        page.shown.life, screen.jobs, actor=lambda: screen.model.desk.actor,
        context=page.model._context, parent=screen.model,
    )  # fmt: skip
    screen.model.attach_centre(page.model, badges)
    screen.open("print")
    screen.tap("move-P-PRINT02")
    screen.tap("badge-P-PRINT02")
    screen.qtbot.wait(400)
    screen.find("handOverCode")
    assert decoded(badges._props.source) == LINK
    assert (badges._props.badges, badges._props.site) == ("First print", "demo-badges.example")
    screen.tap("askBadge")
    page.wait(lambda: badges._props.request == "asked")
    words = screen.find("handOverWords").property("text")
    assert words == "A request waits for the issuer. Nothing has been awarded yet."
    asked = page.shown.life._log.pending(1)[0]
    assert (asked.act, asked.pass_id, asked.badge) == (
        CentreAct.AWARD_REQUEST, "P-PRINT02", "badge-3d"
    )  # fmt: skip
    assert asked.words == "", "nothing else is said of the person"
    screen.tap("sheetClose")
    screen.qtbot.wait(400)
    screen.tap("badge-P-PRINT02")
    assert badges._props.request == "asked", "and only once"
