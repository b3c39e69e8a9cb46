"""The smaller ICU sorts and folds the languages of the screen as the whole one does."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import icu
import pytest

QT_LIBRARIES = Path(
    str(metadata.distribution("PySide6_Essentials").locate_file("PySide6/Qt/lib"))
).resolve()
SORTING = """
import sys
from PySide6.QtCore import QCollator, QLocale, QStringConverter
for name in ("lt", "en", "fi", "fr", "nl", "pl", "ru", "uk"):
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    words = ["žalia", "zebra", "Yra", "įdomu", "inkaras", "šokis", "sodas", "čia", "citrina",
             "łąka", "lampa", "ёж", "ель", "їжак", "9 metai", "10 metų", "ähtäri", "zoo", "åbo"]
    words.sort(key=lambda word: collator.sortKey(word))
    print(name, words, QLocale(name).toUpper("istanbul ß į"))
maps = open("/proc/self/maps").read()
print([line.split()[-1] for line in maps.splitlines() if "libicudata" in line][0], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def whole() -> Path:
    found = sorted(QT_LIBRARIES.glob("libicudata.so.*"))
    if not found:
        pytest.skip("this Qt brings no ICU")
    return found[0]


def sorted_with(folder: Path) -> str:
    """What Qt says when it finds ICU's data in this folder first."""
    done = subprocess.run(
        [sys.executable, "-c", SORTING], check=True, capture_output=True, text=True,
        env={"LD_LIBRARY_PATH": str(folder), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert Path(done.stderr.split()[-1]).parent == folder
    return done.stdout


def test_it_is_a_sixth_of_the_size_and_nothing_sorts_otherwise(whole: Path, tmp_path: Path) -> None:
    small = tmp_path / whole.name
    icu.shrink(whole, small)
    assert small.stat().st_size * 6 < whole.stat().st_size
    before = sorted_with(whole.parent)
    assert "lt [" in before
    assert sorted_with(tmp_path) == before


def test_reading_and_writing_again_changes_no_item(whole: Path) -> None:
    header, items = icu.read(icu.common_data(whole)[1])
    again = icu.read(icu.write(header, items[:50]))
    assert [item.name for item in again[1]] == [item.name for item in items[:50]]
    for old, new in zip(items[:50], again[1], strict=True):
        assert new.data[: len(old.data)] == old.data


def test_what_is_not_icu_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not ICU"):
        icu.read(b"\0" * 200)
