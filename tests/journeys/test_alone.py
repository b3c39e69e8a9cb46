"""A kiosk with no hub and no network at all."""

from pathlib import Path

from kiosk.settings import Settings
from kiosk.ui.touch_events import until
from kiosk.ui.tour.actions import Hand, Props, SeeOrEase
from sync.store.folder import DataFolder
from tests.journeys.conftest import OpenKiosk


def test_it_opens_on_the_bundled_city_and_says_that_it_never_synced(
    tmp_path: Path, open_kiosk: OpenKiosk
) -> None:
    kiosk, finger = open_kiosk(Settings(data=tmp_path / "data", map=False, language="en"))
    finger.tap("attractLanguage:en")
    finger.tap("tileToday")
    SeeOrEase("activity:*").do(Hand(kiosk.window, finger, Props()))
    assert kiosk.app.screens.health.view["state"] == "never"
    assert kiosk.sync.process_id == 0, "without a hub there is nothing to sync with"


def test_a_damaged_catalogue_is_set_aside_and_the_kiosk_opens_all_the_same(
    tmp_path: Path, open_kiosk: OpenKiosk
) -> None:
    folder = DataFolder(tmp_path).make()
    folder.catalogue.write_bytes(b"SQLite format 3\0" + b"\xa5" * 40_000)
    kiosk, finger = open_kiosk(Settings(data=tmp_path, map=False, language="lt"))
    assert kiosk.opened.prepared.damaged is not None
    assert kiosk.opened.prepared.damaged.exists()
    finger.tap("attractLanguage:lt")
    assert until(lambda: finger.find("activity:*") is not None)


def test_an_identity_that_cannot_be_read_is_said_and_visitors_are_served(
    tmp_path: Path, open_kiosk: OpenKiosk
) -> None:
    folder = DataFolder(tmp_path).make()
    folder.identity.write_text("{half", "utf-8")
    kiosk, finger = open_kiosk(Settings(data=tmp_path, map=False, language="lt"))
    assert kiosk.identity is None
    finger.tap("attractLanguage:lt")


def test_a_damaged_ledger_is_kept_and_visitors_are_served(
    tmp_path: Path, open_kiosk: OpenKiosk
) -> None:
    folder = DataFolder(tmp_path).make()
    folder.ledger.write_bytes(b"not a database at all" * 500)
    kiosk, finger = open_kiosk(Settings(data=tmp_path, map=False, language="lt"))
    assert kiosk.staff is None
    assert folder.ledger.read_bytes().startswith(b"not a database"), "it may hold check-ins"
    finger.tap("attractLanguage:lt")
    finger.hold("staffDoor", 3.3)
    assert finger.find("home") is not None, "there is no desk to enter"
