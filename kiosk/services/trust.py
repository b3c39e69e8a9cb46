"""Whom this kiosk believes: the catalogue's issuers and lists, with the city's own keys.

Built again only when one of them changed. What does not hold is left out, named once in the log,
and its badges then say "not known" or "withdrawal not checked", never "genuine".
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec

from kiosk.badges.checker import BadgeChecker
from kiosk.badges.city_pass import PassOutcome, PassReading, read_pass
from kiosk.badges.keys import TrustedKey
from kiosk.badges.staff_badge import read_staff_badge
from kiosk.badges.status import BadList, RevocationList, token_list_url
from kiosk.badges.status import StatusList as WithdrawalList
from kiosk.badges.trust import NOBODY, TrustRegistry
from kiosk.badges.trust_json import BadTrust, read_trust
from kiosk.badges.verdict import Judgement
from kiosk.domain.scan import PASS_PREFIX, Hosts, Scan
from kiosk.services.pass_keys import PassKeys
from sync.model import City, HostedAssertion, Issuer, IssuerDocument, StatusList

log = logging.getLogger(__name__)


class Source(Protocol):
    """The part of the catalogue that trust is made of."""

    def city(self) -> City: ...
    def issuers(self) -> Sequence[Issuer]: ...
    def issuer_documents(self) -> Sequence[IssuerDocument]: ...
    def status_lists(self) -> Sequence[StatusList]: ...
    def hosted_assertions(self) -> Sequence[HostedAssertion]: ...


@dataclass(frozen=True, slots=True)
class ListAge:
    """How old our knowledge of one list is; `stale` when the city's limit is passed.

    `of` says which of the city's own lists it is: colp1 for passes, colb1 for badges, else empty.
    """

    name: str
    of: str
    url: str
    fetched: dt.datetime
    stale: bool


@dataclass(frozen=True, slots=True)
class _Inputs:
    keys: tuple[TrustedKey, ...]
    city: tuple[str, str]
    max_age_days: float
    issuers: tuple[Issuer, ...]
    documents: tuple[IssuerDocument, ...]
    lists: tuple[StatusList, ...]
    hosted: tuple[HostedAssertion, ...]


class Trust:
    """Judges scans by what came with the last sync. Call `refresh` after each new revision.

    `refresh` and `judge` belong on one job thread; `warm_up` may be called on another.
    """

    def __init__(
        self, source: Source, keys: PassKeys, own_hosts: frozenset[str] = frozenset()
    ) -> None:
        self._source = source
        self._keys = keys
        self._own = own_hosts
        self._inputs: _Inputs | None = None
        self._refused: frozenset[str] = frozenset()
        self.registry: TrustRegistry = NOBODY
        self._checker = BadgeChecker()

    @property
    def hosts(self) -> Hosts:
        """Whose links mean something here."""
        return Hosts(self._own, self.registry.hosts.assertions)

    def refresh(self, now: dt.datetime) -> bool:
        """Take in what changed in the catalogue; whether anything did."""
        city, source = self._source.city(), self._source
        inputs = _Inputs(
            tuple(self._keys.of(city, now).values()),
            (city.id, city.name),
            city.status_max_age_days,
            tuple(source.issuers()),
            tuple(source.issuer_documents()),
            tuple(source.status_lists()),
            tuple(source.hosted_assertions()),
        )
        if inputs == self._inputs:
            return False
        self._inputs = inputs
        self.registry, refused = registry_of(inputs)
        for name in sorted(refused - self._refused):
            log.warning("left out of the trust registry, it does not hold: %s", name)
        self._refused = refused
        self._checker.set_registry(self.registry)
        return True

    def warm_up(self) -> bool:
        """Start the process that looks at badges while nobody waits for it."""
        return self._checker.warm_up()

    def judge(self, scan: Scan, now: dt.datetime) -> Judgement:
        """What may be said of this scan, within a second."""
        return self._checker.judge(scan, now)

    def pass_keys(self) -> Mapping[bytes, TrustedKey]:
        """The city's own keys by key id."""
        return self.registry.city_keys

    def withdrawn(self, issuer: str, status_index: int, now: dt.datetime) -> bool | None:
        """Whether a pass was taken back; None if no list in date says so."""
        found = self.registry.status_lists.get(token_list_url(issuer, PASS_PREFIX))
        if found is None:
            return None
        try:
            listed = found.is_set(status_index)
        except BadList:
            return None
        # A withdrawal counts however old the list is.
        return True if listed else (False if self.registry.fresh(found.fetched, now) else None)

    def read_pass(self, text: str, now: dt.datetime) -> PassReading:
        """A pass by the city's keys and list: at the desk, a withdrawn one is refused."""
        reading = read_pass(text, self.registry.city_keys, now)
        valid = reading.outcome is PassOutcome.VALID
        if valid and self.withdrawn(reading.issuer, reading.status_index, now):
            return replace(reading, outcome=PassOutcome.REVOKED)
        return reading

    def read_staff_badge(self, text: str, now: dt.datetime) -> PassReading:
        """A staff badge by the city's keys; whose it is, the staff accounts say."""
        return read_staff_badge(text, self.registry.city_keys, now)

    def ages(self, now: dt.datetime) -> list[ListAge]:
        """Every list with its age, oldest first."""
        registry = self.registry
        held: list[WithdrawalList | RevocationList] = [*registry.status_lists.values()]
        held += registry.revocations.values()
        names = {issuer.ident: issuer.name for issuer in registry.issuers.values()}
        return sorted(
            (
                ListAge(
                    names.get(each.issuer, each.issuer), _sort(each.url), each.url, each.fetched,
                    not registry.fresh(each.fetched, now),
                )
                for each in held
            ),
            key=lambda age: age.fetched,
        )  # fmt: skip

    def close(self) -> None:
        """End the checking process."""
        self._checker.close()


