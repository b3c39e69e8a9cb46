"""The admin pages in a real Chromium: a person signs in, changes a place, lets a kiosk in."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.hub.accounts import Role

from .browser import CHROMIUM, Browser, browser
from .running import Running, public_key
from .site import PASSWORD, add_account


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Browser]:
    if CHROMIUM is None:
        assert "COL_WHOLE" not in os.environ, "the continuous integration installs Chromium"
        pytest.skip("no Chromium is installed here (Debian: chromium)")
    with browser(tmp_path / "profile") as opened:
        opened.size(1400, 900)
        yield opened


def test_a_day_of_somebody_who_looks_after_the_hub(own_hub: Running, page: Browser) -> None:
    add_account(own_hub.database, "Rasa", Role.ADMIN)
    base = f"{own_hub.url}/manage"
    page.open(f"{base}/place/list")
    assert "Prisijunkite" in page.text(), "Lithuanian comes first"
    page.fill("username", "Rasa")
    page.fill("password", PASSWORD)
    page.press("button[type=submit]")
    page.wait("location.pathname === '/manage/place/list'")
    assert "Vietos" in page.text()

    # A place gets a telephone, and a second row of opening hours by the form's own button.
    page.open(f"{base}/place/edit?pk=place-a")
    page.fill("telephone", "+370 5 111 1111")
    before = page.run("document.querySelectorAll('[name$=\".opens\"]').length")
    page.run("document.querySelector('#openingHoursSpecification > .field-list-btn-add').click()")
    page.wait(f"document.querySelectorAll('[name$=\".opens\"]').length > {before}")
    page.run("""(() => { const last = name =>
            [...document.querySelectorAll(`[name$="${name}"]`)].at(-1);
        last('.opens').value = '10:00:00'; last('.closes').value = '14:00:00';
        [...last('.dayOfWeek').options].find(o => o.value === 'schema:Saturday').selected = true;
    })()""")
    page.press(".page-body button[type=submit]:not([name])")
    page.wait("document.body.innerText.includes('Pakeista')")
    items = requests.get(f"{own_hub.url}/feeds/place").json()["items"]
    place = next(item["data"] for item in items if item["id"] == "place-a")
    assert place["telephone"] == "+370 5 111 1111"
    assert place["openingHoursSpecification"][-1]["dayOfWeek"] == ["schema:Saturday"]

    # A new kiosk: the code on the page lets it in.
    page.open(f"{base}/kiosks/create")
    page.run("document.getElementById('place').value = 'place-a'")
    page.press(".page-body button[type=submit]:not([name])")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.text())
    assert code
    asked = {"code": code[0], "publicKey": public_key(), "name": "Fojė"}
    let_in = requests.post(f"{own_hub.url}/enrolments", json=asked)
    assert let_in.status_code == 201
    headers = {"Authorization": f"Bearer {let_in.json()['token']}"}
    assert requests.get(f"{own_hub.url}/manifest", headers=headers).status_code == 200

    # It is stolen: shut out by the button of its row, and a question first.
    page.open(f"{base}/kiosks/list?q=Fojė")
    page.run("document.querySelector('[data-sa-name=revoke]').click()")
    page.wait("[...document.querySelectorAll('.modal.show button')].some("
              "each => each.textContent.trim() === 'Taip, atjungti')")  # fmt: skip
    page.run("""[...document.querySelectorAll('.modal.show button')]
        .find(each => each.textContent.trim() === 'Taip, atjungti').click()""")
    page.wait("document.body.innerText.includes('Kioskas atjungtas')")
    assert requests.get(f"{own_hub.url}/manifest", headers=headers).status_code == 403

    # All of it is in the audit, and the language is one tap away.
    page.open(f"{base}/audit/list")
    for text in ("Rasa", "atjungtas", "davė kodą kioskui", "pakeitė"):
        assert text in page.text()
    page.run("document.querySelector('header [data-sa-lang=en]').click()")
    page.wait("document.documentElement.lang === 'en'")
    assert "Audit" in page.text()
