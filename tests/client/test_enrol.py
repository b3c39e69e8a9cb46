"""A kiosk, a code and a real hub."""

import stat
from pathlib import Path

import pytest

from sync.client.cli import main
from sync.client.enrol import enrol
from sync.protocol.errors import Refused
from sync.store.folder import DataFolder
from sync.store.identity import load_identity
from tests.hub.running import Running, code_for, fill, hub


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory):
    """A real hub with a small city."""
    database = f"sqlite:///{tmp_path_factory.mktemp('hub') / 'hub.db'}"
    fill(database)
    with hub(database) as found:
        yield found


def test_a_code_makes_an_identity_that_only_this_user_can_read(
    running: Running, tmp_path: Path
) -> None:
    folder = DataFolder(tmp_path / "kiosk")
    identity = enrol(f"{running.url}/", f" {code_for(running.url)}\n", folder)
    assert load_identity(folder.identity) == identity
    assert stat.S_IMODE(folder.identity.stat().st_mode) == 0o600
    assert identity.place == "place-a"
    assert identity.private_key not in repr(identity)


def test_a_code_works_once(running: Running, tmp_path: Path) -> None:
    code = code_for(running.url)
    enrol(running.url, code, DataFolder(tmp_path / "first"))
    with pytest.raises(Refused) as refused:
        enrol(running.url, code, DataFolder(tmp_path / "second"))
    assert refused.value.code == "code_used"
    assert not DataFolder(tmp_path / "second").identity.exists()


def test_from_code_to_city_by_the_command_line(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "kiosk")
    assert main(["enrol", running.url, code_for(running.url), "--data", data]) == 0
    assert main(["sync", "--once", "--data", data]) == 0
    assert "revision 1" in capsys.readouterr().out
    assert main(["sync", "--once", "--data", data]) == 0
    assert "nothing new" in capsys.readouterr().out


def test_a_wrong_code_is_said_in_one_line(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", running.url, "WRONG", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_address_without_a_hub_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", "http://127.0.0.1:9", "CODE", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_no_command_is_wrong_use() -> None:
    assert main([]) == 2
