"""Every way out we know of, tried with real keys, touches and window messages: none opens."""

import ctypes
import ctypes.util
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest

from kiosk.devices.wedge import WedgeScanner
from kiosk.ui.lockdown import Lockdown
from kiosk.ui.touch_events import spin, until
from tests.ui.visit import Visit

K, M = Qt.Key, Qt.KeyboardModifier
NONE = M.NoModifier
KEYS = {
    "close the window": (K.Key_F4, M.AltModifier),
    "switch the window": (K.Key_Tab, M.AltModifier),
    "switch back": (K.Key_Tab, M.AltModifier | M.ShiftModifier),
    "the window's menu": (K.Key_Space, M.AltModifier),
    "minimize everything": (K.Key_D, M.MetaModifier),
    "lock": (K.Key_L, M.MetaModifier),
    "the start menu": (K.Key_Super_L, NONE),
    "the task list": (K.Key_Escape, M.ControlModifier | M.ShiftModifier),
    "log out": (K.Key_Delete, M.ControlModifier | M.AltModifier),
    "kill the server": (K.Key_Backspace, M.ControlModifier | M.AltModifier),
    "another console": (K.Key_F2, M.ControlModifier | M.AltModifier),
    "a terminal": (K.Key_T, M.ControlModifier | M.AltModifier),
    "quit": (K.Key_Q, M.ControlModifier),
    "close the tab": (K.Key_W, M.ControlModifier),
    "a new window": (K.Key_N, M.ControlModifier),
    "open a file": (K.Key_O, M.ControlModifier),
    "save": (K.Key_S, M.ControlModifier),
    "print": (K.Key_P, M.ControlModifier),
    "the address bar": (K.Key_L, M.ControlModifier),
    "developer tools": (K.Key_I, M.ControlModifier | M.ShiftModifier),
    "zoom in": (K.Key_Plus, M.ControlModifier),
    "zoom out": (K.Key_Minus, M.ControlModifier),
    "copy": (K.Key_C, M.ControlModifier),
    "paste": (K.Key_V, M.ControlModifier),
    "undo a reset": (K.Key_Z, M.ControlModifier),
    "back in a browser": (K.Key_Left, M.AltModifier),
    "help": (K.Key_F1, NONE),
    "reload": (K.Key_F5, NONE),
    "leave full screen": (K.Key_F11, NONE),
    "tools": (K.Key_F12, NONE),
    "the context menu": (K.Key_Menu, NONE),
    "a screenshot": (K.Key_Print, NONE),
    "the kernel": (K.Key_SysReq, NONE),
    "mail": (K.Key_LaunchMail, NONE),
    "the home page": (K.Key_HomePage, NONE),
    "escape": (K.Key_Escape, NONE),
}


@pytest.fixture
def locked(kiosk: Visit) -> Iterator[Visit]:
    """A kiosk as `run --kiosk` shows it."""
    wedge, lockdown = WedgeScanner(), Lockdown()
    kiosk.window.installEventFilter(wedge)
    kiosk.window.installEventFilter(lockdown)
    kiosk.tap("wake")
    kiosk.see("home")
    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    kiosk.window.setProperty("windowsBefore", windows())
    yield kiosk
    kiosk.window.removeEventFilter(wedge)
    kiosk.window.removeEventFilter(lockdown)


def windows() -> int:
    """How many windows are on the screen; those of earlier tests may be among them."""
    return sum(window.isVisible() for window in QGuiApplication.topLevelWindows())


def stands(visit: Visit) -> bool:
    """Whether no window came or went, and this one shows what it showed."""
    same = windows() == visit.window.property("windowsBefore")
    return same and visit.window.isVisible() and visit.finger.find(visit.page) is not None


def test_no_key_leads_out(locked: Visit) -> None:
    for place in ("home", "list"):
        locked.app.navigate(place, {})
        locked.see(place)
        for what, (key, held) in KEYS.items():
            QTest.keyClick(locked.window, key, held)
            assert stands(locked), f"{what} on {place}"
            assert locked.page == place, what


