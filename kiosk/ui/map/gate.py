"""The gate: the page may ask for `kiosk:` and for nothing else in the world."""

import logging
from collections import deque

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from kiosk.ui.map.scheme import HOST, PAGE

_log = logging.getLogger(__name__)


def allowed(url: QUrl) -> bool:
    """Whether a request may leave the page at all."""
    return url.scheme() == "kiosk" and url.host() == HOST


def may_navigate(url: QUrl) -> bool:
    """The view shows one page for its whole life."""
    return url.toString() == PAGE


class RequestGate(QWebEngineUrlRequestInterceptor):
    """Blocks and counts; `recent` keeps scheme and host of the last ones, never a whole address."""

    def __init__(self, parent: QObject | None = None) -> None:
        """One gate for one profile."""
        super().__init__(parent)
        self.blocked = 0
        self.recent: deque[str] = deque(maxlen=20)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called by the engine for every request."""
        if allowed(info.requestUrl()):
            return
        info.block(True)
        self.note(info.requestUrl())

    def note(self, url: QUrl) -> None:
        """Count something that was refused."""
        self.blocked += 1
        self.recent.append(f"{url.scheme()}://{url.host()}")
        if self.blocked == 1:
            _log.warning("the map page asked for something outside: %s", self.recent[-1])
