"""The shortlist as a text that one QR code can hold: no login, no network."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sync.model.query import Freshness

QR_BYTES = 586
"""A version 16 code at level L: 7 px for a module on the shortlist screen; of 6 a photo in sixty
is not read, and a worse photo seldom."""


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


def page_address(hub: str, activities: Sequence[str], fresh: Freshness) -> str:
    """The list as a page of the hub; empty when a phone would not get there from here.

    The ids stand behind the hash, which no browser tells a server.
    """
    there = urlsplit(hub)
    online = fresh.last_success is not None and fresh.failing_since is None
    if not online or not activities or there.hostname in (None, "localhost", "127.0.0.1", "::1"):
        return ""
    return f"{hub.rstrip('/')}/s#{','.join(quote(each, safe='') for each in activities)}"


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
