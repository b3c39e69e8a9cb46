"""What docs/accessibility.md promises can be checked: every test that it names is there."""

import re
from pathlib import Path

CLAUSES = (
    *(f"5.1.3.{number}" for number in range(1, 17)), "5.1.2.1", "5.1.2.2", "5.1.4", "5.1.5",
    "5.1.6.1", "5.1.6.2", "5.1.7", "5.2", "5.3", "5.4", "5.5.1", "5.5.2", "5.6.1", "5.7", "5.8",
    "5.9",
)  # fmt: skip


def test_every_test_named_in_the_document_exists(project: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", (project / "docs/accessibility.md").read_text("utf-8")))
    there: set[str] = set()
    for file in (project / "tests").rglob("test_*.py"):
        there.update(re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE))
    assert len(named) > 30
    assert named - there == set()


def test_each_clause_of_closed_functionality_has_its_row(project: Path) -> None:
    lines = (project / "docs/accessibility.md").read_text("utf-8").splitlines()
    first = {line.strip("| ").split(" | ")[0].split(",")[0] for line in lines}
    assert set(CLAUSES) - first == set()
