"""`main.py scan IMAGE...`: the text, kind and verdict of each code found in each picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.badges.checker import BadgeChecker
from kiosk.badges.common_cli import (
    FINDING,
    SUCCESS,
    Parser,
    WrongUse,
    complain,
    read_file,
    read_trust_file,
    redact,
)
from kiosk.badges.decode import MAX_FILE, Code, NotAnImage, decode_image
from kiosk.domain.scan import Hosts, classify


def main(argv: list[str]) -> int:
    """0: a code in every picture. 1: some picture has none. 2: wrong use."""
    try:
        return _run(argv)
    except WrongUse as error:
        return complain(error)


def _run(argv: list[str]) -> int:
    parser = Parser(prog="main.py scan", description=__doc__)
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    parser.add_argument("--trust", type=Path, metavar="FILE", help="a trust registry (JSON)")
    arguments = parser.parse_args(argv)
    registry = read_trust_file(arguments.trust)
    with BadgeChecker(registry) as checker:
        rows = [row for path in arguments.images for row in _rows(path, checker, registry.hosts)]
    print(json.dumps(rows, indent=1) if arguments.json else "\n".join(map(_line, rows)))
    return FINDING if any(row["text"] is None for row in rows) else SUCCESS


def _rows(path: Path, checker: BadgeChecker, hosts: Hosts) -> Iterator[dict[str, Any]]:
    try:
        codes = decode_image(read_file(path, MAX_FILE))
    except NotAnImage as error:
        yield {"file": str(path), "text": None, "kind": None, "verdict": None, "error": str(error)}
        return
    if not codes:
        yield {"file": str(path), "text": None, "kind": None, "verdict": None}
    for code in codes:
        scan = classify(code.payload, hosts)
        found = checker.judge(scan, datetime.now(UTC))
        yield {
            "file": str(path),
            "text": redact(_text(code)),
            "kind": scan.kind.value,
            "verdict": found.verdict.value,
        }


def _text(code: Code) -> str:
    try:
        return code.payload.decode("utf-8")
    except UnicodeDecodeError:
        return code.guess


def _line(row: dict[str, Any]) -> str:
    if row["text"] is None:
        return f"{row['file']}: {row.get('error', 'no code found')}"
    return f"{row['file']}: {row['kind']}: {row['verdict']}: {row['text']!a}"
