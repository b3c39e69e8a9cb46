"""From a picture to the text of its QR code, beside OpenCV and zbar, in one run.

    COL_SHARED_DATA=... python tests/bench/bench_decoding.py [--small]

Photographs: zxing-cpp's own test pictures with their texts, and pictures without any code.
Frames: 1280x720, a code of each payload as wide as a phone shows it from several distances,
blurred, glared and noisy; so a small payload has larger modules, as it has in life.
A peer that is not installed is left out. Budget: 15 ms for a frame, median.
"""

import argparse
import importlib
import io
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kiosk.badges.decode import Effort, decode_luma
from tests.badges.made import signed_jwt
from tests.badges.vectors import vectors

ROOT = Path(__file__).parents[2]
BUDGET = 15.0
FRAME = (1280, 720)
PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
Decoder = Callable[[Image.Image], set[str]]


def ours(effort: Effort) -> Decoder:
    def read(image: Image.Image) -> set[str]:
        codes = decode_luma(image.tobytes(), image.width, image.height, effort=effort)
        return {code.guess for code in codes}

    return read


def peer(name: str) -> Any:
    """A peer's module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def opencv() -> Decoder | None:
    cv2, numpy = peer("cv2"), peer("numpy")
    if cv2 is None or numpy is None:
        return None
    detector = cv2.QRCodeDetector()

    def read(image: Image.Image) -> set[str]:
        try:
            _found, texts, *_rest = detector.detectAndDecodeMulti(numpy.asarray(image))
        except (UnicodeDecodeError, cv2.error):  # it hands on bytes it cannot make text of
            return set()
        return {text for text in texts or () if text}

    return read


def zbar() -> Decoder | None:
    module = peer("pyzbar.pyzbar")
    if module is None:
        return None
    kinds = [module.ZBarSymbol.QRCODE]
    return lambda image: {
        found.data.decode("utf-8", "replace") for found in module.decode(image, kinds)
    }


def decoders() -> dict[str, Decoder]:
    found = {
        "zxing-cpp, fast": ours(Effort.FAST),
        "zxing-cpp, both": ours(Effort.BOTH),
        "OpenCV": opencv(),
        "zbar": zbar(),
    }
    return {name: read for name, read in found.items() if read is not None}


def photographs(folder: Path, limit: int) -> Iterator[tuple[Image.Image, str | None]]:
    """Each picture with the text it must give, or None where there is no code."""
    for kind in ("qrcode-*", "falsepositives-*"):
        paths = [path for path in sorted(folder.glob(f"{kind}/*")) if path.suffix in PICTURES]
        for path in paths[:limit]:
            text = path.with_suffix(".txt")
            if kind.startswith("qrcode") and not text.exists():
                continue
            with Image.open(path) as image:
                wanted = text.read_text("utf-8") if kind.startswith("qrcode") else None
                yield image.convert("L"), wanted


def payloads() -> dict[str, tuple[str, str]]:
    texts = [item.text for item in vectors()]
    return {
        "claim link": (CLAIM, "m"),
        "city pass, L": (texts[0], "l"),
        "city pass, M": (texts[0], "m"),
        "compact badge, L": (texts[1], "l"),
        "compact badge, M": (texts[1], "m"),
        "VC-JWT": (signed_jwt(), "l"),
    }


def frame(
    text: str, level: str, side: int, blur: float, glare: int, dice: random.Random
) -> Image.Image:
    """A code on a screen before the camera: small, turned a little, unsharp, with a reflection."""
    buffer = io.BytesIO()
    code = segno.make(text, error=level, boost_error=False, micro=False)
    code.save(buffer, kind="png", scale=8, border=4)
    sheet = Image.open(buffer).convert("L")
    sheet = sheet.resize((side, side), Image.Resampling.BOX)
    sheet = sheet.point(lambda level: 60 + level * 150 // 255)
    scene = Image.effect_noise(FRAME, 20).point(lambda level: level * 3 // 4)
    turned = sheet.rotate(dice.uniform(-8, 8), Image.Resampling.BICUBIC, expand=True, fillcolor=120)
    room = [max(1, limit - size) for limit, size in zip(FRAME, turned.size, strict=True)]
    place = (dice.randrange(room[0]), dice.randrange(room[1]))
    scene.paste(turned, place)
    if glare:
        light = Image.new("L", FRAME, 0)
        centre = (place[0] + turned.width * 0.6, place[1] + turned.height * 0.6)
        reach = turned.width * glare / 100
        ImageDraw.Draw(light).ellipse(
            (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach), fill=170
        )
        scene = ImageChops.add(scene, light.filter(ImageFilter.GaussianBlur(reach / 3)))
    return scene.filter(ImageFilter.GaussianBlur(blur))


def timed(read: Decoder, image: Image.Image) -> tuple[set[str], float]:
    begun = time.perf_counter()
    found = read(image)
    return found, (time.perf_counter() - begun) * 1000


def _plain(text: str) -> str:
    return " ".join(text.split())


def _command(folder: Path, limit: int) -> None:
    """As a person types it: every photograph with a code at once, by `main.py scan`."""
    wanted = {
        str(path): _plain(path.with_suffix(".txt").read_text("utf-8"))
        for kind in sorted(folder.glob("qrcode-*"))
        for path in sorted(kind.iterdir())
        if path.suffix in PICTURES and path.with_suffix(".txt").exists()
    }
    chosen = list(wanted)[:limit]
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "scan", "--json", *chosen],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    span = time.perf_counter() - begun
    read = {
        row["file"] for row in json.loads(done.stdout)
        if row["text"] is not None and _plain(row["text"]) == wanted[row["file"]]
    }  # fmt: skip
    print(f"  main.py scan     read {len(read):3} of {len(chosen)}  in {span:.1f} s for all")


def _photographs(peers: dict[str, Decoder], limit: int) -> None:
    shared = os.environ.get("COL_SHARED_DATA", "")
    folder = Path(shared) / "badges" / "zxing-cpp"
    if not shared or not folder.is_dir():
        print("photographs: COL_SHARED_DATA is not set, left out")
        return
    pictures = list(photographs(folder, limit))
    with_code = sum(wanted is not None for _, wanted in pictures)
    print(f"photographs: {with_code} with a code, {len(pictures) - with_code} without")
    _command(folder, limit)
    for name, read in peers.items():
        right = invented = 0
        spans = []
        for image, wanted in pictures:
            found, span = timed(read, image)
            spans.append(span)
            if wanted is None:
                invented += bool(found)
            else:
                right += _plain(wanted) in map(_plain, found)
        print(
            f"  {name:16} read {right:3} of {with_code}  invented {invented}"
            f"  median {statistics.median(spans):7.2f} ms  worst {max(spans):7.1f} ms"
        )


def _frames(peers: dict[str, Decoder], small: bool) -> bool:
    sides = (220,) if small else (120, 160, 220, 300, 400)
    looks = [(0.0, 0)] if small else list(itertools.product((0.0, 0.8, 1.4), (0, 15, 30)))
    spans: dict[str, list[float]] = {name: [] for name in peers}
    reads: dict[str, list[Read]] = {name: [] for name in peers}
    print("frames 1280x720, read of each blur and glare, by width of the code")
    for label, (text, level) in payloads().items():
        code = segno.make(text, error=level, boost_error=False, micro=False)
        print(f"  {label}, {len(text)} letters, version {code.designator}")
        modules = code.symbol_size()[0]
        for name, read in peers.items():
            dice, cells = random.Random(7), []
            for side in sides:
                right = 0
                for blur, glare in looks:
                    found, span = timed(read, frame(text, level, side, blur, glare, dice))
                    spans[name].append(span)
                    reads[name].append(Read(side / modules, blur, glare, text in found))
                    right += text in found
                cells.append(f"{side} px {right}/{len(looks)}")
            print(f"    {name:16} {'  '.join(cells)}")
    kept = True
    for name, taken in spans.items():
        _where(name, reads[name])
        cuts = statistics.quantiles(taken, n=100)
        print(f"  {name:16} median {cuts[49]:7.2f}  p99 {cuts[98]:7.2f} ms a frame")
        kept &= not (name.startswith("zxing") and cuts[49] > BUDGET)
    return kept


class Read(NamedTuple):
    """One frame: pixels a module, radius of the blur, per cent of glare, and how it went."""

    module: float
    blur: float
    glare: int
    right: bool


def _where(name: str, reads: list[Read]) -> None:
    """Where it fails: by module width, by blur and by glare."""
    edges = (0, 2, 2.5, 3, 4, 6, 99)
    parts: list[tuple[str, Callable[[Read], bool]]] = [
        (f"{low}-{high} px a module", lambda each, low=low, high=high: low <= each.module < high)
        for low, high in itertools.pairwise(edges)
    ]
    for blur in sorted({each.blur for each in reads}):
        parts.append((f"blur {blur}", lambda each, blur=blur: each.blur == blur))
    for glare in sorted({each.glare for each in reads}):
        parts.append((f"glare {glare} %", lambda each, glare=glare: each.glare == glare))
    cells = []
    for what, fits in parts:
        found = [each.right for each in reads if fits(each)]
        if found:
            cells.append(f"{what} {sum(found)}/{len(found)}")
    print(f"  {name:16} {'  '.join(cells)}")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few pictures, to see that it runs")
    small = parser.parse_args(argv).small
    peers = decoders()
    _photographs(peers, 8 if small else 1_000)
    kept = _frames(peers, small)
    print(f"budget median {BUDGET} ms a frame: {'kept' if kept else 'missed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
