"""Each screen looks as it did when somebody last looked at it; `make references` renews them."""

import os
from collections.abc import Callable

import pytest
from PIL import Image

from kiosk.ui.touch_events import spin, until
from tests.ui.references import ALLOWED, different_blocks, is_kept, keep, kept, small
from tests.ui.test_design import PAGES, REST
from tests.ui.visit import Visit

Open = Callable[..., Visit]
RENEW = os.environ.get("COL_REFERENCES") == "renew"
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
LOOKS = [
    ("portrait", "light", "lt"), ("landscape", "light", "en"),
    ("portrait", "dark", "en"), ("landscape", "dark", "lt"),
    ("portrait", "contrast", "lt"), ("landscape", "contrast", "en"),
]  # fmt: skip
"""Each size in each theme, each theme in each language."""
BRIEFLY = ("home", "detail", "playlists", "shortlist")
LATE_S = 20.0


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

    until(alike, LATE_S)
    return blocks[0]


def look_at(
    open_kiosk: Open, look: tuple[str, str, str], pages: tuple[tuple[str, dict[str, str]], ...]
) -> list[str]:
    """What differs from the references; none when they are made anew."""
    way, scheme, language = look
    width, height = SIZES[way]
    kiosk = open_kiosk(width=width, height=height, language=language)
    kiosk.theme().setProperty("reduceMotion", True)
    kiosk.theme().setProperty("scheme", scheme)
    # Minutes by bus are on the first screen from the start, not from when the timetable is there.
    context = kiosk.app.context()
    if (transit := context.transit) is not None:
        assert until(lambda: transit.ready(context.now.astimezone(context.zone)), LATE_S)
        kiosk.app.screens.expire()
    wrong = []
    for page, params in pages:
        shown(kiosk, page, params)
        name = "-".join((page, *look))
        if RENEW:
            spin(0.6)
            now = small(kiosk.window.grabWindow())
            if not is_kept(name) or different_blocks(kept(name), now) > ALLOWED:
                keep(now, name)
        elif (blocks := in_the_end_differ(kiosk, name)) > ALLOWED:
            wrong.append(f"{name}: {blocks} blocks differ")
    kiosk.theme().setProperty("scheme", "light")
    kiosk.theme().setProperty("reduceMotion", False)
    return wrong


MEANT = "if that is meant: make references, and look at them"


# Another renderer draws other edges, so this is for the machine that keeps the pictures.
@pytest.mark.slow
def test_the_screens_seen_most_look_as_they_did(open_kiosk: Open) -> None:
    pages = tuple(each for each in PAGES if each[0] in BRIEFLY)
    wrong = look_at(open_kiosk, LOOKS[0], pages)
    assert not wrong, "\n".join([*wrong, MEANT])


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_no_screen_looks_different_unless_somebody_meant_it(
    open_kiosk: Open, look: tuple[str, str, str]
) -> None:
    # What the kiosk is made of differs from machine to machine.
    pages = tuple(each for each in (*PAGES, *REST) if each[0] != "licences")
    wrong = look_at(open_kiosk, look, pages)
    assert not wrong, "\n".join([*wrong, MEANT])


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
