"""The commands of whoever runs a city's hub, as typed."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.badges.issue_cli import run as badge
from kiosk.demo import prepare_hub
from kiosk.settings import CITIES
from kiosk.trust_cli import main
from sync.hub.database import get_city, open_database
from sync.hub.trust import records
from sync.importers.cli import main as importer
from sync.model import Issuer, StatusList


@pytest.fixture
def hub(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    assert importer([str(CITIES / "vilnius"), "--database", url]) == 0
    prepare_hub(url, "471902")
    return url


def test_issuers_are_added_from_a_file_and_stay_as_they_were_the_second_time(
    hub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "trust.json"
    key = {
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "A" * 43},
        "methods": ["https://a.example#1"],
    }
    issuer = {"id": "https://a.example", "name": "Mokykla", "keys": [key],
              "status_lists": ["https://a.example/list"]}  # fmt: skip
    file.write_text(json.dumps({"issuers": [issuer]}))

    assert main(["add", str(file), "--database", hub]) == 0
    assert main(["add", str(file), "--database", hub]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("1 as they were")
    database = open_database(hub)
    with database.read() as connection:
        (found,) = records(connection, Issuer, "issuer")
    database.close()
    assert (found.ident, found.status_lists) == ("https://a.example", ("https://a.example/list",))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"issuers": [{"name": "x"}]}'])
def test_a_file_that_makes_no_sense_is_named(
    hub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "trust.json"
    file.write_text(content)

    assert main(["add", str(file), "--database", hub]) == 2
    assert "trust.json" in capsys.readouterr().err


def test_a_running_hub_looks_at_its_issuers_again_and_again_by_itself(
    hub: str, tmp_path: Path, project: Path
) -> None:
    file, told = tmp_path / "trust.json", tmp_path / "told"
    issuer = {"id": "https://a.example", "name": "Mokykla", "status_lists": ["https://127.0.0.1/l"]}
    file.write_text(json.dumps({"issuers": [issuer]}))
    assert main(["add", str(file), "--database", hub]) == 0
    before = ages(hub)
    command = [sys.executable, str(project / "main.py"), "hub", "--database", hub, "--port", "0"]
    with (
        told.open("w") as errors,
        subprocess.Popen(
            [*command, "--trust-every", "0.2"], stdout=subprocess.DEVNULL, stderr=errors,
            env={**os.environ, "COL_HUB_ADMIN_TOKEN": "x" * 40},
        ) as running,
    ):  # fmt: skip
        until = time.monotonic() + 60
        while told.read_text().count("not public") < 2 and time.monotonic() < until:
            time.sleep(0.1)
        running.terminate()
        assert running.wait(20) == 0, "it ends in the middle of a round too"

    line = (
        "the status_list https://127.0.0.1/l is not taken: leads to an address that is not public"
    )
    assert told.read_text().count(line) >= 2
    assert all(after > then for after, then in zip(ages(hub), before, strict=True))


def ages(hub: str) -> list[dt.datetime]:
    """When each of the city's own lists was last seen."""
    database = open_database(hub)
    with database.read() as connection:
        found = [each.fetched for each in records(connection, StatusList, "status_list")]
    database.close()
    return found


def test_a_list_signed_by_a_key_that_the_root_did_not_sign_is_not_taken(
    hub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "stranger.key"
    badge(["keygen", str(file)])
    database = open_database(hub)
    with database.read() as connection:
        before = list(records(connection, StatusList, "status_list"))
        assert get_city(connection) is not None

    assert main(["withdraw", "badge", "7", "--key", str(file), "--database", hub]) == 1
    assert "key set" in capsys.readouterr().err
    with database.read() as connection:
        assert list(records(connection, StatusList, "status_list")) == before
    database.close()


def test_ages_are_told_and_all_are_young(hub: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["ages", "--database", hub]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all("0.0 days" in line for line in lines)
