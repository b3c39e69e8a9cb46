"""The badge gallery, and the page of one badge: what it takes and where it leads."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.next_steps import Next, Why
from kiosk.jobs import JobRunner
from kiosk.services.badge_after import goes_on
from kiosk.ui import phrases
from kiosk.ui.cards import Card, card, origin
from kiosk.ui.context import Context
from kiosk.ui.page_model import PageModel
from kiosk.ui.playlists import PlaylistRow, row
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params
from kiosk.ui.take_home import svg_source
from sync.model import Badge, Endorsement, Recognition

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate

TEACHING_SHOWN = 8
NEXT_SHOWN = 4


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A badge in the gallery."""

    id: str
    name: str
    issuer: str
    image: str


@dataclass(frozen=True, slots=True)
class NextCard(Card):
    """An activity to go on with, and why."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a badge; `when` are the years that it is said of, `who` its source."""

    id: str
    text: str
    when: str
    who: str
    past: bool


@dataclass(frozen=True, slots=True)
class BadgePage:
    """A badge in words."""

    id: str
    name: str
    foreign: str
    issuer: str
    image: str
    description: str
    criteria: str
    countsFor: str
    level: str
    skills: list[str]
    held: bool
    source: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Props:
    """The gallery with its sources, or one badge with the ways to it."""

    rows: tuple[BadgeRow, ...] = ()
    page: BadgePage | None = None
    teaching: tuple[Card, ...] = ()
    next: tuple[NextCard, ...] = ()
    playlists: tuple[PlaylistRow, ...] = ()
    counts: tuple[Said, ...] = ()
    endorsements: tuple[Said, ...] = ()
    sources: str = ""
    state: str = "loading"


@QmlElement
class BadgesModel(QObject, PageModel):
    """With the param `id` the page of one badge, else the gallery."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_page(
            jobs, context, Props(), rows=BadgeRow, teaching=Card, next=NextCard,
            playlists=PlaylistRow, counts=Said, endorsements=Said,
        )  # fmt: skip

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_rows(self) -> Rows:
        return self._lists["rows"]

    def _get_teaching(self) -> Rows:
        return self._lists["teaching"]

    def _get_next(self) -> Rows:
        return self._lists["next"]

    def _get_playlists(self) -> Rows:
        return self._lists["playlists"]

    def _get_counts(self) -> Rows:
        return self._lists["counts"]

    def _get_endorsements(self) -> Rows:
        return self._lists["endorsements"]

    view = Property(QVariant, _get_view, notify=changed)
    rows = Property(Rows, _get_rows, constant=True)
    teaching = Property(Rows, _get_teaching, constant=True)
    next = Property(Rows, _get_next, constant=True)
    playlists = Property(Rows, _get_playlists, constant=True)
    counts = Property(Rows, _get_counts, constant=True)
    endorsements = Property(Rows, _get_endorsements, constant=True)


def build(id: str, context: Context) -> Props:
    """The gallery, or one badge."""
    if not id:
        every = context.catalogue.badges()
        rows = tuple(_row(each, context) for each in every)
        sources = dict.fromkeys(origin(each, context) for each in every)
        return Props(rows=rows, sources="\n".join(sources), state="found")
    badge = context.catalogue.badge(id)
    if badge is None:
        return Props(state="gone")
    teaching = context.catalogue.teaching(id)[:TEACHING_SHOWN]
    paths = [p for p in context.catalogue.playlists() if any(s.badge == id for s in p.steps)]
    return Props(
        page=_page(badge, context),
        teaching=tuple(card(each, context) for each in teaching),
        next=_next(badge, context),
        playlists=tuple(row(each, context) for each in paths),
        counts=tuple(counted(n, each, context) for n, each in enumerate(badge.recognized)),
        endorsements=tuple(_endorsed(n, each, context) for n, each in enumerate(badge.endorsed)),
        state="found",
    )


def _next(badge: Badge, context: Context) -> tuple[NextCard, ...]:
    found = goes_on(badge, context.catalogue, context.near, context.now, NEXT_SHOWN)
    return tuple(
        NextCard(**asdict(card(each.activity, context)), reason=_reason(each, context))
        for each in found
    )


def _reason(step: Next, context: Context) -> str:
    badge = context.catalogue.badge(step.badge)
    taught = context.say(badge) if badge is not None else ""
    if step.why in (Why.PATH, Why.NEXT_BADGE):
        playlist = context.catalogue.playlist(step.playlist)
        reason = translate("Badges", "The next step of the playlist “%1”")
        return reason.replace("%1", context.say(playlist) if playlist is not None else "")
    if step.why is Why.TOPIC:
        reason = translate("Badges", "More of %1: leads to the badge “%2”")
        return reason.replace("%1", context.say(context.topic(step.topic))).replace("%2", taught)
    if step.why is Why.SUBJECT:
        reason = translate("Badges", "More of %1")
        return reason.replace("%1", context.say(context.topic(step.topic)))
    reason = translate("Badges", "The same skill, %1, further: leads to the badge “%2”")
    return reason.replace("%1", _skill(step.skill, badge, context)).replace("%2", taught)


def _skills(badge: Badge, context: Context) -> range:
    """Where the badge's skills stand in the visitor's language.

    A city lists each in turn in the languages that the badge is written in; a badge that does not
    list so, or is not in the visitor's language, shows all or those of its own.
    """
    languages = _languages(badge, context)
    if len(badge.skills) % len(languages):
        return range(len(badge.skills))
    first = languages.index(context.language) if context.language in languages else 0
    return range(first, len(badge.skills), len(languages))


def _languages(badge: Badge, context: Context) -> list[str]:
    """The languages that the badge is written in, in the city's order."""
    written = {badge.content_language, *badge.translations}
    return [each for each in context.catalogue.city().languages if each in written] or [
        badge.content_language
    ]


