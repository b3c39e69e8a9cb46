"""Typing a name on the map: districts, stops, streets and landmarks of the pack."""

import json
import shutil
from pathlib import Path

import pytest

from sync.citypack.errors import PackError
from sync.citypack.names import NameIndex, PlaceName, folded, read_names
from sync.citypack.pack import Pack


@pytest.fixture(scope="module")
def vilnius(project: Path) -> NameIndex:
    return read_names(project / "resources/cities/vilnius/map-names.json")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zver", "Žvėrynas"), ("ŽVĖRYNAS", "Žvėrynas"), ("snipis", "Šnipiškės"),
        ("zaliasis til", "Žaliasis tiltas"), ("tiltas zaliasis", "Žaliasis tiltas"),
        ("uzup", "Užupis"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_how_its_words_begin_without_diacritics(
    vilnius: NameIndex, typed: str, found: str
) -> None:
    assert found in [each.name for each in vilnius.find(typed)]


def test_districts_come_before_stops_of_the_same_name(vilnius: NameIndex) -> None:
    assert vilnius.find("zverynas")[0].kind == "place"


def test_other_languages_find_the_same_place() -> None:
    index = NameIndex((PlaceName("Ateneum", "poi", 24.9, 60.1, 1, {"sv": "Konstmuseet"}),))
    assert [each.name for each in index.find("konst")] == ["Ateneum"]


@pytest.mark.parametrize("typed", ["", "   ", "qqqq", "zver qqqq", "'; --", "\U0010ffff"])
def test_what_is_not_there_is_not_found(vilnius: NameIndex, typed: str) -> None:
    assert vilnius.find(typed) == []


def test_names_lie_in_the_city_and_towns_around_it(vilnius: NameIndex) -> None:
    assert len(vilnius.names) > 500
    for each in vilnius.names:
        around = 1.8 if each.kind == "place" else 0.0
        assert 24.98 - around <= each.lon <= 25.53 + around, each
        assert 54.54 - around <= each.lat <= 54.86 + around, each


def test_folding_keeps_letters_of_all_scripts() -> None:
    assert folded("Ąžuolų g. 5–A, Київ") == "azuolu g 5 a киів"


def test_a_pack_without_its_names_or_with_others_is_not_whole(
    project: Path, tmp_path: Path
) -> None:
    for name in ("map.pmtiles", "map.json"):
        shutil.copy(project / "resources/cities/helsinki" / name, tmp_path)
    pack = Pack(tmp_path / "map.pmtiles")
    assert json.loads((tmp_path / "map.json").read_bytes())["names"]["count"] > 50
    with pytest.raises(PackError, match=r"map-names\.json does not match"):
        pack.verify()
    (tmp_path / "map-names.json").write_text("[]")
    with pytest.raises(PackError, match=r"map-names\.json does not match"):
        pack.verify()


def test_damaged_names_are_told_and_no_names_are_none(tmp_path: Path) -> None:
    assert read_names(tmp_path / "map-names.json").find("a") == []
    (tmp_path / "map-names.json").write_bytes(b'[["x"')
    with pytest.raises(PackError, match="cannot be read"):
        read_names(tmp_path / "map-names.json")
