"""The whole kiosk with everything pinned that would change by itself: city, people, hour, news.

It runs in a process of its own, since the map's engine has to be there before the application.
"""

import base64
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from kiosk.badges.compact_badge import issue_badge
from kiosk.badges.lists import issue_token_list
from kiosk.badges.status import token_list_url
from kiosk.bootstrap import Kiosk
from kiosk.demo import GENUINE, SHOWN_BADGE, WITHDRAWN, PassPrinter
from kiosk.devices.camera import CameraScanner
from kiosk.devices.sources import HandedSource
from kiosk.domain.scan import BADGE_PREFIX, PASS_PREFIX
from kiosk.domain.session import Limits, Spoke
from kiosk.settings import CITIES, Settings
from kiosk.ui.fonts import load_fonts
from kiosk.ui.touch_events import Finger, spin, until
from sync.importers.csv_city import load_city
from sync.model import Organization, Role, StaffAccount, StatusList
from sync.protocol.feeds import CITY_FEEDS, encode
from sync.protocol.pins import hash_pin
from sync.store.bundled import build_catalogue, folder_digest
from sync.store.catalogue_write import put_state
from sync.store.engine import open_engine, writing
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity
from sync.store.people import People

CITY = CITIES / "vilnius"
WEDNESDAY = dt.datetime(2026, 11, 25, 13, 30, tzinfo=dt.UTC)
"""Half past three there: open, with sessions over, going on and to come."""
OFFERED = ("lt", "en", "pl", "ru", "uk")
ALL = (*OFFERED, "fi", "fr", "nl")
BADGE_ID = "B-7K2M9QX4TD"
PIN = "471902"
PEPPER = b"of the kiosk that is looked at.."
LATE_S = 30.0
LOOSE_S = 3600.0
"""No visit ends by itself meanwhile."""


class FixedKiosk:
    """One kiosk of this size; `now` is what its clock says."""

    def __init__(
        self, folder: Path, size: tuple[int, int], width_mm: float, *, map: bool = True
    ) -> None:
        self.now = WEDNESDAY
        self.unreadable = ""
        """The organizer whose record cannot be read."""
        self.crowded = False
        """Whether the city has more languages than its bar has room for."""
        self.folder = DataFolder(folder)
        self.passes = PassPrinter("vilnius", WEDNESDAY)
        _lay_down(self.folder, self.passes)
        load_fonts()
        self.camera = HandedSource()
        self.kiosk = Kiosk(
            Settings(
                data=folder, city=CITY, language="lt", width=size[0], height=size[1],
                screen_width_mm=width_mm, idle_seconds=LOOSE_S, map_engine="canvas", map=map,
                speech_hint=False,
            ),
            lambda: self.now,
            CameraScanner(self.camera),
        )  # fmt: skip
        self.app, self.window = self.kiosk.app, self.kiosk.window
        # Without what runs beside it: no sync child, no trial of a version, no scanner.
        self.window.resize(*size)
        self.window.show()
        assert until(self.window.isExposed, LATE_S)
        self.window.requestActivate()
        self.kiosk._refresh_trust()
        self._organization = self.kiosk.catalogue.organization
        self.kiosk.catalogue.organization = self._asked  # type: ignore[method-assign]
        self.finger = Finger(self.window)
        context = self.app.context()
        assert context.transit is not None
        assert until(lambda: context.transit.ready(context.now.astimezone(context.zone)), LATE_S), (
            "minutes by bus are there from the start"
        )
        self.app.screens.expire()

    @property
    def theme(self) -> QObject:
        """The Theme singleton."""
        theme = self.kiosk.engine.singletonInstance("Kiosk.Theme", "Theme")
        assert isinstance(theme, QObject)
        return theme

    def begin(self) -> None:
        """A new visitor in Lithuanian before the resting screen, on an open and well kiosk."""
        self.now, self.unreadable, self.crowded = WEDNESDAY, "", False
        self.news()
        remote, session = self.kiosk.remote, self.app.session
        remote._base = replace(remote._base, maintenance=False)
        session.limits = Limits(idle=LOOSE_S, warning=15.0)
        session._timer.start()
        self.app.reset()
        self.speak("lt")
        self.kiosk.remote.look()
        self.dress("light")
        self.theme.setProperty("reduceMotion", True)
        self.settle()

    def speak(self, language: str) -> None:
        """Switch the language, which stands in the bar."""
        given = OFFERED if language in OFFERED else (*OFFERED[:4], language)
        self.app.offer_languages(ALL if self.crowded else given)
        self.app.session.send(Spoke(language))

    def dress(self, scheme: str) -> None:
        """light, dark or contrast."""
        self.theme.setProperty("scheme", scheme)

    def at(self, moment: dt.datetime) -> None:
        """Another hour."""
        self.now = moment
        self.kiosk.remote.look()
        self.app.news.look()
        self.settle()

    def news(
        self, synced: dt.datetime | None = WEDNESDAY - dt.timedelta(minutes=4),
        failing: dt.datetime | None = None,
    ) -> None:  # fmt: skip
        """When the hub was last reached, and since when it is not."""
        engine = open_engine(self.folder.catalogue)
        with writing(engine) as connection:
            put_state(
                connection, source="hub", last_success=synced, failing_since=failing,
                failure="unreachable" if failing else None,
            )  # fmt: skip
        engine.dispose()

        def known() -> bool:
            with self.kiosk.catalogue.steady():
                fresh = self.kiosk.catalogue.freshness()
            return (fresh.last_success, fresh.failing_since) == (synced, failing)

        self.wait(known, "the state of syncing is read")
        self.app.screens.expire()
        self.app.news.look()

    def settle(self) -> None:
        """Wait until everything that was asked has been answered, and what that asked too."""
        kiosk = self.kiosk
        for jobs in (kiosk._searches, kiosk._scans, kiosk.desk_side._jobs, kiosk._searches):
            answered: list[object] = []
            jobs.run(lambda: None, answered.append)
            assert until(lambda: bool(answered), LATE_S)  # noqa: B023
        spin(0.02)

    def wait(self, true: Callable[[], bool], what: str) -> None:
        """Until it is so."""
        assert until(true, LATE_S), what

    def tap(self, *names: str) -> None:
        """Touch one after the other."""
        for name in names:
            self.finger.tap(name, LATE_S)

    def see(self, name: str) -> None:
        """Wait until it is on the screen."""
        self.finger.wait_for(name, LATE_S)

    def go(self, page: str, **params: str) -> None:
        """Open a page."""
        self.app.navigate(page, params)
        self.see(page)
        self.settle()

    def scan(self, text: str) -> None:
        """Hold a code to the kiosk."""
        self.kiosk.scan.scanned(text.encode())
        self.settle()

    def badge(self, *, withdrawn: bool = False) -> str:
        """The code of a badge of the city."""
        return issue_badge(
            self.passes.key, issuer="vilnius", badge_id=BADGE_ID, badge_class=SHOWN_BADGE,
            status_index=WITHDRAWN if withdrawn else GENUINE,
            not_before=WEDNESDAY - dt.timedelta(days=30),
            expires=WEDNESDAY + dt.timedelta(days=365),
        )  # fmt: skip

    def staff(self, page: str = "today") -> None:
        """Through the door with the PIN."""
        self.app.enterStaff()
        self.see("pinDots")
        staff = self.kiosk.staff
        assert staff is not None
        for digit in PIN:
            staff.pin.digit(digit)
        staff.pin.submit()
        self.wait(lambda: str(staff.property("page")) == "today", "the PIN opens")
        self.settle()
        if page != "today":
            staff.show(page)
            self.settle()

    def picture(self) -> QImage:
        """What the window shows."""
        if self.kiosk.staff is not None:
            self.kiosk.staff.touch()
        return self.window.grabWindow()

    def _asked(self, id: str) -> Organization | None:
        if id == self.unreadable:
            raise StoreError("the disk does not answer")
        return self._organization(id)

    def close(self) -> None:
        """Take it down."""
        self.window.close()
        self.kiosk.close()


