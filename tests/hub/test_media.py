"""`/media`: files by content, in ranges, cached for ever."""

import hashlib
from pathlib import Path

import pytest
import requests

from sync.hub.database import open_database
from sync.hub.media import MediaFault, publish_pack
from sync.importers.cli import main as import_main

from .running import SMALL_CITY, Running, fill, hub


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory, project: Path) -> object:
    folder = tmp_path_factory.mktemp("media-hub")
    database = f"sqlite:///{folder / 'hub.db'}"
    fill(database)
    opened = open_database(database)
    assert publish_pack(opened, project / "resources/cities/vilnius") is True
    assert publish_pack(opened, project / "resources/cities/vilnius") is False
    opened.close()
    with hub(database) as running:
        yield running


@pytest.fixture
def tiles(media: Running) -> tuple[str, int]:
    """Address and size of the tiles that the manifest names."""
    named = requests.get(f"{media.url}/manifest").json()["mapPack"]["files"]
    found = next(each for each in named if each["name"] == "map.pmtiles")
    return f"{media.url}/media/{found['sha256']}", found["bytes"]


def test_the_manifest_names_the_map_and_the_hub_gives_it(tiles: tuple[str, int]) -> None:
    address, size = tiles
    answer = requests.get(address)
    assert answer.status_code == 200
    assert len(answer.content) == size
    assert hashlib.sha256(answer.content).hexdigest() == address.rpartition("/")[2]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("asked", "start", "end"), [("100-199", 100, 200), ("-50", -50, None)])
def test_a_range_is_that_part_and_is_never_compressed(
    tiles: tuple[str, int], asked: str, start: int, end: int | None
) -> None:
    address, size = tiles
    whole = requests.get(address).content
    answer = requests.get(address, headers={"Range": f"bytes={asked}", "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert answer.content == whole[start:end]
    assert answer.headers["Content-Range"].endswith(f"/{size}")


def test_who_has_it_gets_304_and_who_asks_past_the_end_416(tiles: tuple[str, int]) -> None:
    address, size = tiles
    tag = requests.get(address).headers["ETag"]
    assert requests.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert requests.get(address, headers={"Range": f"bytes={size}-"}).status_code == 416


@pytest.mark.parametrize("name", ["a" * 64, "hub.db", "..%2Fhub.db", "A" * 64, "%00"])
def test_anything_else_is_not_there(media: Running, name: str) -> None:
    answer = requests.get(f"{media.url}/media/{name}")
    assert answer.status_code == 404


def test_a_damaged_pack_is_not_published(tmp_path: Path, project: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    city = tmp_path / "city"
    city.mkdir()
    for name in ("map.pmtiles", "map.json"):
        (city / name).write_bytes((project / "resources/cities/vilnius" / name).read_bytes())
    (city / "map.pmtiles").write_bytes(b"PMTiles")
    opened = open_database(database)
    with pytest.raises(MediaFault, match="cannot be stored"):
        publish_pack(opened, city)
    opened.close()


def test_importing_a_city_brings_its_map(
    tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    for name in ("map.pmtiles", "map.json"):
        source = project / "resources/cities/helsinki" / name
        assert source.exists()
    assert import_main([str(project / "resources/cities/helsinki"), "--database", database]) == 0
    assert "a new pack for the kiosks" in capsys.readouterr().out
    assert import_main([str(project / "resources/cities/helsinki"), "--database", database]) == 0
    assert "a new pack" not in capsys.readouterr().out
    assert import_main([str(SMALL_CITY), "--database", database]) in (0, 1)
    assert len(list((tmp_path / "hub.db-media").iterdir())) >= 2
