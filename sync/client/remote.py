"""The hub as seen from a kiosk; the only module that talks HTTP.

Everything that can go wrong out there comes back as one of `sync.protocol.errors`. Nothing is
followed to another host, nothing is read without an end, and only JSON is believed: a captive
portal answers everything with a friendly page.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import DecodeError, HTTPError

from sync.client.answers import Answer, check, decoded, offset_ms, retry_after, same_host, short
from sync.crashes import Crash
from sync.model import CentreEvent, CheckIn, EventResult
from sync.protocol.errors import (
    BadCertificate,
    BadPage,
    Busy,
    NotAHub,
    Unreachable,
)
from sync.protocol.feeds import encode
from sync.protocol.fleet import Heartbeat, HeartbeatAnswer
from sync.protocol.messages import (
    CentrePush,
    Door,
    DoorRequest,
    Enrolment,
    EnrolmentRequest,
    Manifest,
    Push,
    PushResult,
    RpdePage,
    UsageCount,
    UsagePush,
)

CONNECT_S, READ_S = 5.0, 20.0
"""To be reached, and between two pieces of an answer."""
WHOLE_ANSWER_S = 120.0
"""For one answer, however slowly it drips."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes once unpacked; a page of 500 records has under 4 MB."""
LARGEST_PROBLEM = 64 * 1024
REDIRECTS = 3
PROTOCOL = 1
_CHUNK = 64 * 1024
_ORIGIN_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Glance:
    """What the hub said of itself: `manifest` is None when nothing changed since `etag`.

    `offset_ms` is how far the hub's clock is ahead, None when it cannot be told.
    """

    manifest: Manifest | None
    etag: str
    offset_ms: int | None


