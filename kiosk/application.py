"""The application object, with all that has to be set before it."""

import logging
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineQuick import QtWebEngineQuick

from kiosk.ui.fonts import load_fonts
from kiosk.ui.map import flags, scheme

SWITCH_SECONDS = 0.0005
"""How long a thread that works may keep Python's lock from the one that draws. That gives the lock
up at each question to Qt or SQLite, so with Python's own 5 ms twenty of them took a visitor 0.1 s
while a new city was read; a switch costs 10 us."""

qt_log = logging.getLogger("qt")


def make_application(
    *, allow_root: bool, needs_gl: bool = True, on_fatal: Callable[[], None] = lambda: None
) -> QGuiApplication:
    """The application object with all that has to be set before it.

    Without `needs_gl` a machine that has no GPU draws plainly, which shows no camera picture.
    `on_fatal` is called when Qt is about to end the process.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    _on_fatal.append(on_fatal)
    flags.prepare(allow_root=allow_root, needs_gl=needs_gl)
    scheme.register()
    QtWebEngineQuick.initialize()
    qInstallMessageHandler(_qt_message)
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("City of Learning Kiosk")
    load_fonts()
    _quit_on_signals(application)
    return application


def _quit_on_signals(application: QGuiApplication) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.quit())
    # Python looks at its signals only when it runs, and Qt's loop may sleep for long.
    awake = QTimer(application, interval=200)
    awake.timeout.connect(lambda: None)
    awake.start()


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


_on_fatal: list[Callable[[], None]] = []


def _qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    qt_log.log(_LEVELS[kind], "%s", message)
    if kind is QtMsgType.QtFatalMsg:
        for each in _on_fatal:
            each()
