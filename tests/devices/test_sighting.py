"""One code in view is one scan."""

from kiosk.badges.decode import Code
from kiosk.devices.sighting import most_central
from kiosk.domain.scan_again import Debounce

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))
MIDDLE = ((310, 230), (330, 230), (330, 250), (310, 250))


def test_a_code_that_stays_in_view_is_scanned_once() -> None:
    debounce = Debounce(quiet_s=2.0)

    assert [debounce.is_news(b"a", second / 2) for second in range(20)] == [True] + [False] * 19


def test_a_code_shown_again_after_a_pause_is_a_new_scan() -> None:
    debounce = Debounce(quiet_s=2.0)
    debounce.is_news(b"a", 0.0)

    assert debounce.is_news(b"a", 2.1)


def test_another_code_is_news_at_once() -> None:
    debounce = Debounce()
    debounce.is_news(b"a", 0.0)

    assert debounce.is_news(b"b", 0.1)


def test_no_payload_is_kept() -> None:
    debounce = Debounce()
    debounce.is_news(b"5f8ica", 0.0)

    assert "5f8ica" not in repr(vars(debounce))


def test_of_two_codes_the_one_in_the_middle_is_meant() -> None:
    codes = (Code(b"corner", corners=SQUARE), Code(b"middle", corners=MIDDLE))

    chosen = most_central(codes, 640, 480)

    assert chosen is not None
    assert chosen.payload == b"middle"
