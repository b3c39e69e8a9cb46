"""In every language and text size our own words are whole, apart, named and large enough."""

from collections.abc import Callable, Iterable

import pytest

from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import spin
from tests.ui.accessible import LONG, standing_faults
from tests.ui.test_design import PAGES, REST
from tests.ui.visit import Visit

Open = Callable[..., Visit]


def found(
    kiosk: Visit, page: str, params: dict[str, str], languages: Iterable[str] = OWN_NAMES
) -> list[str]:
    """The faults of one page in these languages."""
    kiosk.app.navigate(page, params)
    kiosk.see(page)
    kiosk.settle()
    wrong = []
    for language in languages:
        kiosk.app.language_switch.use(language)
        spin(0.12)
        wrong += [f"{page}, {language}: {each}" for each in faults_at_rest(kiosk, language)]
    return wrong


def faults_at_rest(kiosk: Visit, language: str) -> list[str]:
    """The faults that are still there when the page has come to rest."""
    return standing_faults(kiosk.window, language, kiosk.theme().property("mm"))


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
    if scale > 1:
        # The words of licenses are others' and in English only.
        rest = [each for each in REST if each[0] != "licences"]
        wrong += [each for page, params in rest for each in found(kiosk, page, params, LONG)]
    kiosk.theme().setProperty("textScale", 1.0)
    assert wrong == [], "\n".join(wrong)
