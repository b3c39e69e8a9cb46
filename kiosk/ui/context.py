"""What a view model needs to say anything: the data, the moment, the language, the place."""

import datetime as dt
from dataclasses import dataclass
from math import cos, hypot, radians
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QLocale

from kiosk.services.catalogue import Catalogue
from kiosk.services.transit import Transit
from kiosk.ui import phrases
from kiosk.ui.language import locale_of
from kiosk.ui.legible import legible
from sync.model import Activity, Place, Record, Session, Topic, words

RIDE_FROM_METRES = 1200
"""Through the air; nearer than twenty minutes on foot nobody waits for a bus."""
UNTOPICAL = Topic(id="", name="", icon="sparkle", colour="#6b6478")


@dataclass(frozen=True, slots=True)
class Context:
    """One moment of the kiosk; made anew for each question, safe on any thread."""

    catalogue: Catalogue
    language: str
    now: dt.datetime
    zone: ZoneInfo
    here: str = ""
    near: tuple[float, float] | None = None
    shortlist: tuple[str, ...] = ()
    transit: Transit | None = None
    hub: str = ""
    earned: tuple[str, ...] = ()

    @property
    def locale(self) -> QLocale:
        """How this language writes dates, times and money."""
        return locale_of(self.language)

    @property
    def today(self) -> dt.date:
        """The city's date."""
        return self.now.astimezone(self.zone).date()

    def say(self, record: Record, field: str = "name") -> str:
        """The record's text in the visitor's language, or in its own."""
        return legible(words(record, field, self.language).text, one_line=field == "name")

    def source(self, record: Record) -> str:
        """Who says so, in the visitor's language where the city has it."""
        translation = record.translations.get(self.language)
        said = translation.source if translation is not None else ""
        return legible(said or record.provenance.source, one_line=True)

    def foreign(self, record: Record, field: str = "name") -> str:
        """The mark of a text shown in another language than the visitor's; else empty."""
        found = words(record, field, self.language)
        return found.language.upper() if found.text and found.language != self.language else ""

    def topic(self, id: str) -> Topic:
        """The topic, or a neutral one; what it has of no looks of its own is that of the nearest
        topic above it."""
        found = (self.catalogue.topic(id) if id else None) or UNTOPICAL
        above, seen = found, {id}
        while above.broader not in ("", *seen) and not (found.icon and found.colour):
            seen.add(above.broader)
            above = self.catalogue.topic(above.broader) or UNTOPICAL
            found = msgspec.structs.replace(
                found,
                icon=found.icon or above.icon,
                colour=found.colour or above.colour,
                shape=found.shape if found.colour else above.shape,
            )
        return found

    def topic_of(self, activity: Activity) -> Topic:
        """The topic that gives an activity its colour."""
        return self.topic(activity.topics[0] if activity.topics else "")

    def place(self, id: str) -> Place | None:
        """The place, if the city knows it."""
        return self.catalogue.place(id) if id else None

    def picture(self, activity: Activity) -> str:
        """The address of the activity's picture for QML; empty when there is none here."""
        named = activity.picture
        if named is None or self.catalogue.picture(named.sha256) is None:
            return ""
        return f"image://picture/{named.sha256}"

    def local(self, start: dt.datetime | None, end: dt.datetime | None) -> Session | None:
        """A session in the city's time."""
        if start is None or end is None:
            return None
        return Session(start.astimezone(self.zone), end.astimezone(self.zone))

    def metres(self, place: Place | None) -> float | None:
        """From this kiosk as the crow flies; None when either is not on the map."""
        if place is None or place.geo is None or self.near is None:
            return None
        return _metres(self.near, (place.geo.longitude, place.geo.latitude))

    def ride(self, place: Place | None) -> int | None:
        """Minutes from this kiosk by public transport when leaving now; None when walking is as
        quick, no timetable says, or today's is not laid out yet."""
        if self.transit is None or self.near is None or place is None or place.geo is None:
            return None
        at = self.now.astimezone(self.zone)
        if not self.transit.ready(at):
            return None
        return self.transit.to((place.geo.longitude, place.geo.latitude), self.near, at)

    def way(self, place: Place | None) -> str:
        """How to get there in short: on foot, or by bus where that takes far less."""
        walk, ride = self.metres(place), self.ride(place)
        if self.transit is None or walk is None or ride is None or walk < RIDE_FROM_METRES:
            return phrases.walk(walk, self.locale)
        return f"{phrases.ride(ride)} ({self.transit.date[:4]})"

    def ways(self, place: Place | None) -> str:
        """How to get there in full, with the date of the timetable."""
        ride = self.ride(place)
        said = phrases.walk(self.metres(place), self.locale)
        if self.transit is None or ride is None:
            return said
        return f"{said} · {phrases.ride(ride)}, {phrases.timetable(self.transit.date)}"


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """On a plane through the city: 111,320 m to a degree of latitude (0.3 % off at most)."""
    east = (one[0] - other[0]) * 111_320 * cos(radians((one[1] + other[1]) / 2))
    return hypot(east, (one[1] - other[1]) * 111_320)
