"""Rows of the smaller files of the template to their records.

Each function returns the record; look at `row.faults` before you use it.
"""

from collections.abc import Iterable

from sync.importers.context import Context
from sync.importers.opening_hours import parse_opening_hours
from sync.importers.table import Row
from sync.model import (
    Badge,
    Endorsement,
    GeoCoordinates,
    Notice,
    OpeningHours,
    Organization,
    Period,
    Place,
    Playlist,
    PostalAddress,
    Recognition,
    Registration,
    Step,
    Subsidy,
    Topic,
)
from sync.model.claim import name_of_link

MAX_IMAGE = 256 * 1024


def organization(row: Row, context: Context) -> Organization:
    """A row of organizations.csv."""
    return Organization(
        **context.common(row),
        url=row.web("url"),
        email=row.text("email"),
        telephone=row.text("phone"),
        registration_code=row.text("registration_code"),
        group=row.text("group"),
    )


def place(row: Row, context: Context) -> Place:
    """A row of places.csv; hours that cannot be understood are left out with a note."""
    wheelchair = row.text("wheelchair").lower()
    if wheelchair not in {"yes", "limited", "no", ""}:
        row.notes.append(f'wheelchair "{wheelchair}" is not yes, limited or no; left out')
        wheelchair = ""
    return Place(
        **context.common(row, people="people", rules="rules"),
        geo=_geo(row),
        approximate=row.flag("approximate"),
        address=PostalAddress(
            street_address=row.text("street_address"),
            postal_code=row.text("postcode"),
            address_locality=row.text("locality"),
            district=row.text("district"),
        ),
        opening_hours=_hours(row),
        wheelchair=wheelchair,
        people=context.words(row, "people"),
        rules=context.words(row, "rules"),
        url=row.web("url"),
        email=row.text("email"),
        telephone=row.text("phone"),
    )


def topic(row: Row, context: Context) -> Topic:
    """A row of topics.csv."""
    return Topic(
        **context.common(row),
        broader=row.text("broader"),
        icon=row.text("icon"),
        colour=row.text("colour"),
        shape=row.text("shape") or "circle",
    )


def badge(row: Row, context: Context) -> Badge:
    """A row of badges.csv with its picture read in; without it (and a note) when it is missing."""
    return Badge(
        **context.common(row, criteria="criteria", counts_for="counts_for"),
        issuer=row.required("issuer"),
        criteria=context.words(row, "criteria"),
        counts_for=context.words(row, "counts_for"),
        image=_image(row, context),
        skills=row.listed("skills"),
        level=row.text("level"),
        same_as=(*_addresses(row), *_claims(row)),
        claim_url=row.web("claim_url"),
    )


def recognition(row: Row, context: Context) -> Recognition:
    """A row of badge_recognized.csv: what a badge counts for, in which years, and who says so."""
    own, *others = context.city.languages
    return Recognition(
        text=row.required(f"text_{own}"),
        since=row.whole("since"),
        until=row.whole("until"),
        source=row.required(f"source_{own}"),
        url=row.web("source_url"),
        translations={code: text for code in others if (text := row.text(f"text_{code}"))},
        sources={code: text for code in others if (text := row.text(f"source_{code}"))},
    )


def endorsement(row: Row, context: Context) -> Endorsement:
    """A row of badge_endorsed.csv: somebody else's word for a badge."""
    own, *others = context.city.languages
    return Endorsement(
        by=row.required("by"),
        text=row.required(f"text_{own}"),
        on=row.date("on"),
        url=row.web("source_url"),
        translations={code: text for code in others if (text := row.text(f"text_{code}"))},
    )


def subsidy(row: Row, context: Context) -> Subsidy | None:
    """A row of subsidies.csv; who may have it becomes the description."""
    row.required("amount")
    row.required("valid_from")
    common = context.common(row, description="who")
    amount, valid_from = row.decimal("amount"), row.date("valid_from")
    if amount is None or valid_from is None:
        return None
    return Subsidy(
        **common,
        amount=amount,
        currency=row.text("currency").upper() or context.city.currency,
        period=row.choice("period", Period, {}, Period.MONTH),
        valid_from=valid_from,
        valid_through=row.date("valid_through"),
    )


def notice(row: Row, context: Context) -> Notice:
    """A row of notices.csv; `cancels` names an activity that is off on these days."""
    return Notice(
        **context.common(row),
        place=context.reference(row, "place_id", "place"),
        cancels=row.text("cancels"),
        valid_from=row.date("valid_from"),
        valid_through=row.date("valid_through"),
    )


def playlist(row: Row, context: Context, steps: Iterable[Step]) -> Playlist:
    """A row of playlists.csv with its steps."""
    return Playlist(
        **context.common(row),
        topic=context.reference(row, "topic", "topic"),
        colour=row.text("colour"),
        steps=tuple(steps),
    )


def step(row: Row, context: Context, language: str) -> Step:
    """A row of playlist_steps.csv."""
    activity = context.reference(row, "activity_id", "activity")
    achievement = context.reference(row, "badge_id", "badge")
    if bool(activity) == bool(achievement):
        row.faults.append("needs either activity_id or badge_id")
    others = (code for code in context.city.languages if code != language)
    return Step(
        activity=activity,
        badge=achievement,
        required=row.flag("required"),
        note=row.text(f"note_{language}"),
        translations={code: note for code in others if (note := row.text(f"note_{code}"))},
    )


def registration(row: Row, context: Context, places: dict[str, str]) -> Registration:
    """A row of registrations.csv; its place is that of its activity in `places`."""
    row.required("activity_id")
    activity = context.reference(row, "activity_id", "activity")
    if not row.faults and activity not in places:
        row.faults.append(f'activity_id "{activity}" was left out')
    return Registration(
        id=row.identifier("id"),
        activity=activity,
        pass_id=row.required("pass_id"),
        label=row.text("label"),
        place=places.get(activity, ""),
    )


def _geo(row: Row) -> GeoCoordinates | None:
    latitude, longitude = row.degrees("lat", 90), row.degrees("lon", 180)
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        row.faults.append("has only one of lat and lon")
        return None
    return GeoCoordinates(latitude, longitude)


def _hours(row: Row) -> tuple[OpeningHours, ...]:
    try:
        return parse_opening_hours(row.text("opening_hours"))
    except ValueError as error:
        row.notes.append(f"opening_hours {error}; left out")
        return ()


def _addresses(row: Row) -> tuple[str, ...]:
    """By which awarded badges name this one."""
    found = row.listed("same_as")
    good = tuple(each for each in found if each.startswith(("https://", "http://", "urn:", "did:")))
    if len(good) < len(found):
        row.notes.append("same_as has something that is no address; left out")
    return good


def _claims(row: Row) -> tuple[str, ...]:
    """Claim links by name only. They are secrets: no message may hold one."""
    names = [name_of_link(link) for link in row.listed("claim_links")]
    if not all(names):
        row.notes.append("claim_links has something that is no claim link; left out")
    return tuple(name for name in names if name)


def _image(row: Row, context: Context) -> str:
    name = row.text("image")
    if not name:
        return ""
    path = (context.folder / name).resolve()
    reason = ""
    if not path.is_relative_to(context.folder.resolve()) or path.suffix != ".svg":
        reason = "is not an .svg file of this folder"
    elif not path.is_file():
        reason = "is not there"
    elif path.stat().st_size > MAX_IMAGE:
        reason = f"is larger than {MAX_IMAGE // 1024} KB"
    if reason:
        row.notes.append(f'image "{name}" {reason}; left out')
        return ""
    return path.read_text(encoding="utf-8", errors="replace")
