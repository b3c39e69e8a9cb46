"""What the desk knows: today's sessions and their counts, who is expected and who is in."""

import datetime as dt
from collections.abc import Sequence

from kiosk.domain.admission import Occasion
from kiosk.services.desk_values import (
    AGE_BANDS,
    Activities,
    Attendee,
    BandCount,
    Queue,
    SessionToday,
    Station,
)
from sync.model import Activity, Registration, sessions_on
from sync.model.centre_day import is_cancelled
from sync.store.ledger import Ledger
from sync.store.ledger_attendance import Tally
from sync.store.people import People

TALLY_PREFIX = "T-"


class DeskView:
    """Reads over ledger, people and catalogue; each method may run on a worker thread."""

    def __init__(
        self, ledger: Ledger, people: People, activities: Activities, station: Station
    ) -> None:
        self._ledger = ledger
        self._people = people
        self._activities = activities
        self.station = station

    def today(self, now: dt.datetime) -> list[SessionToday]:
        """The sessions of this place today and those still running from last night, by start."""
        local = now.astimezone(self.station.zone)
        days = (local.date() - dt.timedelta(days=1), local.date())
        found = [
            (occasion, activity)
            for activity in self._activities.activities_of_place(self.station.place)
            for day in days
            for occasion in self._occasions(activity, day)
            if day == local.date() or occasion.end > now
        ]
        return sorted(
            self._counted(found),
            key=lambda it: (it.occasion.start, it.activity.name, it.activity.id),
        )

    def counted(self, session: SessionToday) -> SessionToday:
        """The same session with its counts of this moment."""
        return self._counted([(session.occasion, session.activity)])[0]

    def activity(self, id: str) -> Activity | None:
        """An activity of the catalogue."""
        return self._activities.activity(id)

    def roster(self, session: Occasion, starts_with: str = "") -> list[Attendee]:
        """Who is expected at a session, and who came without being expected."""
        seen = self._ledger.attendance(session.activity, session.start)
        lines = [
            Attendee(each.pass_id, each.label or each.pass_id, seen.get(each.pass_id), each)
            for each in self._people.roster(session.activity, starts_with)
        ]
        if starts_with:
            return lines
        known = {line.pass_id for line in lines}
        guests = [
            each
            for each in seen.values()
            if each.pass_id not in known and not each.pass_id.startswith(TALLY_PREFIX)
        ]
        guests.sort(key=lambda each: each.since, reverse=True)
        return [Attendee(each.pass_id, "", each, None) for each in guests] + lines

    def person(self, session: Occasion, pass_id: str) -> Attendee:
        """One line of the roster as it is now."""
        presence = self._ledger.presence(session.activity, session.start, pass_id)
        theirs = [r for r in self._people.of_pass(pass_id) if r.activity == session.activity]
        found = theirs[0] if theirs else None
        label = (found.label or pass_id) if found else ""
        return Attendee(pass_id, label, presence, found)

    def bands(self, session: Occasion) -> list[BandCount]:
        """The drop-in guests counted at this session, one line for each age band."""
        found = self._ledger.bands(session.activity, session.start)
        return [BandCount(band, *found.get(band, (0, 0))) for band in AGE_BANDS]

    def here_now(self, now: dt.datetime) -> int:
        """How many people are in the centre: in a session that has not ended, each once."""
        running = [each.occasion for each in self.today(now) if each.occasion.end > now]
        inside = {
            pass_id
            for each in running
            for pass_id, presence in self._ledger.attendance(each.activity, each.start).items()
            if presence.inside
        }
        return len(inside)

    def heard(self) -> object:
        """Another value whenever something of the place's other kiosks has arrived."""
        return self._ledger.doors.mark()

    def queue(self) -> Queue:
        """What the hub has not taken in."""
        return Queue(
            self._ledger.pending_count(),
            self._ledger.rejected_count(),
            tuple(self._ledger.to_review()),
        )

    def _counted(self, sessions: Sequence[tuple[Occasion, Activity]]) -> list[SessionToday]:
        if not sessions:
            return []
        expected = self._people.counts({activity.id for _, activity in sessions})
        starts = [occasion.start for occasion, _ in sessions]
        tallies = self._ledger.tallies(min(starts), max(starts) + dt.timedelta(seconds=1))
        return [
            SessionToday(
                occasion,
                activity,
                expected.get(activity.id, 0),
                *tallies.get((activity.id, occasion.start), Tally(0, 0)),
            )
            for occasion, activity in sessions
        ]

    def _elsewhere(
        self, theirs: Sequence[Registration], but: str, now: dt.datetime
    ) -> tuple[Occasion, ...]:
        """The other sessions of today that this person is expected at and that have not ended."""
        day = now.astimezone(self.station.zone).date()
        activities = (self._activities.activity(each) for each in {r.activity for r in theirs})
        found = [
            occasion
            for activity in activities
            if activity is not None and activity.id != but
            for occasion in self._occasions(activity, day)
            if occasion.end > now and not occasion.cancelled
        ]
        return tuple(sorted(found, key=lambda each: (each.start, each.activity)))

    def _occasions(self, activity: Activity, day: dt.date) -> list[Occasion]:
        found = sessions_on(activity.event_schedule, day, self.station.zone)
        if not found:
            return []
        notices = self._activities.notices(self.station.place, day)
        return [
            Occasion(
                activity=activity.id,
                start=session.start,
                end=session.end,
                capacity=activity.capacity,
                drop_in=activity.drop_in,
                cancelled=is_cancelled(notices, activity.id, session.start),
            )
            for session in found
        ]

    def _label(self, pass_id: str) -> str:
        theirs = self._people.of_pass(pass_id)
        return theirs[0].label if theirs else ""
