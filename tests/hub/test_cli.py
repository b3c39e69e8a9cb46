"""Starting a hub: one line when it listens, one line when it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sync.hub.cli import main
from sync.protocol import pins

from .running import ADMIN, ROOT, Running, code_for, fill, public_key


def test_the_admin_token_is_shown_once_and_never_again(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    first, second = _lines(database), _lines(database)
    assert first[0].startswith("admin token (shown only now): ")
    assert first[1].startswith("hub listening on http://127.0.0.1:")
    assert len(second) == 1
    token = first[0].rpartition(" ")[2]
    assert token.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_port_in_use_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["--database", f"sqlite:///{tmp_path / 'hub.db'}", "--port", port]) == 1
    error = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1 port {port}" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("url", ["sqlite:////nowhere/hub.db", "mysql://x/y", "nonsense"])
def test_a_database_that_cannot_be_opened_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert main(["--database", url, "--port", "0"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("hub: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("port", ["-1", "70000", "x"])
def test_a_port_that_is_none_is_wrong_use(port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--database", "sqlite:///x.db", "--port", port])
    assert ended.value.code == 2


def test_before_a_city_is_imported_the_manifest_asks_to_wait(tmp_path: Path) -> None:
    from .running import hub

    with hub(f"sqlite:///{tmp_path / 'hub.db'}") as running:
        answer = requests.get(f"{running.url}/manifest")
        assert (answer.status_code, answer.json()["code"]) == (503, "no_city")
        assert answer.headers["Retry-After"]
        page = requests.get(f"{running.url}/feeds/activity").json()
        assert page == {**page, "items": [], "next": f"{running.url}/feeds/activity"}
        assert "without a city" in requests.get(running.url).text


def test_an_admin_makes_an_account_whose_pin_the_kiosk_can_check(own_hub: Running) -> None:
    asked = {"code": code_for(own_hub.url), "publicKey": public_key()}
    told = requests.post(f"{own_hub.url}/enrolments", json=asked).json()
    pepper = bytes.fromhex(told["pinPepper"])
    headers = {"Authorization": f"Bearer {told['token']}"}
    asked = {"place": "place-a", "label": "Budintis", "pin": "246810"}
    made = requests.post(f"{own_hub.url}/admin/staff", json=asked, headers=ADMIN)
    assert made.status_code == 201
    feed = requests.get(f"{own_hub.url}/feeds/staff", headers=headers).json()
    account = feed["items"][0]["data"]
    assert account["identifier"] == made.json()["id"]
    assert pins.fits("246810", account["pinHash"], pepper)
    assert "246810" not in str(feed)
    stored = b"".join(each.read_bytes() for each in _database_files(own_hub))
    assert account["pinHash"].encode() in stored
    assert pepper.hex().encode() not in stored
    assert pepper not in stored
    with pytest.raises(pins.CannotCheck):
        pins.fits("246810", account["pinHash"], bytes(32))


def test_colleagues_have_different_pins_and_only_roles_that_there_are(own_hub: Running) -> None:
    asked = {"place": "place-a", "label": "Budintis", "pin": "246810", "role": "desk"}
    first = requests.post(
        f"{own_hub.url}/admin/staff", json={**asked, "badge": True}, headers=ADMIN
    )
    assert first.json()["badge"].startswith("S-")
    for wrong in ({}, {"pin": "135790", "role": "king"}):
        again = requests.post(f"{own_hub.url}/admin/staff", json={**asked, **wrong}, headers=ADMIN)
        assert (again.status_code, again.json()["code"]) == (422, "bad_pin")


def _database_files(hub: Running) -> list[Path]:
    folder = Path(hub.database.removeprefix("sqlite:///")).parent
    return [each for each in folder.iterdir() if each.name.startswith("hub.db")]


@pytest.mark.parametrize(
    "pin", ["", "12345", "123456", "777777", "1234567890123", "12a456", "١٢٣٤٥٦"]
)
def test_a_weak_or_strange_pin_is_refused(shared_hub: Running, pin: str) -> None:
    asked = {"place": "place-a", "label": "Budintis", "pin": pin}
    answer = requests.post(f"{shared_hub.url}/admin/staff", json=asked, headers=ADMIN)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_pin")


def _lines(database: str) -> list[str]:
    """What a hub prints until it listens."""
    code = "import sys; from sync.hub.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {key: value for key, value in os.environ.items() if key != "COL_HUB_ADMIN_TOKEN"}
    with subprocess.Popen(
        [sys.executable, "-c", code, "--database", database, "--port", "0"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if "listening" in line:
                break
        process.terminate()
        assert process.wait(timeout=10) == 0
    return lines
