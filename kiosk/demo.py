"""`main.py demo` and `main.py tour`: the whole product on one machine, all parts real.

A hub on loopback with its own database, the bundled city brought in by the importer, a kiosk
enrolled with a one-time code, its sync child, and passes signed by a key of this demonstration.
"""

import base64
import contextlib
import datetime as dt
import json
import logging
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgspec
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges.city_pass import issue_pass
from kiosk.badges.compact_badge import issue_badge, new_badge_id
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.keyset import issue_key_set
from kiosk.badges.staff_badge import issue_staff_badge
from kiosk.children import ends_with_us
from kiosk.display import NoDisplay, has_display, own_display
from kiosk.domain.scan import BADGE_PREFIX, PASS_PREFIX
from kiosk.settings import Settings, own_command, work_folder
from sync.model import Role
from sync.protocol.pins import new_pin

log = logging.getLogger(__name__)

DEMO = work_folder() / "demo"
TOUR = work_folder() / "tour"
SUCCESS, FINDING = 0, 1
LONG = dt.timedelta(days=3650)
SHOWN_BADGE = "badge-elektronikos-pradzia"
STAFF_BADGE = "S-DEM0STAFF0"
DEMO_PASS = "P-DEM0PASS00"
GENUINE, WITHDRAWN = 4, 7
"""Places in the city's list of withdrawn badges."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What runs and what a person needs to know of it."""

    hub: str
    admin_token: str
    staff_pin: str
    data: Path
    passes: "PassPrinter"
    codes: Path


class PassPrinter:
    """Signs passes for this demonstration only; its root key is made anew each time."""

    def __init__(self, issuer: str, now: dt.datetime) -> None:
        self._root, self._key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self.key = self._key
        self._issuer = issuer
        self._from = now - dt.timedelta(days=1)
        public = public_bytes(self._key)
        # A badge given a month ago, and over by now, needs a key that was good then.
        begin = now - dt.timedelta(days=60)
        key = TrustedKey(key_id_of(public), public, issuer, begin, now + LONG)
        signed = issue_key_set(
            self._root, issuer=issuer, number=1, issued=self._from, expires=now + LONG, keys=[key]
        )
        self.root = _base64url(public_bytes(self._root))
        self.key_set = _base64url(signed)

    def print(self, pass_id: str) -> str:
        """The text of the QR of this pass, good for a year."""
        expires = self._from + dt.timedelta(days=365)
        return issue_pass(
            self._key, issuer=self._issuer, pass_id=pass_id, status_index=0,
            not_before=self._from, expires=expires,
        )  # fmt: skip

    def staff_badge(self, badge_id: str) -> str:
        """The text of the QR of a member of staff, good for a year."""
        expires = self._from + dt.timedelta(days=365)
        return issue_staff_badge(
            self._key, issuer=self._issuer, badge_id=badge_id, not_before=self._from,
            expires=expires,
        )  # fmt: skip

    def badge(self, badge: str, index: int, *, days: int = 365) -> str:
        """The text of the QR of this awarded badge; `index` is its place in the city's list."""
        return issue_badge(
            self._key, issuer=self._issuer, badge_id=new_badge_id(), badge_class=badge,
            status_index=index, not_before=self._from - dt.timedelta(days=30),
            expires=self._from + dt.timedelta(days=days),
        )  # fmt: skip


def demo(settings: Settings, *, full_screen: bool) -> int:
    """Everything at once; with a display until its window closes, else a tour of it."""
    if not has_display():
        print(f"No display here: walking the tour instead, pictures go to {TOUR}")
        return tour(settings, TOUR)
    with demonstration(settings.city) as running:
        print(f"The hub listens on {running.hub} (admin token {running.admin_token})")
        print(f"Badges and a pass to scan, as pictures: {running.codes}")
        print(f"Staff: hold the city's name for three seconds, PIN {running.staff_pin}")
        from kiosk.bootstrap import run

        return run(replace(settings, data=running.data), full_screen=full_screen)


