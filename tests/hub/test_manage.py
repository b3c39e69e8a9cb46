"""The admin pages: who may do what there, and that a change reaches the kiosks' feeds."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from sync.hub.accounts import Role
from sync.hub.database import open_database
from sync.hub.manage.words import CATALOGUE
from sync.hub.schema import account, audit, login
from sync.protocol.feeds import CITY_FEEDS

from .running import ADMIN, Running, attendance, enrol, event, fill, hub, public_key, push
from .site import Visitor, add_account

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A hub with one account of each role."""
    database = f"sqlite:///{tmp_path_factory.mktemp('manage') / 'hub.db'}"
    fill(database)
    for role in Role:
        add_account(database, role.name.lower(), role)
    with hub(database) as running:
        yield running


def at(running: Running, name: str) -> Visitor:
    visitor = Visitor(running.url)
    assert visitor.sign_in(name).status_code == 303
    return visitor


def rows(running: Running, table: sa.Table) -> list[Any]:
    opened = open_database(running.database)
    with opened.read() as connection:
        found = list(connection.execute(sa.select(table)))
    opened.close()
    return found


def manifest(running: Running) -> dict[str, Any]:
    return dict(requests.get(f"{running.url}/manifest").json()["feeds"])


def test_nobody_sees_a_page_without_signing_in(staffed: Running) -> None:
    for path in ("/", "/activity/list", "/kiosks/list", "/audit/list", "/picture/kiosk-1"):
        answer = requests.get(f"{staffed.url}/manage{path}", allow_redirects=False)
        assert answer.status_code == 303
        assert "/manage/login" in answer.headers["Location"]


def test_an_editors_change_gets_a_number_and_reaches_the_feed_alone(staffed: Running) -> None:
    editor, before = at(staffed, "editor"), manifest(staffed)
    form = editor.form("/place/edit?pk=place-a")
    assert form["name"]
    answer = editor.post("/place/edit?pk=place-a", {**form, "telephone": "+370 5 000 0000"})
    assert answer.status_code == 303, answer.text[:3000]
    after = manifest(staffed)
    assert [kind for kind in CITY_FEEDS if after[kind] != before[kind]] == ["place"]
    assert after["place"]["count"] == before["place"]["count"]
    asked = f"afterChangeNumber={before['place']['lastChange']}"
    items = requests.get(f"{staffed.url}/feeds/place?{asked}").json()["items"]
    assert [item["id"] for item in items] == ["place-a"]
    assert items[0]["data"]["telephone"] == "+370 5 000 0000"
    told = rows(staffed, audit)[-1]
    assert (told.who, told.act, told.kind, told.subject, told.fields) == (
        "editor", "change", "place", "place-a", "telephone",
    )  # fmt: skip


def test_a_form_sent_unchanged_changes_nothing(staffed: Running) -> None:
    editor, before = at(staffed, "editor"), manifest(staffed)
    for kind in ("activity", "organization", "place", "playlist", "badge", "subsidy", "topic"):
        items = requests.get(f"{staffed.url}/feeds/{kind}").json()["items"]
        live = [item for item in items if item["state"] == "updated"]
        for item in live[:3]:
            address = f"/{kind}/edit?pk={item['id']}"
            answer = editor.post(address, editor.form(address))
            assert answer.status_code == 303, (address, answer.text[:3000])
            stored = requests.get(
                f"{staffed.url}/admin/records/{kind}/{item['id']}", headers=ADMIN
            ).json()
            assert stored == item["data"]
    assert manifest(staffed) == before


def test_what_is_deleted_leaves_a_tombstone(staffed: Running) -> None:
    editor = at(staffed, "editor")
    made = editor.post("/notice/create", {"name": "Uždaryta", "contentLanguage": "lt"})
    assert made.status_code == 303, made.text[:3000]
    items = requests.get(f"{staffed.url}/feeds/notice").json()["items"]
    id = items[-1]["id"]
    assert editor.get("/notice/list?q=uždaryta").text.count("Uždaryta") >= 1
    gone = editor.post(f"/_api/notice/row-action?pk={id}&name=delete", {})
    assert gone.status_code < 400, gone.text
    last = requests.get(f"{staffed.url}/feeds/notice").json()["items"][-1]
    assert (last["id"], last["state"]) == (id, "deleted")


