"""The whole kiosk on its map, by a finger; prints what was seen, as JSON on the last line.

Usage: screen_driver.py visit RENDERER CITY [DIR for pictures].
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from kiosk.application import make_application  # noqa: E402
from kiosk.bootstrap import Kiosk  # noqa: E402
from kiosk.settings import Settings  # noqa: E402
from kiosk.ui.map.points import decode_points  # noqa: E402
from kiosk.ui.touch_events import Finger, spin, until  # noqa: E402
from sync.citypack.installed import Packs  # noqa: E402


class Visitor:
    """A kiosk and the hand of somebody in front of it."""

    def __init__(self, pictures: str) -> None:
        self.app = make_application(allow_root=True)
        settings = Settings(
            data=Path(tempfile.mkdtemp()), camera=False, language="lt", idle_seconds=600.0
        )
        self.kiosk = Kiosk(settings)
        self.kiosk.open_map()
        assert self.kiosk.map is not None
        self.map = self.kiosk.map
        self.kiosk.show(full_screen=False)
        self.finger = Finger(self.kiosk.window)
        self.views: list[tuple[float, ...]] = []
        self.map.viewChanged.connect(lambda *view: self.views.append(view))
        self._pictures = pictures

    @property
    def params(self) -> dict[str, str]:
        return dict(self.kiosk.app.session.state.page.params)

    @property
    def total(self) -> int:
        return int(self.kiosk.app.screens.map_list._props.total)

    def points(self) -> list[dict[str, Any]]:
        found = [msgspec.structs.asdict(each) for each in decode_points(self.kiosk.points.points())]
        return found

    def open_map(self) -> bool:
        self.kiosk.app.home()
        spin(0.6)
        self.finger.tap("navMap")
        return until(lambda: str(self.map.state) == "ready", 30) and until(
            lambda: self.total > 0 and len(self.points()) > 0, 20
        )

    def shot(self, name: str) -> None:
        if self._pictures:
            spin(1.0)
            picture = self.app.primaryScreen().grabWindow(0, 0, 0, 1080, 1920)
            picture.save(f"{self._pictures}/{name}.png")

    def seen(self, name: str) -> bool:
        return self.finger.find(name) is not None

    def gone(self, name: str) -> bool:
        return until(lambda: not self.seen(name), 5)


def visit(visitor: Visitor) -> dict[str, Any]:
    """From the first look to the end of the visit."""
    found: dict[str, Any] = {"ready": visitor.open_map()}
    finger, points = visitor.finger, visitor.points()
    everything = visitor.total
    found["places"] = len(points)
    spin(0.5)
    found["area_at_first"] = visitor.seen("mapArea")
    # Search this area.
    finger.tap("mapCloser")
    found["area_offered"] = until(lambda: visitor.seen("mapArea"), 5)
    visitor.shot("1-moved")
    finger.tap("mapArea")
    until(lambda: visitor.total != everything, 8)
    until(lambda: len(visitor.points()) != len(points), 8)
    found["area"] = {"params": visitor.params, "total": visitor.total,
                     "places": len(visitor.points())}  # fmt: skip
    visitor.shot("2-area")
    finger.tap("mapArea")
    found["whole_again"] = until(lambda: visitor.total == everything, 8)
    # One place.
    chosen = max(points, key=lambda each: each["count"] if each["id"] != "place-kablys" else 0)
    walked: list[Any] = []
    visitor.map.walked.connect(lambda *way: walked.append(way))
    visitor.map.placeTapped.emit(chosen["id"])
    found["card"] = until(lambda: visitor.seen("mapCard"), 5)
    until(lambda: visitor.total == chosen["count"], 8)
    found["card_total"] = [visitor.total, chosen["count"]]
    until(lambda: bool(walked), 8)
    found["walked"] = walked[:1]
    visitor.shot("3-card")
    finger.tap("mapCardClose")
    found["card_closed"] = visitor.gone("mapCard")
    # Several places at one spot.
    same = [each["id"] for each in points[:3]]
    visitor.map.placesTapped.emit(same)
    found["spot"] = until(lambda: visitor.seen("mapSpot"), 5)
    until(lambda: all(visitor.seen(f"spot:{each}") for each in same), 5)
    found["spot_rows"] = [visitor.seen(f"spot:{each}") for each in same]
    visitor.shot("4-spot")
    finger.tap(f"spot:{same[1]}")
    found["spot_chosen"] = until(lambda: visitor.params.get("focus") == same[1], 5)
    finger.tap("mapCardClose")
    # Filters of the list on the map.
    before = len(visitor.points())
    visitor.views.clear()
    visitor.kiosk.app.screens.map_list.toggle("kinds", "camp")
    found["filtered"] = until(lambda: len(visitor.points()) < before, 8)
    found["fitted"] = until(lambda: bool(visitor.views), 8)
    spin(1.0)
    west, south, east, north = visitor.views[-1][:4] if visitor.views else (0, 0, 0, 0)
    found["all_in_view"] = all(
        west < each["lon"] < east and south < each["lat"] < north for each in visitor.points()
    )
    visitor.shot("5-filtered")
    visitor.kiosk.app.screens.map_list.clear()
    # A name typed.
    finger.tap("mapFind")
    finger.wait_for("mapSearch")
    spin(0.5)
    for letter in "zver":
        finger.tap(f"key:{letter}")
    found["named"] = until(lambda: visitor.seen("name:*"), 5)
    visitor.shot("6-find")
    visitor.views.clear()
    if found["named"]:
        finger.tap("name:*")
    found["went"] = until(lambda: bool(visitor.views), 5)
    visitor.shot("7-went")
    # By keys alone: the list after the map can be reached, and the map is no trap.
    names: list[str] = []
    for _ in range(24):
        QTest.keyClick(visitor.kiosk.window, Qt.Key.Key_Tab)
        spin(0.03)
        focus = visitor.kiosk.window.focusObject()
        names.append(str(focus.objectName()) if focus is not None else "")
    found["tab"] = names
    # The end of the visit.
    visitor.views.clear()
    visitor.kiosk.app.reset()
    spin(1.0)
    found["ended"] = [visitor.points(), visitor.params]
    found["again"] = visitor.open_map()
    spin(0.8)
    found["nothing_kept"] = not visitor.seen("mapCard") and "focus" not in visitor.params
    visitor.shot("8-next-visitor")
    # The page dies too often: the list takes its place, until the next visitor.
    for _ in range(4):
        visitor.map.rendererGone(2, 9)
    found["failed"] = until(lambda: visitor.gone("mapCloser"), 5)
    found["twin"] = visitor.seen("activity:*") and visitor.seen("mapFilters")
    visitor.shot("9-failed")
    visitor.kiosk.app.reset()
    found["back"] = visitor.open_map() and until(lambda: visitor.seen("mapCloser"), 5)
    # A new map brings its timetable.
    old = visitor.kiosk.app.context().transit
    Packs(visitor.kiosk.app.settings.data).install(ROOT / "resources/cities/vilnius")
    visitor.kiosk.packs.look()
    found["timetable"] = until(lambda: visitor.kiosk.app.context().transit is not old, 5)
    return found


if __name__ == "__main__":
    play: dict[str, Callable[[Visitor], dict[str, Any]]] = {"visit": visit}
    result = play[sys.argv[1]](Visitor(sys.argv[4] if len(sys.argv) > 4 else ""))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)
