"""Where a small screen has no room for every language, two are in the bar and a sheet has all."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from kiosk.settings import CITIES
from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import until, visible_items
from sync.importers.csv_city import load_city
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from tests.ui.accessible import standing_faults
from tests.ui.visit import WEDNESDAY, Visit

# 10 inches lying, and a panel of 4 inches, smaller than any kiosk that we know of.
SMALL = [((1280, 800), 217.0), ((480, 800), 52.0)]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Vilnius, were it to speak all eight languages."""
    path = tmp_path_factory.mktemp("city") / "catalogue.db"
    loaded = load_city(CITIES / "vilnius")
    city = msgspec.structs.replace(loaded.city, languages=tuple(OWN_NAMES))
    records = [
        (kind, [(each.id, encode(each)) for each in found])
        for kind, found in loaded.records.items()
    ]
    build_catalogue(path, city, records, WEDNESDAY)
    return path


def speaks(kiosk: Visit, language: str) -> bool:
    return kiosk.app.session.state.language == language


@pytest.mark.parametrize(("size", "width_mm"), SMALL, ids=["landscape", "portrait"])
def test_every_language_is_two_touches_away_and_the_place_is_kept(
    open_kiosk: Callable[..., Visit], size: tuple[int, int], width_mm: float
) -> None:
    kiosk = open_kiosk(width=size[0], height=size[1], screen_width_mm=width_mm)
    theme = kiosk.theme()
    theme.setProperty("textScale", 2.0)
    kiosk.tap("wake")
    kiosk.see("home")
    kiosk.app.navigate("topics", {})
    kiosk.see("topics")
    for language in OWN_NAMES:
        shown = [
            item
            for item in visible_items(kiosk.window.contentItem())
            if item.objectName().startswith("navLanguage")
        ]
        assert len(shown) == 3
        # The bar gives each as much as it has; nothing that staff press is smaller.
        assert all(min(item.width(), item.height()) / theme.property("mm") >= 8.9 for item in shown)
        kiosk.tap("navLanguage")
        kiosk.tap(f"languages/language:{language}")
        assert until(partial(speaks, kiosk, language))
        assert kiosk.gone("languages/language:*")
        assert kiosk.page == "topics"
    if size != SMALL[1][0]:
        assert standing_faults(kiosk.window, "uk", theme.property("mm")) == []
    theme.setProperty("textScale", 1.0)
