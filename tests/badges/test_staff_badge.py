"""A staff badge: signed by the city, of its own kind, and worth nothing without an account."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges.city_pass import issue_pass, read_pass
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.staff_badge import issue_staff_badge, read_staff_badge
from kiosk.badges.token import Malformed, Outcome

NOW = dt.datetime(2026, 11, 23, 14, 0, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)
KEY = Ed25519PrivateKey.generate()
PUBLIC = public_bytes(KEY)
TRUSTED = TrustedKey(key_id_of(PUBLIC), PUBLIC, "vilnius", NOW - 2 * YEAR, NOW + 2 * YEAR)
KEYS = {TRUSTED.key_id: TRUSTED}


def badge(days: int = 365) -> str:
    return issue_staff_badge(
        KEY, issuer="vilnius", badge_id="S-7K2M9QX4TD", not_before=NOW - dt.timedelta(days=1),
        expires=NOW + dt.timedelta(days=days),
    )  # fmt: skip


def test_a_staff_badge_gives_its_id_and_no_name() -> None:
    text = badge()
    assert text.startswith("COLS1:")
    assert len(text) < 190, "as small a code as a pass"
    reading = read_staff_badge(text, KEYS, NOW)
    assert (reading.outcome, reading.pass_id) == (Outcome.VALID, "S-7K2M9QX4TD")


@pytest.mark.parametrize(
    ("text", "keys", "now", "outcome"),
    [
        (badge(), {}, NOW, Outcome.UNKNOWN_KEY),
        (badge(), KEYS, NOW + 2 * YEAR, Outcome.EXPIRED),
        (badge(), KEYS, NOW - YEAR, Outcome.NOT_YET_VALID),
        ("COLS1:nothing", KEYS, NOW, Outcome.MALFORMED),
    ],
)
def test_a_staff_badge_that_does_not_hold_opens_nothing(
    text: str, keys: dict[bytes, TrustedKey], now: dt.datetime, outcome: Outcome
) -> None:
    assert read_staff_badge(text, keys, now).outcome is outcome


def test_a_participants_pass_is_no_staff_badge_and_the_other_way_round() -> None:
    own = issue_pass(
        KEY, issuer="vilnius", pass_id="P-7K2M9QX4TD", status_index=1,
        not_before=NOW - dt.timedelta(days=1), expires=NOW + YEAR,
    )  # fmt: skip
    relabelled = own.replace("COLP1:", "COLS1:")
    assert read_staff_badge(relabelled, KEYS, NOW).outcome is Outcome.ALTERED
    assert read_pass(badge().replace("COLS1:", "COLP1:"), KEYS, NOW).outcome is Outcome.ALTERED
    assert read_staff_badge(own, KEYS, NOW).outcome is Outcome.MALFORMED


def test_a_staff_badge_needs_an_id_from_the_hub() -> None:
    with pytest.raises(Malformed):
        issue_staff_badge(
            KEY, issuer="vilnius", badge_id="P-7K2M9QX4TD", not_before=NOW, expires=NOW + YEAR
        )
