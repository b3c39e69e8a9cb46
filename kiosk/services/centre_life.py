"""Centre life at this kiosk: what staff announce, shown here at once and pushed to the hub.

Every method may run on a worker thread. What is announced is durable on disk when the method
returns; when the disk fails it raises `StoreError` and nothing was announced.
"""

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from kiosk.domain.rights import Actor, Right
from kiosk.services.desk_values import Station
from sync.model import CentreAct, CentreEvent, Notice, Outcome
from sync.model.centre import event_of, flaw_of, notice_id, notice_of
from sync.store.centre_log import CentreLog, Kept
from sync.store.errors import StoreError

log = logging.getLogger(__name__)

REMEMBERED = dt.timedelta(days=7)
"""How long staff are told that the hub refused something."""


class NotAllowed(Exception):
    """The rules of the centre do not let this member of staff do that."""


class Session(Protocol):
    """A dated session, as the desk's `Occasion` is one."""

    @property
    def activity(self) -> str: ...
    @property
    def start(self) -> dt.datetime: ...


def may(actor: Actor, act: CentreAct) -> bool:
    """A badge may be asked for by all staff; the rest changes what all visitors see."""
    if act is CentreAct.AWARD_REQUEST:
        return bool(actor.id)
    return Right.CENTRE_LIFE in actor.rights


class CentreLife:
    """Announcements, and requests for badges, of one kiosk."""

    def __init__(
        self,
        acts: CentreLog,
        station: Station,
        *,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._log = acts
        self._station = station
        self._wake = wake
        self._lock = threading.RLock()
        self._stamp = 0

    def version(self) -> int:
        """Another number after each act, and after each word of the hub on one; about 100 us.

        Visitors are served even when the ledger cannot be read.
        """
        with contextlib.suppress(StoreError):
            self._stamp = self._log.stamp()
        return self._stamp

    def say(
        self, words: str, language: str, now: dt.datetime, actor: Actor, days: int = 1
    ) -> CentreEvent:
        """The notice of the day, for so many days."""
        day = self._day(now)
        through = day + dt.timedelta(days=days - 1)
        text = " ".join(words.split())
        return self._add(
            CentreAct.NOTICE, now, actor, day=day, through=through, words=text, language=language
        )

    def cancel(self, session: Session, now: dt.datetime, actor: Actor) -> CentreEvent:
        """One session does not happen."""
        start = session.start
        return self._add(
            CentreAct.CANCEL, now, actor,
            day=self._day(start), activity=session.activity, session_start=_utc(start),
        )  # fmt: skip

    def move(
        self, session: Session, to: dt.datetime, now: dt.datetime, actor: Actor
    ) -> CentreEvent:
        """One session begins at another time; it lasts as long as before."""
        start = session.start
        return self._add(
            CentreAct.MOVE, now, actor,
            day=min(self._day(start), self._day(to)), through=max(self._day(start), self._day(to)),
            activity=session.activity, session_start=_utc(start), moved_to=_utc(to),
        )  # fmt: skip

    def pin(self, activity: str, now: dt.datetime, actor: Actor, days: int = 1) -> CentreEvent:
        """An activity is shown first, for so many days."""
        day = self._day(now)
        through = day + dt.timedelta(days=days - 1)
        return self._add(CentreAct.PIN, now, actor, day=day, through=through, activity=activity)

    def open_at(
        self, day: dt.date, opens: dt.time, closes: dt.time, now: dt.datetime, actor: Actor
    ) -> CentreEvent:
        """Other opening hours on one day; equal times are "closed"."""
        return self._add(CentreAct.HOURS, now, actor, day=day, opens=opens, closes=closes)

    def take_back(self, event_id: str, now: dt.datetime, actor: Actor) -> CentreEvent:
        """Undo what was announced here or at another kiosk of the place."""
        return self._add(CentreAct.UNDO, now, actor, undoes=event_id)

    def requested(self, session: Session, pass_id: str) -> bool:
        """Whether the badge was asked for at this kiosk, and that was not taken back."""
        return bool(self._log.requested(session.activity, _utc(session.start), pass_id))

    def request_badge(
        self, session: Session, pass_id: str, badge: str, now: dt.datetime, actor: Actor
    ) -> CentreEvent | None:
        """Ask the issuer for the badge of who was at a session; None when that was asked before.

        Nothing is awarded by it.
        """
        with self._lock:
            if self.requested(session, pass_id):
                return None
            return self._add(
                CentreAct.AWARD_REQUEST, now, actor,
                activity=session.activity, session_start=_utc(session.start),
                pass_id=pass_id, badge=badge,
            )  # fmt: skip

    def over(self, published: Sequence[Notice], synced: dt.datetime | None) -> list[Notice]:
        """The published notices as they will be once the hub has heard of this kiosk's acts.

        `synced` is when the catalogue was last known to be what the hub has: later than the hub's
        answer, the catalogue is right whatever it says.
        """
        try:
            acts = [each for each in self._log.kept() if each.outcome is not Outcome.REJECTED]
        except StoreError as error:
            log.warning("announcements of this kiosk cannot be read: %s", error)
            return list(published)
        here = {notice.id for notice in published}
        gone = {notice_id(each.event.undoes) for each in acts}
        unheard = (notice_of(each.event) for each in acts if not _heard(each, synced))
        fresh = [each for each in unheard if each is not None and each.id not in here]
        return [each for each in (*published, *fresh) if each.id not in gone]

    def refused(self, now: dt.datetime) -> list[Kept]:
        """Acts of the last days that the hub would not take in; newest first."""
        return [
            each
            for each in reversed(self._log.kept())
            if each.outcome is Outcome.REJECTED and each.event.at > now - REMEMBERED
        ]

    def waiting(self) -> set[str]:
        """The ids of the acts that the hub has not answered yet."""
        return {each.event.event_id for each in self._log.kept() if each.outcome is None}

    def in_force(self, notices: Iterable[Notice], today: dt.date) -> list[Notice]:
        """The announcements of kiosks at this place that are not over, newest first."""
        found = [
            each
            for each in notices
            if event_of(each)
            and each.place == self._station.place
            and (each.valid_through is None or each.valid_through >= today)
        ]
        return sorted(found, key=lambda each: each.id, reverse=True)

    def _add(self, act: CentreAct, now: dt.datetime, actor: Actor, **about: object) -> CentreEvent:
        if not may(actor, act):
            raise NotAllowed(f"{actor.id or 'nobody'} may not {act.value}")
        here = self._station
        plain = CentreEvent(
            event_id="", device=here.device, place=here.place, act=act, at=now, staff=actor.id
        )
        draft: CentreEvent = msgspec.structs.replace(plain, **about)
        if flaw_of(draft):
            raise ValueError(f"a {act.value} like that makes no sense")
        made = self._log.append(draft, now)
        self._wake()
        return made

    def _day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self._station.zone).date()


def _heard(each: Kept, synced: dt.datetime | None) -> bool:
    """Whether the catalogue already knows what the hub made of this."""
    return each.settled_at is not None and synced is not None and synced > each.settled_at


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
