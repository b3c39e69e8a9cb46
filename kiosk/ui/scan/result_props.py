"""From a meaning to what the result screen binds to: pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import segno
from PySide6.QtCore import QLocale

from kiosk.domain.next_steps import Advance
from kiosk.services.badge_after import Nearby
from kiosk.services.meaning import ScanMeaning
from kiosk.services.trust import ListAge
from kiosk.ui import phrases
from kiosk.ui.language import locale_of
from kiosk.ui.take_home import svg_source
from sync.model import Recognition, words

_QUIET_MODULES: Final = 4


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
    platform: str = ""
    ours: bool = False
    isbn: str = ""
    found: int = 0
    gone: int = 0
    issuer: str = ""
    listed: str = ""
    withdrawal: str = ""
    why: str = ""
    badge_image: str = ""
    holder: str = ""
    counts_for: str = ""
    counts_source: str = ""
    recognized: list[dict[str, str]] = field(default_factory=list)
    paths: list[dict[str, object]] = field(default_factory=list)
    nearby: list[dict[str, str]] = field(default_factory=list)
    qr_path: str = ""
    qr_modules: int = 0


NOTHING: Final = ResultProps()


def props_of(meaning: ScanMeaning, language: str, *, staff: bool = False) -> ResultProps:
    """The result in the visitor's language; only `staff` see whom a badge was issued to."""
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
        platform=params.get("platform", "").capitalize(),
        ours=params.get("ours") == "yes",
        isbn=params.get("isbn", ""),
        found=int(params.get("found", "0")),
        gone=int(params.get("gone", "0")),
        issuer=params.get("issuer", ""),
        listed=long_date(params.get("listed", ""), language),
        withdrawal=params.get("withdrawal", ""),
        why=params.get("why", ""),
        badge_image=svg_source(meaning.badge.image) if meaning.badge else "",
        holder=meaning.holder.reveal() if staff and meaning.holder else "",
        counts_for=_counts_for(meaning, language),
        counts_source=_source(meaning, language),
        recognized=_recognized(meaning, language),
        paths=[_path(each, language) for each in meaning.after.advances] if meaning.after else [],
        nearby=[_nearby(each, language) for each in meaning.after.nearby] if meaning.after else [],
        qr_path=path,
        qr_modules=modules,
    )


def _counts_for(meaning: ScanMeaning, language: str) -> str:
    """Nothing of a badge that does not count now."""
    if meaning.badge is None or meaning.after is None:
        return ""
    return words(meaning.badge, "counts_for", language).text


def _source(meaning: ScanMeaning, language: str) -> str:
    """Who says so, and of which day: Kablys, 4 March 2026."""
    if meaning.badge is None or meaning.after is None:
        return ""
    told = meaning.badge.provenance.updated or meaning.after.as_of
    day = long_date(told.isoformat(), language) if told else ""
    return ", ".join(part for part in (meaning.badge.provenance.source, day) if part)


def _recognized(meaning: ScanMeaning, language: str) -> list[dict[str, str]]:
    """Where it counts now, with the years and who says so."""
    if meaning.badge is None or meaning.after is None:
        return []
    year = meaning.after.as_of.year if meaning.after.as_of else 0
    return [
        {
            "text": said.translations.get(language, "") or said.text,
            "detail": ", ".join(part for part in (_years(said), said.source) if part),
        }
        for said in meaning.badge.recognized
        if said.until is None or said.until >= year
    ]


def _years(said: Recognition) -> str:
    """2024–2026, 2024– or nothing: the same in every language."""
    if said.since is None and said.until is None:
        return ""
    return f"{said.since or ''}–{said.until or ''}"


def _path(found: Advance, language: str) -> dict[str, object]:
    return {
        "id": found.playlist.id,
        "name": words(found.playlist, "name", language).text,
        "number": found.number,
        "total": found.total,
    }


def _nearby(found: Nearby, language: str) -> dict[str, str]:
    place = words(found.place, "name", language).text if found.place else ""
    return {
        "id": found.activity.id,
        "name": words(found.activity, "name", language).text,
        "place": place,
        "away": distance(found.distance_m, language),
    }


def list_rows(lists: Iterable[ListAge], language: str) -> list[dict[str, object]]:
    """How old each list of withdrawals is, for staff."""
    return [
        {
            "name": age.name,
            "of": age.of,
            "day": long_date(age.fetched.date().isoformat(), language),
            "stale": age.stale,
        }
        for age in lists
    ]


def distance(metres: float | None, language: str) -> str:
    """350 m; 1,2 km. Empty when not known."""
    if metres is None:
        return ""
    if metres < 950:
        return f"{max(50, round(metres / 50) * 50)} m"
    return f"{QLocale(language).toString(metres / 1000, 'f', 1)} km"


def long_date(iso: str, language: str) -> str:
    """30 June 2027; 2027 m. birželio 30 d."""
    if not iso:
        return ""
    return phrases.full_date(dt.date.fromisoformat(iso), locale_of(language))


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
