"""The desk: checking people in and out, and taking that back.

Every method may run on a worker thread. `scan`, `tap`, `walk_in` and `undo` return a green
verdict only after the event is durable on disk; when the disk fails they raise `StoreError` and
nothing was recorded. What the actor's role does not allow is refused here, whatever the screen
offered, and the attempt is audited.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

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
)
from kiosk.domain.admission_undo import decide_undo
from kiosk.domain.rights import NOBODY, Actor, Right
from kiosk.services import report
from kiosk.services.desk_values import (
    AGE_BANDS,
    PLAIN,
    Activities,
    Answer,
    How,
    PassReading,
    Station,
)
from kiosk.services.desk_view import TALLY_PREFIX, DeskView
from kiosk.services.report import Report
from sync.model import Movement, Registration
from sync.store.ledger import Draft, Ledger
from sync.store.people import People

WALK_IN_PREFIX = "W-"
_REMEMBERED = 64

Files = Sequence[tuple[str, bytes]]


class Desk(DeskView):
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
        super().__init__(ledger, people, activities, station)
        self._wake = wake
        self._policy = policy or Policy()
        self._earlier: dict[tuple[str, str, dt.datetime], Earlier] = {}
        self._lock = threading.RLock()

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
        state = PassState.MALFORMED if how.by_visitor else PassState.CHOSEN
        return self._check(pass_id, state, session, now, how, "tap")

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

    def undo(self, event_id: str, now: dt.datetime, actor: Actor = NOBODY) -> Answer:
        """Take an event of any kiosk of the place back by an annulment; the event itself stays."""
        if not self.station.enrolled:
            return Answer(decide(Facts(enrolled=False), self._policy, now))
        with self._lock:
            event = self._ledger.find(event_id)
            undone = event is not None and self._ledger.is_annulled(event)
            verdict = decide_undo(event, undone, actor)
            if event is None or verdict.record is None:
                self._note_refusal(verdict, actor, event_id, now)
                return Answer(verdict)
            draft = Draft(
                movement=Movement.ANNULMENT,
                pass_id=event.pass_id,
                activity=event.activity,
                session_start=event.session_start,
                place=self.station.place,
                annuls=event.event_id,
                staff=actor.id,
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
        visitors = self._ledger.visitors(month, here.zone)
        return report.build(month, name, figures, self._activities, here.zone, visitors)

    def take_along(
        self, found: Report, folder: Path, files: Files, now: dt.datetime, actor: Actor
    ) -> None:
        """Write a month's files to a stick, for who may; raises OSError, also for who may not."""
        allowed = Right.EXPORT in actor.rights
        act = "report" if allowed else f"refused_{Right.EXPORT}"
        self._ledger.staff.record(actor.id, act, f"{found.month:%Y-%m}", now)
        if not allowed:
            raise PermissionError("the role does not allow to take figures along")
        report.save(folder, files)

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
                if verdict.reason in how.overridden:
                    self._note_refusal(verdict, how.by, pass_id, now)
                return Answer(verdict, label, session)
            draft = Draft(
                movement=verdict.record,
                pass_id=pass_id,
                activity=session.activity,
                session_start=session.start,
                place=self.station.place,
                method=method,
                staff=how.by.id,
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
            rights=how.by.rights,
        )
        if session is None:
            return replace(facts, elsewhere=self._elsewhere(theirs, "", now))
        if not pass_id:
            return replace(facts, session=session)
        expected = any(each.activity == session.activity for each in theirs)
        unknown = not expected and not self._people.known(session.activity)
        presence = self._ledger.presence(session.activity, session.start, pass_id)
        earlier = self._earlier.get((pass_id, session.activity, session.start))
        if session.capacity is not None and how.wanted is Movement.ENTRY:
            here, device = (session.activity, session.start), self.station.device
            facts = replace(
                facts,
                present=self._ledger.inside(*here),
                seats=self._ledger.doors.seats_left(*here, device, now),
            )
        return replace(
            facts,
            session=session,
            on_roster=(OnRoster.YES if expected else OnRoster.UNKNOWN if unknown else OnRoster.NO),
            inside_since=presence.since if presence and presence.inside else None,
            elsewhere=() if expected else self._elsewhere(theirs, session.activity, now),
            earlier=earlier if earlier and earlier.verdict.record is how.wanted else None,
        )

    def _note_refusal(self, verdict: Verdict, actor: Actor, about: str, now: dt.datetime) -> None:
        if verdict.needs is not None:
            self._ledger.staff.record(actor.id, f"refused_{verdict.needs}", about, now)

    def _remember(self, verdict: Verdict, session: Occasion, now: dt.datetime) -> None:
        self._earlier[verdict.pass_id, session.activity, session.start] = Earlier(verdict, now)
        while len(self._earlier) > _REMEMBERED:
            del self._earlier[next(iter(self._earlier))]
