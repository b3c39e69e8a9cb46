"""The scheme `kiosk:`: everything the page may load, and nothing else.

The paths are a closed list made at start, tiles by number and two documents; nothing a
request says is ever joined to a folder, so there is no path to climb.
"""

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from sync.citypack.errors import PackError
from sync.citypack.pack import Pack

SCHEME = b"kiosk"
HOST = "map"
PAGE = "kiosk://map/index.html"
TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".ttf": b"font/ttf",
}
JSON = b"application/json; charset=utf-8"
BINARY = b"application/octet-stream"
MVT = b"application/vnd.mapbox-vector-tile"
_TILE = re.compile(r"/tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})\.pbf")
_log = logging.getLogger(__name__)

Document = Callable[[], bytes]


def register() -> None:
    """Tell Chromium of the scheme; before the application object, and once."""
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


def static_files(resources: Path) -> dict[str, Path]:
    """The page's own files by the path of their address."""
    found = {
        f"/{file.relative_to(resources / 'map').as_posix()}": file
        for file in sorted((resources / "map").rglob("*"))
        if file.suffix in TYPES and file.is_file()
    }
    return found | {f"/fonts/{f.name}": f for f in sorted((resources / "fonts").glob("*.ttf"))}


class MapFiles(QWebEngineUrlSchemeHandler):
    """Answers the page's requests from the disk and the memory of this program."""

    def __init__(
        self,
        static: Mapping[str, Path],
        documents: Mapping[str, Document],
        pack: Pack | None,
        parent: QObject | None = None,
    ) -> None:
        """`documents` by path: JSON, or columns of numbers where the path ends in `.bin`."""
        super().__init__(parent)
        self.refused = 0
        self._static = static
        self._documents = documents
        self._pack = pack
        self._complained = False

    def use(self, pack: Pack | None) -> None:
        """Serve another pack from now on."""
        self._pack = pack
        self._complained = False

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Called by the engine on the GUI thread."""
        url = job.requestUrl()
        origin = job.initiator()
        foreign = origin.isValid() and not origin.isEmpty() and origin.scheme() != "kiosk"
        if foreign or bytes(job.requestMethod().data()) != b"GET" or url.host() != HOST:
            self.refused += 1
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        answer = self.answer(url.path())
        if answer is None:
            self.refused += 1
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        kind, body = answer
        # Owned by the job: it must live until Chromium has read it.
        buffer = QBuffer(job)
        buffer.setData(QByteArray(body))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind), buffer)

    def answer(self, path: str) -> tuple[bytes, bytes] | None:
        """Type and body for a path, or None for what is not served."""
        if path == "/lib/qwebchannel.js":
            return TYPES[".js"], _web_channel()
        if path in self._documents:
            return BINARY if path.endswith(".bin") else JSON, self._documents[path]()
        if path in self._static:
            file = self._static[path]
            return TYPES[file.suffix], file.read_bytes()
        tile = _TILE.fullmatch(path)
        if tile is None:
            return None
        zoom, x, y = (int(part) for part in tile.groups())
        return MVT, self._tile(zoom, x, y)

    def _tile(self, zoom: int, x: int, y: int) -> bytes:
        """An unreadable tile is an empty one: the rest of the map stays."""
        if self._pack is None:
            return b""
        try:
            return self._pack.tile(zoom, x, y)
        except PackError as error:
            if not self._complained:
                self._complained = True
                _log.error("map tiles: %s", error)
            return b""


def _web_channel() -> bytes:
    """Qt's own script, which ships inside QtWebChannel."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return b""
    return bytes(file.readAll().data())
