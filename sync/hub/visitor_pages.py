"""The pages behind "take it to your phone": one activity, and a shortlist."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.engine import Connection

from sync.hub.html import Html, Part, join, link, page, tag
from sync.hub.schema import record
from sync.hub.settings import get_city
from sync.hub.state import HubDep
from sync.hub.words import WORDS, language_of, session_text
from sync.model import Activity, Notice, Organization, Place, Record, next_sessions, words
from sync.model.centre_day import is_cancelled, moved
from sync.protocol.feeds import decode, encode

MAX_SHORTLIST = 50

router = APIRouter(tags=["pages"])


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity with what its page tells of the things it refers to."""

    activity: Activity
    organizer: Organization | None
    place: Place | None
    zone: ZoneInfo
    notices: tuple[Notice, ...] = ()


class Card(msgspec.Struct, frozen=True):
    """One activity of a shortlist."""

    id: str
    name: str
    when: str
    where: str
    price: str
    page: str


@router.get("/a/{activity_id}", response_class=Response)
def activity_page(request: Request, hub: HubDep, activity_id: str, lang: str = "") -> Response:
    """One activity for a phone."""
    language = language_of(request, lang)
    say = WORDS[language]
    with hub.database.read() as connection:
        found = _shown(connection, [activity_id])
    if not found:
        answer = page(say["missing"], language, tag("h1", say["missing"]), say["missing_text"])
        answer.status_code = 404
        return answer
    shown = found[0]
    other = "en" if language == "lt" else "lt"
    name = words(shown.activity, "name", language)
    description = words(shown.activity, "description", language)
    return page(
        name.text,
        language,
        tag("p", tag("a", say["other"], href=f"?lang={other}", lang=other, hreflang=other)),
        tag("h1", name.text, lang=name.language),
        tag("p", description.text, lang=description.language) if description.text else None,
        tag("dl", *_facts(shown, language, hub.settings.clock())),
        _register(shown.activity, say["register"]),
        _notice(shown.activity, say["demonstration"]),
        Vary="Accept-Language",
    )


@router.get("/s", response_class=Response)
def shortlist_page(request: Request, lang: str = "") -> Response:
    """A shortlist: `/s#id,id`; the ids stay in the browser until it asks for the activities."""
    language = language_of(request, lang)
    say = WORDS[language]
    box = tag("div", id="list", data_empty=say["empty"], data_failed=say["failed"])
    title = tag("h1", say["shortlist"])
    return page(say["shortlist"], language, title, box, script="/static/shortlist.js",
                Vary="Accept-Language")  # fmt: skip


@router.get("/a.json")
def activities_json(
    request: Request, hub: HubDep, ids: Annotated[str, Query(max_length=6000)], lang: str = ""
) -> Response:
    """A few activities in short, in the order asked for."""
    language = language_of(request, lang)
    wanted = [part for part in ids.split(",") if part][:MAX_SHORTLIST]
    with hub.database.read() as connection:
        found = _shown(connection, wanted)
    now = hub.settings.clock()
    cards = [
        Card(
            id=shown.activity.id,
            name=words(shown.activity, "name", language).text,
            when="; ".join(_when(shown, language, now, 1)),
            where=_where(shown, language),
            price=_price(shown.activity, language),
            page=f"/a/{shown.activity.id}?lang={language}",
        )
        for shown in found
    ]
    return Response(encode({"activities": cards}), media_type="application/json")


def _shown(connection: Connection, ids: list[str]) -> list[Shown]:
    activities = _read(connection, "activity", ids)
    found = [activity for id in ids if isinstance(activity := activities.get(id), Activity)]
    organizers = _read(connection, "organization", [activity.organizer for activity in found])
    places = _read(connection, "place", [activity.location for activity in found])
    city = get_city(connection)
    zone = ZoneInfo(city.timezone if city else "UTC")
    notices = _notices(connection)
    shown = []
    for activity in found:
        organizer, place = organizers.get(activity.organizer), places.get(activity.location)
        shown.append(
            Shown(
                activity,
                organizer if isinstance(organizer, Organization) else None,
                place if isinstance(place, Place) else None,
                zone,
                tuple(each for each in notices if activity.id in (each.moves, each.cancels)),
            )
        )
    return shown


