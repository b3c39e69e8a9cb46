"""The shortlist as a text that one QR code can hold: no login, no network."""

from collections.abc import Sequence
from dataclasses import dataclass

QR_BYTES = 586
"""A version 16 code at level L: 6 px for a module on the shortlist screen; 5 are too few."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One activity in the words of the visitor."""

    name: str
    when: str
    where: str
    contact: str = ""


def as_text(heading: str, picks: Sequence[Pick], limit: int = QR_BYTES) -> str:
    """At most `limit` bytes: contacts go first, then places, then the ends of names."""
    fullest = [(p.name, p.when, p.where, p.contact) for p in picks]
    shorter = [(p.name, p.when, p.where) for p in picks]
    shortest = [(p.name, p.when) for p in picks]
    text = heading
    for rows in (fullest, shorter, shortest):
        text = _lines(heading, rows)
        if len(text.encode()) <= limit:
            return text
    room = max(12, (limit - len(heading.encode())) // max(1, len(picks)) - 24)
    rows = [(_cut(p.name, room), p.when) for p in picks]
    return _lines(heading, rows).encode()[:limit].decode(errors="ignore")


def _lines(heading: str, rows: Sequence[Sequence[str]]) -> str:
    numbered = (
        f"{number}. " + "\n".join(part for part in row if part)
        for number, row in enumerate(rows, 1)
    )
    return "\n".join([heading, *numbered])


def _cut(text: str, room: int) -> str:
    if len(text.encode()) <= room:
        return text
    return text.encode()[: room - 3].decode(errors="ignore").rstrip() + "…"
