"""A day at the desk, an error that quotes a name, a crash: then every file of the kiosk is read.

And every picture that the staff screens can make is looked through, text by text.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk.centre import PIN, PIN_HASH, Centre
from tests.desk.test_centre_page import Page
from tests.desk.test_nothing_personal import FORMS, NAMES, WORDS

ROOT = Path(__file__).parents[2]
DAY = """
import datetime as dt, logging, sys, threading
from pathlib import Path
folder, root = Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, root)
from sync import logs
from sync.crash_hooks import CrashHooks
logs.start(folder, "screen")
hooks = CrashHooks(folder, "screen")
hooks.install()
from kiosk.domain.rights import actor_of
from kiosk.services.centre_life import CentreLife
from kiosk.services.report import as_csv, as_xlsx, save
from kiosk.services.usage import Usage
from sync.model import StaffAccount
from tests.desk import centre as made
centre = made.open_centre(folder)
now = centre.clock()
radio = centre.session("radio").occasion
name = centre.desk.person(radio, "P-RADIO00").label
assert name.split()[0] in {tree for tree in made._TREES}
for n in range(6):
    centre.desk.tap(f"P-RADIO0{n}", radio, now)
worker = actor_of(StaffAccount(id="staff-1", label=name, role="manager", place="centre",
                               pin_hash=""))
life = CentreLife(centre.ledger.centre, centre.desk.station)
life.say("Virtuve neveikia", "lt", now, worker)
life.cancel(radio, now, worker)
life.request_badge(radio, "P-RADIO00", "badge-radio", now, worker)
usage = Usage(folder / "usage.db")
usage.viewed("radio")
usage.record(usage.leave(), now.date())
usage.close()
report = centre.desk.report(now.date())
save(folder, [("report.csv", as_csv(report)), ("report.xlsx", as_xlsx(report))])
log = logging.getLogger("kiosk.desk")
try:
    raise ValueError(f"cannot draw {name}")
except ValueError:
    log.exception("a job of %s failed", "desk")
def broken():
    raise KeyError(name)
thread = threading.Thread(target=broken)
thread.start()
thread.join()
raise RuntimeError(f"the row of {name} is gone")
"""


@pytest.fixture
def day(centre: Centre) -> Path:
    """The folder of a kiosk after its day."""
    centre.people.close()
    centre.ledger.close()
    done = subprocess.run(
        [sys.executable, "-c", DAY, str(centre.folder), str(ROOT)],
        capture_output=True, text=True, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    return centre.folder


def personal(folder: Path) -> dict[str, list[str]]:
    """The files in which a name, a PIN or its hash stands, and which."""
    found = {}
    for each in folder.rglob("*"):
        content = each.read_bytes() if each.is_file() else b""
        inside = [form for form in [*FORMS, PIN, PIN_HASH] if form.encode() in content]
        if inside:
            found[str(each.relative_to(folder))] = inside
    return found


def test_no_file_of_the_kiosk_holds_a_name(day: Path) -> None:
    kinds = {each.relative_to(day).parts[0] for each in day.rglob("*") if each.is_file()}
    assert {"ledger.db", "people.db", "usage.db", "logs", "crashes", "report.xlsx"} <= kinds
    assert len(list((day / "crashes").glob("*.json"))) == 2, "the thread's and the last"
    assert "ValueError" in (day / "logs" / "screen.log").read_text(encoding="utf-8")
    assert personal(day) == {}
    (day / "notes.txt").write_text(f"seen: {NAMES[0]}", encoding="utf-8")
    assert list(personal(day)) == ["notes.txt"], "it would be found"


def test_no_picture_of_the_staff_screens_shows_a_whole_name(
    centre: Centre, make_screen: Callable[..., Any]
) -> None:
    screen = make_screen(centre)
    page = Page(screen, centre)
    seen: list[str] = []

    def look() -> None:
        screen.qtbot.wait(80)
        assert not screen.view.grabWindow().isNull()
        for item in screen.items():
            if item.isVisible():
                told = (item.property(name) for name in ("text", "label", "title", "subtitle"))
                seen.extend(str(each) for each in told if each)

    page.open()
    look()
    for name in ("roster", "report", "health", "today"):
        if name == "roster":
            screen.model.openSession(page.key("radio"))
            screen.qtbot.wait(200)
        else:
            screen.model.show(name)
        look()
    assert len(seen) > 200
    long = [word for word in WORDS if len(word) > 4]
    assert [text for text in seen if any(word in text for word in long)] == []
