"""The city's map on its way: a real hub, real files, real cuts."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from sync.citypack.installed import Packs
from sync.citypack.pack import Pack
from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.client.media import MapFetch
from sync.client.remote import Remote
from sync.hub.database import open_database
from sync.hub.media import publish_pack, published
from sync.protocol.errors import BadPage, NotAHub, Refused, SyncError, Unreachable
from sync.protocol.messages import MapPack, MediaFile
from sync.store.errors import DiskFull
from sync.store.folder import DataFolder
from tests.hub.running import Running, code_for, fill, hub

LONG = 30.0


class Here(NamedTuple):
    """A hub with a map, and a kiosk's folder."""

    running: Running
    folder: DataFolder
    pack: MapPack


def publish(database: str, city: Path) -> MapPack:
    opened = open_database(database)
    publish_pack(opened, city)
    with opened.read() as connection:
        found = published(connection)
    opened.close()
    assert found is not None
    return found


@pytest.fixture
def here(tmp_path: Path, project: Path) -> Iterator[Here]:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    pack = publish(database, project / "resources/cities/vilnius")
    with hub(database) as running:
        yield Here(running, DataFolder(tmp_path / "kiosk").make(), pack)


def current(folder: DataFolder) -> str:
    tiles = Packs(folder.path).current()
    assert tiles is not None
    pack = Pack(tiles)
    pack.verify()
    pack.close()
    return pack.manifest.city


def test_a_kiosk_gets_the_hubs_map_with_its_next_cycle_and_again_when_it_changes(
    here: Here, project: Path
) -> None:
    identity = enrol(here.running.url, code_for(here.running.url), here.folder)
    cycle = Cycle(here.folder, identity)
    try:
        assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
        assert current(here.folder) == "vilnius"
        publish(here.running.database, project / "resources/cities/helsinki")
        assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
        assert current(here.folder) == "helsinki"
    finally:
        cycle.close()
    kept = [each for each in Packs(here.folder.path).path.iterdir() if each.is_dir()]
    assert len(kept) == 1


def test_after_a_cut_the_rest_is_fetched_and_no_byte_twice(here: Here, project: Path) -> None:
    remote = Remote(here.running.url)
    fetch = MapFetch(here.folder, remote)
    fetch.want(here.pack)
    assert fetch.fetch(seconds=0.0) is False
    tiles = next(Packs(here.folder.path).path.glob("*.part/map.pmtiles"))
    begun = tiles.stat().st_size
    assert 0 < begun < here.pack.files[0].bytes
    original = (project / "resources/cities/vilnius/map.pmtiles").read_bytes()
    asked: list[str] = []
    remote._session.hooks["response"].append(
        lambda response, **_: asked.append(response.headers.get("Content-Range", ""))
    )
    # As after a power cut: another process goes on, with what is on the disk.
    assert MapFetch(here.folder, remote).fetch(LONG)
    assert asked[0] == f"bytes {begun}-{len(original) - 1}/{len(original)}"
    assert current(here.folder) == "vilnius"
    remote.close()


def test_a_file_that_was_changed_on_the_disk_is_never_shown_and_fetched_anew(here: Here) -> None:
    remote = Remote(here.running.url)
    fetch = MapFetch(here.folder, remote)
    fetch.want(here.pack)
    fetch.fetch(seconds=0.0)
    tiles = next(Packs(here.folder.path).path.glob("*.part/map.pmtiles"))
    tiles.write_bytes(bytes(tiles.stat().st_size))
    with pytest.raises(BadPage, match="not what its name says"):
        fetch.fetch(LONG)
    assert Packs(here.folder.path).current() is None
    assert fetch.fetch(LONG)
    assert current(here.folder) == "vilnius"
    remote.close()


