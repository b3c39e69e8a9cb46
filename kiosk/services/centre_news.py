"""What the notices of one moment mean for the catalogue: sessions moved or off, other hours, pins.

Kept beside the records instead of in them, because an announcement of this kiosk is shown before
the hub has heard of it, and can be taken back.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sync.model import Activity, Notice, Place
from sync.model.centre_day import is_cancelled, moved, moved_from, open_on_those_days, pinned


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one session: `cancelled`, or `before`, when it was to begin."""

    cancelled: bool = False
    before: dt.datetime | None = None


UNCHANGED = Change()


@dataclass(frozen=True, slots=True)
class News:
    """All notices of one moment, by what they are about."""

    notices: tuple[Notice, ...] = ()
    by_activity: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    by_place: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)

    def on(self, place: str, day: dt.date) -> list[Notice]:
        """What this place, or the whole city, has to say on a day."""
        return [each for each in self.notices if each.place in ("", place) and _valid(each, day)]

    def activity(self, activity: Activity, zone: ZoneInfo) -> Activity:
        """The activity with its sessions where they were moved to."""
        theirs = self.by_activity.get(activity.id, ())
        return moved(theirs, activity, zone) if theirs else activity

    def place(self, place: Place) -> Place:
        """The place with its hours of these days."""
        theirs = self.by_place.get(place.id, ())
        return open_on_those_days(place, theirs) if theirs else place

    def change(self, activity: str, start: dt.datetime) -> Change:
        """What became of a session that the screen shows at `start`, an aware local time."""
        theirs = self.by_activity.get(activity, ())
        if not theirs:
            return UNCHANGED
        told = [each for each in theirs if _valid(each, start.date())]
        return Change(is_cancelled(told, activity, start), moved_from(theirs, activity, start))

    def pins(self, place: str, day: dt.date) -> list[str]:
        """The activities that this place shows first."""
        return pinned(self.on(place, day))


def news_of(notices: Iterable[Notice]) -> News:
    """The notices, sorted by what they change."""
    everything = tuple(notices)
    activities: defaultdict[str, list[Notice]] = defaultdict(list)
    places: defaultdict[str, list[Notice]] = defaultdict(list)
    for each in everything:
        if about := each.moves or each.cancels:
            activities[about].append(each)
        if each.hours is not None:
            places[each.place].append(each)
    return News(
        everything,
        {id: tuple(theirs) for id, theirs in activities.items()},
        {id: tuple(theirs) for id, theirs in places.items()},
    )


def _valid(notice: Notice, day: dt.date) -> bool:
    first, last = notice.valid_from, notice.valid_through
    return (first is None or first <= day) and (last is None or day <= last)
