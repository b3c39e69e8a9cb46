"""A keyboard layout that spoils a scan is named, and nothing is guessed."""

import pytest

from kiosk.domain.scan import Hosts
from kiosk.domain.scan_layouts import garble, garbling_layout

CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
HOSTS = Hosts(own=frozenset({"mokymosi-miestas.lt"}))


@pytest.mark.parametrize("layout", ["lt", "lt(std)", "de", "fr"])
@pytest.mark.parametrize("text", [CLAIM, "https://mokymosi-miestas.lt/a/robotika-7"])
def test_a_spoiled_link_names_the_layout(layout: str, text: str) -> None:
    assert garbling_layout(garble(text, layout), HOSTS) == layout


def test_the_lithuanian_layout_turns_digits_and_signs_into_letters() -> None:
    typed = "https://vilnius.cityoflearning.eu/claim?codežįfūicaŲqržą"

    assert garble(CLAIM, "lt") == typed
    assert garbling_layout(typed, HOSTS) == "lt"


def test_a_dead_key_that_swallowed_its_sign_is_still_seen() -> None:
    assert garbling_layout("httpsÖ--vilnius.citzoflearning.eu-claim_codef8ica/qr", HOSTS) == "de"


@pytest.mark.parametrize(
    "text", [CLAIM, "9780306406157", "https://example.org/whatever", "hello there", "COL:A:ROBOTS"]
)
def test_a_scan_that_arrived_whole_is_not_called_garbled(text: str) -> None:
    assert garbling_layout(text, HOSTS) == ""


def test_letters_that_no_scanner_has_keys_for_are_a_sign_of_their_own() -> None:
    assert garbling_layout("šiaip sau tekstas", HOSTS) == "other"
