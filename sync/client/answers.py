"""What an answer of the hub means: a value, or one of `sync.protocol.errors`. No network here."""

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from sync.protocol.errors import (
    BadPage,
    Busy,
    CursorTooOld,
    NotAHub,
    Refused,
    SyncError,
    Unreachable,
)
from sync.protocol.messages import Problem

T = TypeVar("T")

LONGEST_WAIT_S = 3600.0
"""However long a hub asks us to stay away."""
QUICK_S = 2.0
"""An answer that took longer says too little of the time on its way."""
_ORIGIN_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, read to its end."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    offset_ms: int | None


def check(answer: Answer) -> None:
    """Raise what a status and a content type mean."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    status = answer.status
    if status == 304:
        return
    if status in (429, 503):
        raise Busy(retry_after(answer.headers.get("Retry-After", "")))
    if kind == "application/problem+json" and status < 500:
        raise _refusal(status, answer.body)
    if status >= 500 and status != 511:
        raise Unreachable(f"the hub has a fault (HTTP {status})")
    if status not in (200, 201):
        raise NotAHub(f"something that is not a hub answered HTTP {status}")
    if kind != "application/json":
        raise NotAHub(f"something that is not a hub answered with {kind or 'no type'}")


def _refusal(status: int, body: bytes) -> SyncError:
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return NotAHub(f"an error that no hub would send: {error}")
    if status == 410:
        return CursorTooOld(problem.detail)
    return Refused(status, problem.detail or problem.title, problem.code)


def decoded(body: bytes, kind: type[T]) -> T:
    """The body as this type. Raises `BadPage`."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPage(f"an answer that is no {kind.__name__}: {error}") from error


def same_host(address: str, target: str) -> bool:
    """Whether a redirect stays with the hub: same host, and never from https to http."""
    here, there = urlsplit(address), urlsplit(target)
    if here.scheme == "http" and there.scheme == "https":
        return here.hostname == there.hostname
    return (here.scheme, here.hostname, _port(here)) == (there.scheme, there.hostname, _port(there))


def _port(parts: object) -> int | None:
    return getattr(parts, "port", None) or _ORIGIN_PORTS.get(getattr(parts, "scheme", ""))


def offset_ms(hub_time: str, begun: float, waited: float) -> int | None:
    """How far the hub\'s clock is ahead; None when it cannot be told."""
    if not hub_time or waited > QUICK_S:
        return None
    try:
        theirs = dt.datetime.fromisoformat(hub_time).timestamp()
    except (ValueError, OverflowError):
        return None
    return round((theirs - (begun + waited / 2)) * 1000)


def retry_after(value: str) -> float | None:
    """Seconds, from a number or an HTTP date (RFC 9110, 10.2.3)."""
    if value.strip().isdecimal():
        return min(float(value), LONGEST_WAIT_S)
    try:
        at = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, at - time.time()), LONGEST_WAIT_S)


def short(error: Exception) -> str:
    """The innermost reason, without the addresses of objects."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    return f"{type(inner).__name__}: {inner}"
