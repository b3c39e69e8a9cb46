"""PINs of staff: which are given out, and that the hash alone gives nothing away."""

import pytest

from sync.protocol import pins

PEPPER = bytes(range(32))


def test_a_made_up_pin_is_a_good_one() -> None:
    assert {pins.flaw_of(pins.new_pin()) for _ in range(200)} == {""}


def test_a_made_up_pin_that_is_guessed_first_is_made_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = iter((111_111, 123_456, 71_902))
    monkeypatch.setattr(pins.secrets, "randbelow", lambda _below: next(drawn))
    assert pins.new_pin() == "071902"


@pytest.mark.parametrize("pin", ["123456", "3456789", "654321", "111111", "121212", "900000"])
def test_a_pin_that_is_guessed_first_is_none(pin: str) -> None:
    assert "easy" in pins.flaw_of(pin)


def test_a_pin_fits_only_with_its_pepper() -> None:
    hashed = pins.hash_pin("471902", PEPPER)
    assert pins.fits("471902", hashed, PEPPER)
    assert not pins.fits("471903", hashed, PEPPER)
    with pytest.raises(pins.CannotCheck, match="pepper"):
        pins.fits("471902", hashed)


def test_the_same_pin_is_hashed_anew_each_time() -> None:
    assert pins.hash_pin("471902", PEPPER) != pins.hash_pin("471902", PEPPER)


@pytest.mark.parametrize(
    ("text", "pepper"), [(PEPPER.hex(), PEPPER), ("", b""), ("not hexadecimal", b"")]
)
def test_a_pepper_that_cannot_be_read_keeps_no_kiosk_from_starting(
    text: str, pepper: bytes
) -> None:
    assert pins.pepper_of(text) == pepper


def test_a_broken_hash_is_told_from_a_wrong_pin() -> None:
    name = pins.hash_pin("471902", PEPPER).partition(":")[0]
    with pytest.raises(pins.CannotCheck, match="argon2id"):
        pins.fits("471902", f"{name}:nonsense", PEPPER)


def test_a_pin_that_is_none_is_never_hashed() -> None:
    with pytest.raises(ValueError, match="digits"):
        pins.hash_pin("12345", PEPPER)
