"""A visitor's wishes as params and as a query, and the lists that show what was found."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kiosk.domain.discovery import days_of
from kiosk.services.catalogue import Catalogue
from kiosk.ui import choices
from kiosk.ui.activity_list import build
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters, from_params, query, to_params, toggled
from kiosk.ui.rows import Rows
from sync.model import Kind, Topic
from sync.model.query import Facets
from tests.ui.visit import WEDNESDAY

TODAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def moment(bundled: Path) -> Iterator[Context]:
    """An afternoon at the kiosk of the bundled city."""
    catalogue = Catalogue(bundled)
    city = catalogue.city()
    yield Context(catalogue, "en", WEDNESDAY, ZoneInfo(city.timezone), near=city.centre)
    catalogue.close()


filters = st.builds(
    Filters,
    text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=10),
    topics=st.lists(st.sampled_from(["it", "daile"]), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from([str(k) for k in Kind]), unique=True).map(tuple),
    age=st.sampled_from(["", "7-10"]),
    day=st.sampled_from(["", "today", "week", "2026-11-30"]),
    classes=st.sampled_from([(), ("5-8",), ("1-4", "9-12")]),
    time=st.sampled_from(["", "evening"]),
    price=st.sampled_from(["", "1500", "1500s"]),
    distance=st.sampled_from(["", "2000"]),
    language=st.sampled_from(["", "lsl"]),
    needs=st.sampled_from([(), ("quiet", "hearing")]),
    free=st.booleans(),
    wheelchair=st.booleans(),
    drop_in=st.booleans(),
)


@given(filters)
def test_filters_survive_their_way_through_the_history(wish: Filters) -> None:
    assert from_params(to_params(wish)) == wish


@given(
    filters, st.sampled_from([("free", "1"), ("topics", "it"), ("age", "7-10"), ("day", "week")])
)
def test_a_filter_touched_twice_is_as_it_was(wish: Filters, chip: tuple[str, str]) -> None:
    once = toggled(wish, *chip)
    assert once != wish
    assert set(toggled(once, *chip).topics) == set(wish.topics)
    assert toggled(once, *chip).free == wish.free


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=5))
def test_no_params_of_a_foreign_link_break_the_list(
    moment: Context, params: dict[str, str]
) -> None:
    moment.catalogue.search(query(from_params(params), moment, 30), moment.now)


def test_every_chip_says_how_many_it_would_leave(moment: Context) -> None:
    """Chip by chip, on the bundled city, beside other filters that stay."""
    for wish in (Filters(), Filters(age="11-13", day="week", subsidy=True)):
        for name, chips in build(wish, moment, 30).choices.items():
            for chip in chips:
                if name == "active" or chip.group == "nearest":
                    continue
                alone = toggled(wish, chip.group, chip.value)
                if chip.group in ("topics", "kinds", "classes"):
                    # Of these the first one chosen narrows, and each further one adds.
                    alone = replace(wish, **{chip.group: (chip.value,)})
                if chip.selected:
                    continue
                left = moment.catalogue.search(query(alone, moment, 1), moment.now).total
                assert chip.count == left, f"{name}: {chip.label} beside {wish}"


def test_what_narrows_the_list_can_be_taken_off_one_by_one(moment: Context) -> None:
    wish = Filters(
        topics=("it",), kinds=("club",), age="14-18", classes=("9-12",), day="2026-12-20",
        time="evening", price="3000s", distance="5000", language="en", needs=("quiet",), free=True,
        wheelchair=True, places_left=True, subsidy=True, drop_in=True, place="place-kablys",
        organizer="org-kablys", area="25.1,54.6,25.3,54.8",
    )  # fmt: skip
    chips = build(wish, moment, 30).choices["active"]
    assert len(chips) == 18
    for chip in chips:
        wish = toggled(wish, chip.group, chip.value)
    assert not wish.any


def test_a_topic_beneath_a_chosen_one_narrows_it(moment: Context) -> None:
    catalogue = Mock(wraps=moment.catalogue)
    tree = {
        "sport": Topic(id="sport", name="Sportas"),
        "ball": Topic(id="ball", name="Kamuolys", broader="sport"),
        "art": Topic(id="art", name="Dailė"),
    }
    catalogue.topic.side_effect = tree.get
    catalogue.topics.side_effect = lambda: list(tree.values())
    seen = replace(moment, catalogue=catalogue)
    assert [each.value for each in choices.topics(Filters(), Facets(), seen)] == ["sport", "art"]
    wish = Filters(topics=("sport", "ball", "art"))
    assert [each.value for each in choices.topics(wish, Facets(), seen)] == ["sport", "ball", "art"]
    assert query(wish, seen, 30).topics == ("ball", "art")


def test_a_weekend_that_has_begun_is_what_is_left_of_it() -> None:
    sunday = dt.date(2026, 11, 29)
    assert days_of("weekend", TODAY) == (dt.date(2026, 11, 28), sunday)
    assert days_of("weekend", sunday) == (sunday,)


def test_the_next_seven_days_begin_today() -> None:
    days = days_of("week", TODAY)
    assert (days[0], len(days)) == (TODAY, 7)


@dataclass(frozen=True)
class Row:
    id: str
    value: int


rows = st.lists(
    st.builds(Row, st.sampled_from("abcdefgh"), st.integers(0, 3)), unique_by=lambda r: r.id
)


@given(st.lists(rows, min_size=1, max_size=6))
def test_a_list_tells_its_view_the_truth_after_any_changes(states: list[list[Row]]) -> None:
    model = Rows(Row)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for state in states:
        model.replace(state)
        assert [model.data(model.index(n), 256) for n in range(model.rowCount())] == [
            row.id for row in state
        ]
    del tester


def test_rows_that_stay_are_not_taken_away_and_put_back(qtbot: QtBot) -> None:
    model = Rows(Row)
    model.replace([Row("a", 1), Row("b", 1), Row("c", 1)])
    removed: list[object] = []
    model.rowsRemoved.connect(lambda *args: removed.append(args))
    model.replace([Row("a", 1), Row("b", 2), Row("c", 1), Row("d", 1)])
    assert removed == []
