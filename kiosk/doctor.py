"""`main.py doctor`: what is wrong with this kiosk, in plain words, and what to do about it."""

import datetime as dt
import importlib.metadata
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kiosk import __version__, doctor_facts
from kiosk.doctor_words import healthy, words
from kiosk.settings import Settings
from kiosk.ui.map.status import read_status
from sync.crashes import CrashFolder
from sync.model.query import Freshness
from sync.store.engine import check, open_engine
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, load_identity
from sync.updates.slots import Slots
from sync.updates.status import UpdateFolder, images_folder, root_file

HEALTHY, FINDING = 0, 1
LITTLE_ROOM_BYTES = 1_000_000_000
NO_ROOM_BYTES = 50_000_000
CLOCK_MS = 120_000
LONG_AGO = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; its words are in `kiosk.doctor_words`.

    note: good to know; trouble: somebody should see to it; broken: the kiosk cannot do its work.
    """

    code: str
    detail: str = ""
    level: Literal["note", "trouble", "broken"] = "trouble"

    def words(self, language: str) -> tuple[str, str]:
        """What is wrong and what to do."""
        return words(self.code, self.detail, language)

    def __str__(self) -> str:
        return " ".join(self.words("en"))


@dataclass
class Report:
    """What was looked at, and what was found."""

    facts: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(
        self,
        code: str,
        detail: object = "",
        level: Literal["note", "trouble", "broken"] = "trouble",
    ) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, str(detail), level))

    @property
    def wrong(self) -> list[Finding]:
        """Without what is only good to know."""
        return [each for each in self.findings if each.level != "note"]

    def as_json(self) -> str:
        """The facts, and the findings with their words in English."""
        told = [
            {"code": each.code, "level": each.level, "says": said, "do": advice}
            for each in self.findings
            for said, advice in (each.words("en"),)
        ]
        notes = [each for each in told if each["level"] == "note"]
        found = [each for each in told if each["level"] != "note"]
        whole = {**self.facts, "notes": notes, "findings": found}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=str)

    def as_text(self, language: str) -> str:
        """The findings first: what is wrong, and below it what to do."""
        lines = []
        for each in self.findings:
            said, advice = each.words(language)
            lines += [f"{'-' if each.level == 'note' else '!'} {said}", f"  {advice}"]
        if not self.wrong:
            lines.insert(0, healthy(language))
        return "\n".join([*lines, "", *doctor_facts.lines(self.facts, language)])


def doctor(settings: Settings, problems: list[str], *, as_json: bool) -> int:
    """Print the report; 1 when something is wrong."""
    report = examine(settings, problems)
    print(report.as_json() if as_json else report.as_text(settings.language or "en"))
    return FINDING if report.wrong else HEALTHY


def examine(settings: Settings, problems: Sequence[str]) -> Report:
    """Look at settings, disk, databases, sync and updates, and change nothing."""
    report = Report()
    folder = DataFolder(settings.data)
    for each in problems:
        report.find("setting", each)
    report.facts["versions"] = _versions()
    report.facts["paths"] = {"data": str(folder.path), "city": str(settings.city)}
    _disk(report, folder.path)
    report.facts["databases"] = {
        path.name: _health(report, path)
        for path in (folder.catalogue, folder.people, folder.ledger)
    }
    _enrolled(report, folder)
    if report.facts["databases"]["catalogue.db"] == "ok":
        _sync(report, folder)
    if report.facts["databases"]["ledger.db"] == "ok":
        _queue(report, folder)
    _map(report, folder)
    _updates(report, folder)
    _crashes(report, folder)
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
    report.facts["disk_free_mb"] = free // 1_000_000
    if free < LITTLE_ROOM_BYTES:
        report.find(
            "disk_little", free // 1_000_000, "broken" if free < NO_ROOM_BYTES else "trouble"
        )
    if path.exists():
        try:
            with tempfile.TemporaryFile(dir=path) as file:
                file.write(b"x")
        except OSError as error:
            report.find("disk_closed", error.strerror or error, "broken")


def _health(report: Report, path: Path) -> str:
    if not path.exists():
        return "absent"
    engine = open_engine(path, read_only=True)
    try:
        check(engine)
    except StoreError as error:
        report.find(f"{path.stem}_damaged", error, "broken")
        return f"{type(error).__name__}: {error}"
    finally:
        engine.dispose()
    return "ok"


def _enrolled(report: Report, folder: DataFolder) -> None:
    report.facts["enrolled"] = folder.identity.exists()
    try:
        if load_identity(folder.identity) is None:
            report.find("not_enrolled", level="note")
    except BadIdentity as error:
        report.find("identity_damaged", error, "broken")


def _sync(report: Report, folder: DataFolder) -> None:
    from kiosk.services.catalogue import Catalogue

    catalogue = Catalogue(folder.catalogue)
    try:
        fresh: Freshness = catalogue.freshness()
    finally:
        catalogue.close()
    last = fresh.last_success
    report.facts["sync"] = {
        "source": fresh.source,
        "revision": fresh.revision,
        "last_success": last.isoformat() if last else None,
        "failure": fresh.failure or None,
        "poisoned": fresh.poisoned,
    }
    if fresh.poisoned:
        report.find("poisoned", fresh.poisoned)
    if report.facts["enrolled"]:
        _reached(report, fresh, dt.datetime.now(dt.UTC))


def _reached(report: Report, fresh: Freshness, now: dt.datetime) -> None:
    offset = fresh.clock_offset_ms
    if offset is not None and abs(offset) > CLOCK_MS:
        report.find("clock", round(abs(offset) / 60_000))
    if fresh.failure:
        since = fresh.failing_since or now
        known = fresh.failure if fresh.failure in ("unreachable", "not_a_hub", "refused") else ""
        detail = f"{since.astimezone():%Y-%m-%d %H:%M %Z}" if known else fresh.failure
        # A line that is down for an hour is a kiosk's everyday.
        patient = fresh.failure == "unreachable" and now - since < LONG_AGO
        report.find(known or "sync_failing", detail, "note" if patient else "trouble")
    if fresh.last_success is None:
        report.find("never_synced")
    elif now - fresh.last_success > LONG_AGO:
        report.find("long_silent", (now - fresh.last_success).days)


def _queue(report: Report, folder: DataFolder) -> None:
    from sync.store.ledger import Ledger

    ledger = Ledger.open(folder.ledger)
    try:
        waiting, rejected = ledger.pending_count(), ledger.rejected_count()
    finally:
        ledger.close()
    report.facts["queue"] = {"waiting": waiting, "to_review": rejected}
    if rejected:
        report.find("rejected", rejected)


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
        report.find("map_failed", last.fault)


def _updates(report: Report, folder: DataFolder) -> None:
    status, slots = UpdateFolder(folder.path).status(), Slots(images_folder())
    report.facts["updates"] = {
        "on": root_file().is_file(),
        "state": status.state,
        "version": status.version or None,
        "checked": status.checked.isoformat() if status.checked else None,
        "image": slots.current() or None,
        "on_trial": slots.on_trial,
    }
    if status.state == "refused":
        report.find("update_refused", status.refusal)
    for image in sorted(slots.bad()):
        report.find("update_taken_back", image, "note")


def _crashes(report: Report, folder: DataFolder) -> None:
    since = dt.datetime.now(dt.UTC) - LONG_AGO
    recent = [crash for crash in CrashFolder(folder.path).all() if crash.at > since]
    report.facts["crashes"] = [
        f"{crash.at:%Y-%m-%d %H:%M} {crash.program} {crash.kind} {crash.error}" for crash in recent
    ]
    if recent:
        report.find("crashed", len(recent))
