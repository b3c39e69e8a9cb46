"""What is called how: targets of the repository, images of the program, and versions."""

import platform
import re

from sync.citypack.installed import FILES

VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
IMAGE = re.compile(r"\d[\d.]{0,30}-[0-9a-f]{12}")


def machine() -> str:
    """This machine's kind in the repository: linux-x86_64."""
    return f"{platform.system()}-{platform.machine()}".lower()


def program_target(kind: str = "") -> str:
    """The program for this kind of machine, as one squashfs image."""
    return f"app/{kind or machine()}.squashfs"


def pack_targets(city: str) -> dict[str, str]:
    """Target path of each file that a city's map pack may have, by the file's name."""
    return {name: f"cities/{city}/{name}" for name in FILES}


def image_name(version: str, sha256: str) -> str:
    """How an image is called on a kiosk's disk: no other content has this name."""
    return f"{version}-{sha256[:12]}"


def is_newer(version: str, than: str) -> bool:
    """Whether a version is later; what is no version is later than nothing."""
    if not VERSION.fullmatch(version):
        return False
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(each) for each in re.findall(r"\d+", version)[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))
