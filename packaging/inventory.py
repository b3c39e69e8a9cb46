"""The parts of the product: Python packages that it depends on, and what parts.toml lists."""

import platform
import re
import sqlite3
import ssl
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NEVER_BUNDLED = {"lxml", "chardet", "pyproj"}
"""Asked for by a package, left out by trim.py or not imported."""

_SPDX = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "BSD": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0", "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only",
}  # fmt: skip
_EXPRESSION = re.compile(r"^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$")
_WORDS_OF_LICENCES = ("municipal open data",)


@dataclass(frozen=True)
class Part:
    """One thing with a licence of its own."""

    name: str
    version: str
    licence: str
    kind: str
    about: str
    source: str
    supplier: str
    purl: str = ""
    files: list[Path] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def spdx(self) -> bool:
        """Whether the licence is an SPDX expression rather than words."""
        return self.licence not in _WORDS_OF_LICENCES


@cache
def parts() -> list[Part]:
    """Everything, Python packages first, each kind by its name."""
    packages = [_package(name) for name in sorted(_closure(), key=str.lower)]
    listed = tomllib.loads((HERE / "parts.toml").read_text("utf-8"))["part"]
    return packages + [_listed(each) for each in listed]


def _closure() -> set[str]:
    """Names of all packages that the program needs, by what they say of each other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    todo = list(project["dependencies"])
    found: dict[str, str] = {}
    while todo:
        name, extras, marker = _requirement(todo.pop())
        if marker and not _applies(marker, extras):
            continue
        try:
            found_now = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        key = _key(name)
        if key in NEVER_BUNDLED or (key in found and not extras):
            continue
        found[key] = found_now.metadata["Name"]
        for line in found_now.requires or []:
            _, _, inner = _requirement(line)
            if not inner or _applies(inner, extras):
                todo.append(line.partition(";")[0].strip())
    return set(found.values())


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirement(line: str) -> tuple[str, list[str], str]:
    head, _, marker = line.partition(";")
    match = re.match(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[([^]]*)\])?", head)
    if match is None:
        raise ValueError(f"not a requirement: {line}")
    return match[1], [e.strip() for e in (match[2] or "").split(",") if e], marker.strip()


def _applies(marker: str, extras: list[str]) -> bool:
    return any(Marker(marker).evaluate({"extra": extra}) for extra in (extras or [""]))


def _package(name: str) -> Part:
    found = metadata.distribution(name)
    about = found.metadata
    return Part(
        name=about["Name"], version=found.version, licence=_licence(found), kind="library",
        about=(about["Summary"] or "").strip(), source=f"https://pypi.org/project/{about['Name']}/",
        supplier=_supplier(found), purl=f"pkg:pypi/{_key(name)}@{found.version}",
        texts=_texts(found),
    )  # fmt: skip


def _licence(found: metadata.Distribution) -> str:
    about = found.metadata
    given = about["License-Expression"] or ""
    if not given:
        classifiers = [
            line.rpartition(" :: ")[2]
            for line in about.get_all("Classifier") or []
            if line.startswith("License ::") and not line.endswith("OSI Approved")
        ]
        words = [*classifiers, about["License"] or ""]
        given = next((_SPDX.get(word.strip(), word.strip()) for word in words if word.strip()), "")
    given = _SPDX.get(given, given)
    if not _EXPRESSION.match(given.replace("(", "").replace(")", "")):
        raise ValueError(f"{about['Name']}: its licence is no SPDX expression: {given!r}")
    return given


def _supplier(found: metadata.Distribution) -> str:
    about = found.metadata
    return (about["Author"] or about["Author-email"] or about["Maintainer"] or "").partition(" <")[
        0
    ].strip('" ') or "its authors"


def _texts(found: metadata.Distribution) -> list[str]:
    texts = []
    for path in found.files or []:
        inside = path.as_posix()
        if ".dist-info/" in inside and re.search(r"(LICEN|COPYING|NOTICE)", path.name, re.I):
            texts.append(path.read_text("utf-8"))
    return sorted(set(texts))


def _listed(given: dict[str, object]) -> Part:
    files: set[Path] = set()
    for pattern in _strings(given.get("files")):
        files.update(p for p in ROOT.glob(pattern) if p.is_file() and "__pycache__" not in p.parts)
    version = _version(str(given["version"]), str(given["name"]))
    purl = str(given.get("purl", ""))
    return Part(
        name=str(given["name"]), version=version, licence=str(given["licence"]),
        kind=str(given["kind"]), about=str(given["about"]), source=str(given["source"]),
        supplier=str(given["supplier"]), purl=f"{purl}@{version}" if purl else "",
        files=sorted(files),
        texts=[(ROOT / name).read_text("utf-8") for name in _strings(given.get("texts"))],
    )  # fmt: skip


def _strings(given: object) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []


def _version(where: str, name: str) -> str:
    """The version itself, or from where its word says."""
    if where == "qt":
        return metadata.version("PySide6")
    if where == "chromium":
        from PySide6.QtWebEngineCore import qWebEngineChromiumVersion

        return str(qWebEngineChromiumVersion())
    if where == "ffmpeg":
        return _in_library("libavutil.so.*", rb"FFmpeg version ([0-9][\w.]*)")
    if where == "icu":
        return _in_library("libicuuc.so.*", rb"icudt(\d+)")
    if where == "python":
        return platform.python_version()
    if where == "openssl":
        return ssl.OPENSSL_VERSION.split()[1]
    if where == "sqlite":
        return sqlite3.sqlite_version
    if where == "map":
        table = (ROOT / "resources/map/lib/VERSIONS.md").read_text("utf-8")
        found = re.search(rf"\| {re.escape(name)} \| ([\d.]+) \|", table)
        if found is None:
            raise LookupError(f"resources/map/lib/VERSIONS.md does not tell of {name}")
        return found[1]
    if where == "project":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        return str(project["version"])
    return where


def _in_library(pattern: str, wanted: bytes) -> str:
    folder = Path(str(metadata.distribution("PySide6_Essentials").locate_file("PySide6/Qt/lib")))
    for path in sorted(folder.glob(pattern)):
        found = re.search(wanted, path.read_bytes())
        if found:
            return found[1].decode()
    raise LookupError(f"no version in {pattern}")
