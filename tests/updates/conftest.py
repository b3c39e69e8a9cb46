"""A repository as a city makes it, a server that can misbehave, and one kiosk that looks there."""

import datetime as dt
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sync.client.remote import Remote
from sync.updates.install import install_staged
from sync.updates.slots import Slots
from sync.updates.update import Updates

sys.path.append(str(Path(__file__).parents[2] / "packaging"))

from release import Release

NIGHT, NOON = dt.time(3, 30), dt.time(12)
IMAGE = bytes(range(256)) * 400


class Server:
    """A static web server with ranges. `spoil` changes what it sends of targets, `cut` ends them
    early, and `folder` may be swapped while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cut = 0
        self.spoil = False
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        path = to.path.removeprefix("/updates/")
        self.asked.append(f"{path} {to.headers.get('Range', '')}".strip())
        file = self.folder / path
        if not file.is_file():
            to.send_response(404)
            to.send_header("Content-Length", "0")
            to.end_headers()
            return
        content = file.read_bytes()
        if self.spoil and path.startswith("targets/"):
            content = content[:-1] + b"!"
        asked = re.fullmatch(r"bytes=(\d+)-", to.headers.get("Range", ""))
        begin = int(asked[1]) if asked else 0
        to.send_response(206 if asked else 200)
        if asked:
            to.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        to.send_header("Content-Type", "application/octet-stream")
        to.send_header("Content-Length", str(len(content) - begin))
        to.end_headers()
        end = begin + self.cut if self.cut and path.startswith("targets/") else len(content)
        to.wfile.write(content[begin:end])
        if end < len(content):
            to.close_connection = True

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Kiosk:
    """One machine: the sync child's half, the owner's half, and what starts next."""

    def __init__(self, folder: Path, server: Server, root: Path) -> None:
        self.data, self.images = folder / "data", folder / "images"
        self.home, self.root = folder / "home", folder / "root.json"
        self.images.mkdir(parents=True)
        self.root.write_bytes(root.read_bytes())
        packaged = folder / "kiosk.squashfs"
        packaged.write_bytes(b"packaged")
        (self.images / "current.squashfs").symlink_to(packaged)
        self.slots = Slots(self.images)
        self._remote = Remote(server.url)
        self.updates = self.restarted()

    def restarted(self) -> Updates:
        """The sync child as after a new start."""
        self.updates = Updates(
            self.data, self._remote, root=self.root, images=self.images, running="0.1.0",
            room_left=0,
        )  # fmt: skip
        return self.updates

    def fetch(self, clock: dt.time = NIGHT, days: int = 0) -> bool:
        now = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
        local = dt.datetime.combine(now.date(), clock, dt.UTC)
        return self.updates.run(now, local=local, city="vilnius")

    def install(self) -> str:
        return install_staged(
            self.updates.folder, self.slots, root=self.root, home=self.home, running="0.1.0"
        )

    def staged(self) -> list[str]:
        folder = self.updates.folder.staged
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def starts(self) -> bytes:
        """The content of the image that would be mounted now."""
        return (self.images / "current.squashfs").read_bytes()

    def close(self) -> None:
        self._remote.close()


@pytest.fixture
def city(tmp_path: Path) -> Release:
    """A city's repository with version 0.2.0 in it, and its keys."""
    release = Release(tmp_path / "repository", tmp_path / "keys", dt.datetime.now(dt.UTC))
    release.init()
    publish(release, tmp_path, "0.2.0", IMAGE)
    return release


def publish(release: Release, folder: Path, version: str, content: bytes) -> None:
    """As `release.py add --app IMAGE --version V`."""
    from sync.updates.names import program_target

    image = folder / f"{version}.squashfs"
    image.write_bytes(content)
    release.add({program_target(): image}, version)


@pytest.fixture
def server(city: Release, tmp_path: Path) -> Iterator[Server]:
    serving = Server(tmp_path / "repository")
    yield serving
    serving.close()


@pytest.fixture
def kiosk(server: Server, tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk that runs 0.1.0 and trusts the city's first root."""
    root = tmp_path / "repository" / "metadata" / "1.root.json"
    machine = Kiosk(tmp_path / "kiosk", server, root)
    yield machine
    machine.close()
