"""`main.py hub-trust`: whom a city trusts to give badges, and what their lists say.

    hub-trust add FILE        issuers, lists and copies from a file (docs/badges.md, "Trust")
    hub-trust refresh         fetch and check every list now; a running hub does it hourly
    hub-trust watch ID URL    keep a hosted assertion of this issuer
    hub-trust withdraw ...    sign the city's own list of withdrawn passes or badges
    hub-trust ages            how old each list is

Exit codes: 0 success, 1 something was not taken, 2 wrong use.
"""

import argparse
import base64
import binascii
import datetime as dt
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import hub_check
from kiosk.badges.keys import TrustedKey
from kiosk.badges.lists import issue_token_list
from kiosk.badges.status import token_list_url
from kiosk.badges.token import Malformed
from kiosk.domain.scan import BADGE_PREFIX, PASS_PREFIX
from kiosk.services.pass_keys import PassKeys
from kiosk.services.trust import issuer_json
from sync.hub.database import Database, DatabaseFault, apply_records, get_city, open_database
from sync.hub.trust import NotGood, Outcome, key_of, records, refresh, watch
from sync.hub.trust_fetch import Fetcher
from sync.model import Issuer, IssuerDocument, IssuerKey, StatusList

SUCCESS, FINDING, WRONG_USE = 0, 1, 2
LIST_BITS = 8 * 2048


class BadFile(ValueError):
    """A file or an argument that makes no sense; the message says which."""


class KioskChecks:
    """The hub's checker, by the kiosk's own code."""

    def __init__(self, city_keys: Mapping[bytes, TrustedKey]) -> None:
        self._city_keys = city_keys

    def check_list(self, found: StatusList, issuer: Issuer) -> None:
        """Raises NotGood."""
        try:
            hub_check.check_list(
                found.form, found.url, found.body, issuer_json(issuer), found.fetched,
                self._city_keys,
            )  # fmt: skip
        except hub_check.DoesNotHold as error:
            raise NotGood(str(error)) from error

    def check_document(self, found: IssuerDocument) -> None:
        """Raises NotGood."""
        try:
            hub_check.check_document(found.ident, found.document)
        except hub_check.DoesNotHold as error:
            raise NotGood(str(error)) from error

    def reduce_assertion(self, url: str, text: str, issuer: Issuer) -> tuple[str, str, bool]:
        """Raises NotGood."""
        try:
            return hub_check.reduce_assertion(url, text, issuer.badge_prefixes)
        except hub_check.DoesNotHold as error:
            raise NotGood(str(error)) from error


def main(argv: list[str]) -> int:
    """Run one command."""
    arguments = _parser().parse_args(argv)
    try:
        database = open_database(arguments.database)
    except DatabaseFault as error:
        print(error, file=sys.stderr)
        return FINDING
    try:
        return int(arguments.command(database, arguments))
    except (BadFile, Malformed) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    finally:
        database.close()


