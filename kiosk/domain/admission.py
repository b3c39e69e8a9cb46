"""May this person come in? Decided from facts alone, so every case can be written down as a test.

What the kiosk cannot know offline is a value in `Facts`, never another path through the code.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.rights import Right
from sync.model import Movement


class Level(StrEnum):
    """The colour of a verdict: done, staff must choose, no."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Reason(StrEnum):
    """Why; each has its own words, icon and sound on the screen."""

    ENTRY = "entry"
    EXIT = "exit"
    WALK_IN = "walk_in"
    ANNULLED = "annulled"
    ALREADY_IN = "already_in"
    NOT_IN = "not_in"
    WRONG_SESSION = "wrong_session"
    FULL = "full"
    SEATS_HELD = "seats_held"
    NOT_ON_ROSTER = "not_on_roster"
    ROSTER_UNKNOWN = "roster_unknown"
    NO_SESSION = "no_session"
    SESSION_NOT_TODAY = "session_not_today"
    SESSION_CANCELLED = "session_cancelled"
    PASS_EXPIRED = "pass_expired"
    PASS_NOT_YET_VALID = "pass_not_yet_valid"
    PASS_ALTERED = "pass_altered"
    PASS_REVOKED = "pass_revoked"
    PASS_UNKNOWN_KEY = "pass_unknown_key"
    UNKNOWN = "unknown"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOT_ALLOWED = "not_allowed"
    NOT_SAVED = "not_saved"
    NOT_ENROLLED = "not_enrolled"


class PassState(StrEnum):
    """What is known of the pass. `chosen`: staff picked the person by hand; `none`: has no pass."""

    CHOSEN = "chosen"
    NONE = "none"
    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    REVOKED = "revoked"
    MALFORMED = "malformed"


class OnRoster(StrEnum):
    """Whether the person is expected; `unknown` when this kiosk holds no roster of the activity."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One dated session as the desk sees it; both ends aware in the city's zone."""

    activity: str
    start: dt.datetime
    end: dt.datetime
    capacity: int | None = None
    drop_in: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the desk says. `record` is the event to write; only with `event_id` is it done.

    `needs` is the right that whoever stands here lacks to decide otherwise.
    """

    level: Level
    reason: Reason
    pass_id: str = ""
    record: Movement | None = None
    provisional: bool = False
    since: dt.datetime | None = None
    offer: Occasion | None = None
    may_override: bool = False
    needs: Right | None = None
    repeated: bool = False
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last verdict on the same person, session and movement, and when it was said."""

    verdict: Verdict
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a decision rests on. `overridden` are the reasons staff has already waved on.

    `present` are those in the session as far as this kiosk has heard. `seats` is how many more it
    may let in without asking the hub, None where no hub ever said so.
    """

    enrolled: bool = True
    wanted: Movement = Movement.ENTRY
    pass_id: str = ""
    pass_state: PassState = PassState.VALID
    session: Occasion | None = None
    on_roster: OnRoster = OnRoster.UNKNOWN
    inside_since: dt.datetime | None = None
    present: int = 0
    seats: int | None = None
    elsewhere: tuple[Occasion, ...] = ()
    earlier: Earlier | None = None
    overridden: frozenset[Reason] = frozenset()
    rights: frozenset[Right] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The centre's own rules."""

    repeat_within: dt.timedelta = dt.timedelta(seconds=10)
    grace_after: dt.timedelta = dt.timedelta(hours=1)
    walk_ins: bool = True


_PASS_VERDICTS = {
    PassState.EXPIRED: (Level.AMBER, Reason.PASS_EXPIRED),
    PassState.NOT_YET_VALID: (Level.AMBER, Reason.PASS_NOT_YET_VALID),
    PassState.UNKNOWN_KEY: (Level.AMBER, Reason.PASS_UNKNOWN_KEY),
    PassState.ALTERED: (Level.RED, Reason.PASS_ALTERED),
    PassState.REVOKED: (Level.RED, Reason.PASS_REVOKED),
    PassState.MALFORMED: (Level.RED, Reason.UNKNOWN),
}

_WAVED_ON_BY = {
    Reason.PASS_EXPIRED: Right.OVERRIDE,
    Reason.PASS_NOT_YET_VALID: Right.OVERRIDE,
    Reason.FULL: Right.OVERRIDE,
    # The person may well have a place: only the hub, which is out of reach, could say so.
    Reason.SEATS_HELD: Right.WALK_IN,
    Reason.NOT_ON_ROSTER: Right.WALK_IN,
    Reason.ROSTER_UNKNOWN: Right.WALK_IN,
    Reason.WRONG_SESSION: Right.WALK_IN,
}
"""Which right waves on which reason; what is not here stands whoever asks."""

_WALK_IN_REASONS = (Reason.NOT_ON_ROSTER, Reason.ROSTER_UNKNOWN, Reason.WRONG_SESSION)


