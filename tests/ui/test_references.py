"""Each screen looks as it did when somebody last looked at it; `make references` renews them."""

import os
from collections.abc import Callable

import pytest
from PIL import Image

from kiosk.ui.touch_events import spin, until
from tests.ui.references import ALLOWED, different_blocks, keep, kept, small
from tests.ui.test_design import PAGES
from tests.ui.visit import Visit

Open = Callable[..., Visit]
RENEW = os.environ.get("COL_REFERENCES") == "renew"
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def shown(kiosk: Visit, page: str, params: dict[str, str]) -> None:
    """The page, come to rest."""
    kiosk.app.navigate(page, params)
    kiosk.see(page)
    kiosk.settle()
    spin(0.2)


def in_the_end_differ(kiosk: Visit, name: str) -> int:
    """How many blocks differ when all that comes late has come."""
    reference, blocks = kept(name), [0]

    def alike() -> bool:
        blocks[0] = different_blocks(reference, small(kiosk.window.grabWindow()))
        return blocks[0] <= ALLOWED

    until(alike, 4.0)
    return blocks[0]


@pytest.mark.slow
@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("scheme", ["light", "contrast"])
def test_no_screen_looks_different_unless_somebody_meant_it(
    open_kiosk: Open, way: str, scheme: str
) -> None:
    width, height = SIZES[way]
    kiosk = open_kiosk(width=width, height=height)
    kiosk.theme().setProperty("reduceMotion", True)
    kiosk.theme().setProperty("scheme", scheme)
    wrong = []
    for page, params in PAGES:
        if page == "list":
            continue  # of what begins at the same time either may come first
        shown(kiosk, page, params)
        name = f"{page}-{way}-{scheme}"
        if RENEW:
            spin(2.0)  # the timetable is laid out a while after the start
            keep(small(kiosk.window.grabWindow()), name)
        elif (blocks := in_the_end_differ(kiosk, name)) > ALLOWED:
            wrong.append(f"{name}: {blocks} blocks differ")
    kiosk.theme().setProperty("scheme", "light")
    kiosk.theme().setProperty("reduceMotion", False)
    assert not wrong, "\n".join([*wrong, "if that is meant: make references, and look at them"])


def test_what_is_missing_or_has_moved_is_noticed_and_one_pixel_is_not(kiosk: Visit) -> None:
    shown(kiosk, "topics", {})

    def now() -> Image.Image:
        spin(0.3)
        return small(kiosk.window.grabWindow())

    before, page = now(), kiosk.see("topics")
    assert different_blocks(before, now()) == 0
    page.setProperty("y", 1)
    assert different_blocks(before, now()) <= ALLOWED
    page.setProperty("y", 4 * kiosk.theme().property("mm"))
    assert different_blocks(before, now()) > ALLOWED
    page.setProperty("y", 0)
    kiosk.see("back").setOpacity(0)
    assert different_blocks(before, now()) > ALLOWED
