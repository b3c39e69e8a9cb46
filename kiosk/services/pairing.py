"""Pairing a kiosk with a hub, as the first start's wizard does it: what was typed, and what each
way of failing means. The network is the sync child's: `enrol --json` is started for it.
"""

from typing import Literal
from urllib.parse import urlsplit

import msgspec

from sync.protocol.invitation import CODE, plain_code

Trouble = Literal[
    "", "no_address", "no_code", "no_network", "not_a_hub", "certificate", "clock",
    "unknown_code", "code_used", "code_expired", "too_many", "disk", "hub_fault",
]  # fmt: skip
"""Why it did not work; each has kind words on the screen."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the child said: a place when it worked, else a trouble; `detail` is for the log."""

    trouble: str = ""
    place: str = ""
    detail: str = ""


def read_outcome(output: bytes) -> Outcome:
    """The child's answer; a child that fell says nothing that can be read."""
    try:
        return msgspec.json.decode(output, type=Outcome)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Outcome(trouble="hub_fault", detail="the enrolment ended without an answer")


def address_of(text: str) -> str:
    """The hub's address as it was meant, "" where there is none. Loopback needs no certificate."""
    plain = "".join(text.split())
    if not plain:
        return ""
    if "://" not in plain:
        local = plain.partition("/")[0].partition(":")[0] in ("localhost", "127.0.0.1")
        plain = f"{'http' if local else 'https'}://{plain}"
    try:
        parts = urlsplit(plain)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return ""
    return plain.rstrip("/") if known else ""


def missing(address: str, code: str) -> Trouble:
    """What has still to be typed; "" when nothing."""
    if not address_of(address):
        return "no_address"
    return "" if CODE.fullmatch(plain_code(code)) else "no_code"
