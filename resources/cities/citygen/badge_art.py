"""Badge pictures: one family of silhouettes, a level ring and simple drawn icons.

Plain shapes and gradients only (SVG Tiny), so that Qt draws them as they are.
"""

from __future__ import annotations

import math

from .glyphs import GLYPHS

SIZE = 256
CENTRE = SIZE / 2


def _mix(colour: str, other: str, share: float) -> str:
    one, two = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, other))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def _polygon(sides: int, radius: float, turn: float = -90.0) -> str:
    points = []
    for corner in range(sides):
        angle = math.radians(turn + 360 / sides * corner)
        points.append(
            f"{CENTRE + radius * math.cos(angle):.1f},{CENTRE + radius * math.sin(angle):.1f}"
        )
    return " ".join(points)


def _shield(scale: float) -> str:
    def at(x: float, y: float) -> str:
        return f"{CENTRE + (x - 128) * scale:.1f} {CENTRE + (y - 128) * scale:.1f}"

    return (
        f"M{at(128, 10)} C{at(160, 30)} {at(196, 38)} {at(228, 38)} L{at(228, 132)} "
        f"C{at(228, 190)} {at(184, 230)} {at(128, 248)} C{at(72, 230)} {at(28, 190)} "
        f"{at(28, 132)} L{at(28, 38)} C{at(60, 38)} {at(96, 30)} {at(128, 10)} Z"
    )


def _scallop(radius: float, count: int, depth: float) -> str:
    parts = []
    for step in range(count * 2):
        angle = math.radians(-90 + 180 / count * step)
        reach = radius if step % 2 == 0 else radius - depth
        parts.append(
            f"{CENTRE + reach * math.cos(angle):.1f},{CENTRE + reach * math.sin(angle):.1f}"
        )
    return " ".join(parts)


def _body(shape: str, scale: float, fill: str, extra: str = "") -> str:
    if shape == "hexagon":
        return f'<polygon points="{_polygon(6, 122 * scale)}" fill="{fill}" {extra}/>'
    if shape == "octagon":
        return f'<polygon points="{_polygon(8, 121 * scale, -67.5)}" fill="{fill}" {extra}/>'
    if shape == "shield":
        return f'<path d="{_shield(scale)}" fill="{fill}" {extra}/>'
    if shape == "seal":
        return f'<polygon points="{_scallop(123 * scale, 18, 9 * scale)}" fill="{fill}" {extra}/>'
    return f'<circle cx="128" cy="128" r="{121 * scale:.1f}" fill="{fill}" {extra}/>'


def _level(level: int, colour: str) -> str:
    """The ring: as many bright arcs and dots as the level."""
    radius = 84
    out = [
        f'<circle cx="128" cy="128" r="{radius}" fill="none" stroke="#ffffff" '
        f'stroke-opacity="0.28" stroke-width="6"/>'
    ]
    sweep = 100 * level
    start = 90 + sweep / 2
    points = []
    for angle in (start, start - sweep):
        points.append(
            (
                CENTRE + radius * math.cos(math.radians(angle)),
                CENTRE + radius * math.sin(math.radians(angle)),
            )
        )
    (x1, y1), (x2, y2) = points
    out.append(
        f'<path d="M{x1:.1f} {y1:.1f} A{radius} {radius} 0 {int(sweep > 180)} 0 '
        f'{x2:.1f} {y2:.1f}" fill="none" stroke="#ffd34d" stroke-width="6" '
        f'stroke-linecap="round"/>'
    )
    for step in range(level):
        x = 128 + (step - (level - 1) / 2) * 17
        out.append(
            f'<circle cx="{x:.1f}" cy="212" r="8" fill="{colour}"/>'
            f'<circle cx="{x:.1f}" cy="212" r="5.5" fill="#ffd34d"/>'
        )
    return "".join(out)


def draw(colour: str, glyph: str, level: int, number: int) -> str:
    """The SVG of one badge."""
    shape = ["hexagon", "shield", "round", "octagon", "seal"][number % 5]
    dark, light = _mix(colour, "#000000", 0.38), _mix(colour, "#ffffff", 0.22)
    icon = GLYPHS[glyph].replace("BG", colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" '
        f'viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="60" y1="10" x2="190" y2="250">'
        f'<stop offset="0" stop-color="{light}"/><stop offset="1" stop-color="{dark}"/>'
        f"</linearGradient></defs>"
        + _body(shape, 1.0, dark)
        + _body(shape, 0.955, "#ffffff", 'fill-opacity="0.92"')
        + _body(shape, 0.9, "url(#g)")
        + _level(level, dark)
        + f'<g transform="translate(128 124) scale(1.12)" fill="#ffffff" stroke="none">{icon}</g>'
        + "</svg>\n"
    )
