"""An afternoon at the door without a hub, and what its page shows when it is back."""

import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.touch_events import keys, until
from tests.journeys.line import PATIENCE_S, TOKEN, Line
from tests.journeys.test_whole_line import WORKSHOP, workshop

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

PEOPLE = [f"P-{letter * 10}" for letter in "ABCDEFGHJKLMNOPQRSTU"]
TAPPED, SCANNED = PEOPLE[:10], PEOPLE[10:]
MISTAKES = [TAPPED[2], TAPPED[7], SCANNED[4]]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def line(tmp_path: Path, qtbot: QtBot) -> Iterator[Line]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed here (Debian: chromium)")
    whole = Line(tmp_path)
    whole.hub.put("activity", WORKSHOP, workshop("Popietė prie durų"))
    for number, person in enumerate(PEOPLE, 1):
        whole.hub.put(
            "registration", f"reg-door-{number}",
            {
                "identifier": f"reg-door-{number}", "activity": WORKSHOP, "passId": person,
                "label": f"Dalyvis {number:03}", "place": "place-kablys",
            },
        )  # fmt: skip
    yield whole
    whole.close()


class Cells(HTMLParser):
    """The rows of a page's tables, as text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag == "td"
        if self._inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def test_twenty_people_three_mistakes_and_the_hubs_page_is_right(
    line: Line, tmp_path: Path
) -> None:
    assert until(lambda: len(line.kiosk.people.roster(WORKSHOP)) == len(PEOPLE), PATIENCE_S)
    assert until(lambda: line.kiosk.catalogue.activity(WORKSHOP) is not None, PATIENCE_S)
    line.wake()
    line.staff()
    line.finger.tap(f"session-*{WORKSHOP}", PATIENCE_S)
    line.finger.wait_for(f"move-{PEOPLE[0]}", PATIENCE_S)
    line.hub.kill()

    ledger = line.kiosk.ledger
    assert ledger is not None
    written = 0
    for person in TAPPED:
        line.finger.tap(f"move-{person}", PATIENCE_S)
        written += 1
        assert until(lambda: ledger.pending_count() == written, PATIENCE_S), person  # noqa: B023
        if person in MISTAKES:
            line.finger.tap("undoTap", PATIENCE_S)
            written += 1
            assert until(lambda: ledger.pending_count() == written, PATIENCE_S)  # noqa: B023
    for person in SCANNED:
        keys(line.kiosk.window, line.passes.print(person))
        line.finger.wait_for("verdictCard", PATIENCE_S)
        written += 1
        assert until(lambda: ledger.pending_count() == written, PATIENCE_S), person  # noqa: B023
        if person in MISTAKES:
            line.finger.tap("verdictUndo", PATIENCE_S)
            written += 1
            assert until(lambda: ledger.pending_count() == written, PATIENCE_S)  # noqa: B023
        else:
            line.finger.tap("verdictNext", PATIENCE_S)
    assert written == 23

    line.hub.start()
    # Staff need not wait for the next try of a kiosk that has been alone for long.
    line.finger.tap("staffHealth", PATIENCE_S)
    line.finger.tap("syncNow", PATIENCE_S)
    assert until(lambda: ledger.pending_count() == 0, 60.0), "it drains"
    assert ledger.rejected_count() == 0
    shown = _in_a_browser(line, tmp_path)
    there = {row[0].rpartition("(")[2].rstrip(")"): row for row in shown}
    assert sorted(there) == sorted(set(PEOPLE) - set(MISTAKES))
    assert all(row[1] and not row[2] and not row[4] for row in there.values())


def _in_a_browser(line: Line, folder: Path) -> list[list[str]]:
    """The rows of the hub's page of today, as Chromium has them after laying it out."""
    address = line.hub.url.replace("http://", f"http://admin:{TOKEN}@")
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            f"--user-data-dir={folder / 'chromium'}", f"{address}/checkins",
        ],
        capture_output=True, text=True, timeout=90,
    )  # fmt: skip
    cells = Cells()
    cells.feed(done.stdout)
    assert "Popietė prie durų" in done.stdout, done.stdout[:500] + done.stderr[-500:]
    return [row for row in cells.rows if len(row) == 5]