def test_a_value_that_breaks_the_schema_is_named_and_not_stored(staffed: Running) -> None:
    editor, before = at(staffed, "editor"), manifest(staffed)
    form = editor.form("/subsidy/edit?pk=" + _first(staffed, "subsidy"))
    answer = editor.post(
        "/subsidy/edit?pk=" + _first(staffed, "subsidy"), {**form, "validFrom": "never"}
    )
    assert answer.status_code == 422
    assert manifest(staffed) == before


def test_a_viewer_reads_and_changes_nothing(staffed: Running) -> None:
    viewer, before = at(staffed, "viewer"), manifest(staffed)
    assert "Pottery" in viewer.get("/activity/list").text or viewer.get("/activity/list").ok
    assert viewer.get("/place/edit?pk=place-a").status_code == 403
    for path in ("/place/edit?pk=place-a", "/place/create", "/city/edit?pk=city"):
        assert viewer.post(path, {"name": "x", "contentLanguage": "lt"}).status_code == 403
    viewer.post("/_api/place/row-action?pk=place-a&name=delete", {})
    viewer.post("/_api/place/action?pks=place-a&name=delete", {})
    assert manifest(staffed) == before
    for closed in ("reviews", "staff", "accounts", "audit"):
        assert viewer.get(f"/{closed}/list").status_code == 403


def test_an_editor_sees_neither_people_nor_lets_kiosks_in(staffed: Running) -> None:
    editor, kiosk = at(staffed, "editor"), enrol(staffed.url)
    for closed in ("staff", "accounts", "audit"):
        assert editor.get(f"/{closed}/list").status_code == 403
        assert editor.post(f"/{closed}/create", {"id": "x", "role": "admin"}).status_code == 403
    assert editor.post("/kiosks/create", {"place": "place-a"}).status_code == 403
    assert editor.post("/settings/create", {"id": "city"}).status_code == 403
    editor.post(f"/_api/kiosks/row-action?pk={kiosk.device}&name=revoke", {})
    assert requests.get(f"{staffed.url}/manifest", headers=kiosk.headers).status_code == 200


def test_a_form_from_another_page_is_refused(staffed: Running) -> None:
    admin, before = at(staffed, "admin"), manifest(staffed)
    form = {"name": "x", "contentLanguage": "lt"}
    assert admin.post("/place/create", form, token=False).status_code == 403
    forged = {**form, "csrftoken": "made-up"}
    assert admin.post("/place/create", forged, token=False).status_code == 403
    assert manifest(staffed) == before


def test_passwords_and_sessions_are_kept_as_hashes_only(staffed: Running) -> None:
    admin = at(staffed, "admin")
    cookie = admin.session.cookies.get("hub_login", path="/manage")
    assert cookie
    assert all(row.password_hash.startswith("$argon2id$") for row in rows(staffed, account))
    assert cookie not in {row.token_hash for row in rows(staffed, login)}
    answer = Visitor(staffed.url).sign_in("admin")
    told = answer.headers["Set-Cookie"]
    assert "HttpOnly" in told
    assert "SameSite=lax" in told


