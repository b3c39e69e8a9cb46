"""`main.py badge FILE_OR_TEXT`: is it genuine? And, for a hub: issue, keygen, keyset."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.badges.checker import BadgeChecker
from kiosk.badges.common_cli import (
    FINDING,
    SUCCESS,
    Parser,
    WrongUse,
    complain,
    read_file,
    read_trust_file,
)
from kiosk.badges.verdict import Judgement
from kiosk.domain.scan import classify
from kiosk.domain.scan_text import MAX_IMAGE

_ISSUER_COMMANDS: Final = ("issue", "keygen", "keyset")
_SHOWN: Final = ("kind", "verdict", "reason", "issuer", "list_date", "badge", "expires")


def main(argv: list[str]) -> int:
    """0: a pinned issuer vouches for it. 1: any other verdict. 2: wrong use."""
    try:
        if argv[:1] and argv[0] in _ISSUER_COMMANDS:
            from kiosk.badges.issue_cli import run

            return run(argv)
        return _check(argv)
    except WrongUse as error:
        return complain(error)


def _check(argv: list[str]) -> int:
    parser = Parser(prog="main.py badge", description=__doc__)
    parser.add_argument("badge", metavar="FILE_OR_TEXT", help="a file, '-', or the text itself")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--trust", type=Path, metavar="FILE", help="a trust registry (JSON)")
    parser.add_argument("--at", metavar="DATE", help="judge as of this date (ISO, with offset)")
    arguments = parser.parse_args(argv)
    now = _moment(arguments.at)
    registry = read_trust_file(arguments.trust)
    scan = classify(_payload(arguments.badge), registry.hosts)
    with BadgeChecker(registry) as checker:
        found = checker.judge(scan, now)
    print(json.dumps(_shown(found)) if arguments.json else _sentence(found))
    return SUCCESS if found.verdict.accepted else FINDING


def _payload(text: str) -> bytes:
    if text == "-":
        return sys.stdin.buffer.read(MAX_IMAGE + 1)
    path = Path(text)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):  # text that cannot be a name at all
        is_file = False
    return read_file(path, MAX_IMAGE) if is_file else os.fsencode(text)


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"--at: not a date: {text}") from error
    if moment.tzinfo is None:
        raise WrongUse("--at: the date needs an offset, such as Z")
    return moment


def _shown(found: Judgement) -> dict[str, object]:
    """Without the holder: who may see that is decided on the staff screen."""
    value = found.to_json()
    return {name: value[name] for name in _SHOWN}


def _sentence(found: Judgement) -> str:
    by = f", issuer {found.issuer}" if found.issuer else ""
    return f"{found.kind.value}: {found.verdict.value} ({found.reason}{by})"
