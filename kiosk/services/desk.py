"""The desk: who is expected, who is in, and checking people in and out.

Every method may run on a worker thread. `scan`, `tap`, `walk_in` and `undo` return a green
verdict only after the event is durable on disk; when the disk fails they raise `StoreError` and
nothing was recorded.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.domain.admission import (
    Earlier,
    Facts,
    Occasion,
    OnRoster,
    PassState,
    Policy,
    Reason,
    Verdict,
    decide,
    decide_undo,
)
from kiosk.services import report
from kiosk.services.desk_values import (
    AGE_BANDS,
    PLAIN,
    Activities,
    Answer,
    Attendee,
    BandCount,
    How,
    PassReading,
    Queue,
    SessionToday,
    Station,
)
from kiosk.services.report import Report
from sync.model import Activity, Movement, Registration, sessions_on
from sync.store.ledger import Draft, Ledger
from sync.store.ledger_attendance import Tally
from sync.store.people import People

WALK_IN_PREFIX = "W-"
TALLY_PREFIX = "T-"
_REMEMBERED = 64


class Desk:
    """Use cases of the door over ledger, people and catalogue."""

    def __init__(
        self,
        ledger: Ledger,
        people: People,
        activities: Activities,
        station: Station,
        *,
        wake: Callable[[], None] = lambda: None,
        policy: Policy | None = None,
    ) -> None:
        self._ledger = ledger
        self._people = people
        self._activities = activities
        self.station = station
        self._wake = wake
        self._policy = policy or Policy()
        self._earlier: dict[tuple[str, str, dt.datetime], Earlier] = {}
        self._lock = threading.RLock()

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
        return sorted(self._counted(found), key=lambda it: (it.occasion.start, it.activity.name))

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

    def scan(
        self, reading: PassReading, session: Occasion | None, now: dt.datetime, how: How = PLAIN
    ) -> Answer:
        """Judge a pass that was read, and record what follows."""
        method = "self" if how.by_visitor else "scan"
        return self._check(reading.pass_id, PassState(reading.outcome), session, now, how, method)

    def scan_id(
        self, pass_id: str, session: Occasion | None, now: dt.datetime, how: How = PLAIN
    ) -> Answer:
        """As `scan`, for a bare pass id without a signature: good only for who is expected here."""
        known = bool(self._people.of_pass(pass_id))
        state = PassState.CHOSEN if known else PassState.MALFORMED
        return self._check(pass_id if known else "", state, session, now, how, "scan")

    def tap(self, pass_id: str, session: Occasion, now: dt.datetime, how: How = PLAIN) -> Answer:
        """Check somebody in or out whom staff picked from the roster."""
        return self._check(pass_id, PassState.CHOSEN, session, now, how, "tap")

    def walk_in(self, session: Occasion, now: dt.datetime, how: How = PLAIN) -> Answer:
        """Let in somebody without a pass: an id made up on the spot, and nothing about them."""
        pass_id = WALK_IN_PREFIX + secrets.token_hex(5).upper()
        waved = replace(how, overridden=how.overridden | {Reason.NOT_ON_ROSTER})
        return self._check(pass_id, PassState.NONE, session, now, waved, "walk_in")

    def count_in(self, session: Occasion, band: str, now: dt.datetime, how: How = PLAIN) -> Answer:
        """Count one drop-in guest of this age band, without any identity.

        An entry like any other under an id that is made up here, so that it can be undone, shown
        beside named check-ins and summed up by the hub.
        """
        if band not in AGE_BANDS:
            raise ValueError(f"there is no age band {band}")
        pass_id = TALLY_PREFIX + secrets.token_hex(5).upper()
        waved = replace(how, overridden=how.overridden | {Reason.NOT_ON_ROSTER})
        return self._check(pass_id, PassState.NONE, session, now, waved, "tally", band)

    def count_out(self, session: Occasion, band: str, now: dt.datetime, how: How = PLAIN) -> Answer:
        """One guest of this age band has left: of those, whoever came first."""
        with self._lock:
            pass_id = self._ledger.inside_band(session.activity, session.start, band) or ""
            leaving = replace(how, wanted=Movement.EXIT)
            return self._check(pass_id, PassState.NONE, session, now, leaving, "tally", band)

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

    def undo(self, event_id: str, now: dt.datetime, staff: str = "") -> Answer:
        """Take an event back by an annulment; the event itself stays."""
        if not self.station.enrolled:
            return Answer(decide(Facts(enrolled=False), self._policy, now))
        with self._lock:
            event = self._ledger.find(event_id)
            undone = event is not None and self._ledger.is_annulled(event)
            verdict = decide_undo(event, undone)
            if event is None or verdict.record is None:
                return Answer(verdict)
            draft = Draft(
                movement=Movement.ANNULMENT,
                pass_id=event.pass_id,
                activity=event.activity,
                session_start=event.session_start,
                place=event.place,
                annuls=event.event_id,
                staff=staff,
            )
            made = self._ledger.append(draft, device=self.station.device, now=now)
            self._earlier.pop((event.pass_id, event.activity, event.session_start), None)
        self._wake()
        return Answer(replace(verdict, event_id=made.event_id), self._label(event.pass_id))

    def report(self, month: dt.date) -> Report:
        """The month that this day is in, as this kiosk saw it."""
        here = self.station
        figures = self._ledger.figures(*report.bounds(month, here.zone))
        place = self._activities.place(here.place)
        name = place.name if place is not None else here.place
        return report.build(month, name, figures, self._activities, here.zone)

    def queue(self) -> Queue:
        """What the hub has not taken in."""
        return Queue(
            self._ledger.pending_count(),
            self._ledger.rejected_count(),
            tuple(self._ledger.to_review()),
        )

    def _check(
        self,
        pass_id: str,
        state: PassState,
        session: Occasion | None,
        now: dt.datetime,
        how: How,
        method: str,
        band: str = "",
    ) -> Answer:
        # One at a time: between the facts and the event nobody else may change the facts.
        with self._lock:
            theirs = self._people.of_pass(pass_id) if pass_id else []
            label = theirs[0].label if theirs else ""
            facts = self._facts(pass_id, state, session, now, how, theirs)
            verdict = decide(facts, self._policy, now)
            if verdict.repeated or verdict.record is None or session is None:
                return Answer(verdict, label, session)
            draft = Draft(
                movement=verdict.record,
                pass_id=pass_id,
                activity=session.activity,
                session_start=session.start,
                place=self.station.place,
                method=method,
                staff=how.staff,
                provisional=verdict.provisional,
                override=how.override,
                age_band=band,
            )
            event = self._ledger.append(draft, device=self.station.device, now=now)
            verdict = replace(verdict, event_id=event.event_id)
            self._remember(verdict, session, now)
        self._wake()
        return Answer(verdict, label, session)

    def _facts(
        self,
        pass_id: str,
        state: PassState,
        session: Occasion | None,
        now: dt.datetime,
        how: How,
        theirs: Sequence[Registration],
    ) -> Facts:
        facts = Facts(
            enrolled=self.station.enrolled,
            wanted=how.wanted,
            pass_id=pass_id,
            pass_state=state,
            overridden=how.overridden,
        )
        if session is None:
            return replace(facts, elsewhere=self._elsewhere(theirs, "", now))
        if not pass_id:
            return replace(facts, session=session)
        expected = any(each.activity == session.activity for each in theirs)
        unknown = not expected and not self._people.known(session.activity)
        presence = self._ledger.presence(session.activity, session.start, pass_id)
        earlier = self._earlier.get((pass_id, session.activity, session.start))
        limited = session.capacity is not None
        return replace(
            facts,
            session=session,
            on_roster=(OnRoster.YES if expected else OnRoster.UNKNOWN if unknown else OnRoster.NO),
            inside_since=presence.since if presence and presence.inside else None,
            present=self._ledger.inside(session.activity, session.start) if limited else 0,
            elsewhere=() if expected else self._elsewhere(theirs, session.activity, now),
            earlier=earlier if earlier and earlier.verdict.record is how.wanted else None,
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
        cancelled = any(notice.cancels == activity.id for notice in notices)
        return [
            Occasion(
                activity=activity.id,
                start=session.start,
                end=session.end,
                capacity=activity.capacity,
                drop_in=activity.drop_in,
                cancelled=cancelled,
            )
            for session in found
        ]

    def _label(self, pass_id: str) -> str:
        theirs = self._people.of_pass(pass_id)
        return theirs[0].label if theirs else ""

    def _remember(self, verdict: Verdict, session: Occasion, now: dt.datetime) -> None:
        self._earlier[verdict.pass_id, session.activity, session.start] = Earlier(verdict, now)
        while len(self._earlier) > _REMEMBERED:
            del self._earlier[next(iter(self._earlier))]