class Remote:
    """One hub, with this kiosk's token or without.

    With a `fingerprint` (hex SHA-256) the hub is known by just that certificate, whoever signed it.
    """

    def __init__(self, hub: str, token: str = "", fingerprint: str = "") -> None:
        self._hub = hub.rstrip("/")
        if urlsplit(self._hub).scheme not in _ORIGIN_PORTS or not urlsplit(self._hub).hostname:
            raise NotAHub(f"{hub} is not the address of a hub: it begins with https://")
        self._session = requests.Session()
        # A .netrc would replace our token; proxies and certificates of the system still count.
        self._session.trust_env = False
        self._session.proxies.update(get_environ_proxies(self._hub))
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        if fingerprint:
            self._session.verify = False
            self._session.mount("https://", _Pinned(fingerprint))
        self._session.headers.update({"Accept": "application/json", "User-Agent": "kiosk"})
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"
        self.queue = 0

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def glance(self, etag: str = "") -> Glance:
        """The manifest, unless it is still the one with this ETag."""
        answer = self._ask("GET", "/manifest", headers={"If-None-Match": etag} if etag else {})
        if answer.status == 304:
            return Glance(None, etag, answer.offset_ms)
        manifest = decoded(answer.body, Manifest)
        if manifest.protocol != PROTOCOL:
            raise BadPage(f"the hub speaks protocol {manifest.protocol}, this kiosk {PROTOCOL}")
        return Glance(manifest, answer.headers.get("ETag", ""), answer.offset_ms)

    def page(self, kind: str, query: str) -> RpdePage:
        """The page of a feed at this query string."""
        return decoded(self._ask("GET", f"/feeds/{kind}?{query}").body, RpdePage)

    def push(self, events: Sequence[CheckIn]) -> tuple[EventResult, ...]:
        """The hub's word on each event, in their order."""
        return self._push("/checkins", encode(Push(events=tuple(events))), events)

    def push_centre(self, events: Sequence[CentreEvent]) -> tuple[EventResult, ...]:
        """The hub's word on each act of centre life, in their order."""
        return self._push("/centre", encode(CentrePush(events=tuple(events))), events)

    def door(self, asked: DoorRequest) -> Door:
        """What goes on at the place's other doors; asking again does no harm."""
        return decoded(self._ask("POST", "/door", body=encode(asked)).body, Door)

    def push_usage(self, counts: Sequence[UsageCount]) -> None:
        """Counts of finished days; sent again they replace themselves."""
        self._ask("POST", "/usage", body=encode(UsagePush(counts=tuple(counts))))

    def heartbeat(self, said: Heartbeat) -> HeartbeatAnswer:
        """Say how this kiosk is; what the hub has for it."""
        return decoded(self._ask("POST", "/heartbeat", body=encode(said)).body, HeartbeatAnswer)

    def push_crashes(self, crashes: Sequence[Crash]) -> None:
        """What broke here, for a city that asked for it."""
        self._ask("POST", "/crashes", body=encode({"crashes": list(crashes)}))

    def enrol(self, request: EnrolmentRequest) -> Enrolment:
        """Spend a one-time code."""
        return decoded(self._ask("POST", "/enrolments", body=encode(request)).body, Enrolment)

    def media(self, sha256: str, size: int, out: BinaryIO, until: float) -> bool:
        """Append to `out` what it lacks of a file of `size` bytes; False when the time was up.

        `until` is of the monotonic clock. What was written before an error stays, to go on from.
        """
        return self._continue(f"/media/{sha256}", size, out, until, _check_media)

    def file(self, path: str) -> tuple[int, bytes]:
        """Status and content of a small file of the updates; its reader checks its signature."""
        answer = self._exchange("GET", f"{self._hub}/updates/{path}", None, {"Accept": "*/*"})
        if answer.status in (429, 503):
            raise Busy(retry_after(answer.headers.get("Retry-After", "")))
        return answer.status, answer.body

    def target(self, path: str, size: int, out: BinaryIO, until: float) -> bool:
        """As `media`, of a large file of the updates; its reader checks what it is."""
        return self._continue(f"/updates/{path}", size, out, until, _check_part)

    def _continue(
        self, path: str, size: int, out: BinaryIO, until: float,
        fits: Callable[[requests.Response, int, int], None],
    ) -> bool:  # fmt: skip
        out.seek(0, os.SEEK_END)
        if out.tell() > size:
            out.truncate(0)
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if have := out.tell():
            headers["Range"] = f"bytes={have}-"
        try:
            with self._session.get(
                self._hub + path, headers=headers, stream=True,
                timeout=(CONNECT_S, READ_S), allow_redirects=False,
            ) as response:  # fmt: skip
                fits(response, have, size)
                if response.status_code == 200:
                    out.truncate(0)
                    have = 0
                while have < size and (piece := response.raw.read1(_CHUNK)):
                    have += out.write(piece[: size - have])
                    if time.monotonic() > until:
                        break
        except requests.exceptions.SSLError as error:
            raise BadCertificate(self._hub, str(error)) from error
        except (requests.exceptions.RequestException, HTTPError) as error:
            raise Unreachable(f"a file was cut off: {short(error)}") from error
        if have < size and time.monotonic() <= until:
            raise Unreachable("a file was cut off")
        return have == size

    def _push(
        self, path: str, body: bytes, events: Sequence[CheckIn | CentreEvent]
    ) -> tuple[EventResult, ...]:
        results = decoded(self._ask("POST", path, body=body).body, PushResult).results
        if [each.event_id for each in results] != [each.event_id for each in events]:
            raise BadPage("the hub answered other events than it was sent")
        return results

    def _ask(
        self, method: str, path: str, body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        sent = {"Kiosk-Queue": str(self.queue), **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        address = self._hub + path
        for _ in range(REDIRECTS + 1):
            answer = self._exchange(method, address, body, sent)
            if answer.status not in (301, 302, 303, 307, 308):
                check(answer)
                return answer
            target = urljoin(address, answer.headers.get("Location", ""))
            if method != "GET" or not same_host(address, target):
                raise NotAHub(f"{address} leads on to {target}")
            address = target
        raise NotAHub(f"{self._hub} leads in circles")

    def _exchange(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        begun, began = time.time(), time.monotonic()
        try:
            with self._session.request(
                method, address, data=body, headers=dict(headers), stream=True,
                timeout=(CONNECT_S, READ_S), allow_redirects=False,
            ) as response:  # fmt: skip
                waited = time.monotonic() - began
                offset = offset_ms(response.headers.get("Hub-Time", ""), begun, waited)
                content = _read(response, began)
                return Answer(response.status_code, content, response.headers, offset)
        except requests.exceptions.SSLError as error:
            raise BadCertificate(self._hub, str(error)) from error
        except DecodeError as error:
            raise BadPage(f"an answer that cannot be unpacked: {error}") from error
        except (requests.exceptions.InvalidURL, UnicodeError) as error:
            raise NotAHub(f"{address} is no address: {error}") from error
        except (requests.exceptions.RequestException, HTTPError) as error:
            raise Unreachable(f"no answer from {self._hub}: {short(error)}") from error


class _Pinned(HTTPAdapter):
    """TLS with one certificate and no other."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        """As of requests."""
        super().init_poolmanager(*given, assert_fingerprint=self._fingerprint, **named)


def _read(response: requests.Response, began: float) -> bytes:
    content = bytearray()
    # Not iter_content: it waits for a whole chunk, and a drip would never come to the clock.
    while piece := response.raw.read1(_CHUNK, decode_content=True):
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise BadPage(f"an answer of more than {LARGEST_ANSWER} bytes")
        if time.monotonic() - began > WHOLE_ANSWER_S:
            raise Unreachable(f"an answer took longer than {WHOLE_ANSWER_S:.0f} s")
    return bytes(content)


def _check_media(response: requests.Response, have: int, size: int) -> None:
    """A file as it was asked for, whole or from where we were; anything else is an error."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if response.status_code not in (200, 206) or kind != "application/octet-stream":
        body = response.raw.read(LARGEST_PROBLEM, decode_content=True)
        check(Answer(response.status_code, body, response.headers, None))
        raise NotAHub(f"something that is not a hub answered with {kind or 'no type'}")
    _check_part(response, have, size)


def _check_part(response: requests.Response, have: int, size: int) -> None:
    """A whole file, or the part of it that was asked for."""
    if response.status_code in (429, 503):
        raise Busy(retry_after(response.headers.get("Retry-After", "")))
    if response.status_code not in (200, 206):
        raise NotAHub(f"a file was answered with HTTP {response.status_code}")
    told = response.headers.get("Content-Range", "")
    if response.status_code == 206 and told != f"bytes {have}-{size - 1}/{size}":
        raise BadPage(f"the hub sent another part of a file: {told or 'it does not say which'}")
