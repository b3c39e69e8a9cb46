"""A pass reads back, dates hold, and nothing but the issuer's own bytes is valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.badges import cose
from kiosk.badges.city_pass import Malformed, PassOutcome, issue_pass, new_pass_id, read_pass
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.domain.scan import ScanKind, classify

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
END = datetime(2027, 8, 31, 21, 59, 59, tzinfo=UTC)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_bytes(KEY)
TRUSTED = {key_id_of(PUBLIC): TrustedKey(key_id_of(PUBLIC), PUBLIC, "vilnius", BEGIN, END)}


def a_pass(pass_id: str = "P-7K2M9QX4TD", issuer: str = "vilnius") -> str:
    return issue_pass(
        KEY, issuer=issuer, pass_id=pass_id, status_index=40_321, not_before=BEGIN, expires=END
    )


def test_pass_gives_back_its_id_and_dates() -> None:
    reading = read_pass(a_pass(), TRUSTED, NOW)
    assert reading.outcome is PassOutcome.VALID
    assert (reading.pass_id, reading.issuer, reading.status_index) == (
        "P-7K2M9QX4TD",
        "vilnius",
        40_321,
    )
    assert (reading.not_before, reading.expires) == (BEGIN, END)


def test_pass_fits_a_small_alphanumeric_code() -> None:
    text = a_pass()
    assert len(text) <= 195  # 120 bytes in base45, and the prefix
    assert classify(text.encode()).kind is ScanKind.CITY_PASS
    small = segno.make(text, error="L", boost_error=False)
    sturdy = segno.make(text, error="M", boost_error=False)
    assert (small.mode, small.version, sturdy.version) == ("alphanumeric", 6, 8)


def test_ids_from_another_system_work_too() -> None:
    assert read_pass(a_pass("KORT-2026-000123"), TRUSTED, NOW).pass_id == "KORT-2026-000123"
    fresh = new_pass_id()
    assert read_pass(a_pass(fresh), TRUSTED, NOW).pass_id == fresh


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (BEGIN - timedelta(seconds=1), PassOutcome.NOT_YET_VALID),
        (BEGIN, PassOutcome.VALID),
        (END, PassOutcome.VALID),
        (END + timedelta(seconds=1), PassOutcome.EXPIRED),
    ],
)
def test_dates_are_inclusive(now: datetime, outcome: PassOutcome) -> None:
    assert read_pass(a_pass(), TRUSTED, now).outcome is outcome


def test_key_we_do_not_know_vouches_for_nothing() -> None:
    reading = read_pass(a_pass(), {}, NOW)
    assert (reading.outcome, reading.pass_id) == (PassOutcome.UNKNOWN_KEY, "")


def test_key_cannot_speak_for_another_city() -> None:
    assert read_pass(a_pass(issuer="kaunas"), TRUSTED, NOW).outcome is PassOutcome.UNKNOWN_KEY


def test_key_cannot_sign_outside_its_own_dates() -> None:
    late = TrustedKey(key_id_of(PUBLIC), PUBLIC, "vilnius", BEGIN + timedelta(days=1), END)
    reading = read_pass(a_pass(), {late.key_id: late}, NOW)
    assert (reading.outcome, reading.pass_id) == (PassOutcome.UNKNOWN_KEY, "")


def test_same_key_id_with_another_key_is_altered() -> None:
    other = public_bytes(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    forged = TrustedKey(key_id_of(PUBLIC), other, "vilnius", BEGIN, END)
    assert read_pass(a_pass(), {forged.key_id: forged}, NOW).outcome is PassOutcome.ALTERED


def test_pass_cannot_be_relabelled_as_a_later_version() -> None:
    data = cose.sign(KEY, cose.encode({}), b"COLP2:")
    assert not cose.verify(cose.parse(data), PUBLIC, b"COLP1:")


@pytest.mark.parametrize("bad", ["", "p-1", "P 1", "A" * 40, "Jonas Jonaitis"])
def test_issuing_refuses_what_no_reader_would_take(bad: str) -> None:
    with pytest.raises(Malformed):
        a_pass(bad)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_changed_letter_is_accepted(data: st.DataObject) -> None:
    text = a_pass()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
    changed = text[:place] + letter + text[place + 1 :]
    reading = read_pass(changed, TRUSTED, NOW)
    assert (reading.outcome is PassOutcome.VALID) == (changed == text)
    assert reading.pass_id == ("P-7K2M9QX4TD" if changed == text else "")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_behind_the_prefix_never_raise(data: bytes) -> None:
    from kiosk.badges.token import _base45

    outcome = read_pass("COLP1:" + _base45(data), TRUSTED, NOW).outcome
    assert outcome in {PassOutcome.MALFORMED, PassOutcome.UNKNOWN_KEY, PassOutcome.ALTERED}
