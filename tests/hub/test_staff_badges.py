"""A city lets the badge of one account open the staff area by itself, and takes that back."""

import requests
import sqlalchemy as sa

from sync.hub.accounts import Role
from sync.hub.database import open_database
from sync.hub.schema import record

from .running import ADMIN, Running, code_for, public_key
from .site import Visitor, add_account


def test_a_badge_may_open_alone_but_never_a_managers(own_hub: Running) -> None:
    told = requests.post(
        f"{own_hub.url}/enrolments",
        json={"code": code_for(own_hub.url), "publicKey": public_key()},
    ).json()
    asked = {"place": "place-a", "label": "Budintis", "pin": "246810", "badgeAlone": True}
    url = f"{own_hub.url}/admin/staff"
    refused = requests.post(url, json={**asked, "role": "manager"}, headers=ADMIN)
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_pin")
    made = requests.post(url, json={**asked, "role": "desk"}, headers=ADMIN).json()
    headers = {"Authorization": f"Bearer {told['token']}"}
    feed = requests.get(f"{own_hub.url}/feeds/staff", headers=headers).json()
    (account,) = (item["data"] for item in feed["items"])
    assert (account["badge"], account["badgeAlone"]) == (made["badge"], True)


def test_an_admin_lets_a_badge_open_alone_but_never_a_managers(own_hub: Running) -> None:
    add_account(own_hub.database, "admin", Role.ADMIN)
    admin = Visitor(own_hub.url)
    admin.sign_in("admin")
    form: dict[str, str | list[str]] = {
        "label": "Budintis", "place": "place-a", "pin": "246810", "badgeAlone": "on"
    }  # fmt: skip
    assert admin.post("/staff/create", {**form, "role": "manager"}).status_code == 422
    admin.post("/staff/create", {**form, "role": "desk"})
    answer = requests.get(f"{own_hub.url}/admin/records/staff/{_staff(own_hub)}", headers=ADMIN)
    assert answer.json()["badgeAlone"] is True
    admin.post(
        f"/staff/edit?pk={_staff(own_hub)}",
        {"label": "Budintis", "place": "place-a", "role": "desk", "pin": ""},
    )
    answer = requests.get(f"{own_hub.url}/admin/records/staff/{_staff(own_hub)}", headers=ADMIN)
    assert "badgeAlone" not in answer.json()


def _staff(running: Running) -> str:
    opened = open_database(running.database)
    with opened.read() as connection:
        id = connection.execute(sa.select(record.c.id).where(record.c.kind == "staff")).scalar_one()
    opened.close()
    return str(id)
