"""Every screen that somebody can meet, and how the fixed kiosk comes to show it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from kiosk.devices.qr_frames import nv12_frame
from kiosk.domain.session import Limits, Ticked
from tests.ui.fixed_kiosk import WEDNESDAY, FixedKiosk
from tests.ui.references import ALLOWED

MUSEUM = "org-adomo-mickeviciaus-memorialinis-muziejus"
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
PICKS = ("act-arduino-03", "act-arduino-01", "act-keramika-01")

ON_MAP = 40

LEFT_OUT = {
    "licences": "what the kiosk is made of differs from machine to machine",
    "care": "what the doctor finds depends on the machine",
    "touch": "a target that moves to another corner each time",
    "setup-picture": "only where the system can turn the picture",
    "setup-scanner": "the cameras and scanners of the machine",
    "setup-ready": "only after a pairing",
    "handover": "its code is made anew each time",
}
"""Screens without a reference, and why."""

Do = Callable[[FixedKiosk], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """`do` leads there from the resting screen; `again` follows each switch of language, which is
    a touch. `allowed` blocks may differ: the map's engine draws its marks when it comes to it."""

    name: str
    do: Do
    again: Do = lambda kiosk: None
    allowed: int = ALLOWED


def _page(page: str, **params: str) -> Do:
    return lambda kiosk: kiosk.go(page, **params)


def _home(*taps: str) -> Do:
    def do(kiosk: FixedKiosk) -> None:
        kiosk.app.home()
        kiosk.see("home")
        kiosk.settle()
        kiosk.tap(*taps)
        kiosk.settle()

    return do


def _typed(text: str, *taps: str) -> Do:
    def do(kiosk: FixedKiosk) -> None:
        _home("homeSearch")(kiosk)
        kiosk.see("keyboard")
        kiosk.tap(*(f"key:{letter}" for letter in text), *taps)
        kiosk.settle()

    return do


def _scanned(code: Callable[[FixedKiosk], str]) -> Do:
    def do(kiosk: FixedKiosk) -> None:
        kiosk.go("scan")
        kiosk.scan(code(kiosk))
        kiosk.see("result")

    return do


def _closed(kiosk: FixedKiosk) -> None:
    kiosk.at(WEDNESDAY + dt.timedelta(hours=8))
    kiosk.see("attractClosed")
    _standing(kiosk)


def _shortlist(kiosk: FixedKiosk) -> None:
    kiosk.app.home()
    for each in PICKS:
        kiosk.app.pick(each)
    kiosk.go("shortlist")


def _thanks(kiosk: FixedKiosk) -> None:
    kiosk.go("feedback")
    kiosk.tap("face:good", "topic:map", "feedbackDone")
    kiosk.see("feedbackThanks")


def _map(kiosk: FixedKiosk) -> None:
    kiosk.kiosk.open_map()
    kiosk.app.home()
    kiosk.go("map")
    kiosk.wait(lambda: kiosk.kiosk.map is not None and str(kiosk.kiosk.map.state) == "ready", "map")


def _map_place(kiosk: FixedKiosk) -> None:
    _map(kiosk)
    assert kiosk.kiosk.map is not None
    kiosk.kiosk.map.placeTapped.emit("place-kablys")
    kiosk.see("mapCard")


def _never(kiosk: FixedKiosk) -> None:
    kiosk.news(None)
    kiosk.go("about")


def _offline(kiosk: FixedKiosk) -> None:
    kiosk.news(WEDNESDAY - dt.timedelta(hours=3), WEDNESDAY - dt.timedelta(hours=2))
    _home()(kiosk)


def _broken(kiosk: FixedKiosk) -> None:
    kiosk.unreadable = MUSEUM
    kiosk.app.navigate("organizer", {"id": MUSEUM})
    kiosk.see("brokenHome")


def _languages(kiosk: FixedKiosk) -> None:
    kiosk.crowded = True
    kiosk.speak("lt")
    _home()(kiosk)
    sheet = kiosk.window.findChild(QQuickItem, "languages")
    assert sheet is not None
    sheet.setProperty("open", True)


def _standing(kiosk: FixedKiosk) -> None:
    """The cards that go by every few seconds stay where they began."""
    attract = kiosk.finger.wait_for("attract")
    for each in attract.findChildren(QObject):
        if each.inherits("QQmlTimer"):
            each.setProperty("running", False)
    attract.setProperty("turn", 0)