def registry_of(inputs: _Inputs) -> tuple[TrustRegistry, frozenset[str]]:
    """The registry, and the names of what was left out of it."""
    refused: set[str] = set()
    ident, name = inputs.city
    # The city itself needs no record: its keys are signed by the root that this kiosk pins.
    ours = {"id": ident, "name": name}
    issuers = _sound("issuers", [ours, *(issuer_json(each) for each in inputs.issuers)], refused)
    documents = ({"id": d.ident, "document": _object(d.document), "fetched": d.fetched.isoformat()}
                 for d in inputs.documents)  # fmt: skip
    hosted = (
        {"url": h.url, "issuer": h.issuer, "document": h.document, "digest": h.digest,
         "checked": h.checked.isoformat(), "revoked": h.revoked}
        for h in inputs.hosted
    )  # fmt: skip
    lists = (
        {"form": each.form, "url": each.url, "issuer": each.issuer, "body": each.body,
         "fetched": each.fetched.isoformat()}
        for each in inputs.lists
    )  # fmt: skip
    value = {
        "issuers": issuers,
        "did_documents": _sound("did_documents", documents, refused),
        "hosted": _sound("hosted", hosted, refused),
        "lists": list(lists),
        "assertion_hosts": sorted(_assertion_hosts(inputs)),
        "max_age_days": inputs.max_age_days,
    }
    keys = {key.key_id: key for key in inputs.keys}
    registry, bad_lists = read_trust(value, keys)
    return registry, frozenset(refused | set(bad_lists))


def issuer_json(issuer: Issuer) -> dict[str, Any]:
    """An issuer's record as docs/badges.md writes it."""
    keys = []
    for key in issuer.keys:
        item: dict[str, Any] = {"methods": list(key.methods)}
        if key.multikey:
            item["multikey"] = key.multikey
        elif key.jwk:
            item["jwk"] = dict(key.jwk)
        else:
            item["pem"] = key.pem
        if key.valid_from is not None:
            item["valid_from"] = key.valid_from.isoformat()
        if key.valid_until is not None:
            item["valid_until"] = key.valid_until.isoformat()
        keys.append(item)
    return {
        "id": issuer.ident, "name": issuer.name, "keys": keys,
        "badge_prefixes": list(issuer.badge_prefixes), "revocation_list": issuer.revocation_list,
    }  # fmt: skip


def _sound(member: str, items: Iterable[dict[str, Any]], refused: set[str]) -> list[dict[str, Any]]:
    """Only those that can be read: one broken record must not take the others with it."""
    good = []
    for item in items:
        try:
            read_trust({member: [item]})
        except BadTrust:
            refused.add(str(item.get("id") or item.get("url")))
        else:
            good.append(item)
    return good


def _object(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None


def _assertion_hosts(inputs: _Inputs) -> set[str]:
    """Where badges of pinned issuers live."""
    urls = [each.url for each in inputs.hosted]
    urls += [prefix for issuer in inputs.issuers for prefix in issuer.badge_prefixes]
    found = set()
    for url in urls:
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme == "https" and parts.hostname:
            found.add(parts.hostname.lower())
    return found


def _sort(url: str) -> str:
    """Which of the city's two lists."""
    return url.rpartition(":")[2] if url.startswith("col:") else ""
