"""`main.py badge issue | keygen | keyset`: the issuing half, for whoever runs a hub."""

from __future__ import annotations

import argparse
import base64
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges.city_pass import issue_pass, new_pass_id
from kiosk.badges.common_cli import SUCCESS, Parser, WrongUse, read_file
from kiosk.badges.compact_badge import issue_badge, new_badge_id
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.keyset import BadKeySet, issue_key_set
from kiosk.badges.staff_badge import issue_staff_badge
from kiosk.badges.token import Malformed


def run(argv: list[str]) -> int:
    """Print a token, a public key or a key set on one line. Raises WrongUse."""
    arguments = _parser().parse_args(argv)
    try:
        print(arguments.make(arguments))
    except (Malformed, BadKeySet) as error:
        raise WrongUse(f"refused: {error}") from error
    return SUCCESS


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="main.py badge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    issue = commands.add_parser("issue", help="sign a city pass, a badge or a staff badge")
    issue.set_defaults(make=_issue)
    issue.add_argument("--key", type=Path, required=True, help="private key file")
    issue.add_argument("--issuer", required=True, help="city id, such as vilnius")
    issue.add_argument("--index", type=int, default=0, help="its place in the status list")
    issue.add_argument("--badge", default="", metavar="ID", help="badge id in the catalogue")
    issue.add_argument("--staff", action="store_true", help="a staff badge; --id is the hub's")
    issue.add_argument("--id", default="", help="pass or badge id; made up if left out")
    issue.add_argument("--from", dest="begin", default="", help="ISO date with offset; now")
    issue.add_argument("--days", type=int, default=365, help="how long it is valid")
    keygen = commands.add_parser("keygen", help="make a private key; prints the public one")
    keygen.set_defaults(make=_keygen)
    keygen.add_argument("file", type=Path)
    keyset = commands.add_parser("keyset", help="sign current and next key with the root")
    keyset.set_defaults(make=_keyset)
    keyset.add_argument("--root", type=Path, required=True, help="the root's private key file")
    keyset.add_argument("--issuer", required=True)
    keyset.add_argument("--number", type=int, required=True, help="larger than the last set's")
    keyset.add_argument("--days", type=int, default=400, help="how long the set is valid")
    keyset.add_argument(
        "keys", nargs="+", metavar="PUBLIC@FROM/UNTIL", help="base64url key, ISO dates"
    )
    return parser


def _issue(arguments: argparse.Namespace) -> str:
    key, begin = _private(arguments.key), _date(arguments.begin or _now())
    end = begin + timedelta(days=arguments.days)
    if arguments.staff:
        return issue_staff_badge(
            key, issuer=arguments.issuer, badge_id=arguments.id, not_before=begin, expires=end
        )
    if arguments.badge:
        return issue_badge(
            key,
            issuer=arguments.issuer,
            badge_id=arguments.id or new_badge_id(),
            badge_class=arguments.badge,
            status_index=arguments.index,
            not_before=begin,
            expires=end,
        )
    return issue_pass(
        key,
        issuer=arguments.issuer,
        pass_id=arguments.id or new_pass_id(),
        status_index=arguments.index,
        not_before=begin,
        expires=end,
    )


def _keygen(arguments: argparse.Namespace) -> str:
    key = Ed25519PrivateKey.generate()
    try:
        handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise WrongUse(f"{arguments.file}: {error.strerror}") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_text(key.private_bytes_raw()) + "\n")
    return _text(public_bytes(key))


def _keyset(arguments: argparse.Namespace) -> str:
    now = _date(_now())
    data = issue_key_set(
        _private(arguments.root),
        issuer=arguments.issuer,
        number=arguments.number,
        issued=now,
        expires=now + timedelta(days=arguments.days),
        keys=[_public(item, arguments.issuer) for item in arguments.keys],
    )
    return _text(data)


def _public(item: str, issuer: str) -> TrustedKey:
    encoded, _, dates = item.partition("@")
    begin, _, end = dates.partition("/")
    public = _bytes(encoded, "public key")
    return TrustedKey(key_id_of(public), public, issuer, _date(begin), _date(end))


def _private(path: Path) -> Ed25519PrivateKey:
    raw = _bytes(read_file(path, 4_096).decode("ascii", "replace").strip(), str(path))
    return Ed25519PrivateKey.from_private_bytes(raw)


def _bytes(text: str, name: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise WrongUse(f"{name}: not base64url") from error
    if len(raw) != 32:
        raise WrongUse(f"{name}: not 32 bytes")
    return raw


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def _date(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"not a date: {text}") from error
    if moment.tzinfo is None:
        raise WrongUse(f"the date needs an offset, such as Z: {text}")
    return moment
