"""Who offers: real institutions, operators of real venues, invented demonstration providers."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .text import lithuanian_quotes, slug
from .venues import Venue


@dataclass
class Provider:
    """A row of organizations.csv and its part in the programme."""

    row: dict[str, Any]
    roles: set[str]
    venue: Venue | None
    weight: float
    topics: set[str]
    district: str
    load: int = 0

    @property
    def id(self) -> str:
        return str(self.row["id"])


def spread(venues: list[Venue], role: str, limit: int) -> list[Venue]:
    """All venues, but of one role only so many, taken in turn from every district."""
    by_district: dict[str, list[Venue]] = {}
    for venue in venues:
        if role in venue.roles:
            by_district.setdefault(venue.district, []).append(venue)
    turn = sorted(
        (place, district, v.id)
        for district, many in by_district.items()
        for place, v in enumerate(many)
    )
    kept = {ident for _, _, ident in turn[:limit]}
    return [v for v in venues if role not in v.roles or v.id in kept]


def of_venues(venues: list[Venue]) -> list[Provider]:
    """The operator of each real venue."""
    out = []
    for venue in venues:
        row = venue.row
        operator = (
            (f" Vietą valdo {venue.operator}.", f" Run by {venue.operator}.")
            if venue.operator and venue.operator not in row["name_lt"]
            else ("", "")
        )
        out.append(
            Provider(
                {
                    "id": "org-" + venue.id.removeprefix("place-"),
                    "name_lt": row["name_lt"],
                    "name_en": row["name_en"],
                    "description_lt": row["description_lt"].split(".")[0]
                    + "."
                    + operator[0]
                    + " Čia rodomos veiklos yra parodomosios.",
                    "description_en": row["description_en"].split(".")[0]
                    + "."
                    + operator[1]
                    + " The activities shown here are a demonstration.",
                    "url": row.get("url", ""),
                    "email": row.get("email", ""),
                    "phone": row.get("phone", ""),
                    "group": venue.group,
                    "source": row["source"],
                    "source_url": row.get("source_url", ""),
                    "licence": row["licence"],
                    "demonstration": "no",
                },
                set(venue.roles),
                venue,
                venue.weight,
                set(),
                venue.district,
            )
        )
    return out


def institutions(path: Path, listing: Path, venues: dict[str, Venue]) -> list[Provider]:
    """The 29 municipal institutions of non-formal education."""
    with listing.open(encoding="utf-8", newline="") as stream:
        extra = {line["code"]: line for line in csv.DictReader(stream)}
    out = []
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            more = extra[line["code"]]
            name = lithuanian_quotes(line["name"])
            count = line["children_2016_09_01"]
            venue = venues.get(more["place_id"])
            out.append(
                Provider(
                    {
                        "id": more["id"],
                        "name_lt": name,
                        "name_en": more["name_en"],
                        "description_lt": "Vilniaus miesto savivaldybės neformaliojo švietimo įstaiga. "
                        f"Vaikų skaičius 2016 m. rugsėjo 1 d. – {count}. Čia rodomos veiklos yra "
                        "parodomosios.",
                        "description_en": "A municipal institution of non-formal education. On 1 September "
                        f"2016 it taught {count} children. The activities shown here are a demonstration.",
                        "url": venue.row.get("url", "") if venue else "",
                        "email": venue.row.get("email", "") if venue else "",
                        "phone": venue.row.get("phone", "") if venue else "",
                        "registration_code": line["code"],
                        "group": "Vaikų jaunimo klubai"
                        if "klubas" in name
                        else "Neformalus vaikų švietimas",
                        "source": "Vilniaus miesto savivaldybė, švietimo lentelės (2016-09-01)",
                        "source_url": "",
                        "licence": "facts",
                        "demonstration": "no",
                    },
                    set(more["roles"].split()),
                    venue,
                    float(more["weight"]),
                    set(more["topics"].split()),
                    more["district"],
                )
            )
    return out


def invented(
    rng: random.Random, names: dict[str, Any], count: int, districts: list[str]
) -> list[Provider]:
    """Demonstration providers; their names say that they are."""
    pool = []
    for topic, spec in names.items():
        for index, noun in enumerate(spec["nouns"]):
            form_lt, form_en = spec["forms"][index % len(spec["forms"])]
            pool.append((index, topic, noun, form_lt, form_en, spec))
    if count < 0:
        raise SystemExit("more real organizations than wanted")
    pool.sort(key=lambda item: (item[0], item[1]))
    if len(pool) < count:
        raise SystemExit(f"only {len(pool)} provider names for {count}")
    ring = districts[:]
    rng.shuffle(ring)
    out = []
    for number, (_, topic, noun, form_lt, form_en, spec) in enumerate(pool[:count]):
        group = "NVO įstaigos" if spec.get("ngo") else "Neformalus vaikų švietimas"
        out.append(
            Provider(
                {
                    "id": f"org-demo-{slug(topic)}-{slug(noun)}",
                    "name_lt": f"{form_lt} „{noun}“ (demonstracinis teikėjas)",
                    "name_en": f"{form_en} “{noun}” (demonstration provider)",
                    "description_lt": f"Išgalvotas teikėjas. {spec['lt']}",
                    "description_en": f"An invented provider. {spec['en']}",
                    "group": group,
                    "source": "Demonstration data of this project",
                    "licence": "CC0-1.0",
                    "demonstration": "yes",
                },
                {"studio"} | set(spec.get("roles", "").split()),
                None,
                3.2,
                {topic} | set(spec.get("also", "").split()),
                ring[number % len(ring)],
            )
        )
    return out