def decide(facts: Facts, policy: Policy, now: dt.datetime) -> Verdict:
    """The verdict on one scan or tap. Whatever stops the person first is what is said."""
    if not facts.enrolled:
        # Without a hub nobody would ever hear of the event, and its device would be nobody.
        return Verdict(level=Level.RED, reason=Reason.NOT_ENROLLED)
    verdict = _pass(facts) or _repeat(facts, policy, now) or _judge(facts, policy, now)
    return verdict if verdict.repeated else replace(verdict, pass_id=facts.pass_id)


def happens_now(session: Occasion, policy: Policy, now: dt.datetime) -> bool:
    """Whether the door is open: all of the session's day, and until a while after its end."""
    same_day = now.astimezone(session.start.tzinfo).date() == session.start.date()
    return same_day or session.start <= now <= session.end + policy.grace_after


def _pass(facts: Facts) -> Verdict | None:
    if facts.pass_state not in _PASS_VERDICTS:
        return None
    level, reason = _PASS_VERDICTS[facts.pass_state]
    return None if _waved_on(facts, reason) else _stop(facts, level, reason)


def _repeat(facts: Facts, policy: Policy, now: dt.datetime) -> Verdict | None:
    if facts.earlier is None or facts.overridden:
        return None
    age = now - facts.earlier.at
    if dt.timedelta(0) <= age < policy.repeat_within:
        return replace(facts.earlier.verdict, repeated=True)
    return None


def _judge(facts: Facts, policy: Policy, now: dt.datetime) -> Verdict:
    session = facts.session
    if session is None:
        return _amber(Reason.NO_SESSION, offer=_first(facts.elsewhere))
    if session.cancelled:
        return Verdict(level=Level.RED, reason=Reason.SESSION_CANCELLED)
    if not happens_now(session, policy, now):
        offer = _first(facts.elsewhere)
        return Verdict(level=Level.RED, reason=Reason.SESSION_NOT_TODAY, offer=offer)
    if facts.wanted is Movement.EXIT:
        return _judge_exit(facts)
    return _judge_entry(facts, session, policy)


def _judge_exit(facts: Facts) -> Verdict:
    if facts.inside_since is None:
        return _amber(Reason.NOT_IN)
    return Verdict(level=Level.GREEN, reason=Reason.EXIT, record=Movement.EXIT)


def _judge_entry(facts: Facts, session: Occasion, policy: Policy) -> Verdict:
    if facts.inside_since is not None:
        return _amber(Reason.ALREADY_IN, since=facts.inside_since)
    expected = session.drop_in or facts.on_roster is OnRoster.YES
    if not expected and not _walks_in(facts, policy):
        return _not_expected(facts, policy)
    if session.capacity is not None:
        no_place = _no_place(facts, session.capacity)
        if no_place is not None and not _waved_on(facts, no_place):
            return _stop(facts, Level.AMBER, no_place)
    provisional = not expected or facts.pass_state is PassState.NONE
    return Verdict(
        level=Level.GREEN,
        reason=Reason.WALK_IN if provisional else Reason.ENTRY,
        record=Movement.ENTRY,
        provisional=provisional,
    )


def _no_place(facts: Facts, capacity: int) -> Reason | None:
    if facts.present >= capacity:
        return Reason.FULL
    return Reason.SEATS_HELD if facts.seats is not None and facts.seats <= 0 else None


def _walks_in(facts: Facts, policy: Policy) -> bool:
    return policy.walk_ins and any(_waved_on(facts, each) for each in _WALK_IN_REASONS)


def _not_expected(facts: Facts, policy: Policy) -> Verdict:
    offer = _first(facts.elsewhere)
    if offer is not None:
        reason = Reason.WRONG_SESSION
    elif facts.on_roster is OnRoster.UNKNOWN:
        reason = Reason.ROSTER_UNKNOWN
    else:
        reason = Reason.NOT_ON_ROSTER
    if not policy.walk_ins:
        return _amber(reason, offer=offer)
    return replace(_stop(facts, Level.AMBER, reason), offer=offer)


def _waved_on(facts: Facts, reason: Reason) -> bool:
    return reason in facts.overridden and _WAVED_ON_BY.get(reason) in facts.rights


def _stop(facts: Facts, level: Level, reason: Reason) -> Verdict:
    """Not unless somebody who may wave it on does so."""
    right = _WAVED_ON_BY.get(reason)
    allowed = right in facts.rights
    return Verdict(
        level=level, reason=reason, may_override=allowed, needs=None if allowed else right
    )


def _amber(
    reason: Reason, *, since: dt.datetime | None = None, offer: Occasion | None = None
) -> Verdict:
    return Verdict(level=Level.AMBER, reason=reason, since=since, offer=offer)


def _first(occasions: tuple[Occasion, ...]) -> Occasion | None:
    return occasions[0] if occasions else None
