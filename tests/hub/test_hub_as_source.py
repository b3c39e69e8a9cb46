"""One hub feeds another: over real HTTP, whole, and again without a change."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.hub.database import open_database
from sync.hub.schema import record
from sync.importers.cli import main
from sync.protocol.feeds import CITY_FEEDS

from .running import ADMIN, Running


def records(url: str) -> dict[tuple[str, str], bytes]:
    """The live records that are open to all."""
    database = open_database(url)
    with database.read() as connection:
        rows = connection.execute(
            record.select().where(record.c.kind.in_(list(CITY_FEEDS)), record.c.data.is_not(None))
        ).all()
    database.close()
    return {(row.kind, row.id): row.data for row in rows}


def test_a_hub_takes_in_another_hubs_city_and_follows_it(
    own_hub: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    assert main([own_hub.url, "--database", copy]) == 0
    assert records(copy) == records(own_hub.database)
    capsys.readouterr()
    assert main([own_hub.url + "/", "--database", copy]) == 0
    assert "activity: 0 added, 0 changed, 2 unchanged, 0 deleted" in capsys.readouterr().out
    requests.delete(f"{own_hub.url}/admin/records/activity/act-2", headers=ADMIN)
    assert main([own_hub.url, "--database", copy]) == 0
    assert records(copy) == records(own_hub.database)
    assert "activity: 0 added, 0 changed, 1 unchanged, 1 deleted" in capsys.readouterr().out


def test_nobody_at_that_address_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'copy.db'}"
    assert main(["http://127.0.0.1:1", "--database", url]) == 1
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert error.count("\n") == 1


@pytest.fixture
def stranger() -> Iterator[str]:
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Welcome to the free network!</html>")

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_welcome_page_is_not_taken_for_a_hub(
    tmp_path: Path, stranger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([stranger, "--database", f"sqlite:///{tmp_path / 'copy.db'}"]) == 1
    assert "is this a hub?" in capsys.readouterr().err
