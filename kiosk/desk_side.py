"""What is made for those who work here: the ledger, the desk and the staff's models."""

import datetime as dt
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from kiosk.jobs import JobRunner
from kiosk.services.catalogue import Catalogue
from kiosk.services.centre_life import CentreLife
from kiosk.services.desk import Desk
from kiosk.services.desk_values import Station
from kiosk.services.staff import StaffDoor
from kiosk.services.trust import Trust
from kiosk.services.usage import Usage, open_usage
from kiosk.sync_process import SyncProcess
from kiosk.ui.context import Context
from kiosk.ui.staff.centre_model import CentreModel
from kiosk.ui.staff.hand_over_model import HandOverModel
from kiosk.ui.staff.staff_model import StaffModel
from kiosk.ui.staff.usage_model import UsageModel
from sync.model import words
from sync.protocol.pins import pepper_of
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.ledger import Ledger
from sync.store.people import People

log = logging.getLogger(__name__)


class DeskSide:
    """`ledger`, `desk` and `staff` are None when the ledger cannot be trusted: visitors are served,
    staff are told why."""

    def __init__(
        self,
        folder: DataFolder,
        identity: Identity | None,
        place: str,
        catalogue: Catalogue,
        trust: Trust,
        sync: SyncProcess,
        clock: Callable[[], dt.datetime],
        context: Callable[[], Context],
    ) -> None:
        """`context` is asked once there is a screen. Raises StoreError or OSError for the people's
        database."""
        self._identity, self._place = identity, place
        self._catalogue, self._trust, self._sync = catalogue, trust, sync
        self._clock, self._context = clock, context
        self._jobs = JobRunner("desk", expected=(StoreError,))
        self.ledger, self.people = _open_ledger(folder), People(folder.people)
        self.usage = open_usage(folder.usage)
        self.desk: Desk | None = None
        self.staff: StaffModel | None = None
        if self.ledger is not None:
            self.desk = self._make_desk(self.ledger)
            self.staff = self._make_staff(self.desk, self.ledger)
            self._attach_centre(self.staff, self.desk, self.ledger)
            if self.usage is not None:
                self.staff.attach_usage(self._make_usage(self.usage))

    def stop(self) -> None:
        """No more work; the databases stay open for what is still shown."""
        self._jobs.close()

    def close(self) -> None:
        """After the catalogue."""
        self.people.close()
        if self.usage is not None:
            self.usage.close()
        if self.ledger is not None:
            self.ledger.close()

    def _make_desk(self, ledger: Ledger) -> Desk:
        device = self._identity.device if self._identity else "not-enrolled"
        station = Station(device, self._place, ZoneInfo(self._catalogue.city().timezone))
        return Desk(ledger, self.people, self._catalogue, station, wake=self._sync.wake)

    def _make_staff(self, desk: Desk, ledger: Ledger) -> StaffModel:
        return StaffModel(
            desk,
            StaffDoor(
                self.people,
                ledger.staff,
                self._place,
                pepper=pepper_of(self._identity.pin_pepper if self._identity else ""),
                read_badge=self._trust.read_staff_badge,
            ),
            self._jobs,
            read_pass=self._trust.read_pass,
            status=self._catalogue.freshness,
            sync_now=self._sync.wake,
            now=self._clock,
        )

    def _make_usage(self, usage: Usage) -> UsageModel:
        city = self._catalogue.city()

        def name(id: str) -> str:
            activity = self._catalogue.activity(id)
            return words(activity, "name", city.languages[0]).text if activity else ""

        return UsageModel(
            usage, self._jobs, name=name,
            today=lambda: self._clock().astimezone(ZoneInfo(city.timezone)).date(),
        )  # fmt: skip

    def _attach_centre(self, staff: StaffModel, desk: Desk, ledger: Ledger) -> None:
        """What staff announce is seen by visitors here before the hub has heard of it."""
        life = CentreLife(ledger.centre, desk.station, wake=self._sync.wake)
        self._catalogue.overlay = life
        centre = CentreModel(
            desk,
            life,
            self._jobs,
            actor=lambda: staff.desk.actor,
            context=self._context,
            parent=staff,
        )
        badges = HandOverModel(
            life,
            self._jobs,
            actor=lambda: staff.desk.actor,
            context=self._context,
            parent=staff,
        )
        staff.attach_centre(centre, badges)


def _open_ledger(folder: DataFolder) -> Ledger | None:
    try:
        return Ledger.open(folder.ledger)
    except StoreError as error:
        log.error("the ledger cannot be opened, no check-in is possible: %s", error)
        return None
