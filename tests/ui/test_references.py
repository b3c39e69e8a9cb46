"""Each screen looks as it did when somebody last looked at it; `make references` renews them."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.settings import PROJECT
from kiosk.ui.touch_events import spin
from tests.ui.reference_screens import LEFT_OUT, SCREENS
from tests.ui.references import (
    ALLOWED,
    FOLDER,
    IN_FULL,
    SIZES,
    TONGUES,
    different_blocks,
    file_of,
    kept,
    looks,
    small,
)
from tests.ui.test_design import PAGES, REST
from tests.ui.visit import Visit

MEANT = "if that is meant: make references, and look at them"
ON_THE_CITYS_COLOUR = {("maintenance", "dark")}
BY_PARTS = {"result", "staff"}
"""Pages that have a reference for each of their kinds."""


# Another renderer draws other edges, so this is for the machine that keeps the pictures.
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", SIZES)
def test_no_screen_looks_different_unless_somebody_meant_it(size: str) -> None:
    command = [sys.executable, "-m", "tests.ui.take_references", size]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{MEANT}\n{done.stderr[-2000:]}"


def test_every_screen_is_kept_in_every_size_theme_and_language_and_no_other() -> None:
    expected = {file_of(each.name, size) for each, size in product(SCREENS, SIZES)}
    assert set(FOLDER.iterdir()) == expected, MEANT
    for screen, (size, shape) in product(SCREENS, SIZES.items()):
        tiles = kept(screen.name, size)
        assert list(tiles) == looks(shape)
        for look, tile in tiles.items():
            assert np.asarray(tile).std() > 4, f"{screen.name} {size} {look}: nothing is drawn"
        for language, theme in product(IN_FULL, ("dark", "contrast")):
            lit, unlit = tiles["light", language], tiles[theme, language]
            alike = different_blocks(lit, unlit) <= ALLOWED
            assert alike == ((screen.name, theme) in ON_THE_CITYS_COLOUR), (
                f"{screen.name} {size} {theme}"
            )
        shown = [tiles["light", each] for _, each in looks(shape) if ("light", each) in tiles]
        assert different_blocks(shown[0], shown[-1]) > 0, f"{screen.name} {size} is in one language"


def test_no_page_and_no_language_of_the_kiosk_is_forgotten() -> None:
    names = {each.name for each in SCREENS}
    pages = {page for page, _ in (*PAGES, *REST)} | {"attract", "scan"} | BY_PARTS
    assert pages - BY_PARTS <= names | LEFT_OUT.keys()
    assert not names & LEFT_OUT.keys()
    fragments = (PROJECT / "resources" / "i18n" / "fragments").glob("*_*.json")
    spoken = {Path(each).stem.rpartition("_")[2] for each in fragments}
    assert spoken == {*IN_FULL, *TONGUES}


def test_what_is_missing_or_has_moved_is_noticed_and_one_pixel_is_not(kiosk: Visit) -> None:
    kiosk.app.navigate("topics")
    page = kiosk.see("topics")
    kiosk.settle()

    def now() -> Image.Image:
        spin(0.3)
        return small(kiosk.window.grabWindow(), SIZES["portrait"])

    before = now()
    assert different_blocks(before, now()) == 0
    page.setProperty("y", 1)
    assert different_blocks(before, now()) <= ALLOWED
    page.setProperty("y", 4 * kiosk.theme().property("mm"))
    assert different_blocks(before, now()) > ALLOWED
    page.setProperty("y", 0)
    kiosk.see("back").setOpacity(0)
    assert different_blocks(before, now()) > ALLOWED
