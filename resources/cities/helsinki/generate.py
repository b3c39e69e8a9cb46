"""Write the small second city, Helsinki's centre. Running it again changes nothing.

python resources/cities/helsinki/generate.py [--out FOLDER]
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from citygen import extras, hours  # noqa: E402
from citygen.tables import columns  # noqa: E402
from citygen.text import write_csv, yes  # noqa: E402

LANGS = ["fi", "en"]
SOURCE = "Demonstration data of this project"
COUNTS = {
    "1": [
        "Esimerkkimerkki: kukaan ei ole vielä vahvistanut sitä.",
        "A demonstration badge: nobody has confirmed it yet.",
    ]
}
COUNTS["2"] = COUNTS["3"] = COUNTS["1"]


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "patterns" / name).read_text("utf-8"))


def places() -> list[dict[str, Any]]:
    out = []
    for line in extras.read(HERE / "source" / "places-osm.csv"):
        name = line["name:fi"] or line["name"]
        week = hours.parse(line["opening_hours"])
        out.append(
            {
                "id": f"place-{line['key']}",
                "name_fi": name,
                "name_en": line["name:en"] or name,
                "description_fi": "Paikka Helsingin keskustassa.",
                "description_en": "A place in the centre of Helsinki.",
                "street_address": f"{line['addr:street']} {line['addr:housenumber']}".strip(),
                "postcode": line["addr:postcode"],
                "locality": "Helsinki",
                "district": "Keskusta",
                "lat": line["lat"],
                "lon": line["lon"],
                "approximate": "no",
                "opening_hours": hours.write(week),
                "wheelchair": line["wheelchair"],
                "url": line["website"] if line["website"].startswith("http") else "",
                "source": "OpenStreetMap",
                "licence": "ODbL-1.0",
                "source_url": f"https://www.openstreetmap.org/{line['osm']}",
            }
        )
    return out


def organizations() -> list[dict[str, Any]]:
    out = []
    for line in extras.read(HERE / "patterns" / "organizations.csv", ";"):
        place = line.pop("place")
        real = line["demonstration"] == "no"
        out.append(
            {
                **line,
                "group": "",
                "source": "OpenStreetMap" if real else SOURCE,
                "licence": "ODbL-1.0" if real else "CC0-1.0",
                "url": "",
                "source_url": "",
                "_place": place,
            }
        )
    for row in out:
        row.pop("_place")
    return out


def activities(access: dict[str, str]) -> list[dict[str, Any]]:
    out = []
    for number, (ident, spec) in enumerate(load("activities.toml").items()):
        kind, topics, org, place, age, price, seats, badge = spec["m"].split("|")
        low, high = (int(a) for a in age.split("-"))
        amount, _, period = price.partition("/")
        room, _, left = seats.partition("-")
        bands = [("1-4", 7, 10), ("5-8", 11, 14), ("9-12", 15, 18)]
        out.append(
            {
                "id": f"act-{ident}-01",
                "kind": kind,
                "name_fi": spec["n"][0],
                "name_en": spec["n"][1],
                "description_fi": spec["d"][0],
                "description_en": spec["d"][1],
                "topics": topics.replace(" ", ";"),
                "organization_id": org,
                "place_id": f"place-{place}",
                "age_min": low,
                "age_max": "" if high >= 99 else high,
                "classes": ";".join(b for b, a, z in bands if low <= z - 1 and high >= a + 1),
                "price": amount,
                "currency": "EUR",
                "price_period": period,
                "subsidy_eligible": "no",
                "schedule": spec["s"],
                "capacity": room,
                "remaining": left,
                "languages": ["fi", "fi;sv", "fi;en"][number % 3],
                "accessibility": "wheelchair" if access.get(f"place-{place}") == "yes" else "",
                "drop_in": yes(not left),
                "teaches": f"badge-{badge}" if badge else "",
                "source": SOURCE,
                "licence": "CC0-1.0",
                "updated": f"2026-{9 + number % 3:02d}-{1 + number * 7 % 20:02d}",
                "demonstration": "yes",
            }
        )
    return out


def build(out: Path) -> None:
    spots = places()
    rows = activities({p["id"]: p["wheelchair"] for p in spots})
    topics = extras.read(HERE / "patterns" / "topics.csv")
    colours = {t["id"]: t["colour"] for t in topics}
    badges = extras.badges(
        HERE / "patterns" / "badges.csv",
        LANGS,
        colours,
        {"default": "org-oodi"},
        COUNTS,
        out / "badges",
    )
    lists, steps = extras.playlists(load("playlists.toml"), LANGS, colours, rows)
    tables: dict[str, list[dict[str, Any]]] = {
        "activities": rows,
        "organizations": organizations(),
        "places": spots,
        "topics": list(topics),
        "badges": badges,
        "playlists": lists,
        "playlist_steps": steps,
        "registrations": extras.rosters(random.Random(60170), rows, {"place-oodi"}, "Osallistuja"),
        "subsidies": [],
        "notices": [
            {
                "id": "notice-oodi-verstas",
                "place_id": "place-oodi",
                "name_fi": "Verstas huollossa",
                "name_en": "The workshop is being serviced",
                "valid_from": "2026-11-20",
                "valid_through": "2026-12-01",
                "description_fi": "Laitteet huolletaan perjantaiaamuna, pajat alkavat tuntia "
                "myöhemmin.",
                "description_en": "The machines are serviced on Friday morning; workshops start an "
                "hour later.",
            }
        ],
    }
    for name, table in tables.items():
        write_csv(out / f"{name}.csv", columns(name, LANGS), table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    build(args.out)


if __name__ == "__main__":
    main()