def _notices(connection: Connection) -> list[Notice]:
    rows = connection.execute(
        sa.select(record.c.data).where(record.c.kind == "notice", record.c.data.is_not(None))
    ).scalars()
    return [msgspec.json.decode(data, type=Notice) for data in rows]


def _read(connection: Connection, kind: str, ids: list[str]) -> dict[str, msgspec.Struct]:
    here = record.c
    rows = connection.execute(
        sa.select(here.id, here.data).where(
            here.kind == kind, here.scope == "", here.id.in_(set(ids)), here.data.is_not(None)
        )
    )
    return {id: decode(kind, data) for id, data in rows}


def _facts(shown: Shown, language: str, now: dt.datetime) -> list[Part]:
    say, activity = WORDS[language], shown.activity
    sessions = [tag("div", text) for text in _when(shown, language, now, 5)]
    return [
        _fact(say["when"], join(sessions)),
        _fact(say["where"], _where(shown, language)),
        _fact(say["price"], _price(activity, language)),
        _fact(say["age"], _age(activity, language)),
        _fact(say["places"], "" if activity.remaining is None else str(activity.remaining)),
        _fact(say["organizer"], _name(shown.organizer, language)),
        _fact(say["contact"], _contact(shown.organizer)),
        _fact(say["source"], _source(activity, say["updated"])),
    ]


def _fact(label: str, value: Html | str) -> Html | None:
    return join([tag("dt", label), tag("dd", value)]) if value else None


def _when(shown: Shown, language: str, now: dt.datetime, count: int) -> list[str]:
    """The next sessions where they were moved to; what is off says so."""
    activity = moved(shown.notices, shown.activity, shown.zone)
    off = WORDS[language]["cancelled"]
    return [
        session_text(each.start, each.end, language)
        + (f" – {off}" if is_cancelled(_of_day(shown, each.start), activity.id, each.start) else "")
        for each in next_sessions(activity.event_schedule, now, shown.zone, count)
    ]


def _of_day(shown: Shown, start: dt.datetime) -> list[Notice]:
    day = start.date()
    return [
        each
        for each in shown.notices
        if (each.valid_from is None or each.valid_from <= day)
        and (each.valid_through is None or day <= each.valid_through)
    ]


def _where(shown: Shown, language: str) -> str:
    place = shown.place
    if place is None:
        return ""
    parts = [words(place, "name", language).text, place.address.street_address]
    if place.approximate:
        parts.append(WORDS[language]["approximate"].lower())
    return ", ".join(part for part in parts if part)


def _price(activity: Activity, language: str) -> str:
    say = WORDS[language]
    parts = []
    for offer in activity.offers:
        amount = f"{offer.price.normalize():f} {offer.price_currency} {say[offer.period.value]}"
        parts.append(say["free"] if offer.price == 0 else amount.strip())
    if activity.subsidy_eligible and parts:
        parts.append(say["subsidy"])
    return "; ".join(parts)


def _age(activity: Activity, language: str) -> str:
    say, ages = WORDS[language], activity.age_range
    if ages.min_value is not None and ages.max_value is not None:
        return f"{ages.min_value}–{ages.max_value}"
    if ages.min_value is not None:
        return say["from"].format(ages.min_value)
    return "" if ages.max_value is None else say["to"].format(ages.max_value)


def _name(item: Record | None, language: str) -> str:
    return words(item, "name", language).text if item else ""


def _contact(organizer: Organization | None) -> Html | str:
    if organizer is None:
        return ""
    parts: list[Part] = [organizer.telephone, organizer.email]
    if organizer.url:
        parts.append(link(organizer.url, organizer.url))
    shown = [tag("div", part) for part in parts if part]
    return join(shown)


def _source(activity: Activity, updated: str) -> Html:
    origin = activity.provenance
    text = link(origin.url, origin.source) if origin.url else join([origin.source])
    date = f" · {updated} {origin.updated}" if origin.updated else ""
    licence = f" · {origin.licence}" if origin.licence else ""
    return join([text, date, licence])


def _register(activity: Activity, label: str) -> Html | None:
    address = activity.registration_url
    if not address.lower().startswith(("http://", "https://")):
        return None
    return tag("p", tag("a", label, href=address, class_="action", rel="noreferrer"))


def _notice(activity: Activity, text: str) -> Html | None:
    return tag("p", text, class_="note") if activity.provenance.demonstration else None
