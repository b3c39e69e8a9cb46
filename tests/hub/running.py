"""A real hub in a process of its own, and a real kiosk's identity to talk to it with."""

import base64
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub.database import open_database
from sync.importers.cli import import_city
from sync.importers.csv_city import load_city
from sync.model import Activity, Schedule, Weekday
from sync.store.ledger_clock import uuid7

SMALL_CITY = Path(__file__).parent.parent / "importers" / "city"
ADMIN = {"Authorization": "Bearer admin-of-the-tests"}
ROOT = Path(__file__).parent.parent.parent


class Running(NamedTuple):
    """A hub that listens, and its process."""

    url: str
    database: str
    process: subprocess.Popen[str]


class Kiosk(NamedTuple):
    """An enrolled kiosk."""

    device: str
    place: str
    headers: dict[str, str]


def fill(database: str, folder: Path = SMALL_CITY) -> None:
    """Import a city into a hub's database. Its act-2 is on every day: rosters are for the next
    days only, whenever the tests run."""
    opened = open_database(database)
    city = load_city(folder)
    rule = Schedule(start_time=dt.time(11), end_time=dt.time(14), by_day=tuple(Weekday))
    city.records["activity"] = [
        msgspec.structs.replace(each, event_schedule=(rule,)) if each.id == "act-2" else each
        for each in city.records["activity"]
        if isinstance(each, Activity)
    ]
    import_city(opened, city)
    opened.close()


@contextmanager
def hub(database: str, *options: str) -> Iterator[Running]:
    """A hub on a free port; it ends with the block."""
    code = "import sys; from sync.hub.cli import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--database", database, "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, "COL_HUB_ADMIN_TOKEN": "admin-of-the-tests"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("hub listening on "), line
        yield Running(line.removeprefix("hub listening on ").strip(), database, process)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def public_key() -> str:
    """A fresh Ed25519 public key as a kiosk sends it."""
    raw = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def code_for(url: str, place: str = "place-a") -> str:
    """A one-time code from the admin."""
    answer = requests.post(f"{url}/admin/enrolment-codes", json={"place": place}, headers=ADMIN)
    assert answer.status_code == 201, answer.text
    code: str = answer.json()["code"]
    return code


def enrol(url: str, place: str = "place-a", key: str = "") -> Kiosk:
    """A new kiosk at a place."""
    asked = {"code": code_for(url, place), "publicKey": key or public_key(), "name": "Test"}
    answer = requests.post(f"{url}/enrolments", json=asked)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    return Kiosk(found["device"], found["place"], {"Authorization": f"Bearer {found['token']}"})


_sequence = iter(range(1, 1_000_000))


def event(kiosk: Kiosk, **changes: Any) -> dict[str, Any]:
    """An entry of pass-1 to act-1 now, with changes."""
    now = dt.datetime.now(dt.UTC)
    return {
        "eventId": uuid7(int(now.timestamp() * 1000)),
        "device": kiosk.device,
        "sequence": next(_sequence),
        "movement": "entry",
        "passId": "pass-1",
        "activity": "act-1",
        "sessionStart": now.replace(hour=0, minute=0, second=0, microsecond=0).isoformat(),
        "place": kiosk.place,
        "at": now.isoformat(),
        **changes,
    }


def push(url: str, kiosk: Kiosk, *events: dict[str, Any]) -> list[tuple[str, str]]:
    """Outcome and code of each event."""
    answer = requests.post(f"{url}/checkins", json={"events": events}, headers=kiosk.headers)
    assert answer.status_code == 200, answer.text
    return [(result["outcome"], result.get("code", "")) for result in answer.json()["results"]]


def attendance(url: str) -> list[dict[str, Any]]:
    """Who was at the sessions of these days, says the hub: a test may run around midnight, which
    is at another hour in the city than by UTC."""
    found: dict[str, dict[str, Any]] = {}
    for days in (-1, 0, 1):
        day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
        answer = requests.get(f"{url}/admin/attendance", params={"day": f"{day}"}, headers=ADMIN)
        assert answer.status_code == 200, answer.text
        found |= {row["eventId"]: row for row in answer.json()["attendance"]}
    return list(found.values())
