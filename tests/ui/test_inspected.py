"""In every language and text size our own words are whole, apart, named and large enough."""

from collections.abc import Callable

import pytest

from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import spin
from kiosk.ui.tour.inspect import OwnWords, faults
from tests.ui.test_design import PAGES
from tests.ui.visit import Visit

Open = Callable[..., Visit]
OWN = {language: OwnWords(language) for language in OWN_NAMES}


def found(kiosk: Visit, page: str, params: dict[str, str]) -> list[str]:
    """The faults of one page in every language."""
    kiosk.app.navigate(page, params)
    kiosk.see(page)
    kiosk.settle()
    wrong = []
    for language in OWN_NAMES:
        kiosk.app.language_switch.use(language)
        spin(0.12)
        of_page = faults(kiosk.window, OWN[language], kiosk.theme().property("mm"))
        wrong += [f"{page}, {language}: {each}" for each in of_page]
    return wrong


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("size", "scale"),
    [
        pytest.param((1080, 1920), 2.0, id="portrait, 200 %"),
        pytest.param((1920, 1080), 1.0, id="landscape, 100 %"),
        pytest.param((1080, 1920), 1.0, id="portrait, 100 %", marks=pytest.mark.slow),
        pytest.param((1920, 1080), 2.0, id="landscape, 200 %", marks=pytest.mark.slow),
    ],
)
def test_no_page_has_a_fault_in_any_language(
    open_kiosk: Open, size: tuple[int, int], scale: float
) -> None:
    kiosk = open_kiosk(width=size[0], height=size[1])
    kiosk.theme().setProperty("textScale", scale)
    wrong = [each for page, params in PAGES for each in found(kiosk, page, params)]
    kiosk.theme().setProperty("textScale", 1.0)
    assert wrong == [], "\n".join(wrong)
