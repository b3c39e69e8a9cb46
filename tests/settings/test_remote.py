"""Settings from afar: which value holds, and what a running kiosk does with them."""

import datetime as dt
from pathlib import Path

from pytestqt.qtbot import QtBot

from kiosk.bootstrap import Kiosk
from kiosk.remote import PICTURE, opening_hours, overlay
from kiosk.settings import Settings
from kiosk.ui.touch_events import Finger, until, visible_items
from sync.model import OpeningHours, Place, Weekday
from sync.protocol.fleet import RemoteSettings
from sync.store.remote_settings import Kept, save

ALWAYS_CLOSED = OpeningHours(
    day_of_week=tuple(Weekday), opens=dt.time(0), closes=dt.time(0)
)  # fmt: skip


def test_the_hub_wins_over_the_file_and_the_environment_over_the_hub() -> None:
    file = Settings(idle_seconds=50, warning_seconds=12, volume=0.1, language="lt")
    given = RemoteSettings(idle_seconds=90, volume=0.6, languages=("en", "lt"), map_engine="canvas")
    found = overlay(file, given, {"COL_VOLUME": "0.1", "COL_LANGUAGE": "lt"})
    assert (found.idle_seconds, found.warning_seconds) == (90, 12)
    assert (found.volume, found.language, found.map_engine) == (0.1, "lt", "canvas")
    assert overlay(file, given, {}).language == "en"
    assert overlay(file, RemoteSettings(), {}) == file


def test_a_date_that_staff_announced_wins_over_the_hubs_hours() -> None:
    usual = OpeningHours(day_of_week=tuple(Weekday), opens=dt.time(9), closes=dt.time(17))
    from_hub = OpeningHours(day_of_week=tuple(Weekday), opens=dt.time(8), closes=dt.time(20))
    day = dt.date(2026, 12, 24)
    closed = OpeningHours(opens=dt.time(0), closes=dt.time(0), valid_from=day, valid_through=day)
    place = Place(id="p", name="Centras", opening_hours=(usual, closed))
    assert opening_hours(RemoteSettings(), place) == (usual, closed)
    given = RemoteSettings(opening_hours=(from_hub,))
    assert opening_hours(given, place) == (from_hub, closed)


def test_a_running_kiosk_follows(tmp_path: Path, qtbot: QtBot) -> None:
    kiosk = Kiosk(Settings(data=tmp_path, map=False, language="lt", idle_seconds=300))
    try:
        kiosk.show(full_screen=False)
        assert until(kiosk.window.isExposed)
        finger = Finger(kiosk.window)
        assert kiosk.app.session.limits.idle == 300
        settings = RemoteSettings(
            idle_seconds=77, languages=("en", "lt"), night_dimming=0.8, pictures=True,
            opening_hours=(ALWAYS_CLOSED,),
        )  # fmt: skip
        save(tmp_path, Kept(settings=settings, digest="abc"))
        assert until(lambda: kiosk.app.session.limits.idle == 77, 6)
        shown = [each["code"] for each in kiosk.app.property("languages")]
        assert shown == ["en", "lt"]
        assert until(lambda: _shade(kiosk) == 0.8, 3), "it rests, and the place is closed"
        picture = tmp_path / PICTURE
        assert until(picture.exists, 5)
        assert picture.read_bytes().startswith(b"\xff\xd8\xff")

        finger.tap("attractLanguage:lt")
        finger.wait_for("home")
        assert until(lambda: _shade(kiosk) == 0.0, 3), "somebody is there"
        picture.unlink()
        kiosk.remote._pictured = None
        kiosk.remote.look()
        assert not picture.exists(), "a visit is never pictured"
        save(tmp_path, Kept())
        kiosk.app.reset()
        assert until(lambda: kiosk.app.session.limits.idle == 300, 6)
        assert until(lambda: _shade(kiosk) == 0.0, 3)
    finally:
        kiosk.close()


def _shade(kiosk: Kiosk) -> float:
    items = visible_items(kiosk.window.contentItem())
    found = [each for each in items if each.objectName() == "nightShade"]
    return round(float(found[0].property("opacity")), 2) if found else 0.0
