"""A hub on PostgreSQL and one on SQLite give a kiosk the same answers."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
import sqlalchemy as sa

from sync.hub.accounts import Role
from sync.hub.database import DatabaseFault, forget_deleted, open_database
from sync.hub.schema import metadata
from sync.importers.cli import main as import_main
from sync.model import Activity, Kind, Schedule
from sync.protocol.feeds import encode

from .running import ADMIN, SMALL_CITY, Kiosk, attendance, enrol, event, fill, hub, push
from .site import Visitor, add_account

NOW = dt.datetime.now(dt.UTC)
ZONE = ZoneInfo("Europe/Vilnius")
TODAY = NOW.astimezone(ZONE).date()


LIMITED = Activity(
    id="act-door", name="Dirbtuvės", kind=Kind.WORKSHOP, organizer="org-a", location="place-a",
    event_schedule=(Schedule(start_time=dt.time(0), end_time=dt.time(23, 59), dates=(TODAY,)),),
    capacity=5,
)  # fmt: skip
OPENS = dt.datetime.combine(TODAY, dt.time(0), ZONE)


def door(url: str, kiosk: Kiosk) -> tuple[list[str], list[int]]:
    """Which events a kiosk hears of, and how many places it may give away."""
    asked = {"sessions": [{"activity": "act-door", "sessionStart": OPENS.isoformat()}]}
    answer = requests.post(f"{url}/door", json=asked, headers=kiosk.headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    heard = sorted(each["eventId"] for each in told.get("events", []))
    return heard, [each["seats"] for each in told["leases"]]


@pytest.fixture
def empty_postgres(postgres_url: str) -> str:
    database = sa.create_engine(postgres_url.replace("://", "+psycopg://"))
    with database.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    database.dispose()
    return postgres_url


def journey(url: str) -> dict[str, Any]:
    """Import, enrol, pull, push, change and delete; all that a kiosk saw."""
    assert import_main([str(SMALL_CITY), "--database", url]) == 0
    assert import_main([str(SMALL_CITY), "--database", url]) == 0
    seen: dict[str, Any] = {}
    with hub(url) as running:
        first, second = enrol(running.url), enrol(running.url)
        manifest = requests.get(f"{running.url}/manifest", headers=first.headers).json()
        seen["feeds"] = manifest["feeds"]
        for kind in manifest["feeds"]:
            page = requests.get(f"{running.url}/feeds/{kind}", headers=first.headers).json()
            seen[kind] = page["items"]
        late = event(first, at=NOW.isoformat(), eventId="0" * 8 + "-0000-7000-8000-" + "0" * 12)
        early = event(second, at=(NOW - dt.timedelta(hours=1)).isoformat(),
                      eventId="0" * 8 + "-0000-7000-8000-" + "1" * 12)  # fmt: skip
        seen["pushed"] = [push(running.url, first, late, late), push(running.url, second, early)]
        seen["attendance"] = [(row["eventId"], row["others"]) for row in attendance(running.url)]
        requests.put(
            f"{running.url}/admin/records/activity/act-door", data=encode(LIMITED),
            headers={**ADMIN, "Content-Type": "application/json"},
        )  # fmt: skip
        seen["doors"] = [door(running.url, each) for each in (first, second, first, second)]
        requests.delete(f"{running.url}/admin/records/activity/act-2", headers=ADMIN)
        after = requests.get(f"{running.url}/feeds/activity?afterChangeNumber=9").json()
        seen["after"] = after["items"]
        for path in ("/", "/a/act-1", "/openapi.json", "/healthz"):
            seen[path] = requests.get(running.url + path).status_code
    database = open_database(url)
    with database.write() as connection:
        seen["forgotten"] = forget_deleted(connection, NOW + dt.timedelta(days=91))
    database.close()
    return json.loads(json.dumps(seen))  # type: ignore[no-any-return]


def test_both_databases_give_the_same_answers(tmp_path: Path, empty_postgres: str) -> None:
    on_sqlite = journey(f"sqlite:///{tmp_path / 'hub.db'}")
    assert on_sqlite["pushed"] == [
        [["accepted", ""], ["duplicate", ""]], [["conflict", "already_checked_in"]],
    ]  # fmt: skip
    assert [seats for _, seats in on_sqlite["doors"]] == [[3], [2], [3], [2]]
    assert [len(heard) for heard, _ in on_sqlite["doors"]] == [1, 1, 1, 1]
    assert journey(empty_postgres) == on_sqlite


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_migrations_build_what_the_program_expects(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("empty_postgres")
    database = open_database(url)
    found = sa.inspect(database.engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: bool(column.nullable) for column in table.columns}
        names = {index["name"] for index in found.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= names
    database.close()


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    database = open_database(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(DatabaseFault, match="revision 9999"):
        open_database(url)


def test_a_file_that_is_no_database_is_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "hub.db").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(DatabaseFault, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'hub.db'}")


def test_a_server_that_is_not_there_is_told_kindly() -> None:
    with pytest.raises(DatabaseFault, match="cannot be opened"):
        open_database("postgresql://hub@127.0.0.1:1/postgres")


def test_two_hubs_serve_one_postgresql_as_if_they_were_one(empty_postgres: str) -> None:
    fill(empty_postgres)
    add_account(empty_postgres, "Rasa", Role.ADMIN)
    with hub(empty_postgres) as one, hub(empty_postgres) as two:
        visitor = Visitor(one.url)
        assert visitor.sign_in("Rasa").status_code == 303
        visitor.url = f"{two.url}/manage"
        form = visitor.form("/place/edit?pk=place-a")
        changed = visitor.post("/place/edit?pk=place-a", {**form, "telephone": "112"})
        assert changed.status_code == 303
        feeds = [requests.get(f"{each.url}/manifest").json()["feeds"] for each in (one, two)]
        assert feeds[0] == feeds[1]
        kiosk = enrol(one.url)
        assert push(two.url, kiosk, event(kiosk)) == [("accepted", "")]
        assert len(attendance(one.url)) == 1
        requests.delete(f"{two.url}/admin/devices/{kiosk.device}", headers=ADMIN)
        assert requests.get(f"{one.url}/manifest", headers=kiosk.headers).status_code == 403
