"""Real places of the city, from the OpenStreetMap lines in source/."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import hours
from .geo import Districts
from .text import lithuanian_quotes, slug

OSM = ("OpenStreetMap", "ODbL-1.0")


@dataclass
class Venue:
    """A row of places.csv with what the generator wants to know about it."""

    row: dict[str, Any]
    roles: set[str]
    week: hours.Week = field(default_factory=dict)
    weight: float = 2.0
    group: str = ""
    operator: str = ""

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def district(self) -> str:
        return str(self.row["district"])


def english(name: str, words: list[list[str]]) -> str:
    """A plain English form of a Lithuanian place name."""
    out = name
    for lt, en in words:
        out = re.sub(rf"\b{re.escape(lt)}\b", en, out, flags=re.IGNORECASE if lt.islower() else 0)
    return out


def _row(
    record: dict[str, Any],
    district: str,
    rules: dict[str, Any],
    kind: str,
    fixed: dict[str, tuple[str, str]],
) -> dict[str, Any]:
    name = lithuanian_quotes(record.get("name:lt") or record["name"])
    better, foreign = fixed.get(name, ("", ""))
    name = better or name
    if not foreign:
        given = record.get("name:en") or english(name, rules["en_words"])
        foreign = given.replace("„", "“").replace("“", "”").replace("”", "“", 1)
    word_lt, word_en = rules["word"].get(kind, ["Vieta", "A place"])
    week = hours.parse(record.get("opening_hours") or "")
    access = record.get("wheelchair") or ""
    link = record.get("website") or ""
    where = rules["genitive"].get(district, district)
    fresh = {
        "yes": (" Įėjimas pritaikytas vežimėliui.", " Step-free for wheelchairs."),
        "limited": (
            " Vežimėliu patekti galima tik iš dalies.",
            " Only partly accessible by wheelchair.",
        ),
        "no": (" Vežimėliu patekti sunku.", " Hard to enter by wheelchair."),
    }.get(access, ("", ""))
    return {
        "name_lt": name,
        "name_en": foreign,
        "description_lt": f"{word_lt} {where} seniūnijoje.{fresh[0]}",
        "description_en": f"{word_en} in the {district} eldership.{fresh[1]}",
        "street_address": " ".join(
            filter(None, (record.get("addr:street"), record.get("addr:housenumber")))
        ),
        "postcode": record.get("addr:postcode") or "",
        "locality": "Vilnius",
        "district": district,
        "lat": f"{record['lat']:.6f}",
        "lon": f"{record['lon']:.6f}",
        "approximate": "no",
        "opening_hours": hours.write(week),
        "wheelchair": access if access in ("yes", "limited", "no") else "",
        "phone": (record.get("phone") or "").split(";")[0],
        "email": record.get("email") or "",
        "url": link if link.startswith("http") else "",
        "source": OSM[0],
        "source_url": f"https://www.openstreetmap.org/{record['osm']}",
        "licence": OSM[1],
    }


def fixed_names(path: Path) -> dict[str, tuple[str, str]]:
    """Names tidied by hand, by the name OpenStreetMap has."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            lithuanian_quotes(line["osm_name"]): (line["name_lt"], line["name_en"])
            for line in csv.DictReader(stream, delimiter=";", quoting=csv.QUOTE_NONE)
        }


