"""The timetable comes with the map: through the hub and on a stick, and the screen takes it up."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.services.transit import open_transit
from kiosk.settings import CITIES, Settings
from sync.citypack.cli import main
from sync.citypack.errors import PackError
from sync.citypack.installed import Packs
from sync.citypack.pack import Pack
from sync.citypack.transit import INDEX, NOTE
from sync.citypack.transit_build import build_transit
from sync.client.media import MapFetch
from sync.client.remote import Remote
from sync.hub.database import open_database
from sync.hub.media import publish_pack, published
from sync.store.bundled import build_bundled
from sync.store.folder import DataFolder
from tests.hub.running import fill, hub
from tests.transit.test_transit import feed
from tests.ui.visit import WEDNESDAY, Visit

MAP = ("map.pmtiles", "map.json", "map-names.json")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Helsinki's map with a timetable of its own."""
    folder = tmp_path / "city"
    folder.mkdir()
    for name in MAP:
        shutil.copy(CITIES / "helsinki" / name, folder)
    build_transit(feed(tmp_path), folder, "Bus company", "open", "2026-09-01")
    return folder


def test_the_hub_sends_the_timetable_with_the_map_and_the_kiosk_counts_by_it(
    city: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(url)
    database = open_database(url)
    assert publish_pack(database, city)
    with database.read() as connection:
        pack = published(connection)
    database.close()
    assert pack is not None
    data = DataFolder(tmp_path / "kiosk").make()
    with hub(url) as running:
        remote = Remote(running.url)
        fetch = MapFetch(data, remote)
        fetch.want(pack)
        assert fetch.fetch(30.0)
        remote.close()
    transit = open_transit(CITIES / "vilnius", data.path)
    assert transit is not None
    assert transit.note.source == "Bus company"
    eight = dt.datetime(2026, 11, 24, 8, 0)  # noqa: DTZ001
    assert transit.to((25.26, 54.70), (25.20, 54.70), eight) == 16


def test_a_stick_brings_the_timetable_too_and_without_one_the_citys_own_stays(
    city: Path, tmp_path: Path
) -> None:
    data = tmp_path / "kiosk"
    data.mkdir()
    assert main(["install", str(city), "--data", str(data)]) == 0
    transit = open_transit(CITIES / "vilnius", data)
    assert transit is not None
    assert transit.date == "2026-09-01"
    for name in (INDEX, NOTE):
        (city / name).unlink()
    assert main(["install", str(city), "--data", str(data)]) == 0
    transit = open_transit(CITIES / "vilnius", data)
    assert transit is not None
    assert transit.date == "2015-09-01"


@pytest.mark.parametrize("harm", ["cut", "without its note", "without its index"])
def test_a_pack_with_half_a_timetable_is_refused_and_the_old_one_stays(
    city: Path, tmp_path: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "kiosk"
    data.mkdir()
    assert main(["install", str(CITIES / "vilnius"), "--data", str(data)]) == 0
    before = Packs(data).current()
    if harm == "cut":
        (city / INDEX).write_bytes((city / INDEX).read_bytes()[:-3])
    else:
        (city / (NOTE if harm.endswith("note") else INDEX)).unlink()
    with pytest.raises(PackError):
        Pack(city / "map.pmtiles").verify()
    assert main(["install", str(city), "--data", str(data)]) == 1
    assert "transit." in capsys.readouterr().err
    assert Packs(data).current() == before


def test_a_running_screen_takes_up_the_new_timetable(
    city: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    catalogue = tmp_path / "catalogue.db"
    build_bundled(CITIES / "vilnius", catalogue, WEDNESDAY)
    data = tmp_path / "kiosk"
    data.mkdir()
    visit = Visit(catalogue, Settings(data=data, language="lt", idle_seconds=300.0))
    try:
        before = visit.app.context().transit
        assert before is not None
        assert before.date == "2015-09-01"
        Packs(data).install(city)
        visit.app.renew_timetable()
        qtbot.waitUntil(lambda: visit.app.context().transit is not before, timeout=5000)
        now = visit.app.context().transit
        assert now is not None
        assert now.date == "2026-09-01"
    finally:
        visit.close()
