"""One CSV file as rows with typed cells; every fault says file, line, column and value.

A row collects all its faults, so that whoever keeps the table repairs them in one go. Faults skip
the row; notes are told and the row stays.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_YES = {"yes", "y", "true", "1", "taip"}
_NO = {"no", "n", "false", "0", "ne", ""}
_ID = re.compile(r"[\w.:-]{1,100}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a source, in plain words; `line` 0 means the file as a whole.

    `skipped` tells that a row was left out for it; `unit` what is counted in files without lines.
    """

    file: str
    line: int
    text: str
    skipped: bool = True
    unit: str = "line"

    def __str__(self) -> str:
        where = f"{self.file} {self.unit} {self.line}" if self.line else self.file
        return f"{where}: {self.text}"


@dataclass(slots=True)
class Row:
    """One line of a table; reading a cell that cannot be understood adds a fault."""

    line: int
    cells: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The cell without spaces around it; empty when the column is not there."""
        return self.cells.get(column, "").strip()

    def required(self, column: str) -> str:
        """As `text`, and a fault when it is empty."""
        value = self.text(column)
        if not value:
            self.faults.append(f"{column} is empty")
        return value

    def identifier(self, column: str) -> str:
        """A required id; it stands in addresses, so it has no spaces or slashes."""
        value = self.required(column)
        if value and not _ID.fullmatch(value):
            self.faults.append(f'{column} "{value}" may only have letters, digits and . _ : -')
        return value

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a `;` list without the empty ones."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def flag(self, column: str) -> bool:
        """Whether a yes/no cell says yes; empty is no."""
        value = self.text(column).lower()
        if value not in _YES | _NO:
            self.faults.append(f'{column} "{value}" is neither yes nor no')
        return value in _YES

    def whole(self, column: str, low: int = 0, high: int = 1_000_000) -> int | None:
        """A whole number in `low`..`high`; None when empty."""
        value = self.read(column, int, "a whole number")
        if value is not None and not low <= value <= high:
            self.faults.append(f"{column} {value} is not between {low} and {high}")
            return None
        return value

    def decimal(self, column: str) -> Decimal | None:
        """An amount that is not negative, with a point or a comma; None when empty."""
        value = self.read(column, _decimal, "a number")
        if value is not None and value < 0:
            self.faults.append(f"{column} {value} is negative")
            return None
        return value

    def degrees(self, column: str, limit: float) -> float | None:
        """A coordinate within plus or minus `limit`; None when empty."""
        value = self.read(column, lambda text: float(_decimal(text)), "a number")
        if value is not None and not -limit <= value <= limit:
            self.faults.append(f"{column} {value} is not between -{limit:g} and {limit:g}")
            return None
        return value

    def date(self, column: str) -> dt.date | None:
        """A date as 2026-09-01; None when empty."""
        return self.read(column, dt.date.fromisoformat, "a date like 2026-09-01")

    def choice(self, column: str, choices: type[E], aliases: Mapping[str, E], default: E) -> E:
        """One word of `choices` or of their `aliases`; `default` when empty."""
        value = self.text(column).lower()
        if not value:
            return default
        if value in aliases:
            return aliases[value]
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(choices)
            self.faults.append(f'{column} "{value}" is not one of {known}')
            return default

    def web(self, column: str) -> str:
        """A web address; anything but http and https is a fault, because a phone will open it."""
        value = self.text(column)
        if value and not value.lower().startswith(("http://", "https://")):
            self.faults.append(f'{column} "{value}" is not a web address (http:// or https://)')
            return ""
        return value

    def read(self, column: str, convert: Callable[[str], T], what: str) -> T | None:
        """The converted cell; None when empty or, with a fault, when `convert` refuses it."""
        value = self.text(column)
        if not value:
            return None
        try:
            return convert(value)
        except ValueError:
            self.faults.append(f'{column} "{value}" is not {what}')
            return None


@dataclass(slots=True)
class Table:
    """A file's rows; `whole` is False when some of it could not be read at all."""

    name: str
    rows: list[Row]
    problems: list[Problem]
    whole: bool = True


def read_table(path: Path, aliases: Mapping[str, str], needed: tuple[str, ...]) -> Table:
    """The table of this file; headers are matched without regard to case, `aliases` renames them.

    Commas, semicolons and tabs are told apart by the header line. A file that is not UTF-8 is
    read as Windows-1257 (what Excel writes in the Baltic states) with a note.
    """
    table = Table(path.name, [], [])
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _broken(table, f"cannot be read ({error.strerror})")
    text = _decode(raw, table)
    # Not splitlines(), which also breaks at separators that stand inside a text.
    lines = list(io.StringIO(text, newline=""))
    if not lines:
        return _broken(table, "is empty")
    header = [name.strip().lower() for name in next(csv.reader(lines[:1], delimiter=_comma(lines)))]
    columns = [aliases.get(name, name) for name in header]
    missing = [name for name in needed if name not in columns]
    if missing:
        return _broken(table, f"has no column {', '.join(missing)}", line=1)
    for row in _rows(lines, columns, table):
        table.rows.append(row)
    return table


def _rows(lines: list[str], columns: list[str], table: Table) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=_comma(lines))
    next(reader)
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            _broken(table, f"cannot be read from here on ({error})", line)
            return
        if any(cell.strip() for cell in cells):
            row = Row(line, dict(zip(columns, cells, strict=False)))
            if len(cells) > len(columns):
                row.faults.append(f"has {len(cells)} cells, but there are {len(columns)} columns")
            yield row
        line = reader.line_num + 1


def _broken(table: Table, text: str, line: int = 0) -> Table:
    table.whole = False
    table.problems.append(Problem(table.name, line, text))
    return table


def _decode(raw: bytes, table: Table) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        note = "is not UTF-8; read as Windows-1257, check the Lithuanian letters"
        table.problems.append(Problem(table.name, 0, note, skipped=False))
        return raw.decode("cp1257", errors="replace")


def _comma(lines: list[str]) -> str:
    return max(",;\t", key=lines[0].count)


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite():
        raise ValueError(text)
    return value
