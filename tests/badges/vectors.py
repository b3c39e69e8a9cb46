"""Test vectors of the pass and the compact badge, for those who write another reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import base45

from kiosk.badges import cose
from kiosk.badges.city_pass import issue_pass
from kiosk.badges.compact_badge import issue_badge
from kiosk.badges.keys import TrustedKey, key_id_of
from kiosk.badges.token import Outcome, read
from kiosk.domain.scan import BADGE_PREFIX, PASS_PREFIX
from tests.badges.made import CITY_KEY, CITY_PUBLIC, STRANGER

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
END = datetime(2027, 8, 31, tzinfo=UTC)
AT = datetime(2026, 11, 23, tzinfo=UTC)
KEYS = {
    key_id_of(CITY_PUBLIC): TrustedKey(key_id_of(CITY_PUBLIC), CITY_PUBLIC, "vilnius", BEGIN, END)
}


@dataclass(frozen=True)
class Vector:
    name: str
    text: str
    outcome: Outcome

    @property
    def found(self) -> Outcome:
        prefix = PASS_PREFIX if self.text.startswith(PASS_PREFIX) else BADGE_PREFIX
        return read(self.text, prefix, KEYS, AT).outcome


def vectors() -> Iterator[Vector]:
    good = issue_pass(
        CITY_KEY,
        issuer="vilnius",
        pass_id="P-7K2M9QX4TD",
        status_index=4321,
        not_before=BEGIN,
        expires=END,
    )
    badge = issue_badge(
        CITY_KEY,
        issuer="vilnius",
        badge_id="B-0123456789",
        badge_class="robotikos-savanoris",
        status_index=99,
        not_before=BEGIN,
        expires=END,
    )
    old = issue_pass(
        CITY_KEY,
        issuer="vilnius",
        pass_id="P-7K2M9QX4TD",
        status_index=4321,
        not_before=BEGIN,
        expires=datetime(2026, 9, 2, tzinfo=UTC),
    )
    strange = issue_pass(
        STRANGER,
        issuer="vilnius",
        pass_id="P-7K2M9QX4TD",
        status_index=4321,
        not_before=BEGIN,
        expires=END,
    )
    yield Vector("pass", good, Outcome.VALID)
    yield Vector("badge", badge, Outcome.VALID)
    yield Vector("pass, over", old, Outcome.EXPIRED)
    yield Vector("pass of a key not pinned", strange, Outcome.UNKNOWN_KEY)
    yield Vector("pass relabelled as a badge", "COLB1:" + good[6:], Outcome.ALTERED)
    yield Vector("one byte of the signature changed", _flipped(good), Outcome.ALTERED)
    yield Vector("cut short", good[:-3], Outcome.MALFORMED)


def _flipped(text: str) -> str:
    data = bytearray(base45.b45decode(text[6:]))
    data[-1] ^= 1
    changed: bytes = base45.b45encode(bytes(data))
    return text[:6] + changed.decode()


def listing() -> str:
    """The vectors as Markdown."""
    lines = [
        f"Private key {CITY_KEY.private_bytes_raw().hex()}, public key {CITY_PUBLIC.hex()}, "
        f"key id {key_id_of(CITY_PUBLIC).hex()}, issuer vilnius, valid {BEGIN.date()} to "
        f"{END.date()}; read on {AT.date()}.",
        "",
        "| vector | text | outcome |",
        "|---|---|---|",
    ]
    lines += [f"| {item.name} | `{item.text}` | {item.found} |" for item in vectors()]
    first = next(vectors()).text
    data = base45.b45decode(first[6:])
    parsed = cose.parse(data)
    lines += [
        "",
        f"The first one, decoded: protected header `{parsed.protected.hex()}`, "
        f"claims `{parsed.payload.hex()}`, {len(data)} bytes in all.",
    ]
    return "\n".join(lines)
