"""What docs/accessibility.md promises can be checked: every test that it names is there."""

import re
from pathlib import Path

CLAUSES = (
    *(f"5.1.3.{number}" for number in range(1, 17)), "5.1.2.1", "5.1.2.2", "5.1.4", "5.1.5",
    "5.1.6.1", "5.1.6.2", "5.1.7", "5.2", "5.3", "5.4", "5.5.1", "5.5.2", "5.6.1", "5.6.2",
    "5.7", "5.8", "5.9",
)  # fmt: skip
"""EN 301 549 V3.2.1, clause 5."""
CRITERIA = (
    "1.1.1", *(f"1.2.{number}" for number in range(1, 6)),
    *(f"1.3.{number}" for number in range(1, 6)),
    *(f"1.4.{number}" for number in (1, 2, 3, 4, 5, 10, 11, 12, 13)),
    "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1",
    *(f"2.4.{number}" for number in (1, 2, 3, 4, 5, 6, 7, 11)),
    *(f"2.5.{number}" for number in (1, 2, 3, 4, 7, 8)),
    "3.1.1", "3.1.2", *(f"3.2.{number}" for number in (1, 2, 3, 4, 6)),
    *(f"3.3.{number}" for number in (1, 2, 3, 4, 7, 8)), "4.1.2", "4.1.3",
)  # fmt: skip
"""WCAG 2.2, levels A and AA."""


def test_every_test_named_in_the_document_exists(project: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", (project / "docs/accessibility.md").read_text("utf-8")))
    there: set[str] = set()
    for file in (project / "tests").rglob("test_*.py"):
        there.update(re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE))
    assert len(named) > 30
    assert named - there == set()


def test_each_clause_and_each_criterion_has_its_row(project: Path) -> None:
    rows = rows_of(project)
    told = {number for cells in rows for number in re.findall(r"\d(?:\.\d+)+", cells[0])}
    assert len(CRITERIA) == 55
    assert {*CLAUSES, *CRITERIA} - told == set()


def test_each_row_names_its_test_or_says_why_there_is_none(project: Path) -> None:
    wrong = [cells[0] for cells in rows_of(project) if not re.search("`test_|no test: ", cells[-1])]
    assert wrong == []


def rows_of(project: Path) -> list[list[str]]:
    """The cells of each requirement's row."""
    lines = (project / "docs/accessibility.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d", line)]
    assert all(len(cells) > 2 for cells in rows), "a row without its last cell"
    return rows