def _seen(kiosk: FixedKiosk) -> None:
    """What the camera sees, anew before each picture: one that sends nothing is given up soon."""
    frame = nv12_frame(Image.linear_gradient("L").resize((1280, 720)))
    kiosk.wait(lambda: kiosk.camera.hand(frame), "the camera")


def _still_there(kiosk: FixedKiosk) -> None:
    kiosk.app.session.close()
    kiosk.app.session.limits = Limits(idle=45.0, warning=15.0)
    kiosk.app.session.send(Ticked(45.5))
    kiosk.see("idleWarning")


def _works(kiosk: FixedKiosk) -> None:
    remote = kiosk.kiosk.remote
    remote._base = replace(remote._base, maintenance=True)
    remote.look()
    kiosk.see("maintenance")


def _large(kiosk: FixedKiosk) -> None:
    kiosk.go("detail", id="act-arduino-03")
    kiosk.theme.setProperty("textScale", 2.0)


def _low(kiosk: FixedKiosk) -> None:
    _home()(kiosk)
    kiosk.theme.setProperty("reach", True)


def _door(kiosk: FixedKiosk) -> None:
    kiosk.app.enterStaff()
    kiosk.see("pinDots")


def _staff(page: str, *taps: str) -> Do:
    def do(kiosk: FixedKiosk) -> None:
        kiosk.staff(page)
        kiosk.tap(*taps)
        kiosk.settle()

    return do


def _bench(kiosk: FixedKiosk) -> None:
    kiosk.staff("badge")
    kiosk.scan(kiosk.badge())
    kiosk.see("benchHolder")


def _setup(step: str) -> Do:
    def do(kiosk: FixedKiosk) -> None:
        setup = kiosk.kiosk.care.setup
        setup.begin()
        kiosk.see("setup")
        while setup.property("step") != step:
            setup.next()
        kiosk.settle()

    return do


SCREENS = (
    Screen("attract", _standing),
    Screen("closed", _closed),
    Screen("home", _home()),
    Screen("list", _page("list", free="1")),
    Screen("filters", lambda kiosk: (kiosk.go("list", free="1"), kiosk.tap("filtersOpen"))[0]),
    Screen("keyboard", _typed("rob")),
    Screen("no-results", _typed("zzq", "keyDone")),
    Screen("detail", _page("detail", id="act-arduino-03")),
    Screen("place", _page("place", id="place-kablys")),
    Screen("organizer", _page("organizer", id=MUSEUM)),
    Screen("map", _map, allowed=ON_MAP),
    Screen("map-place", _map_place, allowed=ON_MAP),
    Screen("topics", _page("topics")),
    Screen("playlists", _page("playlists")),
    Screen("playlist", _page("playlist", id="playlist-robotas")),
    Screen("badges", _page("badges")),
    Screen("badge", _page("badge", id="badge-komandos-zaidejas")),
    Screen("recognition", _page("recognition")),
    Screen("volunteering", _page("list", kinds="volunteering")),
    Screen("scan", _page("scan"), _seen),
    Screen("result-claim", _scanned(lambda kiosk: CLAIM)),
    Screen("result-genuine", _scanned(lambda kiosk: kiosk.badge())),
    Screen("result-withdrawn", _scanned(lambda kiosk: kiosk.badge(withdrawn=True))),
    Screen("result-nothing", _scanned(lambda kiosk: "WIFI:S:somewhere;;")),
    Screen("shortlist-empty", _page("shortlist")),
    Screen("shortlist", _shortlist),
    Screen("feedback", _page("feedback")),
    Screen("feedback-thanks", _thanks),
    Screen("about", _page("about")),
    Screen("never-synced", _never),
    Screen("offline", _offline),
    Screen("maintenance", _works),
    Screen("broken", _broken),
    Screen("languages", _languages),
    Screen("comfort", _home("navComfort")),
    Screen("large-text", _large),
    Screen("reach", _low),
    Screen("idle-warning", _home(), _still_there),
    Screen("staff-pin", _door),
    Screen("staff-today", _staff("today")),
    Screen("staff-roster", _staff("today", "session-*")),
    Screen("staff-centre", _staff("centre")),
    Screen("staff-report", _staff("report")),
    Screen("staff-usage", _staff("usage")),
    Screen("staff-health", _staff("health")),
    Screen("staff-scanner", _staff("scanner")),
    Screen("staff-badge", _bench),
    Screen("setup-language", _setup("language")),
    Screen("setup-hub", _setup("hub"), _seen),
)
