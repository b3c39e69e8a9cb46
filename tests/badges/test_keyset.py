"""A kiosk takes keys from the pinned root, in order, and from nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.keyset import BadKeySet, issue_key_set, read_key_set

ROOT = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
ROOT_PUBLIC = public_bytes(ROOT)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def key(number: int, years: int, issuer: str = "vilnius") -> TrustedKey:
    public = public_bytes(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))
    begin = BEGIN + timedelta(days=365 * years)
    return TrustedKey(key_id_of(public), public, issuer, begin, begin + timedelta(days=400))


def a_set(number: int = 3, root: Ed25519PrivateKey = ROOT) -> bytes:
    return issue_key_set(
        root,
        issuer="vilnius",
        number=number,
        issued=BEGIN,
        expires=BEGIN + timedelta(days=500),
        keys=[key(1, 0), key(2, 1)],
    )


def test_current_and_next_key_arrive_together() -> None:
    found = read_key_set(a_set(), ROOT_PUBLIC, NOW)
    assert found.keys == {item.key_id: item for item in (key(1, 0), key(2, 1))}
    assert (found.issuer, found.number) == ("vilnius", 3)


def test_set_of_another_root_is_refused() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
    with pytest.raises(BadKeySet, match="pinned root"):
        read_key_set(a_set(root=stranger), ROOT_PUBLIC, NOW)


def test_older_set_cannot_bring_back_a_withdrawn_key() -> None:
    with pytest.raises(BadKeySet, match="older"):
        read_key_set(a_set(number=3), ROOT_PUBLIC, NOW, after=4)


def test_set_past_its_date_is_refused() -> None:
    with pytest.raises(BadKeySet, match="dates"):
        read_key_set(a_set(), ROOT_PUBLIC, BEGIN + timedelta(days=501))


def test_root_never_signs_a_key_of_another_city() -> None:
    with pytest.raises(BadKeySet, match="another issuer"):
        issue_key_set(
            ROOT, issuer="vilnius", number=1, issued=BEGIN, expires=NOW, keys=[key(1, 0, "kaunas")]
        )


@settings(deadline=None)
@given(st.data())
def test_no_changed_byte_is_accepted(data: st.DataObject) -> None:
    good = a_set()
    place = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadKeySet):
        read_key_set(bytes(bad), ROOT_PUBLIC, NOW)
