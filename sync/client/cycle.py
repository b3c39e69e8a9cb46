"""One meeting with the hub: first what the kiosk recorded goes up, then the city comes down.

The two fail independently; what each of them did is written where the screen can read it.
"""

import datetime as dt
import logging
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import msgspec

from sync.client.doors import hear_of_doors
from sync.client.fleet import Fleet
from sync.client.media import MapFetch
from sync.client.people_pull import forget_people, pull_people
from sync.client.pictures import PictureFetch
from sync.client.pull import pull
from sync.client.push import PushReport, push, push_centre
from sync.client.remote import Remote
from sync.client.sealing import seal_and_forget
from sync.client.upkeep import Upkeep
from sync.client.usage_push import push_usage
from sync.model import City
from sync.protocol.errors import Refused, SyncError
from sync.protocol.fleet import HeartbeatAnswer
from sync.store.catalogue_file import CatalogueFile
from sync.store.catalogue_pictures import pictures_of
from sync.store.errors import DamagedDatabase, StoreError
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.ledger import Ledger
from sync.store.people import People

log = logging.getLogger(__name__)

POLL_SECONDS = 60.0
"""Until a hub has said how often."""
PURGE_EVERY = dt.timedelta(days=1)
"""How often acknowledged check-ins that are old enough are forgotten."""
DAY_OVER_EVERYWHERE = dt.timedelta(hours=12)
"""After midnight UTC, in every time zone."""
CLOCK_STEP_MS = 250
"""A smaller change of the measured offset is the network's, not the clock's."""


@dataclass(slots=True)
class CycleReport:
    """What one cycle did. `failures` are the world's; `revision` is set when it brought news."""

    pushed: PushReport = field(default_factory=PushReport)
    items: int = 0
    revision: int | None = None
    failures: list[SyncError | StoreError] = field(default_factory=list)
    poll_seconds: float = POLL_SECONDS

    @property
    def failure(self) -> str:
        """The first failure by its kind: "unreachable", "not_a_hub"; empty when all is well."""
        return kind_of(self.failures[0]) if self.failures else ""