def put_city_list(
    database: Database,
    key: Ed25519PrivateKey,
    prefix: str,
    withdrawn: list[int],
    now: dt.datetime,
) -> StatusList:
    """Sign and store the city's own list. Raises NotGood when its key set does not hold the key."""
    with database.read() as connection:
        city = get_city(connection)
    if city is None:
        raise BadFile("the hub has no city yet")
    bits = bytearray(LIST_BITS // 8)
    for index in withdrawn:
        if not 0 <= index < LIST_BITS:
            raise BadFile(f"index {index} is not from 0 to {LIST_BITS - 1}")
        bits[index // 8] |= 0x80 >> index % 8
    signed = issue_token_list(key, issuer=city.id, prefix=prefix, bits=bytes(bits), published=now)
    url = token_list_url(city.id, prefix)
    found = StatusList(
        id=key_of(url), name=city.name, form="city", url=url, issuer=city.id,
        body=base64.urlsafe_b64encode(signed).decode().rstrip("="), fetched=now,
    )  # fmt: skip
    keys = PassKeys(city.pass_root).of(city, now)
    KioskChecks(keys).check_list(found, Issuer(id=city.id, name=city.name, ident=city.id))
    with database.write() as connection:
        apply_records(connection, "status_list", [found], now)
    return found


def _add(database: Database, arguments: argparse.Namespace) -> int:
    try:
        value = msgspec.json.decode(arguments.file.read_bytes())
        found = [_issuer(item) for item in value["issuers"]]
    except (OSError, msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{arguments.file}: {type(error).__name__}: {error}") from error
    with database.write() as connection:
        done = apply_records(connection, "issuer", found, _now())
    print(f"issuers: {done.added} added, {done.changed} changed, {done.unchanged} as they were")
    return SUCCESS


def _refresh(database: Database, arguments: argparse.Namespace) -> int:
    while True:
        outcomes = refresh(database, Fetcher(), KioskChecks(_city_keys(database)), _now())
        _show(outcomes)
        if not arguments.every:
            return FINDING if any(each.fault for each in outcomes) else SUCCESS
        time.sleep(arguments.every)


def _watch(database: Database, arguments: argparse.Namespace) -> int:
    checks = KioskChecks(_city_keys(database))
    outcome = watch(database, Fetcher(), checks, arguments.issuer, arguments.url, _now())
    _show([outcome])
    return FINDING if outcome.fault else SUCCESS


def _withdraw(database: Database, arguments: argparse.Namespace) -> int:
    prefix = PASS_PREFIX if arguments.kind == "pass" else BADGE_PREFIX
    try:
        raw = arguments.key.read_text("ascii").strip()
        key = Ed25519PrivateKey.from_private_bytes(
            base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
        )
    except (OSError, ValueError, binascii.Error) as error:
        raise BadFile(f"{arguments.key}: no private key") from error
    try:
        put_city_list(database, key, prefix, arguments.index, _now())
    except NotGood as error:
        print(f"not taken: {error}; is the key in the city's key set?", file=sys.stderr)
        return FINDING
    print(f"{arguments.kind}: {len(arguments.index)} withdrawn")
    return SUCCESS


def _ages(database: Database, arguments: argparse.Namespace) -> int:
    del arguments
    now, old = _now(), False
    with database.read() as connection:
        city = get_city(connection)
        limit = dt.timedelta(days=city.status_max_age_days if city else 7)
        for each in records(connection, StatusList, "status_list"):
            age = now - each.fetched
            old = old or age > limit
            days = age.total_seconds() / 86_400
            print(f"{days:6.1f} days  {'OLD ' if age > limit else ''}{each.name}  {each.url}")
    return FINDING if old else SUCCESS


def _show(outcomes: list[Outcome]) -> None:
    for each in outcomes:
        print(f"{each.kind}\t{each.url}\t{each.fault or 'taken'}")


def _issuer(item: Mapping[str, Any]) -> Issuer:
    """An issuer as docs/badges.md writes it, with `status_lists` to fetch."""
    keys = tuple(
        IssuerKey(
            multikey=key.get("multikey", ""), jwk=key.get("jwk", {}), pem=key.get("pem", ""),
            methods=tuple(key.get("methods", ())), valid_from=_date(key.get("valid_from")),
            valid_until=_date(key.get("valid_until")),
        )
        for key in item.get("keys", ())
    )  # fmt: skip
    return Issuer(
        id=key_of(item["id"]), name=item["name"], ident=item["id"], keys=keys,
        badge_prefixes=tuple(item.get("badge_prefixes", ())),
        status_lists=tuple(item.get("status_lists", ())),
        revocation_list=item.get("revocation_list", ""),
    )  # fmt: skip


def _city_keys(database: Database) -> Mapping[bytes, TrustedKey]:
    with database.read() as connection:
        city = get_city(connection)
    return PassKeys(city.pass_root).of(city, _now()) if city else {}


def _date(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise TypeError(f"the date {text} needs an offset")
    return moment


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py hub-trust", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--database", default="sqlite:///hub.db", metavar="URL")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", parents=[common], help="issuers from a file")
    add.set_defaults(command=_add)
    add.add_argument("file", type=Path)
    again = commands.add_parser("refresh", parents=[common], help="fetch and check every list")
    again.set_defaults(command=_refresh)
    again.add_argument("--every", type=float, default=0.0, metavar="SECONDS")
    keep = commands.add_parser("watch", parents=[common], help="keep a hosted assertion")
    keep.set_defaults(command=_watch)
    keep.add_argument("issuer")
    keep.add_argument("url")
    take = commands.add_parser("withdraw", parents=[common], help="sign the city's own list")
    take.set_defaults(command=_withdraw)
    take.add_argument("kind", choices=["pass", "badge"])
    take.add_argument("index", type=int, nargs="*", help="every index that is withdrawn")
    take.add_argument("--key", type=Path, required=True)
    ages = commands.add_parser("ages", parents=[common], help="how old each list is")
    ages.set_defaults(command=_ages)
    return parser