def from_osm(
    source: Path, rules: dict[str, Any], districts: Districts, fixed: dict[str, tuple[str, str]]
) -> list[Venue]:
    """Named places that can hold a programme, each with its roles."""
    venues: dict[str, Venue] = {}
    skip = re.compile(rules["skip"])
    compiled = [(re.compile(r[0]), r) for r in rules["rules"]]
    for line in (source / "venues-osm.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        name = record.get("name:lt") or record["name"]
        if record.get("amenity") == "kindergarten" or skip.search(name):
            continue
        rule = next((r for pattern, r in compiled if pattern.search(name)), None)
        district = districts.of(record["lon"], record["lat"])
        if not rule or not district:
            continue
        ident = "place-" + slug(name.replace("Vilniaus ", ""), 40)
        if ident in venues:
            continue
        roles = set(rule[1].split())
        if "radinė mokykla" in name:
            roles.add("primary")
        row = {"id": ident, **_row(record, district, rules, rule[1].split()[0], fixed)}
        venues[ident] = Venue(
            row,
            roles,
            hours.parse(row["opening_hours"]),
            rule[2],
            rule[3],
            lithuanian_quotes(record.get("operator") or ""),
        )
    return sorted(venues.values(), key=lambda v: v.id)


def outdoors(source: Path, listing: Path, districts: Districts) -> list[Venue]:
    """Parks, hills and meeting points: real points, our words."""
    points = {
        f["properties"]["name"]: f
        for f in json.loads((source / "landmarks.geojson").read_text("utf-8"))["features"]
    }
    out = []
    with listing.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            feature = points[line["source_name"]]
            lon, lat = feature["geometry"]["coordinates"]
            out.append(
                Venue(
                    {
                        "id": line["id"],
                        "name_lt": line["name_lt"],
                        "name_en": line["name_en"],
                        "description_lt": line["description_lt"],
                        "description_en": line["description_en"],
                        "locality": "Vilnius",
                        "district": districts.of(lon, lat),
                        "lat": f"{lat:.6f}",
                        "lon": f"{lon:.6f}",
                        "approximate": "no",
                        "source": OSM[0],
                        "source_url": f"https://www.openstreetmap.org/{feature['properties']['osm']}",
                        "licence": OSM[1],
                    },
                    set(line["kinds"].split()),
                )
            )
    return out


def special(source: Path, districts: Districts) -> list[Venue]:
    """The kiosk's own place, and the youth centre whose point is not known."""
    works = json.loads((source / "culture_places.geojson").read_text("utf-8"))["features"]
    hook = next(f for f in works if f["properties"].get("name") == "Kablys")
    lon, lat = hook["geometry"]["coordinates"]
    opening = "Mo-Fr 10:00-21:30; Sa-Su 10:00-21:00"
    kablys = Venue(
        {
            "id": "place-kablys",
            "name_lt": "Kablys",
            "name_en": "Kablys",
            "description_lt": "Jaunimo ir kultūros namai Naujamiestyje, kuriuos iš toli atpažinsi iš "
            "didžiulio kablio ant fasado. Šis kioskas stovi čia, pirmo aukšto fojė. Darbo laikas – "
            "parodomasis.",
            "description_en": "A house of youth and culture in Naujamiestis, known from afar by the "
            "huge hook on its front. This kiosk stands here, in the lobby. The opening hours are a "
            "demonstration.",
            "people_lt": "Jaunimo darbuotojas budi kasdien nuo 14 iki 20 val. (parodomoji "
            "informacija). Gali kreiptis dėl bet ko: veiklų, mokslų, nuotaikos "
            "ar tiesiog pasikalbėti.",
            "people_en": "A youth worker is here every day from 14 to 20 (demonstration). "
            "Come with anything: activities, school, a bad day, or just to "
            "talk.",
            "rules_lt": "Čia laukiami visi. Nesityčiojame ir nefilmuojame kitų be jų "
            "sutikimo. Ateiname blaivūs. Ką pasiėmėme, grąžiname į vietą.",
            "rules_en": "Everybody is welcome. We do not mock others, and film nobody who "
            "has not agreed. We come sober. What we take we put back.",
            "street_address": "Kauno g. 5",
            "locality": "Vilnius",
            "district": districts.of(lon, lat),
            "lat": f"{lat:.6f}",
            "lon": f"{lon:.6f}",
            "approximate": "no",
            "opening_hours": opening,
            "source": "OpenStreetMap (point of the sculpture on the building); "
            "opening hours: demonstration",
            "source_url": f"https://www.openstreetmap.org/node/{hook['properties']['id']}",
            "licence": OSM[1],
        },
        {"youth", "kablys", "stage"},
        hours.parse(opening),
        42.0,
        "Atviri jaunimo centrai ir grupės",
    )
    opening = "Mo-Fr 12:00-20:30; Sa-Su 12:00-19:00"
    mes = Venue(
        {
            "id": "place-mes",
            "name_lt": "Atvirasis jaunimo centras „Mes“",
            "name_en": "Open youth centre “Mes”",
            "description_lt": "Atvirasis jaunimo centras 14–29 metų jaunimui. Vieta žemėlapyje "
            "apytikslė: tikslaus adreso kioskas neturi, pasitikslink prieš eidamas. Darbo laikas – "
            "parodomasis.",
            "description_en": "An open youth centre for people aged 14 to 29. The point on the map is "
            "approximate: the kiosk does not have the exact address, so check before you go. The "
            "opening hours are a demonstration.",
            "locality": "Vilnius",
            "district": districts.of(25.2735, 54.6905),
            "lat": "54.690500",
            "lon": "25.273500",
            "approximate": "yes",
            "opening_hours": opening,
            "source": "approximate point set by hand; opening hours: demonstration",
            "licence": "CC0-1.0",
        },
        {"youth", "mes"},
        hours.parse(opening),
        18.0,
        "Atviri jaunimo centrai ir grupės",
    )
    return [kablys, mes]