class Cycle:
    """Everything one enrolled kiosk needs to meet its hub, kept open between the meetings."""

    def __init__(self, folder: DataFolder, identity: Identity) -> None:
        self._folder = folder
        self._place = identity.place
        self.hub = identity.hub
        self._remote = Remote(identity.hub, identity.token, identity.fingerprint)
        self._catalogue = CatalogueFile(folder.catalogue)
        self._ledger = Ledger.open(folder.ledger)
        self._people = People(folder.people)
        self._map = MapFetch(folder, self._remote)
        self._pictures = PictureFetch(folder, self._remote)
        self._shown: tuple[int, dict[str, int]] = (-1, {})
        self._upkeep = Upkeep(folder, self._remote)
        self._identity = identity
        self._fleet = Fleet(folder, self._remote, identity)
        self._poll_seconds = POLL_SECONDS
        self._offset_ms: int | None = None
        self._purged: dt.datetime | None = None
        self._last_act: str | None = None
        self._sealed = False

    def close(self) -> None:
        """Close connections and databases."""
        self._remote.close()
        self._catalogue.close()
        self._ledger.close()
        self._people.close()

    def run(self, now: dt.datetime) -> CycleReport:
        """Push, then pull. Never raises the world's faults; they are in the report."""
        report = CycleReport()
        reached = False
        try:
            # First, because a session that was called off should not wait for 20,000 check-ins.
            push_centre(self._remote, self._ledger.centre)
        except (SyncError, StoreError) as error:
            report.failures.append(error)
        try:
            self._remote.queue = self._queue()
            report.pushed = push(self._remote, self._ledger)
        except (SyncError, StoreError) as error:
            report.failures.append(error)
        try:
            # What was taken in is forgotten in time, also when the network is away for weeks.
            self._purge(now)
        except StoreError as error:
            report.failures.append(error)
        try:
            self._pull(report, now)
            reached = True
        except (SyncError, StoreError) as error:
            report.failures.append(error)
            self._heed(error, now)
        report.poll_seconds = self._poll_seconds
        if reached:
            self._hear_of_doors(report, now)
            if not self._upkeep.run(now, self._city()):
                report.poll_seconds = 0.0
            if not self._upkeep.brings_map:
                self._fetch_map(report)
            self._fetch_pictures(report)
            self._push_usage(report, now)
            self._say_how_it_is(report)
        self._tell(report, now)
        return report

    def _queue(self) -> int:
        return self._ledger.pending_count() + self._ledger.centre.pending_count()

    def _purge(self, now: dt.datetime) -> None:
        if self._purged is None or abs(now - self._purged) >= PURGE_EVERY:
            self._ledger.purge(now, zone=self._zone())
            self._purged = now

    def _city(self) -> City | None:
        city = self._catalogue.writer().state().get("city")
        return msgspec.json.decode(city, type=City) if city else None

    def _zone(self) -> ZoneInfo:
        city = self._city()
        return ZoneInfo(city.timezone if city else "UTC")

    def _pull(self, report: CycleReport, now: dt.datetime) -> None:
        writer = self._catalogue.writer()
        fresh_people = not self._folder.people.exists()
        said = writer.state()
        known = "" if fresh_people else said.get("manifest_etag", "")
        glance = self._remote.glance(known)
        self._note_clock(report, glance.offset_ms, now)
        if glance.manifest is None:
            # A child that starts anew hears "unchanged": the interval is the one it last heard.
            self._poll_seconds = float(said.get("poll_seconds", self._poll_seconds))
            return
        self._poll_seconds = glance.manifest.poll_seconds
        self._map.want(glance.manifest.map_pack)
        pulled = pull(self._remote, writer, glance.manifest)
        report.items, report.revision = pulled.items, pulled.revision
        writer = self._catalogue.finished()
        report.items += pull_people(
            self._remote, writer, self._people, glance.manifest, fresh_people
        )
        writer.say(manifest_etag=glance.etag or None, poll_seconds=self._poll_seconds)

    def _hear_of_doors(self, report: CycleReport, now: dt.datetime) -> None:
        try:
            hear_of_doors(self._remote, self._folder, self._ledger, self._place, self._zone(), now)
        except (SyncError, StoreError) as error:
            report.failures.append(error)

    def _fetch_map(self, report: CycleReport) -> None:
        try:
            if not self._map.fetch():
                # The rest of the map comes with the next cycle, and that comes at once.
                report.poll_seconds = 0.0
        except (SyncError, StoreError) as error:
            report.failures.append(error)

    def _fetch_pictures(self, report: CycleReport) -> None:
        try:
            revision = int(self._catalogue.writer().state().get("revision", 0))
            if self._shown[0] != revision:
                self._shown = (revision, pictures_of(self._folder.catalogue))
            if not self._pictures.fetch(self._shown[1]):
                report.poll_seconds = 0.0
        except (SyncError, StoreError) as error:
            report.failures.append(error)

    def _push_usage(self, report: CycleReport, now: dt.datetime) -> None:
        try:
            push_usage(self._remote, self._folder.usage, (now - DAY_OVER_EVERYWHERE).date())
        except (SyncError, StoreError) as error:
            report.failures.append(error)

    def _say_how_it_is(self, report: CycleReport) -> None:
        try:
            revision = int(self._catalogue.writer().state().get("revision", 0))
            answer = self._fleet.run(
                self._queue(), self._ledger.rejected_count(), revision, report.failure
            )
            if answer is not None:
                self._bring_back(answer)
        except (SyncError, StoreError) as error:
            report.failures.append(error)

    def _bring_back(self, answer: HeartbeatAnswer) -> None:
        """What a hub from a backup no longer has waits again."""
        if answer.sequence is not None and (
            lost := self._ledger.reopen(self._identity.device, answer.sequence)
        ):
            log.warning("the hub no longer has %d check-ins: they are sent again", lost)
        # Once for each word of the hub: what it has after all would be sent for ever.
        if answer.last_act is not None and answer.last_act != self._last_act:
            self._last_act = answer.last_act
            if lost := self._ledger.centre.reopen(self._identity.device, answer.last_act):
                log.warning("the hub no longer has %d acts of the centre: sent again", lost)

    def _note_clock(self, report: CycleReport, offset_ms: int | None, now: dt.datetime) -> None:
        if offset_ms is None:
            return
        if self._offset_ms is None or abs(self._offset_ms - offset_ms) >= CLOCK_STEP_MS:
            self._offset_ms = offset_ms
            self._catalogue.writer().say(clock_offset_ms=offset_ms)
        try:
            self._ledger.sample_clock(offset_ms, now)
        except StoreError as error:
            report.failures.append(error)

    def _heed(self, error: SyncError | StoreError, now: dt.datetime) -> None:
        if isinstance(error, DamagedDatabase):
            self._catalogue.distrust()
        if isinstance(error, Refused) and error.code == "revoked":
            log.warning("the hub shut this kiosk out: rosters and staff accounts are wiped")
            forget_people(self._catalogue.writer(), self._people)
            self._ledger.doors.forget()
            self._seal(now)

    def _seal(self, now: dt.datetime) -> None:
        if self._sealed:
            return
        try:
            self._sealed = seal_and_forget(self._folder, self._identity, self._ledger, now)
        except StoreError as error:
            log.warning("the ledger cannot be sealed: %s", error)

    def _tell(self, report: CycleReport, now: dt.datetime) -> None:
        try:
            writer = self._catalogue.writer()
            said = writer.state()
            writer.say(
                queue=self._queue(),
                failure=report.failure or None,
                failing_since=(said.get("failing_since") or now) if report.failures else None,
                **({} if report.failures else {"last_success": now}),
            )
        except StoreError as error:
            report.failures.append(error)


def kind_of(error: Exception) -> str:
    """An error's kind as a word for the state table and the log: NotAHub is "not_a_hub"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=A)(?=H)", "_", type(error).__name__).lower()
