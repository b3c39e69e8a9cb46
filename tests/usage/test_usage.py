"""The city learns what is missing, and nothing of anybody."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.usage import Usage
from sync.store.usage import LEAST, NOTHING_FOUND, VIEW

MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)


@pytest.fixture
def usage(tmp_path: Path) -> Iterator[Usage]:
    usage = Usage(tmp_path / "usage.db")
    yield usage
    usage.close()


def visits(usage: Usage, count: int, *texts: str) -> None:
    for _ in range(count):
        usage.viewed("act-1")
        usage.viewed("act-1")
        for text in texts:
            for end in range(1, len(text) + 1):
                usage.searched(text[:end], 0 if end > 3 else 9)
            usage.searched("", 100)
        usage.record(usage.leave(), MONDAY)


def exported(usage: Usage, folder: Path, today: dt.date) -> list[dict[str, str]]:
    usage.export(folder / "usage.csv", today, {"act-1": "Šokiai"}.__getitem__)
    with (folder / "usage.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_day_tells_in_how_many_visits_something_was_missed(usage: Usage, tmp_path: Path) -> None:
    visits(usage, LEAST, "Baletas ant ledo")
    found = {(row["what"], row["subject"]): row for row in exported(usage, tmp_path, TUESDAY)}
    assert found[NOTHING_FOUND, "baletas ant ledo"]["visits"] == str(LEAST)
    assert found[VIEW, "act-1"]["visits"] == str(LEAST)
    assert found[VIEW, "act-1"]["name"] == "Šokiai"


def test_what_fewer_than_five_did_is_never_told_and_does_not_stay(
    usage: Usage, tmp_path: Path
) -> None:
    visits(usage, LEAST - 1, "Baletas")
    assert exported(usage, tmp_path, TUESDAY) == []
    usage.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("usage.db"))
    assert left
    again = Usage(tmp_path / "usage.db")
    visits(again, 1, "Baletas")
    assert exported(again, tmp_path, TUESDAY) == []
    again.close()


def test_today_is_not_told_before_it_is_over(usage: Usage, tmp_path: Path) -> None:
    visits(usage, LEAST, "Baletas")
    assert exported(usage, tmp_path, MONDAY) == []


def test_one_visitor_counts_once_however_often(usage: Usage) -> None:
    for _ in range(10):
        usage.viewed("act-1")
        usage.searched("baletas", 0)
        usage.searched("", 10)
    assert usage.leave() == {(VIEW, "act-1"), (NOTHING_FOUND, "baletas")}


def test_half_typed_words_are_not_counted(usage: Usage) -> None:
    for text in ("bal", "bale", "balet", "bale", "balet", "baletas"):
        usage.searched(text, 0)
    assert usage.leave() == {(NOTHING_FOUND, "baletas")}


def test_a_text_that_finds_something_in_the_end_is_not_missing(usage: Usage) -> None:
    usage.searched("baltx", 0)
    usage.searched("balt", 3)
    assert usage.leave() == frozenset()


@pytest.mark.parametrize(
    "text",
    ["+370 612 34567", "jonas@example.org", "38901010000", "ab", "mano vardas yra toks ir toks",
     "x" * 41],
)  # fmt: skip
def test_what_could_tell_of_somebody_is_not_counted(usage: Usage, text: str) -> None:
    usage.searched(text, 0)
    assert usage.leave() == frozenset()


def test_a_visit_leaves_nothing_to_the_next(usage: Usage) -> None:
    visits(usage, 1, "Baletas")
    assert usage.leave() == frozenset()


@given(st.lists(st.tuples(st.text(max_size=50), st.integers(0, 3)), max_size=20))
def test_no_digit_or_address_is_ever_counted(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[str, int]]
) -> None:
    usage = Usage(tmp_path_factory.mktemp("usage") / "usage.db")
    for text, total in asked:
        usage.searched(text, total)
    for _, subject in usage.leave():
        assert all(letter.isalpha() or letter == " " for letter in subject)
        assert len(subject.split()) <= 3
    usage.close()
