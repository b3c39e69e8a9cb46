"""Keeping what issuers publish in the hub's feeds: fetch, have it checked, store, say how it went.

What fails keeps its last good copy with its old date, so kiosks see it age; nothing is ever
replaced by something worse. Who signed what is checked by `Checker`, which lives with the badges.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import unquote

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.engine import Database
from sync.hub.records import Storable, apply_records
from sync.hub.schema import record
from sync.hub.trust_fetch import Gone, Refused
from sync.model import HostedAssertion, Issuer, IssuerDocument, StatusList
from sync.model.trust import ListForm
from sync.protocol.feeds import decode

log = logging.getLogger(__name__)

T = TypeVar("T", bound=msgspec.Struct)


class NotGood(Exception):
    """What was fetched is not what it should be; the text says what is wrong."""


class Checker(Protocol):
    """Says whether something holds by an issuer's own keys; raises NotGood."""

    def check_list(self, found: StatusList, issuer: Issuer) -> None: ...
    def check_document(self, found: IssuerDocument) -> None: ...
    def reduce_assertion(self, url: str, text: str, issuer: Issuer) -> tuple[str, str, bool]:
        """The document without the person, its digest, and whether it says it is revoked."""
        ...


class Gets(Protocol):
    """Fetches a text; raises Refused."""

    def get(self, url: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one address went; `fault` is empty when it was taken."""

    kind: str
    url: str
    fault: str = ""


def refresh(database: Database, gets: Gets, checker: Checker, now: dt.datetime) -> list[Outcome]:
    """Fetch everything that the issuers name, one after another, and date the city's own lists.

    Raises DatabaseFault.
    """
    issuers = _issuers(database)
    with database.read() as connection:
        hosted = list(records(connection, HostedAssertion, "hosted_assertion"))
        lists = list(records(connection, StatusList, "status_list"))
    outcomes = [_own(database, checker, each, now) for each in lists if each.form == "city"]
    for issuer in issuers.values():
        for url in issuer.status_lists:
            outcomes.append(_list(database, gets, checker, issuer, "bitstring", url, now))
        if issuer.revocation_list:
            url = issuer.revocation_list
            outcomes.append(_list(database, gets, checker, issuer, "revocation", url, now))
        if url := did_web_url(issuer.ident):
            outcomes.append(_document(database, gets, checker, issuer, url, now))
    for known in hosted:
        outcomes.append(_hosted(database, gets, checker, issuers, known, now))
    return outcomes


def watch(
    database: Database, gets: Gets, checker: Checker, issuer: str, url: str, now: dt.datetime
) -> Outcome:
    """Begin to keep a hosted assertion of a pinned issuer."""
    wanted = HostedAssertion(
        id=key_of(url), name=url, url=url, issuer=issuer, document="", digest="", checked=now
    )
    return _hosted(database, gets, checker, _issuers(database), wanted, now)


def records(connection: Connection, struct: type[T], kind: str) -> Iterator[T]:
    """Every live record of a kind."""
    rows = connection.execute(
        sa.select(record.c.data).where(record.c.kind == kind, record.c.data.is_not(None))
    ).scalars()
    for data in rows:
        found = decode(kind, data)
        if isinstance(found, struct):
            yield found


def key_of(url: str) -> str:
    """An id for an address: ids have no slashes."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def did_web_url(did: str) -> str:
    """Where a did:web document lives (did:web method, 3.2); empty for anything else."""
    if not did.startswith("did:web:"):
        return ""
    host, *path = did.removeprefix("did:web:").split(":")
    folder = "/".join(path) or ".well-known"
    return f"https://{unquote(host)}/{folder}/did.json"


def _issuers(database: Database) -> Mapping[str, Issuer]:
    with database.read() as connection:
        return {issuer.ident: issuer for issuer in records(connection, Issuer, "issuer")}


def _list(
    database: Database, gets: Gets, checker: Checker, issuer: Issuer, form: ListForm, url: str,
    now: dt.datetime,
) -> Outcome:  # fmt: skip
    def make() -> StatusList:
        found = StatusList(
            id=key_of(url), name=issuer.name, form=form, url=url, issuer=issuer.ident,
            body=gets.get(url), fetched=now,
        )  # fmt: skip
        checker.check_list(found, issuer)
        return found

    return _keep(database, "status_list", url, make, now)


def _own(database: Database, checker: Checker, known: StatusList, now: dt.datetime) -> Outcome:
    """The hub itself is where the city's list lives, so as it stands here it is today's."""

    def make() -> StatusList:
        checker.check_list(known, Issuer(id=known.issuer, name=known.name, ident=known.issuer))
        return msgspec.structs.replace(known, fetched=now)

    return _keep(database, "status_list", known.url, make, now)


def _document(
    database: Database, gets: Gets, checker: Checker, issuer: Issuer, url: str, now: dt.datetime
) -> Outcome:
    def make() -> IssuerDocument:
        found = IssuerDocument(
            id=key_of(url), name=issuer.name, ident=issuer.ident, document=gets.get(url),
            fetched=now,
        )  # fmt: skip
        checker.check_document(found)
        return found

    return _keep(database, "issuer_document", url, make, now)


def _hosted(
    database: Database, gets: Gets, checker: Checker, issuers: Mapping[str, Issuer],
    known: HostedAssertion, now: dt.datetime,
) -> Outcome:  # fmt: skip
    def make() -> HostedAssertion:
        issuer = issuers.get(known.issuer)
        if issuer is None:
            raise NotGood("its issuer is not pinned")
        try:
            text = gets.get(known.url)
        except Gone:
            if not known.digest:
                raise
            # Open Badges 2.0, 4.3: this is how a host says that it took an assertion back.
            return msgspec.structs.replace(known, checked=now, revoked=True)
        document, digest, revoked = checker.reduce_assertion(known.url, text, issuer)
        return msgspec.structs.replace(
            known, name=issuer.name, document=document, digest=digest, checked=now,
            revoked=revoked,
        )  # fmt: skip

    return _keep(database, "hosted_assertion", known.url, make, now)


def _keep(
    database: Database, kind: str, url: str, make: Callable[[], Storable], now: dt.datetime
) -> Outcome:
    try:
        found = make()
    except (Refused, NotGood) as error:
        log.warning("the %s %s is not taken: %s", kind, url, error)
        return Outcome(kind, url, str(error))
    with database.write() as connection:
        apply_records(connection, kind, [found], now)
    return Outcome(kind, url)
