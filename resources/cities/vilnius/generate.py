"""Write the bundled demonstration city of Vilnius. Running it again changes nothing.

python resources/cities/vilnius/generate.py [--out FOLDER]
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

from citygen import extras, patterns, providers, venues  # noqa: E402
from citygen.geo import Districts  # noqa: E402
from citygen.programme import Programme  # noqa: E402
from citygen.tables import columns  # noqa: E402
from citygen.text import write_csv  # noqa: E402

SEED = 20261123
ORGANIZATIONS = 358
SCHOOLS = 60  # schools that offer something themselves; the others only lend rooms
LANGS = ["lt", "en"]
PROVIDERS_OWN = {"activities", "organizations"}  # their words are not ours to translate
COUNTS = {
    "club": 420,
    "course": 130,
    "workshop": 150,
    "event": 120,
    "camp": 70,
    "volunteering": 50,
    "internship": 15,
    "youth_project": 30,
    "open_space": 50,
    "digital": 34,
}
ROSTER_PLACES = {"place-kablys", "place-technariumas", "place-mes"}


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "patterns" / name).read_text("utf-8"))


def sentences() -> dict[str, Any]:
    raw = load("sentences.toml")
    out: dict[str, Any] = {
        "source": raw["source"],
        "languages": raw["languages"],
        "keywords": raw["keywords_by_topic"],
    }
    for pool in ("beginner", "further", "kids", "people", "big"):
        out[pool] = patterns.pairs(raw[pool])
    out["suffix"] = {k: tuple(v) for k, v in raw["suffix"].items()}
    out["age_suffix"] = [
        (tuple(v), tuple(int(a) for a in k.split("-"))) for k, v in raw["age_suffix"].items()
    ]
    return out


def build(out: Path) -> None:
    """Write every table of the city to a folder."""
    rng = random.Random(SEED)
    source, written = HERE / "source", HERE / "patterns"
    districts = Districts(source / "elderships.geojson", "SENIUNIJA")
    special = venues.special(source, districts)
    real = venues.from_osm(
        source, load("kinds.toml"), districts, venues.fixed_names(written / "names.csv")
    )
    outside = venues.outdoors(source, written / "outdoor.csv", districts)
    by_id = {v.id: v for v in special + real + outside}

    municipal = providers.institutions(
        source / "nonformal_institutions_2016.csv", written / "institutions.csv", by_id
    )
    housed = {w.venue.id for w in municipal if w.venue}
    open_to = [v for v in special + real if v.id not in housed]
    operators = providers.of_venues(providers.spread(open_to, "school", SCHOOLS))
    rest = ORGANIZATIONS - len(municipal) - len(operators)
    invented = providers.invented(rng, load("providers.toml"), rest, districts.names)
    everyone = municipal + operators + invented

    texts = patterns.load(written)
    programme = Programme(rng, LANGS, sentences(), everyone, special + real + outside)
    dealt = programme.reserve(texts, load("flagship.toml")["programme"])
    for kind, count in COUNTS.items():
        programme.fill(texts, kind, count - dealt.get(kind, 0))
    programme.top_up(texts)
    rows = sorted(programme.rows, key=lambda r: r["id"])
    extras.check(rows, everyone)
    for row in rows:
        row["teaches"] = f"badge-{row['teaches']}" if row["teaches"] else ""

    topics = extras.read(written / "topics.csv")
    colours = {t["id"]: t["colour"] for t in topics}
    fixed = load("badges.toml")
    badges = extras.badges(
        written / "badges.csv", LANGS, colours, fixed["issuers"], fixed["counts"], out / "badges"
    )
    lists, steps = extras.playlists(load("playlists.toml"), LANGS, colours, rows)
    registrations = extras.rosters(rng, rows, ROSTER_PLACES, "Dalyvis")
    tables: dict[str, list[dict[str, Any]]] = {
        "activities": rows,
        "organizations": sorted((w.row for w in everyone), key=lambda r: str(r["id"])),
        "places": sorted((v.row for v in by_id.values()), key=lambda r: str(r["id"])),
        "topics": list(topics),
        "badges": badges,
        "playlists": lists,
        "playlist_steps": steps,
        "registrations": registrations,
        "badge_recognized": list(extras.read(written / "badge_recognized.csv")),
        "badge_endorsed": list(extras.read(written / "badge_endorsed.csv")),
        "subsidies": list(extras.read(written / "subsidies.csv")),
        "notices": list(extras.read(written / "notices.csv")),
    }
    ours = {name: table for name, table in tables.items() if name not in PROVIDERS_OWN}
    further = extras.more_languages(ours, written / "others.csv")
    for name, table in tables.items():
        langs = LANGS if name in PROVIDERS_OWN else LANGS + further
        write_csv(out / f"{name}.csv", columns(name, langs), table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    build(args.out)


if __name__ == "__main__":
    main()
