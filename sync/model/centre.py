"""Centre life: what staff announce at a kiosk, and requests for a badge. Append-only events.

What such an event means to visitors is a `Notice`, made by `notice_of` alike on the hub, which
publishes it, and on the kiosk where it was entered, which shows it before the hub has heard.
"""

import datetime as dt
from enum import StrEnum

import msgspec

from sync.model.base import Provenance, Translation
from sync.model.city import Notice, OpeningHours

KIOSK = "kiosk"
"""The source of a notice that was made at a kiosk, and the beginning of its id."""
MAX_WORDS = 200
"""Letters of a notice."""


_NAMES = {
    "cancel": ("Užsiėmimas nevyks", "The session is cancelled"),
    "move": ("Užsiėmimas perkeltas", "The session is moved"),
    "pin": ("Rekomenduojame", "Recommended"),
    "hours": ("Pasikeitęs darbo laikas", "Other opening hours"),
}
"""For whoever reads the feed; the kiosk says more, in its own words."""


class CentreAct(StrEnum):
    """What staff did."""

    NOTICE = "notice"
    CANCEL = "cancel"
    MOVE = "move"
    PIN = "pin"
    HOURS = "hours"
    AWARD_REQUEST = "award_request"
    UNDO = "undo"


class CentreEvent(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One act. `event_id` is a UUIDv7 and the idempotency key for ever; `at` is UTC.

    It holds from `day` through `through`, both included. `words` are the notice's, in `language`.
    `session_start` is the session that is cancelled, moved to `moved_to`, or was attended. Equal
    `opens` and `closes` are "closed". `undoes` names the event that is taken back. An award is
    requested for the bearer of `pass_id`, of whom nothing else is said.
    """

    event_id: str
    device: str
    place: str
    act: CentreAct
    at: dt.datetime
    staff: str = ""
    day: dt.date | None = None
    through: dt.date | None = None
    words: str = ""
    language: str = "lt"
    activity: str = ""
    session_start: dt.datetime | None = None
    moved_to: dt.datetime | None = None
    opens: dt.time | None = None
    closes: dt.time | None = None
    undoes: str = ""
    pass_id: str = ""
    badge: str = ""


def notice_id(event_id: str) -> str:
    """The id of the notice that an event makes."""
    return f"{KIOSK}-{event_id}"


def event_of(notice: Notice) -> str:
    """The event that made a notice; empty for a notice of another source."""
    if notice.provenance.source != KIOSK:
        return ""
    return notice.id.removeprefix(f"{KIOSK}-")


def notice_of(event: CentreEvent) -> Notice | None:
    """What visitors are told of an event; None for one that is not about them."""
    if event.act in (CentreAct.AWARD_REQUEST, CentreAct.UNDO):
        return None
    about = event.activity
    lt, en = _NAMES.get(event.act.value, ("", ""))
    hours = None
    if event.opens is not None and event.closes is not None:
        hours = OpeningHours(
            opens=event.opens, closes=event.closes,
            valid_from=event.day, valid_through=event.through or event.day,
        )  # fmt: skip
    return Notice(
        id=notice_id(event.event_id),
        name=lt or event.words,
        content_language="lt" if lt else event.language,
        translations={"en": Translation(name=en)} if en else {},
        provenance=Provenance(source=KIOSK, updated=event.day),
        place=event.place,
        cancels=about if event.act is CentreAct.CANCEL else "",
        moves=about if event.act is CentreAct.MOVE else "",
        pins=about if event.act is CentreAct.PIN else "",
        session_start=event.session_start,
        moved_to=event.moved_to,
        hours=hours,
        valid_from=event.day,
        valid_through=event.through or event.day,
    )


def flaw_of(event: CentreEvent) -> str:
    """Why an event makes no sense in itself, as a word for programs; empty when it does."""
    act = event.act
    days = event.day is not None and (event.through is None or event.through >= event.day)
    session = bool(event.activity) and event.session_start is not None
    sound = {
        CentreAct.NOTICE: days and 0 < len(event.words.strip()) <= MAX_WORDS,
        CentreAct.CANCEL: days and session,
        CentreAct.MOVE: days and session and event.moved_to not in (None, event.session_start),
        CentreAct.PIN: days and bool(event.activity),
        CentreAct.HOURS: days and event.opens is not None and event.closes is not None,
        CentreAct.AWARD_REQUEST: session and bool(event.pass_id),
        CentreAct.UNDO: bool(event.undoes),
    }[act]
    return "" if sound else "malformed"
