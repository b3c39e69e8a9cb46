"""Rows and props that the staff screens show, and how they are made from the desk's values."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Level, Occasion, Reason, Verdict
from kiosk.services.desk import Desk
from kiosk.services.desk_values import Answer, Attendee, BandCount, SessionToday, masked
from kiosk.services.desk_view import TALLY_PREFIX
from sync.model import Activity, words

_SOON = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of today. `capacity` is -1 when there is no limit; `share` fills the bar."""

    key: str
    title: str
    time: str
    phase: str
    expected: int
    inside: int
    gone: int
    capacity: int
    share: float
    dropIn: bool

    @property
    def id(self) -> str:
        """What tells rows apart; QML cannot have a property of this name."""
        return self.key


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One person of a roster: `presence` is expected, in or left. `label` is masked."""

    key: str
    label: str
    presence: str
    since: str
    guest: bool
    event: str

    @property
    def id(self) -> str:
        """What tells rows apart; QML cannot have a property of this name."""
        return self.key


@dataclass(frozen=True, slots=True)
class BandRow:
    """Drop-in guests of one age band."""

    band: str
    came: int
    inside: int

    @property
    def id(self) -> str:
        """What tells rows apart."""
        return self.band


@dataclass(frozen=True, slots=True)
class VerdictProps:
    """What the verdict card shows; `level` is empty while there is none. `label` is masked.

    `needs` is the right that who is here lacks to decide otherwise.
    """

    level: str = ""
    reason: str = ""
    label: str = ""
    session: str = ""
    since: str = ""
    offer: str = ""
    offerTime: str = ""
    mayOverride: bool = False
    needs: str = ""
    canUndo: bool = False
    repeated: bool = False
    quiet: bool = False


def clock(moment: dt.datetime, zone: ZoneInfo) -> str:
    """Hours and minutes on the wall."""
    return moment.astimezone(zone).strftime("%H:%M")


def session_id(occasion: Occasion) -> str:
    """One id for a dated session."""
    return f"{occasion.start.isoformat()} {occasion.activity}"


def title(activity: Activity | None, language: str) -> str:
    """The activity's name in this language where the city has it."""
    return words(activity, "name", language).text if activity is not None else ""


def session_row(each: SessionToday, now: dt.datetime, language: str) -> SessionRow:
    """A session and its counts; the bar fills against the places, or else the roster."""
    occasion = each.occasion
    room = occasion.capacity or each.expected
    zone = occasion.start.tzinfo
    assert isinstance(zone, ZoneInfo)
    return SessionRow(
        key=session_id(occasion),
        title=title(each.activity, language),
        time=f"{clock(occasion.start, zone)}–{clock(occasion.end, zone)}",
        phase=_phase(occasion, now),
        expected=each.expected,
        inside=each.inside,
        gone=each.left,
        capacity=-1 if occasion.capacity is None else occasion.capacity,
        share=min(1.0, each.inside / room) if room else 0.0,
        dropIn=occasion.drop_in,
    )


def attendee_row(each: Attendee, zone: ZoneInfo) -> AttendeeRow:
    """A person and where they are."""
    seen = each.presence
    return AttendeeRow(
        key=each.pass_id,
        label=masked(each.label),
        presence="expected" if seen is None else "in" if seen.inside else "left",
        since=clock(seen.since, zone) if seen else "",
        guest=each.registration is None,
        event=seen.event_id if seen else "",
    )


def verdict_props(
    answer: Answer, names: dict[str, str], zone: ZoneInfo, *, quiet: bool
) -> VerdictProps:
    """What to say of an answer; `quiet` ones show as a line, not as a card."""
    verdict: Verdict = answer.verdict
    offer = verdict.offer
    return VerdictProps(
        level=verdict.level.value,
        reason=verdict.reason.value,
        label=masked(answer.label),
        session=names.get(answer.session.activity, "") if answer.session else "",
        since=clock(verdict.since, zone) if verdict.since else "",
        offer=names.get(offer.activity, "") if offer else "",
        offerTime=clock(offer.start, zone) if offer else "",
        mayOverride=verdict.may_override,
        needs=verdict.needs or "",
        canUndo=bool(verdict.event_id) and verdict.reason is not Reason.ANNULLED,
        repeated=verdict.repeated,
        quiet=quiet and verdict.level is Level.GREEN,
    )


@dataclass(frozen=True, slots=True)
class Done:
    """An answer with all that the screen needs to show it."""

    answer: Answer
    props: VerdictProps
    row: AttendeeRow | None
    session: SessionToday | None
    bands: tuple[BandRow, ...] = ()


def band_rows(counts: Iterable[BandCount]) -> tuple[BandRow, ...]:
    """The tally as rows."""
    return tuple(BandRow(each.band, each.came, each.inside) for each in counts)


def finish(
    desk: Desk, answer: Answer, session: Occasion | None, language: str, *, quiet: bool
) -> Done:
    """Gather what follows an answer; runs on the worker, right after the event was written."""
    zone = desk.station.zone
    about = [each for each in (answer.session, answer.verdict.offer) if each is not None]
    names = {each.activity: title(desk.activity(each.activity), language) for each in about}
    props = verdict_props(answer, names, zone, quiet=quiet)
    activity = desk.activity(session.activity) if session is not None else None
    if session is None or activity is None:
        return Done(answer, props, None, None)
    pass_id = answer.verdict.pass_id
    listed = bool(pass_id) and not pass_id.startswith(TALLY_PREFIX)
    row = attendee_row(desk.person(session, pass_id), zone) if listed else None
    counted = desk.counted(SessionToday(session, activity, 0, 0, 0))
    bands = band_rows(desk.bands(session)) if session.drop_in else ()
    return Done(answer, props, row, counted, bands)


def nameless(props: VerdictProps) -> VerdictProps:
    """The same for a visitor alone with the screen: no name, and nothing that staff decide."""
    return replace(props, label="", mayOverride=False, needs="", canUndo=False, quiet=False)


NOT_SAVED = VerdictProps(level=Level.RED.value, reason=Reason.NOT_SAVED.value)
"""The disk failed: nothing was recorded, and the screen says so."""


def _phase(occasion: Occasion, now: dt.datetime) -> str:
    if occasion.cancelled:
        return "cancelled"
    if now >= occasion.end:
        return "over"
    if now >= occasion.start:
        return "now"
    return "soon" if now >= occasion.start - _SOON else "later"
