"""A smaller libicudata: Qt's copy knows 800 locales (32 MB), the kiosk speaks eight.

`shrink(library, out)` reads the table of contents of ICU's common data (format "CmnD"), keeps
what is not of a foreign locale, and links it into a library of the same name. ICU falls back on
its root locale for whatever is absent. Needs `ld` and `objcopy` (binutils).
"""

import re
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

KEPT_LOCALES = ("en", "lt", "fi", "fr", "nl", "pl", "ru", "uk")
KEPT_NAMES = {
    "root", "pool", "res_index", "supplementalData", "timezoneTypes", "zoneinfo64", "metaZones",
    "windowsZones", "likelySubtags", "numberingSystems", "plurals", "pluralRanges", "dayPeriods",
    "genderList", "icuver", "keyTypeData", "currencyNumericCodes", "grammaticalFeatures",
    "units", "langInfo", "icustd", "tzdbNames", "supplementaldata",
}  # fmt: skip
FOLDERS_DROPPED = ("translit/", "rbnf/", "brkitr/")
ENDINGS_DROPPED = (".cfu", ".dict", ".spp", "unames.icu", "ulayout.icu")
CONVERTERS_KEPT = re.compile(r"(iso-8859|ibm-5348|ibm-9066|ibm-9067|ibm-1252|windows-125)")
"""Qt asks for UTF and Latin 1 only, and has those itself; the Baltic ones are for old CSV."""

_MAGIC = b"\xda\x27"


@dataclass(frozen=True)
class Item:
    """One file inside the common data."""

    name: str
    data: bytes


def wanted(name: str) -> bool:
    """Whether the item of this name (without the `icudt73l/` before it) is kept."""
    if name.startswith(FOLDERS_DROPPED) or name.endswith(ENDINGS_DROPPED):
        return False
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    if ending == "cnv":
        return CONVERTERS_KEPT.match(stem) is not None
    return ending != "res" or stem in KEPT_NAMES or re.split(r"[_]", stem)[0] in KEPT_LOCALES


def read(data: bytes) -> tuple[bytes, list[Item]]:
    """The header and the items of common data; ValueError when it is something else."""
    header, magic = struct.unpack_from("<H2s", data)
    if magic != _MAGIC or data[12:16] != b"CmnD":
        raise ValueError("not ICU common data")
    (count,) = struct.unpack_from("<I", data, header)
    table = [struct.unpack_from("<II", data, header + 4 + 8 * i) for i in range(count)]
    ends = [start for _, start in table[1:]] + [len(data) - header]
    items = []
    for (name_at, start), end in zip(table, ends, strict=True):
        name = data[header + name_at : data.index(b"\0", header + name_at)].decode("ascii")
        items.append(Item(name, data[header + start : header + end]))
    return data[:header], items


def write(header: bytes, items: list[Item]) -> bytes:
    """Common data of these items, which stay in the order of their names."""
    names = b""
    name_at = []
    base = 4 + 8 * len(items)
    for item in items:
        name_at.append(base + len(names))
        names += item.name.encode("ascii") + b"\0"
    body = b"\0" * (-(base + len(names)) % 16)
    table = struct.pack("<I", len(items))
    for item, at in zip(items, name_at, strict=True):
        table += struct.pack("<II", at, base + len(names) + len(body))
        body += item.data + b"\0" * (-len(item.data) % 16)
    return header + table + names + body


def common_data(library: Path) -> tuple[str, bytes]:
    """The symbol and the content of the data inside a libicudata."""
    listing = subprocess.run(
        ["readelf", "--wide", "--dyn-syms", str(library)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = re.search(r"\d+: ([0-9a-f]+)\s+(\w+) OBJECT .* (icudt\d+_dat)", listing)
    if found is None:
        raise ValueError(f"{library.name} holds no ICU data")
    address, size = int(found[1], 16), int(found[2], 0)
    content = library.read_bytes()
    segments = struct.unpack_from("<Q", content, 32)[0], struct.unpack_from("<H", content, 56)[0]
    for number in range(segments[1]):
        kind, _, offset, start, _, length, _, _ = struct.unpack_from(
            "<IIQQQQQQ", content, segments[0] + 56 * number
        )
        if kind == 1 and start <= address < start + length:
            begin = offset + address - start
            rest = content[begin : begin + size] if size else content[begin : offset + length]
            return found[3], rest
    raise ValueError(f"{library.name}: its data are in no segment")


def shrink(library: Path, out: Path) -> None:
    """Write a copy of `library` with the wanted items only."""
    symbol, data = common_data(library)
    header, items = read(data)
    kept = [item for item in items if wanted(item.name.partition("/")[2])]
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "data"
        raw.write_bytes(write(header, kept))
        made = Path(folder) / "data.o"
        _run(folder, "ld", "-r", "-b", "binary", "-z", "noexecstack", "-o", str(made), "data")
        _run(
            folder, "objcopy",
            "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents",
            "--set-section-alignment", ".data=16",
            "--redefine-sym", f"_binary_data_start={symbol}",
            "--strip-symbol", "_binary_data_end", "--strip-symbol", "_binary_data_size", str(made),
        )  # fmt: skip
        _run(folder, "ld", "-shared", "-soname", library.name, "-o", str(out), str(made))


def _run(folder: str, *command: str) -> None:
    subprocess.run(command, check=True, cwd=folder)


if __name__ == "__main__":
    shrink(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
