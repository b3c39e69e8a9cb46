"""`build.py [--bundle DIR] [--out DIR]`: the Debian package of the bundle and its kiosk session.

The program goes in as one read-only squashfs image that systemd mounts: a third of the folder's
size on the disk, nothing in it can be changed or half-written, and an update is one file.
Needs dpkg-deb and mksquashfs (Debian: squashfs-tools).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(ROOT)]

import depends  # noqa: E402

from kiosk import __version__  # noqa: E402

BUNDLE = ROOT / "build" / "bundle" / "city-of-learning-kiosk"
BUDGET_MB = 350
DOCS = ("docs/operating.md", "docs/youth-worker.md", "LICENSE", "resources/licences.json")

CONTROL = """Package: city-of-learning-kiosk
Version: {version}
Architecture: {architecture}
Maintainer: City of Learning Kiosk project <root@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: wlr-randr, kbd, espeak-ng
Suggests: xinit, xserver-xorg, x11-xserver-utils, xinput, xvfb
Section: education
Priority: optional
Description: touchscreen of everything there is to learn in a city
 Shows a city's clubs, workshops, camps and open spaces on a screen in a youth
 centre, with no network for weeks; lets young people take an activity home by
 QR, reads digital badges, and checks participants in.
 .
 The package takes over the first terminal of the machine: its own user, cage
 as the only window manager, a watchdog fed by rendered frames.
"""


def image(bundle: Path, out: Path, level: int) -> None:
    """The bundle as one compressed, read-only file."""
    subprocess.run(
        [
            "mksquashfs", str(bundle), str(out), "-noappend", "-all-root", "-quiet",
            "-no-progress", "-comp", "zstd", "-Xcompression-level", str(level),
        ],
        check=True,
    )  # fmt: skip


def tree(bundle: Path, top: Path, level: int, root: Path | None) -> None:
    """All files of the package below `top`; `root` is whom its kiosks trust for updates."""
    shutil.copytree(HERE / "root", top, dirs_exist_ok=True)
    if root is not None:
        shutil.copy(root, top / "etc/learningkiosk/root.json")
    image(bundle, top / "usr/lib/learningkiosk/kiosk.squashfs", level)
    docs = top / "usr/share/doc/city-of-learning-kiosk"
    docs.mkdir(parents=True, exist_ok=True)
    for name in DOCS:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, docs)
    shutil.copytree(ROOT / "docs/images", docs / "images")
    for path in [top, *top.rglob("*")]:
        # Whatever this checkout's umask was, the package's modes are these.
        program = path.is_dir() or path.read_bytes()[:2] == b"#!"
        path.chmod(0o755 if program else 0o644)


def package(bundle: Path, out: Path, level: int = 15, root: Path | None = None) -> int:
    """Build the package into the folder `out`; the bytes that it takes when installed."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "package"
        tree(bundle, top, level, root)
        size = sum(p.stat().st_size for p in top.rglob("*") if p.is_file())
        debian = top / "DEBIAN"
        shutil.copytree(HERE / "control", debian)
        for path in debian.iterdir():
            path.chmod(0o755 if path.read_bytes()[:2] == b"#!" else 0o644)
        architecture = _output("dpkg", "--print-architecture")
        (debian / "control").write_text(
            CONTROL.format(
                version=__version__, architecture=architecture, kilobytes=size // 1024,
                depends=", ".join(depends.of(bundle)),
            ),
            "utf-8",
        )  # fmt: skip
        out.mkdir(parents=True, exist_ok=True)
        made = out / f"city-of-learning-kiosk_{__version__}_{architecture}.deb"
        # The image is compressed already.
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(top), str(made)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    print(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB")
    print(f"installed: {size / 1e6:.0f} MB; the budget is {BUDGET_MB} MB")
    return size


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main(arguments: list[str]) -> int:
    """Build it; 1 when the budget is broken, 2 when there is no bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=BUNDLE)
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    parser.add_argument("--level", type=int, default=15, help="of zstd, 1 to 22")
    parser.add_argument("--root", type=Path, metavar="JSON", help="a root of trust for updates")
    options = parser.parse_args(arguments)
    if not options.bundle.is_dir():
        print(f"there is no bundle in {options.bundle}: run packaging/bundle.py", file=sys.stderr)
        return 2
    size = package(options.bundle, options.out, options.level, options.root)
    return int(size > BUDGET_MB * 1e6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