def test_guessing_a_password_has_to_wait(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    add_account(database, "admin", Role.ADMIN)
    with hub(database) as running:
        guesser = Visitor(running.url)
        said = [guesser.sign_in("admin", f"guess {n} of many").text for n in range(6)]
        assert all("not right" in each for each in said[:5])
        assert "Wait a minute" in said[5]
        assert "Wait a minute" in guesser.sign_in("admin").text, "even with the right one"


def test_the_admin_token_signs_in_until_there_is_an_admin(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    token = ADMIN["Authorization"].removeprefix("Bearer ")
    with hub(database) as running:
        first = Visitor(running.url)
        assert first.sign_in("admin", token).status_code == 303
        made = first.post(
            "/accounts/create", {"id": "Rasa", "role": "admin", "password": "long enough it is"}
        )
        assert made.status_code == 303, made.text[:2000]
        assert first.get("/accounts/list").url.startswith(f"{running.url}/manage/login")
        assert Visitor(running.url).sign_in("admin", token).status_code == 400
        rasa = Visitor(running.url)
        assert rasa.sign_in("Rasa", "long enough it is").status_code == 303
        assert rasa.post("/_api/accounts/action?pks=Rasa&name=delete", {}).status_code >= 400
        assert rasa.get("/accounts/list").status_code == 200, "the last admin stays"


def test_who_is_taken_away_is_out_at_once(staffed: Running) -> None:
    admin = at(staffed, "admin")
    admin.post("/accounts/create",
               {"id": "Jonas", "role": "editor", "password": "correct horse battery"})  # fmt: skip
    jonas = at(staffed, "Jonas")
    assert jonas.get("/place/edit?pk=place-a").status_code == 200
    admin.post("/accounts/edit?pk=Jonas", {"role": "viewer"})
    assert jonas.get("/place/edit?pk=place-a").status_code == 403
    admin.post("/_api/accounts/row-action?pk=Jonas&name=delete", {})
    assert "/login" in jonas.get("/place/list").url


def test_a_kiosk_is_let_in_watched_and_shut_out(staffed: Running) -> None:
    admin = at(staffed, "admin")
    made = admin.post("/kiosks/create", {"place": "place-a", "profile": "information"})
    assert made.status_code == 303, made.text[:3000]
    code = re.search(r"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b", admin.get("/kiosks/list").text)
    assert code
    asked = {"code": code[1], "publicKey": public_key(), "name": "Hall"}
    let_in = requests.post(f"{staffed.url}/enrolments", json=asked).json()
    headers = {"Authorization": f"Bearer {let_in['token']}"}
    said = {"version": "0.1.0", "uptimeSeconds": 7200, "queue": 0, "rejected": 0,
            "diskFreeMb": 5000, "diskTotalMb": 64000}  # fmt: skip
    assert requests.post(f"{staffed.url}/heartbeat", json=said, headers=headers).ok
    page = admin.get("/kiosks/list?q=hall").text
    for text in ("Hall", "0.1.0", "5.0 / 64.0 GB", "well"):
        assert text in page
    assert "2 hours" in admin.get(f"/kiosks/detail?pk={let_in['device']}").text
    admin.post(f"/_api/kiosks/row-action?pk={let_in['device']}&name=revoke", {})
    assert requests.get(f"{staffed.url}/manifest", headers=headers).status_code == 403


def test_an_entry_that_stands_against_another_is_taken_back(own_hub: Running) -> None:
    add_account(own_hub.database, "editor", Role.EDITOR)
    first, second = enrol(own_hub.url), enrol(own_hub.url)
    push(own_hub.url, first, event(first))
    again = event(second)
    assert push(own_hub.url, second, again) == [("conflict", "already_checked_in")]
    editor = Visitor(own_hub.url)
    editor.sign_in("editor")
    assert "Somebody was in already" in editor.get("/reviews/list").text
    done = editor.post(f"/_api/reviews/row-action?pk={again['eventId']}&name=take_back", {})
    assert done.status_code < 400, done.text
    assert [row["others"] for row in attendance(own_hub.url)] == [[]]
    assert "Somebody was in already" not in editor.get("/reviews/list").text


def test_a_choice_that_was_not_offered_is_refused_kindly(staffed: Running) -> None:
    admin = at(staffed, "admin")
    wrong = {"id": "x", "role": "boss", "password": "correct horse battery"}
    assert admin.post("/accounts/create", wrong).status_code == 422
    made = admin.post("/kiosks/create", {"place": "place-a", "profile": "everything"})
    assert made.status_code == 422
    nowhere = admin.post("/kiosks/create", {"place": "nowhere", "profile": "desk"})
    assert nowhere.status_code == 422


def test_pages_fetch_nothing_from_elsewhere(staffed: Running) -> None:
    admin = at(staffed, "admin")
    for path in ("/", "/activity/list", "/activity/create", "/kiosks/list"):
        answer = admin.get(path)
        assert not re.findall(r'(?:src|href|url\()\s*=?\s*["\']?https?://(?!127)', answer.text)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_every_text_of_the_pages_has_lithuanian(staffed: Running) -> None:
    words = json.loads(CATALOGUE.read_text("utf-8"))
    ours = set()
    for path in (ROOT / "sync/hub/manage").glob("*.py"):
        found = re.findall(
            r'(?<![\w.])(?:say|gettext|ngettext)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text("utf-8")
        )
        ours |= set(found)
    assert len(ours) > 150
    assert ours - set(words) == set()
    lithuanian = Visitor(staffed.url)
    lithuanian.session.cookies.set("language", "lt", path="/manage")
    lithuanian.sign_in("admin")
    assert "Veiklos" in lithuanian.get("/activity/list").text


def test_a_long_list_opens_at_once(staffed: Running) -> None:
    viewer = at(staffed, "viewer")
    viewer.get("/activity/list")
    began = time.monotonic()
    assert viewer.get("/activity/list?q=pottery").status_code == 200
    assert time.monotonic() - began < 8


def _first(running: Running, kind: str) -> str:
    return str(requests.get(f"{running.url}/feeds/{kind}").json()["items"][0]["id"])
