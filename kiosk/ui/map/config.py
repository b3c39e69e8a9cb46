"""The settings of the map, and the document that tells them to the page."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from sync.citypack.box import Box
from sync.citypack.manifest import Manifest

EARTH: Box = (-180.0, -85.0, 180.0, 85.0)


@dataclass(frozen=True)
class MapSettings:
    """What the composition root decides. Degrees WGS 84; `bearing` clockwise from north.

    `pack` is the bundled map; a newer one may lie in `data`, the kiosk's own folder.
    """

    resources: Path
    pack: Path
    centre: tuple[float, float]
    here: tuple[float, float] | None = None
    bearing: float | None = None
    zoom: float = 13.0
    language: str = "lt"
    theme: str = "light"
    scale: float = 1.0
    accent: str = ""
    still: bool = False
    renderer: str = "auto"
    """auto, maplibre or canvas."""
    data: Path | None = None


@dataclass(frozen=True)
class Look:
    """What changes while the map runs. `scale` is pixels for one design pixel."""

    theme: str
    language: str
    scale: float
    still: bool


class AroundInfo(msgspec.Struct, frozen=True, rename="camel"):
    """How far the low zooms reach, and the last of them."""

    bounds: Box
    max_zoom: int


class PackInfo(msgspec.Struct, frozen=True, rename="camel"):
    """What the page must know of the pack."""

    schema: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    around: AroundInfo | None = None


class MapConfig(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Contents of kiosk://map/data/config.json. `scale` is pixels for one design pixel."""

    pack: PackInfo
    centre: tuple[float, float]
    zoom: float
    here: tuple[float, float] | None
    bearing: float | None
    limits: tuple[tuple[float, float], tuple[float, float]]
    theme: str
    language: str
    scale: float
    still: bool
    accent: str
    renderer: str
    attribution: tuple[str, ...]


def config_json(settings: MapSettings, look: Look, manifest: Manifest | None) -> bytes:
    """The document for a page; without a pack there is nothing but points on bare ground."""
    limits = EARTH
    pack = PackInfo("none", 0, 0, EARTH)
    if manifest is not None:
        wide = manifest.around
        around = AroundInfo(wide.bounds, wide.max_zoom) if wide else None
        pack = PackInfo(
            manifest.schema, manifest.min_zoom, manifest.max_zoom, manifest.bounds, around
        )
        limits = wide.bounds if wide else manifest.bounds
    return msgspec.json.encode(
        MapConfig(
            pack=pack,
            centre=settings.centre,
            zoom=settings.zoom,
            here=settings.here,
            bearing=settings.bearing,
            limits=(limits[:2], limits[2:]),
            theme=look.theme,
            language=look.language,
            scale=look.scale,
            still=look.still,
            accent=settings.accent,
            renderer=settings.renderer,
            attribution=manifest.attribution if manifest else (),
        )
    )
