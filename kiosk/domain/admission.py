"""May this person come in? Decided from facts alone, so every case can be written down as a test.

What the kiosk cannot know offline is a value in `Facts`, never another path through the code.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from sync.model import CheckIn, Movement


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
    """What the desk says. `record` is the event to write; only with `event_id` is it done."""

    level: Level
    reason: Reason
    pass_id: str = ""
    record: Movement | None = None
    provisional: bool = False
    since: dt.datetime | None = None
    offer: Occasion | None = None
    may_override: bool = False
    repeated: bool = False
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last verdict on the same person, session and movement, and when it was said."""

    verdict: Verdict
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a decision rests on. `overridden` are the reasons staff has already waved on."""

    enrolled: bool = True
    wanted: Movement = Movement.ENTRY
    pass_id: str = ""
    pass_state: PassState = PassState.VALID
    session: Occasion | None = None
    on_roster: OnRoster = OnRoster.UNKNOWN
    inside_since: dt.datetime | None = None
    present: int = 0
    elsewhere: tuple[Occasion, ...] = ()
    earlier: Earlier | None = None
    overridden: frozenset[Reason] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The centre's own rules."""

    repeat_within: dt.timedelta = dt.timedelta(seconds=10)
    grace_after: dt.timedelta = dt.timedelta(hours=1)
    walk_ins: bool = True


_PASS_VERDICTS = {
    state: Verdict(level=level, reason=reason, may_override=may_override)
    for state, level, reason, may_override in (
        (PassState.EXPIRED, Level.AMBER, Reason.PASS_EXPIRED, True),
        (PassState.NOT_YET_VALID, Level.AMBER, Reason.PASS_NOT_YET_VALID, True),
        (PassState.UNKNOWN_KEY, Level.AMBER, Reason.PASS_UNKNOWN_KEY, False),
        (PassState.ALTERED, Level.RED, Reason.PASS_ALTERED, False),
        (PassState.REVOKED, Level.RED, Reason.PASS_REVOKED, False),
        (PassState.MALFORMED, Level.RED, Reason.UNKNOWN, False),
    )
}

_WALK_IN_REASONS = frozenset({Reason.NOT_ON_ROSTER, Reason.ROSTER_UNKNOWN, Reason.WRONG_SESSION})


def decide(facts: Facts, policy: Policy, now: dt.datetime) -> Verdict:
    """The verdict on one scan or tap. Whatever stops the person first is what is said."""
    if not facts.enrolled:
        # Without a hub nobody would ever hear of the event, and its device would be nobody.
        return Verdict(level=Level.RED, reason=Reason.NOT_ENROLLED)
    verdict = _pass(facts) or _repeat(facts, policy, now) or _judge(facts, policy, now)
    return verdict if verdict.repeated else replace(verdict, pass_id=facts.pass_id)


def decide_undo(event: CheckIn | None, undone: bool) -> Verdict:
    """The verdict on taking an event back: once, and only an entry or an exit."""
    if event is None or event.movement is Movement.ANNULMENT or undone:
        return Verdict(level=Level.AMBER, reason=Reason.NOTHING_TO_UNDO)
    return Verdict(
        level=Level.GREEN,
        reason=Reason.ANNULLED,
        pass_id=event.pass_id,
        record=Movement.ANNULMENT,
    )


def happens_now(session: Occasion, policy: Policy, now: dt.datetime) -> bool:
    """Whether the door is open: all of the session's day, and until a while after its end."""
    same_day = now.astimezone(session.start.tzinfo).date() == session.start.date()
    return same_day or session.start <= now <= session.end + policy.grace_after


def _pass(facts: Facts) -> Verdict | None:
    verdict = _PASS_VERDICTS.get(facts.pass_state)
    if verdict is not None and verdict.may_override and verdict.reason in facts.overridden:
        return None
    return verdict


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
    if not expected and not facts.overridden & _WALK_IN_REASONS:
        return _not_expected(facts, policy)
    full = session.capacity is not None and facts.present >= session.capacity
    if full and Reason.FULL not in facts.overridden:
        return _amber(Reason.FULL, may_override=True)
    provisional = not expected or facts.pass_state is PassState.NONE
    return Verdict(
        level=Level.GREEN,
        reason=Reason.WALK_IN if provisional else Reason.ENTRY,
        record=Movement.ENTRY,
        provisional=provisional,
    )


def _not_expected(facts: Facts, policy: Policy) -> Verdict:
    if facts.elsewhere:
        return _amber(Reason.WRONG_SESSION, offer=facts.elsewhere[0], may_override=policy.walk_ins)
    unknown = facts.on_roster is OnRoster.UNKNOWN
    reason = Reason.ROSTER_UNKNOWN if unknown else Reason.NOT_ON_ROSTER
    return _amber(reason, may_override=policy.walk_ins)


def _amber(
    reason: Reason,
    *,
    since: dt.datetime | None = None,
    offer: Occasion | None = None,
    may_override: bool = False,
) -> Verdict:
    return Verdict(
        level=Level.AMBER, reason=reason, since=since, offer=offer, may_override=may_override
    )


def _first(occasions: tuple[Occasion, ...]) -> Occasion | None:
    return occasions[0] if occasions else None
