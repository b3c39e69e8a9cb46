"""Icons of the badges, drawn on a field of about -50 to 50; BG is the badge's colour."""

from __future__ import annotations

import math


def _ring(count: int, radius: float, size: float) -> str:
    return "".join(
        f'<circle cx="{radius * math.cos(2 * math.pi * i / count):.1f}" '
        f'cy="{radius * math.sin(2 * math.pi * i / count):.1f}" r="{size}"/>'
        for i in range(count)
    )


def _rays(count: int, inner: float, outer: float, width: float) -> str:
    return "".join(
        f'<rect x="{-width / 2}" y="{-outer}" width="{width}" height="{outer - inner}" rx="{width / 2}" '
        f'transform="rotate({360 / count * i:.1f})"/>'
        for i in range(count)
    )


def _star(outer: float, inner: float, points: int = 5) -> str:
    spots = []
    for i in range(points * 2):
        reach = outer if i % 2 == 0 else inner
        angle = math.radians(-90 + 180 / points * i)
        spots.append(f"{reach * math.cos(angle):.1f},{reach * math.sin(angle):.1f}")
    return f'<polygon points="{" ".join(spots)}"/>'


def _line(d: str, width: float = 8) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="#ffffff" stroke-width="{width}" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _dark(d: str, width: float = 5) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="BG" stroke-width="{width}" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
    )


_TEETH = "".join(
    f'<rect x="-7" y="-46" width="14" height="18" rx="3" transform="rotate({45 * i})"/>'
    for i in range(8)
)
_WEAVE = "".join(
    f'<rect x="{-40 + 28 * c}" y="{-40 + 28 * r}" width="22" height="22" rx="4" '
    f'fill-opacity="{1 if (r + c) % 2 == 0 else 0.45}"/>'
    for r in range(3)
    for c in range(3)
)

