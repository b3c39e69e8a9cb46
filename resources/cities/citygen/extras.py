"""Badges, playlists, rosters: the small tables beside the programme."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

from .badge_art import draw
from .providers import Provider

Row = dict[str, Any]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def badges(
    listing: Path,
    langs: list[str],
    topics: dict[str, str],
    issuers: dict[str, str],
    counts: dict[str, list[str]],
    folder: Path,
) -> list[dict[str, Any]]:
    """Rows of badges.csv; their pictures are written beside them."""
    folder.mkdir(exist_ok=True)
    out = []
    for number, line in enumerate(read(listing, ";")):
        extra = line.pop(None, None)  # type: ignore[call-overload]
        level = int(line["level"])
        picture = draw(topics[line["topic"]], line["glyph"], level, number)
        (folder / f"{line['id']}.svg").write_text(picture, "utf-8")
        row: dict[str, Any] = {
            "id": f"badge-{line['id']}",
            "level": level,
            "issuer": issuers.get(line["topic"], issuers["default"]),
            "image": f"badges/{line['id']}.svg",
            "skills": ";".join([line["skills"], *(extra or [])]),
            # Of a name that can never be anybody's (RFC 2606): there is nothing to claim there.
            "claim_url": f"https://demo-badges.example/claim?code=demo-{line['id']}",
        }
        for lang, text in zip(langs, counts[str(level)], strict=True):
            row[f"name_{lang}"] = line[f"name_{lang}"]
            row[f"description_{lang}"] = line[f"description_{lang}"]
            row[f"criteria_{lang}"] = line[f"criteria_{lang}"]
            row[f"counts_for_{lang}"] = text
        out.append(row)
    return out


def _pattern(activity: str) -> str:
    return activity.removeprefix("act-").rsplit("-", 1)[0]


def playlists(
    spec: dict[str, Any], langs: list[str], colours: dict[str, str], activities: list[Row]
) -> tuple[list[Row], list[Row]]:
    """Playlists and their steps; a step names a pattern (act) or a badge."""
    by_pattern: dict[str, list[str]] = {}
    for row in activities:
        by_pattern.setdefault(_pattern(row["id"]), []).append(row["id"])
    lists: list[Row] = []
    steps: list[Row] = []
    for turn, (ident, item) in enumerate(spec.items()):
        head: Row = {
            "id": f"playlist-{ident}",
            "topic": item["topic"],
            "colour": colours[item["topic"]],
        }
        for index, lang in enumerate(langs):
            head[f"name_{lang}"] = item["name"][index]
            head[f"description_{lang}"] = item["text"][index]
        lists.append(head)
        for position, step in enumerate(item["steps"], 1):
            what, need, *note = step
            line: dict[str, Any] = {
                "playlist_id": head["id"],
                "position": position,
                "required": "yes" if need == "must" else "no",
            }
            if what.startswith("badge:"):
                line["badge_id"] = "badge-" + what[6:]
            else:
                found = by_pattern[what]
                line["activity_id"] = found[turn % len(found)]
            for lang, text in zip(langs, note, strict=True):
                line[f"note_{lang}"] = text
            steps.append(line)
    return lists, steps


def rosters(
    rng: random.Random, activities: list[dict[str, Any]], places: set[str], label: str
) -> list[dict[str, Any]]:
    """Invented passes on the rosters of a few places; nobody's name."""
    wanted = [
        a for a in activities if a["place_id"] in places and a["drop_in"] == "no" and a["capacity"]
    ]
    passes = ["P-" + "".join(rng.choice(ALPHABET) for _ in range(10)) for _ in range(180)]
    out: list[Row] = []
    for row in wanted:
        room = int(row["capacity"])
        left = min(int(row["remaining"] or 0), room // 3)
        size = min(room - left, 20)
        row["remaining"] = left
        for number in sorted(rng.sample(range(len(passes)), size)):
            out.append(
                {
                    "id": f"reg-{len(out) + 1:05d}",
                    "activity_id": row["id"],
                    "pass_id": passes[number],
                    "label": f"{label} {number + 1:03d}",
                }
            )
    return out


def more_languages(tables: dict[str, list[Row]], listing: Path) -> list[str]:
    """Add to the rows what the listing has of their English words; its languages, in order.

    A badge's skills stand in its list once for each language.
    """
    lines = read(listing)
    languages = [name for name in lines[0] if name != "en"]
    words = {line["en"]: line for line in lines}
    for rows in tables.values():
        for row in rows:
            for column in [name for name in row if name.endswith("_en")]:
                for language in languages if row[column] in words else ():
                    row[f"{column[:-2]}{language}"] = words[row[column]][language]
            if row.get("skills"):
                own, english = row["skills"].split(";")
                row["skills"] = ";".join([own, *(words[english][each] for each in words[english])])
    return languages


def check(rows: list[dict[str, Any]], providers: list[Provider]) -> None:
    """Stop at once when the plan cannot be true."""
    ids = [r["id"] for r in rows]
    if len(set(ids)) != len(ids):
        raise SystemExit("two activities share an id")
    unused = [w.id for w in providers if not w.load]
    if unused:
        raise SystemExit(f"providers without activity: {unused}")
