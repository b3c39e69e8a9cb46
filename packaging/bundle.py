"""`bundle.py [--out DIR] [--keep]`: the whole product as one folder that needs no Python.

Builds the translations, runs PyInstaller over kiosk.spec, then takes out what nothing needs and
prints what is left, by part. Exit code 1 when something large has crept in. The budget of the
installed size is kept by debian/build.py, which packs this folder into one image.
"""

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path

import elf
import icu
import trim

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "city-of-learning-kiosk"
CEILING_MB = 450

PARTS = (
    ("Chromium (Qt WebEngine)", ("libQt6WebEngine", "qtwebengine", "icudtl", "WebEngine")),
    ("Qt's ICU", ("libicu",)),
    ("FFmpeg", ("libav", "libsw", "libffmpeg", "FFmpegStub")),
    ("Qt", ("/Qt/",)),
    ("PySide6", ("PySide6/", "shiboken6/", "libpyside", "libshiboken")),
    ("city packs", ("resources/cities/",)),
    ("fonts, icons, map page, words", ("resources/",)),
    ("the program", ("_internal/kiosk/", "_internal/sync/")),
    ("Python", ("libpython", "_internal/python3", "base_library")),
    ("cryptography and TLS", ("cryptography", "libcrypto.so", "libssl.so")),
    ("PostgreSQL client", ("psycopg",)),
    ("pictures (Pillow)", ("PIL/", "pillow")),
    ("SQLAlchemy", ("sqlalchemy",)),
    ("all Python modules, packed", (f"{NAME}/{NAME}",)),
    ("libraries of the system", ("_internal/lib",)),
)  # fmt: skip
"""Name of a part, and what the path of its files contains; the first that fits counts."""


def build(out: Path) -> Path:
    """Run PyInstaller; the folder it made."""
    subprocess.run([sys.executable, str(HERE / "translations.py"), "build"], check=True, cwd=ROOT)
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
            "--distpath", str(out), "--workpath", str(ROOT / "build" / "pyinstaller"),
            str(HERE / "kiosk.spec"),
        ],
        check=True, cwd=ROOT,
    )  # fmt: skip
    return out / NAME


def slim(bundle: Path) -> None:
    """Take out libraries that nothing loads, debuggers' symbols and foreign locales of ICU."""
    for path in elf.orphans(bundle, trim.OPENED_BY_NAME):
        path.unlink()
    for link in bundle.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    for path in elf.elf_files(bundle / "_internal"):
        # Qt's are stripped; those with a digest in their name were edited after linking.
        if "PySide6" not in path.parts and not path.parent.name.endswith(".libs"):
            elf.strip(path)
    for path in bundle.rglob("libicudata.so.*"):
        if not path.is_symlink():
            small = path.with_name("small")
            icu.shrink(path, small)
            small.replace(path)
    for folder in sorted(bundle.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def sizes(bundle: Path) -> Counter[str]:
    """Bytes by part; links weigh nothing."""
    found: Counter[str] = Counter()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(bundle.parent).as_posix()
            part = next((n for n, marks in PARTS if any(m in inside for m in marks)), "other")
            found[part] += path.stat().st_size
    return found


def table(bundle: Path) -> int:
    """Print what is in the bundle; its size in bytes."""
    found = sizes(bundle)
    for part, size in found.most_common():
        print(f"{size / 1e6:8.1f} MB  {part}")
    total = sum(found.values())
    print(f"{total / 1e6:8.1f} MB  in all; the ceiling is {CEILING_MB} MB")
    return total


def main(arguments: list[str]) -> int:
    """Build and weigh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bundle")
    parser.add_argument("--weigh", action="store_true", help="only print what is in it")
    options = parser.parse_args(arguments)
    bundle = options.out / NAME
    if not options.weigh:
        slim(build(options.out))
    return int(table(bundle) > CEILING_MB * 1e6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
