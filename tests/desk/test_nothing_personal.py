"""Nothing about people leaves the places that are made for it: looked for byte by byte."""

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk.centre import PIN, PIN_HASH, registrations

NAMES = sorted({each.label for each in registrations()})
WORDS = sorted({name.split()[0] for name in NAMES})
FORMS = [form for word in WORDS for form in (word, word.casefold())]

CRASH = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.desk import conftest
centre = conftest.open_centre(Path(sys.argv[1]))
session = centre.session("radio").occasion
line = centre.desk.person(session, "P-RADIO00")
answer = centre.desk.tap("P-RADIO00", session, centre.clock())
raise RuntimeError(f"something broke at {answer.verdict.event_id}")
"""


def found_in(text: str) -> list[str]:
    return [form for form in [*FORMS, PIN, PIN_HASH] if form in text]


def test_a_busy_hour_leaves_no_name_in_logs_audit_or_plain_bytes(
    screen: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    screen.type_pin("111111")
    screen.qtbot.waitUntil(lambda: not screen.model.pin._get_busy(), timeout=5_000)
    screen.open("radio")
    for code in ("valid:P-RADIO01", "revoked:P-RADIO02", "valid:P-BIKE01", "P-RADIO03", "Ąžuolas"):
        screen.scan(code)
        screen.model.desk.dismiss()
    screen.model.desk.reveal("P-RADIO04")
    screen.model.desk.search("žil")
    screen.qtbot.wait(200)
    screen.model.lock()
    screen.qtbot.wait(100)

    assert found_in(caplog.text) == []
    acts = screen.centre.ledger.staff.acts(1000)
    assert {"unlock", "wrong_pin", "reveal", "lock"} <= {each.act for each in acts}
    assert found_in(repr(acts)) == []
    files = [each for each in screen.centre.folder.iterdir() if each.is_file()]
    assert {"people.db", "ledger.db"} <= {each.name for each in files}
    for file in files:
        content = file.read_bytes()
        inside = [form for form in [*FORMS, PIN, PIN_HASH] if form.encode() in content]
        assert inside == [], file.name


def test_no_screen_shows_a_whole_name_that_nobody_asked_for(screen: Any) -> None:
    screen.open("radio")
    seen: list[str] = []

    def look() -> None:
        screen.qtbot.wait(60)
        for item in screen.items():
            if item.isVisible():
                seen.append(str(item.property("text")))
                seen.append(str(item.property("label")))

    look()
    screen.scan("valid:P-RADIO07")
    look()
    screen.model.desk.undo()
    screen.model.desk.dismiss()
    screen.tap("move-P-RADIO03")
    look()
    screen.model.show("today")
    look()
    screen.model.show("health")
    look()
    assert len(seen) > 200
    # Some tree is so short that its mask is the whole word; what is left says no more than that.
    long = [word for word in WORDS if len(word) > 4]
    assert [text for text in seen if any(word in text for word in long)] == []


def test_a_crash_says_nothing_about_anybody(centre: Any) -> None:
    centre.close()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(centre.folder), str(root)],
        capture_output=True, text=True, timeout=60, cwd=root,
    )  # fmt: skip
    assert done.returncode == 1
    assert "something broke" in done.stderr
    assert found_in(done.stdout + done.stderr) == []


def test_this_test_would_find_a_name() -> None:
    assert found_in(f"checked in: {NAMES[0]}") != []
