"""`main.py doctor`: what is wrong with this kiosk, in plain words, and what to do about it."""

import datetime as dt
import importlib.metadata
import json
import platform
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.settings import Settings
from kiosk.ui.map.status import read_status
from sync.model.query import Freshness
from sync.store.engine import check, open_engine
from sync.store.errors import StoreError
from sync.store.folder import DataFolder

HEALTHY, FINDING = 0, 1
LITTLE_ROOM_BYTES = 1_000_000_000
LONG_AGO = dt.timedelta(days=7)


@dataclass
class Report:
    """What was looked at, and what was found wrong with advice."""

    facts: dict[str, Any] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def doctor(settings: Settings, problems: list[str], *, as_json: bool) -> int:
    """Print the report; 1 when something is wrong."""
    report = examine(settings, problems)
    if as_json:
        print(
            json.dumps({**report.facts, "findings": report.findings}, ensure_ascii=False, indent=1)
        )
    else:
        for name, value in report.facts.items():
            print(f"{name}: {json.dumps(value, ensure_ascii=False)}")
        for finding in report.findings:
            print(f"! {finding}")
    return FINDING if report.findings else HEALTHY


def examine(settings: Settings, problems: list[str]) -> Report:
    """Look at settings, disk, databases and sync, and change nothing."""
    report = Report()
    folder = DataFolder(settings.data)
    report.findings += [f"setting ignored: {each}; mend it in kiosk.toml" for each in problems]
    report.facts["versions"] = _versions()
    report.facts["paths"] = {"data": str(folder.path), "city": str(settings.city)}
    _disk(report, folder.path)
    report.facts["databases"] = {
        path.name: _health(report, path)
        for path in (folder.catalogue, folder.people, folder.ledger)
    }
    report.facts["enrolled"] = folder.identity.exists()
    if report.facts["databases"]["catalogue.db"] == "ok":
        _sync(report, folder)
    if report.facts["databases"]["ledger.db"] == "ok":
        _queue(report, folder)
    _map(report, folder)
    return report


def _versions() -> dict[str, str]:
    versions = {"kiosk": __version__, "python": platform.python_version()}
    for package in ("PySide6", "SQLAlchemy", "zxing-cpp", "msgspec"):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            # A frozen bundle carries the code without its packaging data.
            versions[package] = "bundled" if getattr(sys, "frozen", False) else "missing"
    return versions


def _disk(report: Report, path: Path) -> None:
    standing = next(each for each in (path, *path.parents) if each.exists())
    free = shutil.disk_usage(standing).free
    report.facts["disk_free_bytes"] = free
    if free < LITTLE_ROOM_BYTES:
        report.findings.append(
            f"only {free // 1_000_000} MB are free on the disk: check-ins stop when it is full"
        )


def _health(report: Report, path: Path) -> str:
    if not path.exists():
        return "absent"
    engine = open_engine(path, read_only=True)
    try:
        check(engine)
    except StoreError as error:
        report.findings.append(f"{path.name} cannot be read ({error}): {_ADVICE[path.name]}")
        return f"{type(error).__name__}: {error}"
    finally:
        engine.dispose()
    return "ok"


_ADVICE = {
    "catalogue.db": "start the kiosk, which sets it aside and builds it anew",
    "people.db": "delete it and its key; the next sync brings the rosters back",
    "ledger.db": "keep the file, it holds check-ins; copy it and call the city",
}


def _sync(report: Report, folder: DataFolder) -> None:
    from kiosk.services.catalogue import Catalogue

    catalogue = Catalogue(folder.catalogue)
    try:
        freshness: Freshness = catalogue.freshness()
    finally:
        catalogue.close()
    last = freshness.last_success
    report.facts["sync"] = {
        "source": freshness.source,
        "revision": freshness.revision,
        "last_success": last.isoformat() if last else None,
        "failure": freshness.failure or None,
        "poisoned": freshness.poisoned,
    }
    if freshness.poisoned:
        report.findings.append(
            f"{freshness.poisoned} records from the hub break the schema and were set aside"
        )
    if report.facts["enrolled"] and (last is None or dt.datetime.now(dt.UTC) - last > LONG_AGO):
        report.findings.append("no sync for over a week: look at the network cable or the hub")


def _queue(report: Report, folder: DataFolder) -> None:
    from sync.store.ledger import Ledger

    ledger = Ledger.open(folder.ledger)
    try:
        waiting, rejected = ledger.pending_count(), ledger.rejected_count()
    finally:
        ledger.close()
    report.facts["queue"] = {"waiting": waiting, "to_review": rejected}
    if rejected:
        report.findings.append(
            f"{rejected} check-ins were refused by the hub: see the health page of the staff area"
        )


def _map(report: Report, folder: DataFolder) -> None:
    last = read_status(folder.path)
    if last is None:
        report.facts["map"] = None
        return
    report.facts["map"] = {
        "state": last.state, "renderer": last.renderer, "gpu": last.gpu or None,
        "lighter_renderer": last.degraded, "first_picture_ms": last.first_picture_ms,
        "crashes": last.crashes, "pack": last.pack, "at": last.at,
    }  # fmt: skip
    if last.state == "failed":
        report.findings.append(f"the map gave way to the list ({last.fault}): start the kiosk anew")
