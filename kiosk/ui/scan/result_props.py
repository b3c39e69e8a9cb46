"""From a meaning to what the result screen binds to: pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import segno
from PySide6.QtCore import QDate, QLocale

from kiosk.services.badge import ScanMeaning
from sync.model import words

_QUIET_MODULES: Final = 4
_DATE_FORMATS: Final = {"lt": "yyyy 'm'. MMMM d 'd'."}


@dataclass(frozen=True, slots=True)
class ResultProps:
    """Everything the screen shows of one result; the QR path is an outline, not a link."""

    code: str = ""
    severity: str = "info"
    name: str = ""
    description: str = ""
    since: str = ""
    until: str = ""
    withdrawal_checked: bool = False
    standard: str = ""
    layout: str = ""
    host: str = ""
    isbn: str = ""
    found: int = 0
    gone: int = 0
    badge_image: str = ""
    qr_path: str = ""
    qr_modules: int = 0


NOTHING: Final = ResultProps()


def props_of(meaning: ScanMeaning, language: str) -> ResultProps:
    """The result in the visitor's language."""
    params = meaning.params
    record = meaning.badge or meaning.activity
    path, modules = outline(meaning.link.reveal()) if meaning.link else ("", 0)
    return ResultProps(
        code=meaning.code.value,
        severity=meaning.severity.value,
        name=words(record, "name", language).text if record else "",
        description=words(record, "description", language).text if record else "",
        since=long_date(params.get("since", ""), language),
        until=long_date(params.get("until", ""), language),
        withdrawal_checked=params.get("withdrawal") == "checked",
        standard=params.get("standard", ""),
        layout=params.get("layout", ""),
        host=params.get("host", ""),
        isbn=params.get("isbn", ""),
        found=int(params.get("found", "0")),
        gone=int(params.get("gone", "0")),
        badge_image=meaning.badge.id if meaning.badge else "",
        qr_path=path,
        qr_modules=modules,
    )


def long_date(iso: str, language: str) -> str:
    """30 June 2027; 2027 m. birželio 30 d."""
    if not iso:
        return ""
    day = dt.date.fromisoformat(iso)
    pattern = _DATE_FORMATS.get(language, "d MMMM yyyy")
    return QLocale(language).toString(QDate(day.year, day.month, day.day), pattern)


def outline(text: str) -> tuple[str, int]:
    """A QR as one SVG path in units of a module, and the modules of a side with quiet zone."""
    code = segno.make(text, error="m", micro=False)
    parts = []
    rows = [bytes(row) for row in code.matrix_iter(border=_QUIET_MODULES)]
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += max(run, 1)
    return "".join(parts), len(rows)