def test_a_full_disk_keeps_the_old_map_and_writes_nothing(here: Here) -> None:
    remote = Remote(here.running.url)
    fetch = MapFetch(here.folder, remote, room_left=10**18)
    fetch.want(here.pack)
    with pytest.raises(DiskFull, match="the old one stays"):
        fetch.fetch(LONG)
    assert not list(Packs(here.folder.path).path.glob("*.part/*"))
    remote.close()


def test_a_map_brought_by_hand_stays_until_the_hub_names_another(here: Here, project: Path) -> None:
    remote = Remote(here.running.url)
    fetch = MapFetch(here.folder, remote)
    fetch.want(here.pack)
    fetch.fetch(LONG)
    Packs(here.folder.path).install(project / "resources/cities/helsinki")
    assert fetch.fetch(LONG)
    assert current(here.folder) == "helsinki"
    remote.close()


@pytest.mark.parametrize(
    "files",
    [
        (),
        ({"name": "../../evil", "sha256": "a" * 64, "bytes": 1},),
        (
            {"name": "map.pmtiles", "sha256": "../../x", "bytes": 1},
            {"name": "map.json", "sha256": "a" * 64, "bytes": 1},
        ),
        (
            {"name": "map.pmtiles", "sha256": "a" * 64, "bytes": 10**13},
            {"name": "map.json", "sha256": "a" * 64, "bytes": 1},
        ),
    ],
)
def test_a_hub_gone_bad_chooses_neither_the_name_nor_the_size(
    tmp_path: Path, files: tuple[dict[str, object], ...]
) -> None:
    pack = MapPack(date="", files=tuple(MediaFile(**each) for each in files))  # type: ignore[arg-type]
    remote = Remote("http://127.0.0.1:9")
    with pytest.raises(BadPage):
        MapFetch(DataFolder(tmp_path), remote).want(pack)
    assert not list(tmp_path.iterdir())


class Portal(BaseHTTPRequestHandler):
    """Answers as its server's `answer` says."""

    def do_GET(self) -> None:
        status, headers, body = self.server.answer  # type: ignore[attr-defined]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


BINARY = "application/octet-stream"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, {"Content-Type": "text/html"}, b"<p>Please log in"), NotAHub),
        ((302, {"Location": "http://portal.example/"}, b""), NotAHub),
        ((200, {"Content-Type": BINARY, "Content-Length": "500"}, b"short"), Unreachable),
        ((206, {"Content-Type": BINARY, "Content-Range": "bytes 3-9/10"}, b"x" * 7), BadPage),
        (
            (404, {"Content-Type": "application/problem+json"},
             json.dumps({"title": "x", "status": 404, "code": "no_medium"}).encode()),
            Refused,
        ),
        ((500, {}, b""), Unreachable),
    ],
)  # fmt: skip
def test_whatever_else_answers_is_told_from_a_hub(
    tmp_path: Path, answer: tuple[int, dict[str, str], bytes], expected: type[SyncError]
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    server.answer = answer  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    remote = Remote(f"http://127.0.0.1:{server.server_port}")
    fetch = MapFetch(DataFolder(tmp_path).make(), remote)
    fetch.want(
        MapPack(
            date="",
            files=tuple(
                MediaFile(name=name, sha256="a" * 64, bytes=500)
                for name in ("map.pmtiles", "map.json")
            ),
        )
    )
    with pytest.raises(expected):
        fetch.fetch(LONG)
    assert Packs(tmp_path).current() is None
    remote.close()
    server.shutdown()
    server.server_close()


def test_a_pack_that_lies_about_itself_is_thrown_away(tmp_path: Path, project: Path) -> None:
    packs = Packs(tmp_path)
    part = packs.part("one")
    for name in ("map.pmtiles", "map.json"):
        shutil.copy(project / "resources/cities/vilnius" / name, part)
    data = bytearray((part / "map.pmtiles").read_bytes())
    data[-1] ^= 1
    (part / "map.pmtiles").write_bytes(data)
    with pytest.raises(Exception, match="checksum"):
        packs.finish("one", from_hub=True)
    assert packs.current() is None
    assert not part.exists()
