"""A real hub hands out signed updates and takes crash reports; the sync child does the rest."""

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
import requests
from release import Release

from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.crash_hooks import CrashHooks
from sync.crashes import CrashFolder, Frame
from sync.hub.database import get_city, open_database, put_city
from sync.store.folder import DataFolder
from sync.updates.status import IMAGES_VARIABLE, ROOT_VARIABLE, UpdateFolder
from tests.hub.running import ADMIN, code_for, fill, hub

from .conftest import IMAGE, publish

ALL_DAY = "00:00-23:59"


def wishes(database: str, **fields: object) -> None:
    """The city's own settings, as its operator imports them."""
    opened = open_database(database)
    with opened.write() as connection:
        city = get_city(connection)
        assert city is not None
        put_city(connection, msgspec.structs.replace(city, **fields))
    opened.close()


def test_a_cycle_brings_the_update_and_tells_what_broke_only_where_the_city_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    wishes(database, maintenance=ALL_DAY)
    release = Release(tmp_path / "hub.db-updates", tmp_path / "keys", dt.datetime.now(dt.UTC))
    root = release.init()
    publish(release, tmp_path, "9.0.0", IMAGE)
    images = tmp_path / "images"
    images.mkdir()
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    monkeypatch.setenv(IMAGES_VARIABLE, str(images))
    monkeypatch.setattr("sync.updates.update.ROOM_LEFT", 0)
    folder = DataFolder(tmp_path / "kiosk")
    CrashHooks(folder.path, "screen").note("python", "KeyError", (Frame("kiosk/a.py", 3, "f"),))
    with hub(database) as running:
        identity = enrol(running.url, code_for(running.url), folder)
        cycle = Cycle(folder, identity)
        report = cycle.run(dt.datetime.now(dt.UTC))
        assert report.failures == []
        updates = UpdateFolder(folder.path)
        assert updates.status().state == "staged"
        assert next(updates.staged.iterdir()).read_bytes() == IMAGE
        admin = f"{running.url}/admin/crashes"
        assert requests.get(admin, headers=ADMIN, timeout=10).json() == {"crashes": []}
        token = {"Authorization": f"Bearer {identity.token}"}
        body = {"crashes": []}
        refused = requests.post(f"{running.url}/crashes", json=body, headers=token, timeout=10)
        assert refused.status_code == 403
        wishes(database, maintenance=ALL_DAY, crash_reports=True)
        for _ in range(2):
            assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
        (told,) = requests.get(admin, headers=ADMIN, timeout=10).json()["crashes"]
        assert told["device"] == identity.device
        assert told["crash"]["error"] == "KeyError"
        assert CrashFolder(folder.path).unsent() == []
        for path in ("metadata/../../hub.db", "keys/root.pem", "metadata/%2e%2e/x", "metadata"):
            answer = requests.get(f"{running.url}/updates/{path}", timeout=10)
            assert answer.status_code == 404, path
        # A repository that is held back is no failure of syncing: the city stays fresh.
        shutil.rmtree(tmp_path / "hub.db-updates")
        cycle.close()
        cycle = Cycle(folder, identity)
        assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
        cycle.close()
    assert sqlite3.connect(tmp_path / "hub.db").execute("PRAGMA quick_check").fetchone() == ("ok",)
