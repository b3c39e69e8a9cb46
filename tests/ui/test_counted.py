"""A visit leaves counts behind, at its end and without a trace of who it was."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from kiosk.services.usage import Usage
from kiosk.ui.app import AppModel
from kiosk.ui.touch_events import until
from sync.store.usage import LEAST
from tests.ui.visit import WEDNESDAY, Visit


class Counted:
    """A kiosk whose app counts."""

    def __init__(self, kiosk: Visit, folder: Path) -> None:
        self.usage = Usage(folder / "usage.db")
        self.kiosk = kiosk
        self.app = AppModel(
            kiosk.catalogue, kiosk.jobs, kiosk.app.settings, lambda: WEDNESDAY, usage=self.usage
        )

    def visit(self, text: str) -> None:
        self.app.home()
        self.app.navigate("list", {"text": text})
        answered: list[tuple[str, int]] = []
        self.app.screens.activities.answered.connect(lambda *found: answered.append(found))
        assert until(lambda: bool(answered))
        self.app.navigate("detail", {"id": "act-breikas-01"})
        self.app.reset()
        self.kiosk.settle()


def test_views_and_vain_searches_are_counted_at_the_end_of_a_visit(
    kiosk: Visit, tmp_path: Path
) -> None:
    counted = Counted(kiosk, tmp_path)
    for _ in range(LEAST):
        counted.visit("zzzqqq")
    tomorrow = WEDNESDAY.date() + dt.timedelta(1)
    counted.usage.export(tmp_path / "out.csv", tomorrow, str.upper)
    counted.app.close()
    counted.usage.close()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["what"], row["subject"], row["visits"]) for row in csv.DictReader(file)}
    assert rows == {("view", "act-breikas-01", "5"), ("nothing_found", "zzzqqq", "5")}


pytestmark = pytest.mark.timeout(60)
