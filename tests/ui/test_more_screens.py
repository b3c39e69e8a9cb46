"""Organizer, what counts for what, feedback, closed, maintenance, and a page that breaks."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from kiosk.devices.sound import Tones
from kiosk.remote import RemoteControl
from kiosk.services.usage import Usage
from kiosk.ui.touch_events import until
from sync.model import Badge
from sync.store.usage import FEEDBACK
from tests.ui import visit as visits
from tests.ui.pictures import decoded
from tests.ui.visit import WEDNESDAY, Visit

Open = Callable[..., Visit]
MUSEUM = "org-adomo-mickeviciaus-memorialinis-muziejus"


def test_from_an_activity_to_its_organizer_and_to_where_they_are(open_kiosk: Open) -> None:
    kiosk = open_kiosk(language="en")
    theirs = kiosk.catalogue.activities_of_organizer(MUSEUM)
    kiosk.app.navigate("detail", {"id": theirs[0].id})
    kiosk.finger.bring("detailOrganizer")
    kiosk.tap("detailOrganizer")
    kiosk.see("organizer")
    kiosk.settle()
    model = kiosk.app.screens.organizer
    assert {card.id for card in model.activities.rows} == {each.id for each in theirs}
    card = decoded(kiosk, "organizerCode")
    organizer = kiosk.catalogue.organization(MUSEUM)
    assert organizer is not None
    assert card.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert f"TEL:{organizer.telephone}\r\n" in card

    place = model.places.rows[0].id
    kiosk.tap(f"organizerPlace:{place}")
    kiosk.see("place")
    kiosk.tap(f"placeOrganizer:{MUSEUM}")
    kiosk.see("organizer")
    kiosk.tap("organizer/activity:*")
    assert until(lambda: kiosk.page == "detail")


def test_an_organizer_that_is_gone_leads_on(kiosk: Visit) -> None:
    kiosk.app.navigate("organizer", {"id": "org-gone"})
    kiosk.tap("organizerGone")
    assert until(lambda: kiosk.page == "list")


def test_what_counts_for_what_says_its_years_and_its_source(open_kiosk: Open) -> None:
    kiosk = open_kiosk(language="en")
    kiosk.app.navigate("badges")
    kiosk.tap("badgesRecognition")
    kiosk.see("recognition:0")
    rows = kiosk.app.screens.recognition.rows.rows
    said = [each for badge in kiosk.catalogue.badges() for each in badge.recognized]
    assert len(rows) == len(said) > 1, "nothing is left out and nothing made up"
    assert [row.holds for row in rows] == ["now", "before"], "what holds stands first"
    assert all(row.when and row.who for row in rows)
    assert rows[1].when == "2018–2022"
    assert "no longer" in kiosk.see("recognition:1").property("text")
    kiosk.tap("recognitionVolunteering")
    kiosk.tap("listRecognition")
    kiosk.tap("recognition:0")
    assert until(lambda: kiosk.page == "badge")


def test_a_city_that_was_told_nothing_says_so(kiosk: Visit) -> None:
    plain = [Badge(id="b", name="Ženklelis", issuer="org")]
    kiosk.catalogue.badges = lambda: plain  # type: ignore[method-assign]
    kiosk.app.navigate("recognition")
    kiosk.settle()
    assert kiosk.app.screens.recognition.rows.rows == []
    assert kiosk.see("recognitionNothing").property("title") == "Kol kas nieko nežinoma"


def test_a_face_is_counted_once_and_the_last_word_holds(open_kiosk: Open, tmp_path: Path) -> None:
    usage = Usage(tmp_path / "usage.db")
    kiosk = open_kiosk(usage=usage)
    for number in range(5):
        kiosk.tap("wake")
        kiosk.tap("homeFeedback")
        kiosk.tap("face:bad")
        kiosk.tap("face:good")
        if number:
            kiosk.tap("topic:map")
        kiosk.tap("feedbackDone")
        kiosk.tap("feedbackHome")
        kiosk.app.reset()
    kiosk.settle()
    told = usage.finished(WEDNESDAY.date() + dt.timedelta(1))
    usage.close()
    assert [(count.what, count.subject, count.visits) for count in told] == [(FEEDBACK, "good", 5)]


def test_a_kiosk_that_cannot_count_does_not_ask(kiosk: Visit) -> None:
    kiosk.tap("wake")
    kiosk.see("home")
    assert kiosk.finger.find("homeFeedback") is None


def test_while_closed_it_says_when_it_opens_and_is_of_use_all_the_same(open_kiosk: Open) -> None:
    kiosk = open_kiosk(language="en")
    place = kiosk.app._place
    remote = RemoteControl(
        kiosk.app.settings, kiosk.app, Mock(Tones), kiosk.catalogue, place, bytes,
        lambda: kiosk.now,
    )  # fmt: skip
    assert kiosk.finger.find("attractClosed") is None, "on a Wednesday afternoon it is open"
    kiosk.now = WEDNESDAY + dt.timedelta(hours=8)
    remote.look()
    kiosk.see("attractClosed")
    assert kiosk.app.property("closedText") == "Closed now. Next open: tomorrow, 10:00"
    kiosk.tap("wake")
    kiosk.see("home")


def test_the_kiosks_own_file_can_say_that_it_is_worked_on(open_kiosk: Open) -> None:
    kiosk = open_kiosk(maintenance=True)
    kiosk.see("maintenance")
    kiosk.finger.tap("maintenance")
    assert kiosk.page == "attract"
    kiosk.app.maintain(False)
    assert kiosk.gone("maintenance")


@pytest.mark.qt_log_level_fail("NO")
def test_a_broken_screen_says_so_is_logged_and_leads_to_the_start(
    open_kiosk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtlog: object
) -> None:
    copy = tmp_path / "qml"
    shutil.copytree(visits.QML, copy)
    broken = copy / "Kiosk" / "Screens" / "PlaylistsScreen.qml"
    broken.write_text(broken.read_text("utf-8").replace("GridView {", "GridView {{", 1), "utf-8")
    monkeypatch.setattr(visits, "QML", copy)
    kiosk = open_kiosk()
    kiosk.tap("wake")
    kiosk.tap("tilePlaylists")
    kiosk.see("broken")
    logged = [record.message for record in qtlog.records]  # type: ignore[attr-defined]
    assert any("PlaylistsScreen.qml:" in text for text in logged), "the file and the line"
    kiosk.tap("brokenHome")
    assert kiosk.gone("broken")
    kiosk.tap("tileBadges")
    kiosk.see("badges")


def test_a_page_whose_data_cannot_be_read_says_so_and_is_tried_again(
    kiosk: Visit, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(kiosk.catalogue, "organization", Mock(side_effect=RuntimeError("disk")))
        kiosk.app.navigate("organizer", {"id": MUSEUM})
        kiosk.tap("brokenHome")
        kiosk.see("home")
        assert kiosk.gone("broken")
    assert "RuntimeError: disk" in caplog.text, "logged whole"
    kiosk.app.navigate("organizer", {"id": MUSEUM})
    kiosk.see("organizerCode")
    assert kiosk.finger.find("broken") is None
