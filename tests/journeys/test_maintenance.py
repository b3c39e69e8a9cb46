"""A kiosk that is being worked on says so to visitors, lets staff in, and ends it by itself."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk import maintenance
from kiosk.bootstrap import Kiosk
from kiosk.maintenance import HUB_CAP, STAGED_CAP, TRIAL_CAP, Works, under_way
from kiosk.settings import Settings
from kiosk.ui.touch_events import Finger, until
from sync.store.remote_settings import Kept, load, save, sort_out
from sync.updates.status import UpdateFolder, UpdateStatus

EVENING = dt.datetime(2026, 11, 25, 18, 0, tzinfo=dt.UTC)
NIGHT = dt.datetime(2026, 11, 26, 1, 30, tzinfo=dt.UTC)
"""Half past three in Vilnius."""


class Standing:
    """One whole kiosk whose clock and disk are in our hands."""

    def __init__(self, data: Path, *, full_screen: bool = False) -> None:
        self.now = EVENING
        self.data = data
        self.kiosk = Kiosk(
            Settings(data=data, map=False, camera=False, language="lt", idle_seconds=600.0),
            clock=lambda: self.now,
        )
        self.kiosk.show(full_screen=full_screen)
        assert until(self.kiosk.window.isExposed, 10)
        self.finger = Finger(self.kiosk.window)

    def shown(self) -> bool:
        return self.finger.find("maintenance") is not None

    def told(self, **settings: object) -> None:
        """What the sync child does when the hub says this."""
        kept = sort_out(settings, repr(settings), load(self.data), self.now)
        save(self.data, kept)
        self.kiosk.remote.look()


@pytest.fixture
def standing(tmp_path: Path, qtbot: QtBot) -> Iterator[Standing]:
    here = Standing(tmp_path)
    yield here
    here.kiosk.close()


def test_the_hub_switches_it_on_and_off_and_no_visit_is_cut_off(standing: Standing) -> None:
    kiosk, finger = standing.kiosk, standing.finger
    finger.tap("attractLanguage:lt")
    finger.wait_for("home")
    standing.told(outOfService=True)
    assert not standing.shown(), "somebody is there"
    kiosk.app.reset()
    kiosk.remote.look()
    finger.wait_for("maintenance")

    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    finger.tap("maintenance")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space):
        QTest.keyClick(kiosk.window, key)
    assert kiosk.app.session.state.page.name == "attract", "neither finger nor key goes through"

    finger.hold("maintenance/staffDoor", 3.3)
    finger.wait_for("pinWords")
    finger.tap("staffBack")
    finger.wait_for("maintenance")

    standing.told(outOfService=False)
    assert until(lambda: not standing.shown())
    finger.tap("attractLanguage:lt")
    finger.wait_for("home")


def test_somebody_at_the_hub_forgot_it_and_it_ends_all_the_same(standing: Standing) -> None:
    standing.told(outOfService=True)
    assert until(standing.shown)
    standing.now += HUB_CAP - dt.timedelta(minutes=1)
    standing.told(outOfService=True, volume=0.5)
    assert standing.shown()
    standing.now += dt.timedelta(minutes=2)
    standing.kiosk.remote.look()
    assert until(lambda: not standing.shown()), "another setting meanwhile is no new wish"
    standing.told()
    standing.told(outOfService=True)
    assert until(standing.shown), "asked anew"


def test_a_new_version_that_waits_for_the_nights_start_is_seen_and_ends(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates, look = UpdateFolder(standing.data), standing.kiosk.remote.look
    updates.say(UpdateStatus(state="staged", version="9.9.9"))
    look()
    assert not standing.shown(), "in the evening visitors still come"
    standing.now = NIGHT
    look()
    assert until(standing.shown)
    updates.say(UpdateStatus(state="current", version="9.9.9"))
    look()
    assert until(lambda: not standing.shown()), "it has come"

    images = standing.data / "images"
    images.mkdir()
    for link, image in (("current", "kiosk-9.9.9-abcdef012345"), ("previous", "kiosk")):
        (images / f"{link}.squashfs").symlink_to(f"{image}.squashfs")
    (images / "trying").write_text("1\n")
    monkeypatch.setenv("COL_UPDATES_IMAGES", str(images))
    monkeypatch.setenv("COL_RUNNING", "kiosk-9.9.9-abcdef012345")
    standing.kiosk.remote._updates = maintenance.UpdateWorks(standing.data)
    look()
    assert until(standing.shown), "it proves itself"
    (images / "trying").unlink()
    look()
    assert until(lambda: not standing.shown()), "it has proved itself"


@pytest.mark.parametrize(
    ("reason", "cap"), [("asked", HUB_CAP), ("trial", TRIAL_CAP), ("staged", STAGED_CAP)]
)
def test_each_reason_has_an_end(reason: str, cap: dt.timedelta) -> None:
    works = Works(**{reason: NIGHT})
    assert under_way(works, NIGHT)
    assert not under_way(works, NIGHT + cap)
    assert not under_way(works, NIGHT - dt.timedelta(days=400)), "the clock was set back"


def test_what_was_kept_by_an_older_version_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "remote.json").write_text('{"settings":{"volume":0.5},"digest":"a","refused":[]}')
    assert load(tmp_path) == Kept(settings=load(tmp_path).settings, digest="a")
    assert load(tmp_path).settings.volume == 0.5
