"""Settings from afar, applied: over kiosk.toml at the start, and to the running screen.

Which value holds, the first that says something: the environment (COL_...), the kiosk's own
settings at the hub, its place's, the city's, kiosk.toml, the default. The hub has joined the middle
three before they come here. What the map engine and the camera are is read at the start only.
"""

import datetime as dt
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from kiosk.devices.sound import HasVolume
from kiosk.domain.session import Limits, Phase
from kiosk.maintenance import UpdateWorks, under_way
from kiosk.services.catalogue import Catalogue
from kiosk.settings import ENVIRONMENT_PREFIX, Settings
from kiosk.ui import hours
from kiosk.ui.app import AppModel
from kiosk.ui.language import locale_of
from sync.model import OpeningHours, Place
from sync.protocol.fleet import RemoteSettings
from sync.store.files import write_whole
from sync.store.remote_settings import NAME, Kept, load

log = logging.getLogger(__name__)

LOOK_MS = 2_000
PICTURE_EVERY = dt.timedelta(minutes=10)
PICTURE = "screen.jpg"
PICTURE_HEIGHT = 640
ATTRACT = "attract"
_SAME_NAMES = (
    "idle_seconds", "warning_seconds", "volume", "night_dimming", "map_engine", "camera",
    "speech_hint",
)  # fmt: skip


def overlay(
    settings: Settings, given: RemoteSettings, environment: Mapping[str, str] = os.environ
) -> Settings:
    """kiosk.toml with the hub's settings over it, but for what the environment says."""
    values = {name: getattr(given, name) for name in _SAME_NAMES}
    values["language"] = given.languages[0] if given.languages else None
    return replace(
        settings,
        **{
            name: value
            for name, value in values.items()
            if value is not None and ENVIRONMENT_PREFIX + name.upper() not in environment
        },
    )


def opening_hours(given: RemoteSettings, place: Place | None) -> tuple[OpeningHours, ...]:
    """When the place is open: what is said of single dates, by staff or the city, comes first;
    then the hours that the hub gave this kiosk, then the place's usual ones."""
    own = place.opening_hours if place else ()
    if not given.opening_hours:
        return own
    dated = (each for each in own if each.valid_from is not None or each.valid_through is not None)
    return (*given.opening_hours, *dated)


class RemoteControl(QObject):
    """Looks at what the sync child wrote, and lets the running screen follow."""

    def __init__(
        self, settings: Settings, app: AppModel, tones: HasVolume, catalogue: Catalogue, place: str,
        grab: Callable[[], bytes], clock: Callable[[], dt.datetime],
        environment: Mapping[str, str] = os.environ,
    ) -> None:  # fmt: skip
        """`settings` are those of kiosk.toml; `grab` gives the window as a JPEG of a height of
        PICTURE_HEIGHT."""
        super().__init__(app)
        self._base, self._app, self._tones, self._catalogue = settings, app, tones, catalogue
        self._place, self._grab, self._clock = place, grab, clock
        self._environment = environment
        self._mark: tuple[int, int] | None = None
        self._kept = Kept()
        self._pictured: dt.datetime | None = None
        self._updates = UpdateWorks(settings.data)
        self.speech_hint = settings.speech_hint
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        app.pageChanged.connect(self._dim)
        app.languageChanged.connect(self._dim)
        # The window is made after this object: no picture yet.
        self._read()
        self._dim()
        self._maintain()
        self._timer.start()

    def look(self) -> None:
        """Take what is new; dim or light the screen by the clock; a picture when it is time."""
        self._read()
        self._dim()
        self._maintain()
        self._picture()

    def _read(self) -> None:
        mark = _mark(self._base.data / NAME)
        if mark != self._mark:
            self._mark = mark
            self._kept = load(self._base.data)
            self._apply()

    def _apply(self) -> None:
        settings = overlay(self._base, self._kept.settings, self._environment)
        limits = self._app.session.limits
        self._app.session.limits = Limits(
            settings.idle_seconds, settings.warning_seconds, limits.staff_idle
        )
        self._tones.set_volume(settings.volume)
        self.speech_hint = settings.speech_hint
        self._app.offer_languages(self._kept.settings.languages)

    def _maintain(self) -> None:
        """Begin when nobody's visit is cut off by it; end as soon as the work is done."""
        now, city = self._clock(), self._catalogue.city()
        wanted, asked = self._base.maintenance, None
        if ENVIRONMENT_PREFIX + "MAINTENANCE" not in self._environment:
            wanted = wanted and self._kept.settings.out_of_service is not False
            asked = self._kept.out_of_service_since
        local = now.astimezone(ZoneInfo(city.timezone))
        works = self._updates.look(asked, now, local, city.maintenance)
        wanted = wanted or under_way(works, now)
        if not wanted or self._app.session.state.phase is not Phase.VISITOR:
            self._app.maintain(wanted)

    def _dim(self) -> None:
        settings = overlay(self._base, self._kept.settings, self._environment)
        resting = self._app.session.state.page.name == ATTRACT
        text, state = self._hours()
        closed = state == "closed"
        self._app.say_closed(text if closed else "")
        self._app.darken(round(settings.night_dimming * 100) if resting and closed else 0)

    def _hours(self) -> tuple[str, str]:
        place = self._catalogue.place(self._place) if self._place else None
        zone = ZoneInfo(self._catalogue.city().timezone)
        known = opening_hours(self._kept.settings, place)
        locale = locale_of(self._app.session.state.language)
        return hours.status(known, self._clock().astimezone(zone), locale)

    def _picture(self) -> None:
        """Only of the attract loop: nobody's visit and no staff view is ever pictured."""
        now = self._clock()
        due = self._pictured is None or now - self._pictured >= PICTURE_EVERY
        if not (self._kept.settings.pictures and due):
            return
        if self._app.session.state.page.name != ATTRACT:
            return
        self._pictured = now
        try:
            write_whole(self._base.data / PICTURE, self._grab())
        except OSError as error:
            log.warning("no picture for the hub: %s", error.strerror)


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