GLYPHS: dict[str, str] = {
    "ball": '<circle r="42"/><polygon points="0,-17 16,-5 10,14 -10,14 -16,-5" fill="BG"/>'
    + _dark("M0 -17 L0 -40 M16 -5 L38 -14 M10 14 L24 34 M-10 14 L-24 34 M-16 -5 L-38 -14"),
    "runner": '<circle cx="12" cy="-38" r="10"/>'
    + _line(
        "M4 -22 L-6 4 L12 16 L6 42 M-6 4 L-16 24 L-36 26 M4 -22 L-18 -18 L-28 -4 "
        "M4 -22 L18 -8 L34 -10",
        9,
    ),
    "mountain": '<polygon points="-48,36 -12,-32 8,4 18,-12 48,36"/>'
    '<polygon points="-12,-32 -22,-13 -12,-7 -4,-14 -2,-13" fill="BG"/>',
    "code": _line("M-20 -26 L-44 0 L-20 26 M20 -26 L44 0 L20 26 M9 -34 L-9 34", 9),
    "shieldcheck": '<path d="M0 -46 L38 -32 L38 2 C38 26 20 40 0 47 C-20 40 -38 26 -38 2 L-38 -32 Z"/>'
    + _dark("M-17 0 L-4 14 L19 -14", 9),
    "chart": '<rect x="-42" y="6" width="18" height="34" rx="3"/><rect x="-16" y="-14" width="18" '
    'height="54" rx="3"/><rect x="10" y="-2" width="18" height="42" rx="3"/>'
    + _line("M-40 -14 L-8 -36 L18 -22 L42 -42", 6),
    "gamepad": '<path d="M-30 -22 L30 -22 C46 -22 50 4 48 22 C46 38 32 36 24 20 L-24 20 '
    'C-32 36 -46 38 -48 22 C-50 4 -46 -22 -30 -22 Z"/>'
    + _dark("M-24 -10 L-24 8 M-33 -1 L-15 -1", 6)
    + '<circle cx="20" cy="-6" r="5" fill="BG"/><circle cx="30" cy="5" r="5" fill="BG"/>',
    "mask": '<path d="M-40 -34 C-16 -42 16 -42 40 -34 C42 4 30 38 0 46 C-30 38 -42 4 -40 -34 Z"/>'
    + _dark(
        "M-26 -10 C-22 -18 -12 -18 -8 -10 M8 -10 C12 -18 22 -18 26 -10 M-20 14 C-10 30 10 30 20 14",
        6,
    ),
    "speech": '<path d="M-34 -38 L34 -38 C42 -38 46 -32 46 -26 L46 8 C46 16 42 20 34 20 L-4 20 '
    'L-26 42 L-24 20 L-34 20 C-42 20 -46 16 -46 8 L-46 -26 C-46 -32 -42 -38 -34 -38 Z"/>'
    '<circle cx="-22" cy="-9" r="6" fill="BG"/><circle cx="0" cy="-9" r="6" fill="BG"/>'
    '<circle cx="22" cy="-9" r="6" fill="BG"/>',
    "lamp": '<polygon points="-16,-44 16,-44 24,-14 -24,-14"/><polygon points="-18,-6 18,-6 44,42 '
    '-44,42" fill-opacity="0.5"/><rect x="-26" y="-16" width="52" height="8" rx="4"/>',
    "bridge": _line(
        "M-46 20 L46 20 M-46 20 C-30 -34 30 -34 46 20 M-24 20 L-24 -8 M0 20 L0 -20 M24 20 L24 -8", 7
    )
    + _line("M-46 38 C-34 30 -24 46 -12 38 C0 30 12 46 24 38 C34 30 40 40 46 38", 5),
    "book": '<path d="M-4 -30 C-18 -40 -34 -40 -46 -34 L-46 34 C-34 28 -18 28 -4 38 Z"/>'
    '<path d="M4 -30 C18 -40 34 -40 46 -34 L46 34 C34 28 18 28 4 38 Z"/>',
    "wave": _line("M-46 0 L-34 0 L-24 -34 L-10 34 L4 -22 L16 18 L26 0 L46 0", 8),
    "sneaker": '<path d="M-44 -22 L-20 -28 C-12 -10 10 -2 36 2 C46 4 48 14 46 22 L-44 22 Z"/>'
    '<rect x="-46" y="26" width="93" height="9" rx="4.5"/>' + _dark("M-8 -16 L-16 -6 M4 -8 L-4 2"),
    "star": _star(46, 20),
    "pencil": '<g transform="rotate(45)"><rect x="-11" y="-46" width="22" height="62" rx="3"/>'
    '<polygon points="-11,20 11,20 0,46"/><rect x="-11" y="-34" width="22" height="6" fill="BG"/></g>',
    "pot": '<path d="M-20 -42 L20 -42 L16 -28 C44 -14 42 26 20 42 L-20 42 C-42 26 -44 -14 -16 -28 Z"/>'
    + _dark("M-34 -2 C-18 8 18 8 34 -2 M-33 12 C-18 22 18 22 33 12"),
    "stamp": '<path d="M-10 -44 L10 -44 C20 -44 20 -28 14 -18 L12 4 L40 4 L40 20 L-40 20 L-40 4 '
    'L-12 4 L-14 -18 C-20 -28 -20 -44 -10 -44 Z"/><rect x="-40" y="30" width="80" height="9" rx="4"/>',
    "guitar": '<g transform="rotate(40)"><circle cy="24" r="25"/><circle cy="-4" r="18"/>'
    '<rect x="-5" y="-54" width="10" height="52" rx="3"/><rect x="-10" y="-60" width="20" height="12" '
    'rx="3"/><circle cy="16" r="9" fill="BG"/></g>',
    "notes": '<circle cx="-24" cy="30" r="14"/><circle cx="26" cy="22" r="14"/>'
    '<polygon points="-16,-36 40,-46 40,22 32,22 32,-22 -10,-14 -10,30 -18,30 -18,-36"/>',
    "vinyl": '<circle r="44"/><circle r="30" fill="none" stroke="BG" stroke-width="3"/>'
    '<circle r="22" fill="none" stroke="BG" stroke-width="3"/><circle r="13" fill="BG"/>'
    '<circle r="4"/>',
    "compass": '<circle r="44"/><circle r="35" fill="BG"/><polygon points="22,-24 6,6 -6,-6"/>'
    '<polygon points="-22,24 -6,-6 6,6" fill-opacity="0.55"/>',
    "tower": '<path d="M-26 -44 L-14 -44 L-14 -34 L-6 -34 L-6 -44 L6 -44 L6 -34 L14 -34 L14 -44 '
    'L26 -44 L26 -20 L20 -12 L24 44 L-24 44 L-20 -12 L-26 -20 Z"/>'
    '<path d="M-8 44 L-8 28 C-8 18 8 18 8 28 L8 44 Z" fill="BG"/>'
    '<rect x="-4" y="-8" width="8" height="16" rx="4" fill="BG"/>',
    "sun": '<circle r="20"/>' + _rays(12, 27, 46, 7),
    "weave": _WEAVE,
    "bird": '<path d="M-46 4 C-30 -4 -20 -26 4 -28 C18 -30 26 -20 28 -12 L46 -8 L28 0 '
    'C26 22 6 34 -16 32 L-32 44 L-28 26 C-38 20 -44 12 -46 4 Z"/><circle cx="14" cy="-14" r="4" fill="BG"/>',
    "leaf": '<path d="M40 -42 C44 6 30 40 -8 38 C-36 36 -44 6 -28 -12 C-12 -30 16 -26 40 -42 Z"/>'
    + _dark("M-40 46 C-26 20 -8 2 18 -16", 6),
    "recycle": "".join(
        f'<g transform="rotate({a})"><path d="M-22 -40 L12 -40 L12 -50 L34 -30 L12 -12 '
        f'L12 -22 L-12 -22 Z"/></g>'
        for a in (0, 120, 240)
    ),
    "wrench": '<g transform="rotate(45)"><rect x="-8" y="-16" width="16" height="62" rx="8"/>'
    '<path d="M-8 -48 L-8 -30 L8 -30 L8 -48 C26 -42 28 -16 10 -8 L-10 -8 C-28 -16 -26 -42 -8 -48 Z"/></g>',
    "gear": _TEETH + '<circle r="34"/><circle r="14" fill="BG"/>',
    "tree": '<polygon points="0,-48 26,-14 14,-14 34,16 -34,16 -14,-14 -26,-14"/>'
    '<rect x="-7" y="16" width="14" height="28" rx="3"/>',
    "heart": '<path d="M0 42 C-60 2 -46 -42 -20 -40 C-8 -39 -2 -30 0 -24 C2 -30 8 -39 20 -40 '
    'C46 -42 60 2 0 42 Z"/>',
    "ballot": '<polygon points="-18,-46 18,-46 18,-4 -18,-4"/><path d="M-46 2 L-26 2 L-26 10 L26 10 '
    'L26 2 L46 2 L46 42 L-46 42 Z"/>' + _dark("M-9 -26 L-2 -18 L10 -34", 5),
    "flag": '<rect x="-34" y="-46" width="8" height="92" rx="4"/><path d="M-22 -42 C-4 -52 12 -30 '
    '42 -40 L42 6 C12 16 -4 -6 -22 4 Z"/>',
    "camera": '<path d="M-40 -24 L-20 -24 L-12 -38 L12 -38 L20 -24 L40 -24 C44 -24 47 -21 47 -17 '
    'L47 30 C47 34 44 37 40 37 L-40 37 C-44 37 -47 34 -47 30 L-47 -17 C-47 -21 -44 -24 -40 -24 Z"/>'
    '<circle cy="6" r="21" fill="BG"/><circle cy="6" r="12"/>',
    "film": '<rect x="-46" y="-22" width="92" height="62" rx="6"/><g transform="rotate(-12 -46 -28)">'
    '<rect x="-46" y="-44" width="92" height="16" rx="4"/></g><polygon points="-10,-6 18,9 -10,24" fill="BG"/>',
    "lens": '<circle cx="-8" cy="-8" r="34"/><circle cx="-8" cy="-8" r="24" fill="BG"/>'
    + _line("M18 18 L42 42", 12)
    + _line("M-20 -8 L-11 2 L6 -18", 6),
    "mic": '<rect x="-16" y="-48" width="32" height="56" rx="16"/>'
    + _line("M-30 -6 C-30 34 30 34 30 -6 M0 26 L0 44 M-18 45 L18 45", 7),
    "robot": '<rect x="-38" y="-24" width="76" height="58" rx="12"/><rect x="-4" y="-44" width="8" '
    'height="22"/><circle cy="-44" r="8"/><circle cx="-17" cy="0" r="9" fill="BG"/><circle cx="17" '
    'cy="0" r="9" fill="BG"/>' + _dark("M-16 20 L16 20", 6),
    "cube": '<polygon points="0,-46 40,-24 0,-2 -40,-24"/><polygon points="-42,-16 -4,6 -4,48 -42,26" '
    'fill-opacity="0.75"/><polygon points="42,-16 4,6 4,48 42,26" fill-opacity="0.5"/>',
    "bolt": '<polygon points="10,-48 -32,8 -6,8 -12,48 32,-12 6,-12"/>',
    "chess": '<circle cy="-32" r="14"/><path d="M-14 -18 L14 -18 L10 -10 L20 28 L-20 28 L-10 -10 Z"/>'
    '<rect x="-30" y="32" width="60" height="12" rx="5"/>',
    "house": '<polygon points="0,-46 48,-4 36,-4 36,40 -36,40 -36,-4 -48,-4"/>'
    '<path d="M-10 40 L-10 16 L10 16 L10 40 Z" fill="BG"/>',
    "cross": '<path d="M-14 -44 L14 -44 L14 -14 L44 -14 L44 14 L14 14 L14 44 L-14 44 L-14 14 L-44 14 '
    'L-44 -14 L-14 -14 Z"/>',
    "smile": '<circle r="44"/><circle cx="-15" cy="-10" r="6" fill="BG"/><circle cx="15" cy="-10" r="6" '
    'fill="BG"/>' + _dark("M-21 12 C-12 28 12 28 21 12", 7),
    "bike": _line(
        "M-26 18 L-10 -14 L18 -14 L2 18 L-26 18 M-10 -14 L2 18 M26 18 L14 -28 L26 -30 "
        "M-18 -24 L-4 -24",
        6,
    )
    + '<circle cx="-27" cy="18" r="19" fill="none" stroke="#ffffff" stroke-width="6"/>'
    '<circle cx="27" cy="18" r="19" fill="none" stroke="#ffffff" stroke-width="6"/>',
    "sign": '<polygon points="0,-46 48,38 -48,38"/><polygon points="0,-28 32,29 -32,29" fill="BG"/>'
    '<circle cy="-8" r="6"/>' + _line("M0 2 L0 12 L-8 24 M0 12 L8 24 M-9 6 L9 6", 5),
    "pinwheel": _ring(6, 28, 12) + '<circle r="12"/>',
}
