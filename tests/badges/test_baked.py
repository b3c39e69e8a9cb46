"""Badges baked into pictures come out whole, and only within a budget."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.badges.baked import BrokenImage, extract
from kiosk.badges.judge import judge
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan import ScanKind, classify
from tests.badges.made import NOW, plain_signed_json, registry, signed_jwt

HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    return HEAD + b"".join(chunks) + chunk(b"IEND", b"")


def baked_png(text: str, *, packed: bool = False, keyword: bytes = b"openbadgecredential") -> bytes:
    body = zlib.compress(text.encode()) if packed else text.encode()
    return png(chunk(b"iTXt", keyword + b"\0" + bytes([packed, 0]) + b"lt\0\0" + body))


def baked_svg(text: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential></svg>"
    ).encode()


@pytest.mark.parametrize(
    "image",
    [
        baked_png(plain_signed_json()),
        baked_png(plain_signed_json(), packed=True),
        baked_png(signed_jwt()),
        baked_svg(plain_signed_json()),
    ],
    ids=["png", "png-packed", "png-token", "svg"],
)
def test_badge_in_a_picture_is_judged_like_the_badge_itself(image: bytes) -> None:
    found = judge(classify(image), registry(), NOW)
    assert (found.kind, found.verdict) == (ScanKind.BAKED_IMAGE, Verdict.GENUINE)


@pytest.mark.parametrize(
    "image",
    [
        png(chunk(b"tEXt", b"Comment\0hello")),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        baked_png("9780306406158"),
        baked_svg(""),
    ],
)
def test_picture_without_a_badge_is_no_badge(image: bytes) -> None:
    found = judge(classify(image), registry(), NOW)
    assert (found.verdict, found.reason) == (Verdict.NOT_A_BADGE, Reason.NO_BADGE_INSIDE)


@pytest.mark.parametrize("size", [262_145, 5_000_000])
def test_text_that_unpacks_beyond_the_budget_is_refused(size: int) -> None:
    for packed in (True, False):
        with pytest.raises(BrokenImage):
            extract(baked_png("x" * size, packed=packed))


def test_declared_entities_are_refused() -> None:
    with pytest.raises(BrokenImage):
        extract(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_signature_end_quietly(body: bytes) -> None:
    found = judge(classify(HEAD + body), registry(), NOW)
    assert found.verdict is Verdict.NOT_A_BADGE