def test_nothing_happens_with_any_key_while_ctrl_alt_or_meta_is_held(locked: Visit) -> None:
    characters, around = (K.Key_Space, K.Key_AsciiTilde), (K.Key_Escape, K.Key_PageDown)
    ranges = (characters, around, (K.Key_F1, K.Key_F24))
    keys = [key for key in K if any(a.value <= key.value <= z.value for a, z in ranges)]
    assert len(keys) > 110
    focused = locked.window.activeFocusItem()
    ctrl, alt = M.ControlModifier, M.AltModifier
    for held in (ctrl, alt, M.MetaModifier, ctrl | M.ShiftModifier, ctrl | alt):
        for key in keys:
            QTest.keyClick(locked.window, key, held)
        spin(0.1)
        assert stands(locked), held
        assert locked.page == "home", held
        assert locked.window.activeFocusItem() is focused, held


def test_no_key_leads_out_of_a_text_field(locked: Visit) -> None:
    locked.app.navigate("list", {})
    locked.tap("search")
    locked.see("keyboard")
    QGuiApplication.clipboard().setText("from another program")
    for key, held in KEYS.values():
        QTest.keyClick(locked.window, key, held)
    spin(0.3)
    assert stands(locked)
    assert locked.see("search").property("text") == ""


def test_the_window_system_cannot_close_it(locked: Visit) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("WM_DELETE_WINDOW is of X11")
    ask_to_close(int(locked.window.winId()))
    spin(0.5)
    assert stands(locked)


def test_nothing_can_be_dropped_on_it(locked: Visit) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/etc/passwd")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(500, 500), copy, files, left, NONE)
    QCoreApplication.sendEvent(locked.window, drop)
    assert not drop.isAccepted()
    assert stands(locked)


def test_the_wheel_with_ctrl_zooms_nothing(locked: Visit) -> None:
    middle = QPointF(540, 960)
    wheel = QWheelEvent(
        middle, middle, QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        M.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    unit = locked.theme().property("unit")
    QCoreApplication.sendEvent(locked.window, wheel)
    assert locked.theme().property("unit") == unit
    assert stands(locked)


def test_two_fingers_zoom_no_page(locked: Visit) -> None:
    device = QTest.createTouchDevice()
    root = locked.see("home")
    before = (locked.theme().property("unit"), root.width(), root.scale())
    for step, what in enumerate(("press", *["move"] * 8, "release")):
        sequence = QTest.touchEvent(locked.window, device, False)
        for finger, way in ((0, -1), (1, 1)):
            point = QPoint(540 + way * (60 + 40 * step), 960 + way * 50 * step)
            getattr(sequence, what)(finger, point, locked.window)
        sequence.commit()
        spin(0.02)
    assert (locked.theme().property("unit"), root.width(), root.scale()) == before
    assert stands(locked)


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_a_mouse_brings_no_menu(locked: Visit, button: Qt.MouseButton) -> None:
    locked.app.navigate("list", {})
    locked.tap("search")
    for y in range(100, 1900, 300):
        QTest.mouseClick(locked.window, button, NONE, QPoint(540, y))
    assert stands(locked)


def test_a_long_press_selects_and_offers_nothing(locked: Visit) -> None:
    locked.app.navigate("list", {})
    locked.tap("search")
    for key in "robot":
        locked.tap(f"key:{key}")
    locked.finger.hold("search", 1.2)
    assert stands(locked)
    assert locked.see("searchInput").property("selectedText") == ""


def ask_to_close(window: int) -> None:
    """What a window manager sends when its close button is pressed (ICCCM 4.2.8.1)."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XInternAtom.restype = ctypes.c_ulong

    class ClientMessage(ctypes.Structure):
        _fields_ = (
            ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
            ("display", ctypes.c_void_p), ("window", ctypes.c_ulong),
            ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
            ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 12),
        )  # fmt: skip

    display = x11.XOpenDisplay(None)
    message = ClientMessage(type=33, window=window, format=32)
    message.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    message.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    x11.XSendEvent.argtypes = [
        ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p,
    ]  # fmt: skip
    x11.XSendEvent(display, window, 0, 0, ctypes.byref(message))
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    x11.XCloseDisplay(display)
