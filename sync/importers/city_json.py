"""city.json: a city's own settings."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sync.model import City, Translation

Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}$")]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Colour = Annotated[str, msgspec.Meta(pattern="^(#[0-9A-Fa-f]{6})?$")]


class CityFault(Exception):
    """The folder is not a city; the message says why in plain words."""


class Brand(msgspec.Struct, frozen=True):
    """A city's colours as #RRGGBB."""

    primary: Colour = ""
    accent: Colour = ""


class CityFile(msgspec.Struct, frozen=True):
    """The file as it stands on disk."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[\w.:-]{1,100}$")]
    name: dict[str, str]
    languages: Annotated[tuple[Language, ...], msgspec.Meta(min_length=1)]
    timezone: str
    centre: tuple[Longitude, Latitude]
    bounds: tuple[Longitude, Latitude, Longitude, Latitude]
    currency: str = "EUR"
    default_place: str = ""
    brand: Brand = Brand()
    demonstration: bool = False
    notice: dict[str, str] = {}
    attribution: tuple[str | dict[str, str], ...] = ()
    maintenance: Annotated[str, msgspec.Meta(pattern=r"^\d\d:\d\d-\d\d:\d\d$")] = "03:00-05:00"
    crash_reports: bool = False


def read_city(path: Path) -> City:
    """The city of this file; `CityFault` when it cannot be used."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=CityFile)
        ZoneInfo(file.timezone)
    except OSError as error:
        raise CityFault(
            f"{path.name} cannot be read ({error.strerror}): is this a city's folder?"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CityFault(f"{path.name}: {error}") from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CityFault(f'{path.name}: timezone "{file.timezone}" is not known') from error
    own = file.languages[0]
    if not file.name.get(own):
        raise CityFault(f"{path.name}: name has no {own}")
    return City(
        id=file.id,
        name=file.name[own],
        description=file.notice.get(own, ""),
        content_language=own,
        translations={
            language: Translation(
                name=file.name.get(language, ""),
                description=file.notice.get(language, ""),
                source="\n".join(_credits(file, language)),
            )
            for language in file.languages[1:]
        },
        languages=file.languages,
        timezone=file.timezone,
        centre=file.centre,
        bounds=file.bounds,
        currency=file.currency,
        default_place=file.default_place,
        primary=file.brand.primary,
        accent=file.brand.accent,
        demonstration=file.demonstration,
        attribution=_credits(file, own),
        maintenance=file.maintenance,
        crash_reports=file.crash_reports,
    )


def _credits(file: CityFile, language: str) -> tuple[str, ...]:
    """The sources to be named, in a language where they have it, else in the city's first."""
    own = file.languages[0]
    return tuple(
        each if isinstance(each, str) else each.get(language) or each.get(own, "")
        for each in file.attribution
    )
