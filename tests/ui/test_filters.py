"""A visitor's wishes as params and as a query, and the lists that show what was found."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kiosk.ui.filters import Filters, days_of, from_params, query, to_params, toggled
from kiosk.ui.rows import Rows
from sync.model import Kind

TODAY = dt.date(2026, 11, 25)

filters = st.builds(
    Filters,
    text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=10),
    topics=st.lists(st.sampled_from(["it", "daile"]), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from([str(k) for k in Kind]), unique=True).map(tuple),
    age=st.sampled_from(["", "7-10"]),
    day=st.sampled_from(["", "today", "week", "2026-11-30"]),
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
def test_no_params_of_a_foreign_link_break_the_list(params: dict[str, str]) -> None:
    query(from_params(params), TODAY, None, 30)


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