def tour(settings: Settings, out: Path, inspected: tuple[str, ...] = ()) -> int:
    """Walk every screen of the demonstration by touch; 1 if one failed or has a fault.

    Each screen is inspected in the languages of `inspected`.
    """
    if not has_display():
        try:
            own_display(settings.width, settings.height)
        except NoDisplay as error:
            print(error, file=sys.stderr)
            return FINDING
    with demonstration(settings.city) as running:
        from kiosk.tour import walk_kiosk

        genuine = running.passes.badge(SHOWN_BADGE, GENUINE)
        withdrawn = running.passes.badge(SHOWN_BADGE, WITHDRAWN)
        city_pass = running.passes.print(DEMO_PASS)
        stops = walk_kiosk(
            replace(settings, data=running.data), running.staff_pin, out,
            {"genuine": genuine, "withdrawn": withdrawn, "pass": city_pass}, inspected,
        )  # fmt: skip
    print(json.dumps([asdict(stop) for stop in stops], ensure_ascii=False, indent=1))
    return SUCCESS if all(stop.ok and not stop.faults for stop in stops) else FINDING


@contextlib.contextmanager
def demonstration(city: Path, folder: Path = DEMO) -> Iterator[Demonstration]:
    """A hub with this city and an enrolled kiosk's data folder, gone when the context ends."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = f"sqlite:///{folder / 'hub.db'}"
    _command("import", str(city), "--database", database)
    pin = new_pin()
    passes, code = prepare_hub(database, pin)
    token = secrets.token_urlsafe(24)
    with _hub(database, token) as address:
        data = folder / "kiosk"
        _command("enrol", address, code, "--data", str(data))
        _command("sync", "--once", "--data", str(data))
        yield Demonstration(
            address, token, pin, data, passes, _draw_codes(passes, folder / "codes")
        )


def prepare_hub(database: str, pin: str) -> tuple[PassPrinter, str]:
    """Keys, a member of staff and a code for the kiosk, as a city's operator would make them."""
    from kiosk.trust_cli import put_city_list
    from sync.hub.database import get_city, open_database, put_city
    from sync.hub.devices import new_code
    from sync.hub.staff import create_staff

    now = dt.datetime.now(dt.UTC)
    hub = open_database(database)
    try:
        with hub.write() as transaction:
            city = get_city(transaction)
            if city is None:
                raise RuntimeError("the importer left no city in the hub")
            passes = PassPrinter(city.id, now)
            signed = msgspec.structs.replace(city, pass_root=passes.root, key_set=passes.key_set)
            put_city(transaction, signed)
            code, _ = new_code(transaction, city.default_place, now)
        for prefix, taken_back in ((PASS_PREFIX, []), (BADGE_PREFIX, [WITHDRAWN])):
            put_city_list(hub, passes.key, prefix, taken_back, now)
        create_staff(
            hub, city.default_place, "Budintis darbuotojas", pin, Role.MANAGER, id="staff-demo",
            badge=STAFF_BADGE,
        )  # fmt: skip
    finally:
        hub.close()
    return passes, code


@contextlib.contextmanager
def _hub(database: str, token: str) -> Iterator[str]:
    """The hub as its own process on a free port of loopback; its address."""
    command = [*own_command(), "hub"]
    command += ["--database", database, "--port", "0", "--poll", "2"]
    environment = {**os.environ, "COL_HUB_ADMIN_TOKEN": token}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, preexec_fn=ends_with_us()
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    if process.stdout is None:
        raise RuntimeError("the hub's output is not read")
    for line in process.stdout:
        _, found, address = line.strip().partition("hub listening on ")
        if found:
            return address
    raise RuntimeError(f"the hub ended with {process.wait()}")


def _command(*arguments: str) -> None:
    subprocess.run(
        [*own_command(), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _draw_codes(passes: PassPrinter, folder: Path) -> Path:
    """Pictures of codes to hold to a camera: what each is stands in its name."""
    folder.mkdir(exist_ok=True)
    for name, text in {
        "genuine-badge": passes.badge(SHOWN_BADGE, GENUINE),
        "withdrawn-badge": passes.badge(SHOWN_BADGE, WITHDRAWN),
        "expired-badge": passes.badge(SHOWN_BADGE, GENUINE, days=-1),
        "city-pass": passes.print(DEMO_PASS),
        "staff-badge": passes.staff_badge(STAFF_BADGE),
    }.items():
        segno.make(text, error="m", micro=False).save(str(folder / f"{name}.svg"), scale=8)
    return folder


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
