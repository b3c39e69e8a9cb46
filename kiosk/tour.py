"""The tour over a running demonstration: the real kiosk, its sync child beside it, one finger."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from kiosk.application import make_application
from kiosk.bootstrap import Kiosk
from kiosk.domain.session import Limits
from kiosk.settings import Settings
from kiosk.ui.staff.staff_rows import session_id
from kiosk.ui.touch_events import keys, spin
from kiosk.ui.tour import Props, Stop, walk

SOON = Limits(idle=0.5, warning=30.0)
SETTLE_S = 0.35


def walk_kiosk(
    settings: Settings,
    staff_pin: str,
    out: Path,
    codes: Mapping[str, str],
    inspected: tuple[str, ...] = (),
) -> list[Stop]:
    """Walk every screen; one picture for each goes to `out`. `codes` to scan, by their names.

    Each stop is inspected in the languages of `inspected`.
    """
    application = make_application(allow_root=True)
    kiosk = Kiosk(settings)
    kiosk.show(full_screen=False)
    try:
        props = _props(kiosk, staff_pin, codes, inspected)
        return walk(kiosk.window, out, (settings.width, settings.height), props)
    finally:
        kiosk.close()
        application.quit()


def _props(
    kiosk: Kiosk, staff_pin: str, codes: Mapping[str, str], inspected: tuple[str, ...]
) -> Props:
    usual = kiosk.app.session.limits
    session, listed = _busiest_session(kiosk)

    def hurry() -> None:
        kiosk.app.session.limits = SOON

    def calm() -> None:
        kiosk.app.session.limits = usual

    def speak(code: str) -> None:
        kiosk.app.setLanguage(code)
        spin(SETTLE_S)

    language = kiosk.app.session.state.language
    others = [code for code in kiosk.catalogue.city().languages if code != language]
    return Props(
        language=language,
        other_language=others[0] if others else language,
        pin=staff_pin,
        codes=codes,
        session=session,
        listed=listed,
        scan=lambda text: keys(kiosk.window, text),
        hurry=hurry,
        calm=calm,
        speak=speak,
        languages=inspected,
        pixels_per_mm=kiosk.app.property("screen")["pixelsPerMm"],
    )


def _busiest_session(kiosk: Kiosk) -> tuple[str, bool]:
    """The name on the screen of a session of today, one with a list of people if there is any."""
    sessions = kiosk.desk.today(dt.datetime.now(dt.UTC)) if kiosk.desk else []
    busiest = max(sessions, key=lambda each: each.expected, default=None)
    if busiest is None:
        return "session-*", True
    return f"session-{session_id(busiest.occasion)}", busiest.expected > 0