def _skill(skill: str, badge: Badge | None, context: Context) -> str:
    """A skill of a badge in the visitor's language."""
    if badge is None or skill not in badge.skills:
        return skill
    every, languages = _skills(badge, context), len(_languages(badge, context))
    if every.step == 1:
        return skill
    return badge.skills[badge.skills.index(skill) // languages * languages + every.start]


def _row(badge: Badge, context: Context) -> BadgeRow:
    return BadgeRow(badge.id, context.say(badge), _issuer(badge, context), svg_source(badge.image))


def _issuer(badge: Badge, context: Context) -> str:
    organization = context.catalogue.organization(badge.issuer)
    return context.say(organization) if organization is not None else badge.issuer


def _page(badge: Badge, context: Context) -> BadgePage:
    return BadgePage(
        id=badge.id,
        name=context.say(badge),
        foreign=context.foreign(badge),
        issuer=_issuer(badge, context),
        image=svg_source(badge.image),
        description=context.say(badge, "description"),
        criteria=context.say(badge, "criteria"),
        countsFor=context.say(badge, "counts_for"),
        level=badge.level,
        skills=[badge.skills[at] for at in _skills(badge, context)],
        held=badge.id in context.earned,
        source=origin(badge, context),
        demonstration=badge.provenance.demonstration,
    )


def counted(number: int, said: Recognition, context: Context) -> Said:
    """What a badge counts for, in the visitor's language."""
    year = context.today.year
    past = said.until is not None and said.until < year
    return Said(
        id=str(number),
        text=said.translations.get(context.language, "") or said.text,
        when=_years(said.since, said.until),
        who=said.sources.get(context.language, "") or said.source,
        past=past,
    )


def _endorsed(number: int, said: Endorsement, context: Context) -> Said:
    organization = context.catalogue.organization(said.by)
    who = context.say(organization) if organization is not None else said.by
    text = said.translations.get(context.language, "") or said.text
    when = phrases.full_date(said.on, context.locale) if said.on is not None else ""
    return Said(id=str(number), text=text, when=when, who=who, past=False)


def _years(since: int | None, until: int | None) -> str:
    """2018–2022; from 2024; until 2022. Years are the same in every language."""
    if since is not None and until is not None:
        return str(since) if since == until else f"{since}–{until}"
    if since is not None:
        return translate("Badges", "from %1").replace("%1", str(since))
    if until is not None:
        return translate("Badges", "until %1").replace("%1", str(until))
    return ""
