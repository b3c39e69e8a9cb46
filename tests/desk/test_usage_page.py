"""Staff see what visitors sought in vain, and take the counts along."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.services.usage import Usage
from kiosk.ui.staff.usage_model import UsageModel

NAMES = {"print": "Atviros dirbtuvės"}


@pytest.fixture
def counted(screen: Any, tmp_path: Path) -> Iterator[Any]:
    """The staff area of a kiosk with a week of visits behind it, and a stick."""
    stick = tmp_path / "USB"
    stick.mkdir()
    usage = Usage(tmp_path / "usage.db")
    today = screen.centre.clock().date()
    for day, visits in ((1, 6), (3, 7), (4, 4)):
        for _ in range(visits):
            usage.record(
                frozenset(
                    {("view", "print"), ("nothing_found", "fechtavimas"), ("feedback", "bad:map")}
                ),
                today - dt.timedelta(day),
            )
    for _ in range(9):
        usage.record(frozenset({("nothing_found", "baletas")}), today)
    model = UsageModel(
        usage, screen.model._jobs, name=lambda id: NAMES.get(id, ""), today=lambda: today,
        plugged=lambda: [stick], parent=screen.model,
    )  # fmt: skip
    screen.model.attach_usage(model)
    screen.unlock()
    screen.tap("openReport")
    screen.tap("usageOpen")
    screen.stick = stick
    yield screen
    usage.close()


def test_staff_see_what_was_sought_in_vain_and_looked_at(counted: Any) -> None:
    model = counted.model.usage
    counted.qtbot.waitUntil(lambda: bool(model._get_missing()))
    assert model._get_missing() == [{"words": "fechtavimas", "visits": 13}]
    assert model._get_seen() == [{"words": "Atviros dirbtuvės", "visits": 13}]


def test_staff_see_what_visitors_said(counted: Any) -> None:
    counted.qtbot.waitUntil(lambda: bool(counted.model.usage._get_said()))
    (row,) = counted.find("usageSaid").property("rows").toVariant()
    assert (row["words"], row["visits"]) == ("Not good · The map", 13)


def test_staff_take_the_counts_along_on_a_stick(counted: Any) -> None:
    counted.tap("saveUsageTo-0")
    counted.qtbot.waitUntil(lambda: counted.model.usage._state == "saved", timeout=10_000)
    assert "pulled out" in counted.find("usageWords").property("text")
    (file,) = counted.stick.iterdir()
    with file.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["visits"] for row in rows} == {"6", "7"}, "four visits of a day tell nothing"
    assert {row["subject"] for row in rows} == {"print", "fechtavimas", "bad:map"}, (
        "today is not over"
    )
    assert {row["name"] for row in rows} == {"Atviros dirbtuvės", ""}
    acts = counted.centre.ledger.staff
    counted.qtbot.waitUntil(lambda: acts.acts()[0].act == "usage")


def test_a_stick_that_is_gone_is_said_kindly(counted: Any) -> None:
    counted.stick.rmdir()
    counted.tap("saveUsageTo-0")
    counted.qtbot.waitUntil(lambda: counted.model.usage._state == "failed", timeout=10_000)
    assert "could not be saved" in counted.find("usageWords").property("text")
