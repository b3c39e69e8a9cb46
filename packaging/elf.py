"""What the libraries of a folder need of each other, read with `readelf`."""

import subprocess
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path


def elf_files(folder: Path) -> list[Path]:
    """Programs and libraries below `folder`; links are not followed."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def needs(files: list[Path]) -> dict[Path, set[str]]:
    """For each file the names of the libraries that it is linked with."""
    if not files:
        return {}
    listing = subprocess.run(
        ["readelf", "--wide", "--dynamic", *map(str, files)],
        check=True, capture_output=True, text=True, env={"LC_ALL": "C"},
    ).stdout  # fmt: skip
    found: dict[Path, set[str]] = {path: set() for path in files}
    current = files[0]
    for line in listing.splitlines():
        if line.startswith("File: "):
            current = Path(line.removeprefix("File: "))
        elif "(NEEDED)" in line:
            found[current].add(line.partition("[")[2].rstrip("]"))
    return found


def orphans(folder: Path, opened_by_name: Iterable[str]) -> list[Path]:
    """Plain libraries (`lib*.so*`) that nothing else in the folder needs, directly or not.

    Programs, plugins and Python's extension modules are what needs; `opened_by_name` are patterns
    of libraries that are loaded without being named by a file.
    """
    linked = needs(elf_files(folder))
    libraries = {path.name: path for path in linked if _is_library(path)}
    wanted: set[str] = set()
    todo = [path for path in linked if not _is_library(path)]
    todo += [p for n, p in libraries.items() if any(fnmatch(n, each) for each in opened_by_name)]
    seen = set(todo)
    while todo:
        for name in linked[todo.pop()]:
            wanted.add(name)
            path = libraries.get(name)
            if path is not None and path not in seen:
                seen.add(path)
                todo.append(path)
    return [path for path in libraries.values() if path not in seen]


def _is_library(path: Path) -> bool:
    inside = path.as_posix()
    return path.name.startswith("lib") and "/plugins/" not in inside and "/qml/" not in inside


def strip(path: Path) -> None:
    """Take the symbols for debuggers out of a library in place."""
    subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
