"""A badge from the hub's trust feeds to the verdict on the screen, scanned by key events."""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytestqt.qtbot import QtBot

from kiosk.demo import GENUINE, SHOWN_BADGE
from kiosk.domain.scan import BADGE_PREFIX, classify
from kiosk.trust_cli import put_city_list
from kiosk.ui.touch_events import keys, spin, until
from sync.hub.database import open_database
from tests.badges.made import ISSUER, METHOD, credential, private_pem
from tests.journeys.counted import Journeys
from tests.journeys.line import PATIENCE_S, Line

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.qt_log_ignore(r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True),
]

SCAN_TO_SCREEN_S = 0.5
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=Zq7Xk29fWm&qr=1"


@pytest.fixture
def line(tmp_path: Path, qtbot: QtBot) -> Iterator[Line]:
    whole = Line(tmp_path)
    whole.kiosk.trust.warm_up()
    yield whole
    whole.close()


def scan(line: Line, text: str) -> tuple[str, float]:
    """The code of the verdict on the screen, and the seconds until it was there."""
    model = line.kiosk.scan
    model.reset()
    line.kiosk.app.navigate("scan", {})
    spin(0.3)
    began = time.perf_counter()
    keys(line.kiosk.window, text)
    assert until(lambda: model.property("result")["code"] != "", PATIENCE_S)
    assert until(lambda: line.finger.find("resultTitle") is not None, PATIENCE_S)
    return str(model.property("result")["code"]), time.perf_counter() - began


def shown(line: Line, text: str) -> str:
    """As a visitor does it: the scan screen by touch, then the code; the verdict's code."""
    line.kiosk.scan.reset()  # a code shown again at once would be taken for one held still
    line.finger.begin()
    line.finger.tap("navScan")
    line.finger.wait_for("scan")
    keys(line.kiosk.window, text)
    line.finger.wait_for("resultTitle", PATIENCE_S)
    return str(line.kiosk.scan.property("result")["code"])


def withdraw(line: Line, *indexes: int) -> dt.datetime:
    """A new list, signed by the city's key, in the hub."""
    now = dt.datetime.now(dt.UTC)
    hub = open_database(line.hub.database)
    try:
        put_city_list(hub, line.passes.key, BADGE_PREFIX, list(indexes), now)
    finally:
        hub.close()
    return now


@pytest.mark.journey
def test_a_badge_is_genuine_until_a_new_list_withdraws_it(line: Line, journeys: Journeys) -> None:
    line.wake()
    assert until(lambda: bool(line.kiosk.trust.registry.status_lists), PATIENCE_S)
    badge = line.passes.badge(SHOWN_BADGE, GENUINE)
    code, seconds = scan(line, badge)
    result = line.kiosk.scan.property("result")
    assert (code, result["severity"]) == ("badge_genuine", "success")
    assert seconds < SCAN_TO_SCREEN_S
    assert result["issuer"] == line.kiosk.catalogue.city().name
    assert result["listed"]
    assert result["name"] == "Elektronikos pradžia"
    assert result["holder"] == ""
    assert result["counts_for"]
    assert result["counts_source"]
    assert [path["id"] for path in result["paths"]] == ["playlist-robotas"]
    assert result["nearby"]

    line.kiosk.app.home()
    assert shown(line, badge) == "badge_genuine"
    spin(0.6)  # until the screen has come to rest
    line.finger.tap("resultPath0")
    assert until(lambda: line.kiosk.app.session.state.page.name == "playlist", PATIENCE_S)
    journeys.told(6, "a badge scanned, the next step of its path", line.finger, 2)

    line.hub.kill()
    assert shown(line, badge) == "badge_genuine", "no network is asked"
    journeys.told(7, "a badge verified while the hub is gone", line.finger, 1)
    line.hub.start()

    lists = line.kiosk.trust.registry.status_lists
    withdraw(line, GENUINE)
    line.kiosk.sync.wake()
    assert until(lambda: line.kiosk.trust.registry.status_lists != lists, 2 * PATIENCE_S)
    assert scan(line, badge)[0] == "badge_revoked"


def test_changed_expired_and_foreign_badges_are_never_green(line: Line) -> None:
    line.wake()
    assert until(lambda: bool(line.kiosk.trust.registry.status_lists), PATIENCE_S)
    whole = line.passes.badge(SHOWN_BADGE, GENUINE)
    changed = whole[:-4] + ("0" if whole[-4] != "0" else "1") + whole[-3:]

    assert scan(line, changed)[0] in ("badge_altered", "not_a_badge")
    assert scan(line, line.passes.badge(SHOWN_BADGE, GENUINE, days=-1))[0] == "badge_expired"
    stranger = type(line.passes)("vilnius", dt.datetime.now(dt.UTC))
    assert scan(line, stranger.badge(SHOWN_BADGE, GENUINE))[0] == "badge_cannot_tell"
    assert scan(line, "COLB1:" + "A" * 120)[0] == "not_a_badge"


def test_an_issuer_that_the_city_pins_is_believed_and_one_it_drops_is_not(line: Line) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    line.hub.put(
        "issuer", "robotics",
        {
            "identifier": "robotics", "name": "Robotikos mokykla", "ident": ISSUER,
            "keys": [{"pem": pem, "methods": [METHOD]}],
        },
    )  # fmt: skip
    line.wake()
    line.kiosk.sync.wake()
    assert until(lambda: ISSUER in line.kiosk.trust.registry.issuers, 2 * PATIENCE_S)
    badge = jwt.encode(credential(), private_pem(), "EdDSA", headers={"kid": METHOD})

    code, seconds = scan(line, badge)
    assert code == "badge_genuine"
    assert seconds < SCAN_TO_SCREEN_S
    assert line.kiosk.scan.property("result")["issuer"] == "Robotikos mokykla"

    line.hub.delete("issuer", "robotics")
    line.kiosk.sync.wake()
    assert until(lambda: ISSUER not in line.kiosk.trust.registry.issuers, PATIENCE_S)
    assert scan(line, badge)[0] == "badge_cannot_tell"


def test_a_claim_code_is_in_no_log_and_no_file_of_the_kiosk(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line.wake()
    assert scan(line, CLAIM)[0] == "claim_link"
    assert line.kiosk.scan.property("result")["qr_modules"] > 20
    line.kiosk.app.home()
    spin(2.5)

    files = [path for path in line.data.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert [path.name for path in files if b"Zq7Xk29fWm" in path.read_bytes()] == []
    assert "Zq7Xk29fWm" not in caplog.text
    assert "Zq7Xk29fWm" not in repr(classify(CLAIM.encode()))
