"""A browser without a screen: the admin pages by plain HTTP, with their cookies and form tokens."""

import re
from html import unescape

import requests

from sync.hub.accounts import Role, put_account
from sync.hub.config import utc_now
from sync.hub.database import open_database

from .running import ADMIN, Running

PASSWORD = "correct horse battery"


def add_account(database: str, name: str, role: Role, password: str = PASSWORD) -> None:
    """As `main.py hub account` does."""
    opened = open_database(database)
    with opened.write() as connection:
        put_account(connection, name, role, password, utc_now())
    opened.close()


class Visitor:
    """Somebody at the pages."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}/manage"
        self.session = requests.Session()
        self.session.cookies.set("language", "en", path="/manage")

    def sign_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        """What the answer to the login form was."""
        self.get("/login")
        return self.post("/login", {"username": name, "password": password})

    def get(self, path: str) -> requests.Response:
        """A page, redirects followed."""
        return self.session.get(self.url + path)

    def post(
        self, path: str, data: dict[str, str | list[str]], *, token: bool = True
    ) -> requests.Response:
        """A form, with its token unless told otherwise; where it leads to is not followed."""
        sent = dict(data)
        if token:
            sent["csrftoken"] = self.session.cookies.get("starlette_admin_csrftoken") or ""
        return self.session.post(self.url + path, data=sent, allow_redirects=False)

    def form(self, path: str) -> dict[str, str | list[str]]:
        """What a form page would send unchanged."""
        page = self.get(path).text
        found: dict[str, str | list[str]] = {}
        for tag in re.findall(r"<input\b[^>]*>", page):
            given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            kind = given.get("type", "text")
            if given.get("name") and (kind != "checkbox" or re.search(r"\bchecked\b", tag)):
                found[given["name"]] = unescape(given.get("value", "on"))
        for name, text in re.findall(
            r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page, re.DOTALL
        ):
            found[name] = unescape(text).strip()
        for attributes, inside in re.findall(r"<select\b([^>]*)>(.*?)</select>", page, re.DOTALL):
            named = re.search(r'name="([^"]*)"', attributes)
            values = re.findall(r'<option value="([^"]*)"\s+selected', inside)
            values += re.findall(r'<option selected="selected">([^<]*)<', inside)
            if named and values:
                plain = [unescape(each) for each in values]
                found[named[1]] = plain if "multiple" in attributes else plain[0]
        found.pop("csrftoken", None)
        return found


def told_of_kiosk(running: Running, label: str) -> str:
    """What the page of the hub's only kiosk says beside this label, to an admin; empty for a
    number that is not known."""
    admin = Visitor(running.url)
    assert admin.sign_in("admin", ADMIN["Authorization"].removeprefix("Bearer ")).ok
    device = re.search(r"kiosk-[0-9a-f]{16}", admin.get("/kiosks/list").text)
    assert device
    page = admin.get(f"/kiosks/detail?pk={device[0]}").text
    row = page[page.index(label) :].partition("</tr>")[0]
    text = re.sub(r"<[^>]*>", " ", row.partition("<td")[2].partition(">")[2])
    return unescape(text).strip().strip("–")
