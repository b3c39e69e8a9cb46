"""A map on a stick: `main.py city install`, and what the doctor says afterwards."""

import shutil
from pathlib import Path

import pytest

from kiosk.doctor import examine
from kiosk.settings import Settings
from kiosk.ui.map.packs import PackWatch
from kiosk.ui.map.status import MapStatus, write_status
from sync.citypack.cli import main
from sync.citypack.installed import POINTER, Packs

NAMES = ("map.pmtiles", "map.json", "map-names.json")


@pytest.fixture
def stick(project: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(project / "resources/cities/helsinki" / name, folder)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "kiosk"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("named", ["", "map.pmtiles"])
def test_a_stick_gives_a_kiosk_its_map(
    stick: Path, data: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["install", str(stick / named), "--data", str(data)]) == 0
    assert "helsinki, 2019-04-21: in use" in capsys.readouterr().out
    tiles = Packs(data).current()
    assert tiles is not None
    assert tiles.read_bytes() == (stick / "map.pmtiles").read_bytes()
    # Once more is no harm.
    assert main(["install", str(stick), "--data", str(data)]) == 0


@pytest.mark.parametrize("missing", NAMES)
def test_half_a_pack_is_refused_and_the_old_one_stays(
    stick: Path, data: Path, project: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vilnius = project / "resources/cities/vilnius"
    assert main(["install", str(vilnius), "--data", str(data)]) == 0
    before = Packs(data).current()
    (stick / missing).unlink()
    assert main(["install", str(stick), "--data", str(data)]) == 1
    assert capsys.readouterr().err.startswith("city: ")
    assert Packs(data).current() == before


def test_a_damaged_stick_is_refused(stick: Path, data: Path) -> None:
    tiles = bytearray((stick / "map.pmtiles").read_bytes())
    tiles[-1] ^= 1
    (stick / "map.pmtiles").write_bytes(tiles)
    assert main(["install", str(stick), "--data", str(data)]) == 1
    assert Packs(data).current() is None
    assert [each for each in (data / "packs").iterdir() if each.is_dir()] == []


def test_a_kiosk_that_is_not_there_is_not_made_up(stick: Path, tmp_path: Path) -> None:
    assert main(["install", str(stick), "--data", str(tmp_path / "nowhere")]) == 1
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("pointer", [b"", b"{", b'{"pack": "../.."}', b'{"pack": 5}', b"\xff"])
def test_a_pointer_that_cannot_be_read_leads_to_the_bundled_map(
    data: Path, project: Path, pointer: bytes, qapp: object
) -> None:
    bundled = project / "resources/cities/vilnius/map.pmtiles"
    (data / "packs").mkdir()
    (data / "packs" / POINTER).write_bytes(pointer)
    assert PackWatch(data, bundled).newest() == bundled


def test_a_new_map_is_noticed_once(stick: Path, data: Path, project: Path, qapp: object) -> None:
    watch = PackWatch(data, project / "resources/cities/vilnius/map.pmtiles")
    arrived: list[object] = []
    watch.arrived.connect(arrived.append)
    watch.look()
    assert arrived == []
    Packs(data).install(stick)
    watch.look()
    watch.look()
    assert arrived == [Packs(data).current()]


def test_the_doctor_says_which_renderer_served_and_when_it_gave_up(data: Path) -> None:
    settings = Settings(data=data)
    assert examine(settings, []).facts["map"] is None
    status = MapStatus(state="ready", renderer="canvas", gpu="llvmpipe", pack="vilnius 2015-09-01")
    write_status(data, status)
    told = examine(settings, []).facts["map"]
    assert told["renderer"] == "canvas"
    assert told["lighter_renderer"]
    write_status(data, MapStatus(state="failed", fault="the renderer hangs, 4 times"))
    findings = examine(settings, []).findings
    told = "The map gave way to the list (the renderer hangs, 4 times)"
    assert any(told in str(each) for each in findings)
