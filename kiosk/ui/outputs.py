"""Which of several displays the kiosk opens on."""

import logging

from PySide6.QtGui import QGuiApplication, QWindow

log = logging.getLogger(__name__)


def open_on(window: QWindow, name: str) -> bool:
    """Put the window on the output of this name before it is shown; whether there is one.

    Without it the window stays on the first display: a cable that is pulled is no reason not to
    serve anybody. What there is stands in the log.
    """
    screens = {each.name(): each for each in QGuiApplication.screens()}
    if name not in screens:
        log.warning("no screen is called %s here, there are: %s", name, ", ".join(screens))
        return False
    window.setScreen(screens[name])
    window.setPosition(screens[name].geometry().topLeft())
    return True
