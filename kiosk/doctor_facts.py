"""What the doctor looked at, line by line, in plain words; the machine reads `doctor --json`."""

import datetime as dt
from collections.abc import Callable
from typing import Any

LABELS: dict[str, tuple[str, str]] = {
    "program": ("Program", "Programa"),
    "with": ("Built with", "Sudaryta iš"),
    "data": ("This kiosk's data", "Šio kiosko duomenys"),
    "city": ("Bundled city", "Pridėtas miestas"),
    "free": ("Free on the disk", "Laisva diske"),
    "catalogue.db": ("The city's programme", "Miesto veiklos"),
    "people.db": ("Rosters and staff accounts", "Dalyvių sąrašai ir darbuotojų paskyros"),
    "ledger.db": ("Record of check-ins", "Atvykimų žurnalas"),
    "enrolled": ("Paired with a hub", "Susietas su serveriu"),
    "last_success": ("Last sync", "Paskutinė sinchronizacija"),
    "waiting": ("Check-ins waiting for the hub", "Atvykimai, laukiantys serverio"),
    "to_review": ("Check-ins to review", "Peržiūrėtini atvykimai"),
    "map": ("Map", "Žemėlapis"),
    "updates": ("Updates", "Atnaujinimai"),
    "checked": ("Updates last looked for", "Atnaujinimų paskutinį kartą ieškota"),
    "crashes": ("Broke in the last week", "Sutriko per savaitę"),
}
"""English and Lithuanian."""

WORDS: dict[str, tuple[str, str]] = {
    "yes": ("yes", "taip"), "no": ("no", "ne"), "ok": ("fine", "gerai"),
    "absent": ("not there yet", "dar nėra"), "never": ("never", "dar nebuvo"),
    "nothing": ("nothing", "nieko"), "unknown": ("not opened yet", "dar neatvertas"),
    "failed": ("cannot be shown, the list stands in", "nerodomas, vietoj jo sąrašas"),
    "drawn": ("drawn by {0}", "piešia {0}"), "damaged": ("damaged", "sugadinta"),
    "off": ("installed by hand", "diegiami ranka"), "current": ("up to date", "naujausia versija"),
    "known": ("a new version will be fetched", "nauja versija bus atsiųsta"),
    "staged": ("a new version waits for the night", "nauja versija laukia nakties"),
    "refused": ("one was refused", "vienas atmestas"),
}  # fmt: skip


def lines(facts: dict[str, Any], language: str) -> list[str]:
    """The facts of a report, one a line, in Lithuanian or else English; times are local."""
    at = 1 if language == "lt" else 0

    def word(name: str) -> str:
        return WORDS[name][at] if name in WORDS else name

    told: dict[str, str] = {}
    parts = dict(facts.get("versions", {}))
    told["program"] = str(parts.pop("kiosk", ""))
    told["with"] = ", ".join(f"{name} {version}" for name, version in parts.items())
    told |= {name: str(value) for name, value in facts.get("paths", {}).items()}
    told["free"] = f"{facts.get('disk_free_mb', 0)} MB"
    for name, health in facts.get("databases", {}).items():
        told[name] = word(health if health in ("ok", "absent") else "damaged")
    told["enrolled"] = word("yes" if facts.get("enrolled") else "no")
    if "sync" in facts:
        told["last_success"] = _moment(facts["sync"]["last_success"]) or word("never")
    told |= {name: str(count) for name, count in facts.get("queue", {}).items()}
    told["map"] = _map(facts.get("map"), word)
    updates = facts.get("updates", {})
    told["updates"] = word(str(updates.get("state", "off")))
    if updates.get("version"):
        told["updates"] += f" ({updates['version']})"
    if updates.get("checked"):
        told["checked"] = _moment(updates["checked"])
    told["crashes"] = "; ".join(facts.get("crashes", [])) or word("nothing")
    return [f"{LABELS[name][at]}: {text}" for name, text in told.items()]


def _moment(text: str | None) -> str:
    return f"{dt.datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M %Z}" if text else ""


def _map(last: dict[str, Any] | None, word: Callable[[str], str]) -> str:
    if last is None:
        return word("unknown")
    if last["state"] == "failed":
        return word("failed")
    return word("drawn").format(", ".join(filter(None, (last["renderer"], last["gpu"]))))
