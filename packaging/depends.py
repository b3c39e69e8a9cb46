"""Which Debian packages a bundle needs: asked of its libraries and of the building machine."""

import re
import subprocess
from pathlib import Path

import elf

ALWAYS = (
    # Debian 12 builds cage with Xwayland, and it does not open without.
    "cage", "xwayland", "systemd (>= 252)", "udev", "dbus", "libpam-systemd", "util-linux",
    # Opened by name: the drawing of Mesa, TLS roots, fonts' configuration, the root's zones.
    "libgl1-mesa-dri", "libegl1", "libnss3", "fontconfig-config", "ca-certificates",
)  # fmt: skip
ELSEWHERE = {"libwayland-egl.so.1": "libwayland-egl1"}
"""Packages of libraries that only a machine with Wayland has, such as a kiosk."""


def of(bundle: Path) -> list[str]:
    """The value of `Depends`, one package each; libc with the version of this machine.

    Raises LookupError for a library that neither the bundle nor a package of this machine has.
    """
    linked = elf.needs(elf.elf_files(bundle))
    inside = {path.name for path in bundle.rglob("*")}
    outside = sorted(set().union(*linked.values()) - inside)
    where = _known_libraries()
    found = {package.split(" ")[0]: package for package in ALWAYS}
    for library in outside:
        if library in where:
            package = _package_of(where[library])
        elif library in ELSEWHERE:
            package = ELSEWHERE[library]
        else:
            raise LookupError(f"no library of this machine is {library}")
        found.setdefault(package, package)
    found["libc6"] = f"libc6 (>= {_version('libc6')})"
    return [found[name] for name in sorted(found)]


def _known_libraries() -> dict[str, str]:
    listing = subprocess.run(
        ["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True
    ).stdout
    return dict(re.findall(r"^\s+(\S+) \(.*x86-64.*\) => (\S+)$", listing, re.M)) or dict(
        re.findall(r"^\s+(\S+) \(.*\) => (\S+)$", listing, re.M)
    )


def _package_of(path: str) -> str:
    # Since /usr was merged, a package may know its file by the other of two names.
    names = [path, str(Path(path).resolve()), path.removeprefix("/usr"), f"/usr{path}"]
    for name in names:
        done = subprocess.run(["dpkg", "-S", name], check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise LookupError(f"no package holds {path}")


def _version(package: str) -> str:
    found = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return found.partition("-")[0]
