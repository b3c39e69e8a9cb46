"""Codes are found in pictures and in camera planes; everything else is refused kindly."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import segno
import zxingcpp
from PIL import Image, ImageOps

from kiosk.badges.decode import Effort, NotAnImage, decode_image, decode_luma

CLAIM = b"https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


def picture(payload: bytes, scale: int = 4) -> Image.Image:
    buffer = io.BytesIO()
    segno.make(payload.decode(), error="m", micro=False).save(buffer, kind="png", scale=scale)
    return Image.open(buffer).convert("L")


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("effort", list(Effort))
def test_code_in_a_picture_is_read_to_the_byte(effort: Effort) -> None:
    assert [code.payload for code in decode_image(png(picture(CLAIM)), effort)] == [CLAIM]


def test_camera_plane_with_padded_rows_is_read_without_a_copy() -> None:
    code = picture(CLAIM)
    stride = code.width + 37
    frame = Image.new("L", (stride, code.height), 128)
    frame.paste(code, (0, 0))
    plane = memoryview(frame.tobytes())
    found = decode_luma(plane, code.width, code.height, stride)
    assert found[0].payload == CLAIM
    assert len(found[0].corners) == 4


def test_inverted_turned_and_mirrored_codes_are_read() -> None:
    code = picture(CLAIM)
    for changed in (ImageOps.invert(code), code.rotate(90), ImageOps.mirror(code)):
        assert [item.payload for item in decode_image(png(changed))] == [CLAIM]


def test_code_on_a_transparent_ground_is_read() -> None:
    code = picture(CLAIM)
    layer = Image.new("RGBA", code.size, (0, 0, 0, 0))
    layer.putalpha(ImageOps.invert(code))
    assert [item.payload for item in decode_image(png(layer))] == [CLAIM]


def test_micro_code_is_read() -> None:
    buffer = io.BytesIO()
    segno.make("COL:A:V1", micro=True).save(buffer, kind="png", scale=6)
    assert [item.payload for item in decode_image(buffer.getvalue())] == [b"COL:A:V1"]


@pytest.mark.parametrize("kind", ["EAN13", "Code128", "DataMatrix", "Aztec", "PDF417", "MaxiCode"])
def test_a_code_of_another_kind_is_not_even_looked_for(kind: str) -> None:
    drawn = zxingcpp.create_barcode("5901234123457", getattr(zxingcpp.BarcodeFormat, kind))
    pixels: Any = drawn.to_image(scale=4)
    view = memoryview(pixels)
    high, wide = view.shape
    image = ImageOps.expand(Image.frombytes("L", (wide, high), view.tobytes()), 40, 255)
    assert zxingcpp.read_barcodes(image), "it is a whole code of its kind"

    assert decode_image(png(image)) == ()


def test_blank_picture_holds_nothing() -> None:
    assert decode_image(png(Image.new("L", (640, 480), 200))) == ()


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(9)]
)
def test_file_that_is_no_picture_is_named_as_such(data: bytes) -> None:
    with pytest.raises(NotAnImage):
        decode_image(data)


def test_picture_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = png(Image.new("1", (12_000, 12_000)))
    with pytest.raises(NotAnImage, match="too many pixels"):
        decode_image(bomb)


def test_frame_larger_than_the_cap_is_left_alone() -> None:
    assert decode_luma(bytes(4_000 * 10), 4_000, 10) == ()


def test_plane_shorter_than_stated_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="smaller"):
        decode_luma(bytes(100), 640, 480)


def test_code_hides_its_payload_when_printed() -> None:
    assert "5f8ica" not in repr(decode_image(png(picture(CLAIM))))


def test_letters_that_are_not_utf8_are_kept_as_bytes_with_a_guess() -> None:
    buffer = io.BytesIO()
    segno.make("モバイル", encoding="shift_jis", micro=False, mode="byte").save(
        buffer, kind="png", scale=4
    )
    (code,) = decode_image(buffer.getvalue())
    assert code.payload == "モバイル".encode("shift_jis")
    assert code.guess == "モバイル"


def test_photographs_are_read_and_none_is_invented(shared_data: Path) -> None:
    folder = shared_data / "badges" / "zxing-cpp"
    photographs = [path for path in folder.glob("qrcode-*/*") if path.with_suffix(".txt") != path]
    assert len(photographs) > 130
    read = sum(
        " ".join(path.with_suffix(".txt").read_text("utf-8").split())
        in {" ".join(code.guess.split()) for code in decode_image(path.read_bytes())}
        for path in photographs
        if path.with_suffix(".txt").exists()
    )
    assert read >= 123
    for path in folder.glob("falsepositives-*/*"):
        if path.suffix in {".png", ".jpg", ".webp"}:
            assert decode_image(path.read_bytes()) == ()
