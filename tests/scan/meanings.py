"""A city of two records, its keys, and what its kiosk makes of a code."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges.city_pass import issue_pass
from kiosk.badges.compact_badge import issue_badge
from kiosk.badges.judge import judge
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.status import StatusList, token_list_url
from kiosk.badges.trust import PinnedIssuer, TrustRegistry
from kiosk.badges.verdict import Judgement
from kiosk.domain.scan import Hosts, Scan
from kiosk.services.badge import meaning_of
from kiosk.services.meaning import ScanMeaning
from sync.model import Activity, Badge, Kind, Place, Playlist
from sync.model import City as CityRecord
from sync.model.query import ActivityQuery, Freshness, SearchPage

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
HOSTS = Hosts(own=frozenset({"mokymosi-miestas.lt"}))
CLAIM = b"https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@dataclass
class City:
    """A catalogue of two records."""

    activities: Mapping[str, Activity] = field(
        default_factory=lambda: {
            "robots-1": Activity(id="robots-1", name="Robotai", kind=Kind.CLUB, organizer="o")
        }
    )
    known: Mapping[str, Badge] = field(
        default_factory=lambda: {"coder": Badge(id="coder", name="Programuotojas", issuer="o")}
    )

    def activity(self, id: str, /) -> Activity | None:
        return self.activities.get(id)

    paths: Sequence[Playlist] = ()

    def badge(self, id: str, /) -> Badge | None:
        return self.known.get(id)

    def city(self) -> CityRecord:
        return CityRecord(
            id="vilnius", name="Vilnius", languages=("lt",), timezone="Europe/Vilnius",
            centre=(25.28, 54.69), bounds=(25, 54.5, 25.5, 54.9),
        )  # fmt: skip

    def freshness(self) -> Freshness:
        return Freshness(last_success=NOW)

    def badges(self) -> Sequence[Badge]:
        return list(self.known.values())

    def place(self, id: str, /) -> Place | None:
        return None

    def playlists(self) -> Sequence[Playlist]:
        return self.paths

    def teaching(self, badge: str, /) -> list[Activity]:
        return []

    def search(self, query: ActivityQuery, now: dt.datetime, /) -> SearchPage:
        raise AssertionError("nothing teaches these badges")


@dataclass
class Believer:
    """The real judge over a registry made for the test."""

    registry: TrustRegistry
    hosts: Hosts = HOSTS

    def pass_keys(self) -> Mapping[bytes, TrustedKey]:
        return self.registry.city_keys

    def withdrawn(self, issuer: str, status_index: int, now: dt.datetime, /) -> bool | None:
        found = self.registry.status_lists.get(token_list_url(issuer, "COLP1:"))
        return None if found is None else found.is_set(status_index)

    def judge(self, scan: Scan, now: dt.datetime, /) -> Judgement:
        return judge(scan, self.registry, now)


def listed(prefix: str, *indexes: int, days_ago: float = 1) -> StatusList:
    """A list of 64 in which these are withdrawn."""
    bits = bytearray(8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    url = token_list_url("vilnius", prefix)
    fetched = NOW - dt.timedelta(days=days_ago)
    return StatusList(url, "vilnius", frozenset({"revocation"}), bytes(bits), fetched)


def keys(key: Ed25519PrivateKey = KEY) -> dict[bytes, TrustedKey]:
    public = public_bytes(key)
    begin, end = NOW - dt.timedelta(days=400), NOW + dt.timedelta(days=400)
    return {key_id_of(public): TrustedKey(key_id_of(public), public, "vilnius", begin, end)}


def city_pass(begins: int = -10, ends: int = 200, key: Ed25519PrivateKey = KEY) -> bytes:
    return issue_pass(
        key, issuer="vilnius", pass_id="P-7K2M9QX4TD", status_index=7,
        not_before=NOW + dt.timedelta(days=begins), expires=NOW + dt.timedelta(days=ends),
    ).encode()  # fmt: skip


def believer(*lists: StatusList) -> Believer:
    issuers = {"vilnius": PinnedIssuer("vilnius", "Vilniaus miestas")}
    held = {each.url: each for each in lists}
    return Believer(TrustRegistry(issuers=issuers, city_keys=keys(), status_lists=held))


def meaning(payload: bytes, *lists: StatusList, city: City | None = None) -> ScanMeaning:
    return meaning_of(payload, city or City(), believer(*lists), NOW)


def compact(begins: int = -10, ends: int = 200, key: Ed25519PrivateKey = KEY) -> bytes:
    return issue_badge(
        key, issuer="vilnius", badge_id="B-7K2M9QX4TD", badge_class="coder", status_index=9,
        not_before=NOW + dt.timedelta(days=begins), expires=NOW + dt.timedelta(days=ends),
    ).encode()  # fmt: skip