def _lay_down(folder: DataFolder, passes: PassPrinter) -> None:
    """The bundled city as its hub would have sent it, its people, and who this kiosk is."""
    folder.make()
    loaded = load_city(CITY)
    city = msgspec.structs.replace(
        loaded.city, languages=ALL, pass_root=passes.root, key_set=passes.key_set
    )
    records = {kind: list(loaded.records.get(kind, ())) for kind in CITY_FEEDS}
    records["status_list"] = [_list(passes, prefix) for prefix in (PASS_PREFIX, BADGE_PREFIX)]
    build_catalogue(
        folder.catalogue, city,
        [(kind, [(each.id, encode(each)) for each in all]) for kind, all in records.items()],
        WEDNESDAY, folder_digest(CITY),
    )  # fmt: skip
    save_identity(
        folder.identity,
        Identity(
            hub="https://hub.example", device="kiosk-1", token="", place=city.default_place,
            private_key="", pass_root=passes.root, pin_pepper=PEPPER.hex(),
        ),
    )  # fmt: skip
    people = People(folder.people)
    here = {each.id for each in loaded.records["activity"] if each.location == city.default_place}
    people.replace(
        "registration", [each for each in loaded.records["registration"] if each.activity in here]
    )
    account = StaffAccount(
        id="staff-1", label="Jaunimo darbuotojas", role=Role.MANAGER, place=city.default_place,
        pin_hash=hash_pin(PIN, PEPPER),
    )  # fmt: skip
    people.replace("staff", [account])
    people.close()


def _list(passes: PassPrinter, prefix: str) -> StatusList:
    """The city's own list of what it took back."""
    bits = bytearray(2048)
    if prefix == BADGE_PREFIX:
        bits[WITHDRAWN // 8] |= 0x80 >> WITHDRAWN % 8
    signed = issue_token_list(
        passes.key, issuer="vilnius", prefix=prefix, bits=bytes(bits), published=WEDNESDAY
    )
    return StatusList(
        id=prefix.lower().rstrip(":"), name="Vilnius", form="city",
        url=token_list_url("vilnius", prefix), issuer="vilnius",
        body=base64.urlsafe_b64encode(signed).decode().rstrip("="), fetched=WEDNESDAY,
    )  # fmt: skip
