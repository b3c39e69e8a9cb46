"""The support bundle says what is wrong, and nobody's name, code or token."""

import io
import json
import logging
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from kiosk import doctor
from kiosk.doctor import examine
from kiosk.doctor_facts import lines
from kiosk.doctor_words import TABLES, healthy
from kiosk.settings import CITIES, Settings
from kiosk.support_cli import make
from kiosk.ui.language import OWN_NAMES
from sync.crash_hooks import CrashHooks
from sync.crashes import Frame
from sync.logs import JsonLines
from sync.model import Activity, Registration, StaffAccount
from sync.store.bundled import build_bundled
from sync.store.catalogue_read import CatalogueReader
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity
from sync.store.people import People
from tests.ui.visit import WEDNESDAY

NAMES = ("Ona Petraitytė", "Jonas Kazlauskas")
TOKEN = "kN3xTq8vB2mZpLr5sWd7yHcJ4fGa1eRuQw6"
SECRETS = ("5f8ica", "WXYZ-2345", TOKEN, "P-ABCDE12345", "Petraitytė", "Kazlauskas", "Jonas")


@pytest.fixture
def ill(tmp_path: Path) -> Settings:
    """A kiosk with people on it, whose log has every mistake a log can have."""
    folder = DataFolder(tmp_path).make()
    build_bundled(CITIES / "helsinki", folder.catalogue, WEDNESDAY)
    reader = CatalogueReader(folder.catalogue)
    first = reader.all(Activity, "activity")[0].id
    reader.close()
    people = People(folder.people)
    people.replace(
        "registration",
        [Registration(id="r1", activity=first, pass_id="P-ABCDE12345", label=NAMES[0], place="p")],
    )
    people.replace(
        "staff",
        [StaffAccount(id="s1", place="p", label=NAMES[1], role="youth_worker", pin_hash="x")],
    )
    people.close()
    save_identity(
        folder.identity,
        Identity(hub="https://hub.example.org", device="kiosk-1", token=TOKEN, place="p",
                 private_key="k" * 43),
    )  # fmt: skip
    log = tmp_path / "logs" / "screen.log"
    log.parent.mkdir()
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(JsonLines())
    for text in (
        f"{NAMES[0]} came, {NAMES[1].upper()} let in", f"token={TOKEN}",
        "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1", "code WXYZ-2345",
        "pass P-ABCDE12345 cannot be read", "the map gave way",
    ):  # fmt: skip
        handler.emit(logging.LogRecord("kiosk", logging.INFO, "f", 1, text, (), None))
    handler.close()
    # A log of an older version, written without any care.
    (tmp_path / "logs" / "screen.log.1").write_text(
        f"{NAMES[0]} {TOKEN} WXYZ-2345 ?code=5f8ica P-ABCDE12345 Jonas", "utf-8"
    )
    CrashHooks(tmp_path, "screen").note("python", "KeyError", (Frame("kiosk/a.py", 3, "f"),))
    return Settings(data=tmp_path)


def test_the_bundle_has_what_helps_and_no_secret(ill: Settings) -> None:
    archive = zipfile.ZipFile(io.BytesIO(make(ill, [])))
    names = set(archive.namelist())
    assert {"doctor.txt", "doctor.json", "system.txt", "logs/screen.log"} <= names
    assert any(name.startswith("crashes/") for name in names)
    whole = "\n".join(archive.read(name).decode("utf-8") for name in names)
    assert "the map gave way" in whole
    assert "KeyError" in whole
    assert json.loads(archive.read("doctor.json"))["databases"]["ledger.db"] == "absent"
    for secret in SECRETS:
        assert secret.lower() not in whole.lower(), secret
    assert not [name for name in names if name.endswith((".db", ".key")) or "identity" in name]


def test_figures_are_no_persons(ill: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of bytes once looked like a personal code, and the bundle was no JSON any more."""
    usage = shutil.disk_usage(ill.data)._replace(free=49_001_011_234_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    archive = zipfile.ZipFile(io.BytesIO(make(ill, [])))
    assert json.loads(archive.read("doctor.json"))["databases"]["ledger.db"] == "absent"


def test_a_kiosk_whose_databases_are_broken_still_gives_a_bundle(ill: Settings) -> None:
    for name in ("people.db", "catalogue.db"):
        (ill.data / name).write_bytes(b"no database")
    archive = zipfile.ZipFile(io.BytesIO(make(ill, [])))
    told = json.loads(archive.read("doctor.json"))
    codes = {each["code"] for each in told["findings"]}
    assert {"catalogue_damaged", "people_damaged"} <= codes
    text = archive.read("doctor.txt").decode("utf-8")
    assert "Start the kiosk" in text
    assert "Paleiskite kioską" in text


def test_the_doctor_has_words_and_advice_in_every_language_for_all_it_can_find() -> None:
    tables = {name: json.loads((TABLES / f"{name}.json").read_text("utf-8")) for name in OWN_NAMES}
    said = Path(doctor.__file__).read_text("utf-8")
    found = set(re.findall(r'find\(\s*(?:known or )?"(\w+)"', said))
    found |= {f"{name}_damaged" for name in ("catalogue", "people", "ledger")}
    found |= {"unreachable", "not_a_hub", "refused"}
    for name, table in tables.items():
        assert set(table) - {"healthy"} == found, name
        for code in found:
            wrong, advice = table[code]
            assert wrong[-1] == advice[-1] == ".", (name, code)
            assert wrong.count("{detail}") == tables["en"][code][0].count("{detail}"), (name, code)
            assert name == "en" or wrong != tables["en"][code][0], (name, code)
    assert len({healthy(name) for name in OWN_NAMES}) == len(OWN_NAMES)


def test_the_doctor_names_a_full_disk_and_a_line_that_was_long_silent(
    ill: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(ill.data)._replace(free=20_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    report = examine(ill, ["idle_seconds: 'x' is not a number"])
    found = {each.code: each for each in report.findings}
    assert found["disk_little"].level == "broken"
    assert found["setting"].words("en")[0].startswith("A setting makes no sense")
    assert "never_synced" in found
    assert found["crashed"].detail == "1"


def test_the_doctors_facts_are_told_in_words_and_not_as_a_machine_keeps_them() -> None:
    facts = {
        "versions": {"kiosk": "0.1.0", "python": "3.11"},
        "paths": {"data": "/var/lib/kiosk", "city": "vilnius"},
        "disk_free_mb": 900,
        "databases": {"catalogue.db": "ok", "people.db": "absent", "ledger.db": "Damaged: x"},
        "enrolled": True,
        "sync": {"last_success": None},
        "queue": {"waiting": 3, "to_review": 1},
        "map": {"state": "ready", "renderer": "canvas", "gpu": None},
        "updates": {"state": "known", "version": "0.2.0", "checked": "2026-11-23T20:00:00+00:00"},
        "crashes": [],
    }
    english, lithuanian = lines(facts, "en"), lines(facts, "lt")
    assert "Record of check-ins: damaged" in english
    assert "Updates: a new version will be fetched (0.2.0)" in english
    assert "Atvykimai, laukiantys serverio: 3" in lithuanian
    assert "Paskutinė sinchronizacija: dar nebuvo" in lithuanian
    assert len(english) == len(lithuanian)
    assert not any(sign in line for line in english for sign in '{}[]"')
