"""Which keyboard layout garbled a scan? Named so that staff can mend it, never repaired.

A keyboard-wedge scanner sends the key places of a US keyboard; the system types what its own
layout has there. Undoing that is a guess, and a guess about a credential is worth nothing.
Layouts: xkeyboard-config, symbols lt, de and fr.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.scan import Hosts, ScanKind, classify

DEAD_KEY: Final = "\ufffd"
"""Stands for a dead key: it typed nothing, but something was meant there."""

OTHER: Final = "other"

CALIBRATION: Final = "COLCAL1:0123456789-_/?&#.,;%$*@!\"'()<>aAzZyYqQwWmM|~"
"""What staff scan to try a scanner: every layout we know spoils it in a way of its own."""

_US_LOWER: Final = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
_US_UPPER: Final = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'
_TYPED: Final = {
    "lt": (
        "`ąčęėįšųū„“-žqwertyuiop[]asdfghjkl;'\\zxcvbnm,./",
        '~ĄČĘĖĮŠŲŪ()_ŽQWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?',
    ),
    "lt(std)": (
        "`!-/;:,.=()?xąžertyuiopįwasdšghjklųėqzūcvbnmčfę",
        "~1234567890+XĄŽERTYUIOPĮWASDŠGHJKLŲĖQZŪCVBNMČFĘ",
    ),
    "de": (
        "\ufffd1234567890ß\ufffdqwertzuiopü+asdfghjklöä#yxcvbnm,.-",
        "°!\"§$%&/()=?\ufffdQWERTZUIOPÜ*ASDFGHJKLÖÄ'YXCVBNM;:_",
    ),
    "fr": (
        "²&é\"'(-è_çà)=azertyuiop\ufffd$qsdfghjklmù*wxcvbn,;:!",
        "~1234567890°+AZERTYUIOP\ufffd£QSDFGHJKLM%µWXCVBN?./§",
    ),
}
_GARBLE: Final = {
    name: str.maketrans(_US_LOWER + _US_UPPER, lower + upper)
    for name, (lower, upper) in _TYPED.items()
}
_MEND: Final = {
    name: {typed: meant for meant, typed in table.items() if typed != ord(DEAD_KEY)}
    for name, table in _GARBLE.items()
}
_BEGINNINGS: Final = ("https://", "HTTPS://", "COLP1:", "COLB1:", "COLS1:", "COL:A:")


def garble(text: str, layout: str) -> str:
    """What a scanner's keys for `text` become under `layout`; raises KeyError if unknown."""
    return text.translate(_GARBLE[layout])


def garbling_layout(typed: str, hosts: Hosts) -> str:
    """The layout that explains `typed`, OTHER if some layout did it, empty if none.

    A known beginning in its garbled form decides; else the whole text, read back, must be one
    of ours. Letters that no scanner sends as keys are a sign even when nothing else fits.
    """
    if typed == CALIBRATION:
        return ""
    if classify(typed.encode(errors="replace"), hosts).kind is not ScanKind.UNKNOWN:
        return ""
    for layout in _TYPED:
        if any(_begins(typed, beginning, layout) for beginning in _BEGINNINGS):
            return layout
    for layout, table in _MEND.items():
        meant = typed.translate(table)
        if meant == CALIBRATION and meant != typed:
            return layout
        if meant != typed and classify(meant.encode(), hosts).kind is not ScanKind.UNKNOWN:
            return layout
    return "" if typed.isascii() else OTHER


def _begins(typed: str, beginning: str, layout: str) -> bool:
    garbled = garble(beginning, layout)
    return garbled != beginning and typed.startswith(garbled)


def calibration(typed: str) -> str:
    """How a scanner read CALIBRATION: ok, caps, extra (before or behind it), a layout, or other."""
    if typed == CALIBRATION:
        return "ok"
    if typed == CALIBRATION.swapcase():
        return "caps"
    if CALIBRATION in typed:
        return "extra"
    for layout in _TYPED:
        spoiled = garble(CALIBRATION, layout)
        if typed in (spoiled, spoiled.replace(DEAD_KEY, "")):
            return layout
    return OTHER
