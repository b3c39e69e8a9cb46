"""A small real hub in memory, which can also answer garbage: what a kiosk meets on bad days."""

import contextlib
import datetime as dt
import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sync.model import City, Record
from sync.protocol.feeds import FEEDS, PEOPLE_FEEDS, encode

CITY = City(
    id="testville", name="Testville", languages=("lt", "en"), timezone="Europe/Vilnius",
    centre=(25.28, 54.69), bounds=(25.0, 54.5, 25.5, 54.9), default_place="p1",
)  # fmt: skip


@dataclass
class Answer:
    """What goes out; a test may change anything of it, or replace it."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    cut_to: int | None = None


Tamper = Callable[[str, Answer], Answer | None]


class ToyHub:
    """Feeds by change number, a manifest with digests, check-ins; everything in memory."""

    def __init__(self) -> None:
        self.changes: dict[str, dict[str, tuple[int, bytes | None]]] = {kind: {} for kind in FEEDS}
        self.number = 0
        self.page_size = 500
        self.poll_seconds = 60.0
        self.offset = dt.timedelta()
        self.city = CITY
        self.name = "hub-1"
        self.oldest: dict[str, int] = {}
        self.tamper: Tamper | None = None
        self.asked: list[str] = []
        self.sent = 0
        self.pushed: list[dict[str, Any]] = []
        self.reject: set[str] = set()
        self.url = ""
        self._lock = threading.Lock()

    def put(self, kind: str, *records: Record) -> None:
        """Publish records."""
        for record in records:
            self.put_raw(kind, record.id, encode(record))

    def put_raw(self, kind: str, id: str, data: bytes) -> None:
        """Publish anything."""
        self._change(kind, id, data)

    def delete(self, kind: str, id: str) -> None:
        """Withdraw a record."""
        self._change(kind, id, None)

    def _change(self, kind: str, id: str, data: bytes | None) -> None:
        with self._lock:
            self.number += 1
            self.changes[kind].pop(id, None)
            self.changes[kind][id] = (self.number, data)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """What an honest hub says."""
        parts = urlsplit(path)
        if parts.path == "/manifest":
            return self._manifest(headers)
        if parts.path.startswith("/feeds/"):
            return self._page(parts.path.removeprefix("/feeds/"), parts.query)
        if method == "POST" and parts.path == "/checkins":
            return self._check_ins(body)
        return problem(404, "not_found")

    def _manifest(self, headers: dict[str, str]) -> Answer:
        feeds = {}
        for kind in FEEDS:
            if kind in PEOPLE_FEEDS and "Authorization" not in headers:
                continue
            changes = self.changes[kind]
            live = [(id, number) for id, (number, data) in changes.items() if data is not None]
            lines = "".join(f"{id}\t{number}\n" for id, number in live)
            feeds[kind] = {
                "count": len(live),
                "lastChange": max((number for number, _ in changes.values()), default=0),
                "digest": hashlib.sha256(lines.encode()).hexdigest(),
            }
        city = json.loads(encode(self.city))
        timeless = {"protocol": 1, "hub": self.name, "feeds": feeds, "city": city,
                    "pollSeconds": self.poll_seconds}  # fmt: skip
        etag = f'"{hashlib.sha256(json.dumps(timeless).encode()).hexdigest()[:16]}"'
        if headers.get("If-None-Match") == etag:
            return Answer(304, headers={"ETag": etag})
        time = (dt.datetime.now(dt.UTC) + self.offset).isoformat()
        answer = Answer(body=json.dumps({**timeless, "time": time}).encode())
        answer.headers["ETag"] = etag
        return answer

    def _page(self, kind: str, query: str) -> Answer:
        after = int(parse_qs(query).get("afterChangeNumber", ["0"])[0])
        if after and after < self.oldest.get(kind, 0):
            return problem(410, "cursor_too_old")
        rows = [(number, id, data) for id, (number, data) in self.changes[kind].items()
                if number > after][: self.page_size]  # fmt: skip
        items = [
            {"state": "deleted", "kind": kind, "id": id, "modified": number} if data is None else
            {"state": "updated", "kind": kind, "id": id, "modified": number, "data": Raw(data)}
            for number, id, data in rows
        ]  # fmt: skip
        last = rows[-1][0] if rows else after
        following = f"{self.url}/feeds/{kind}?afterChangeNumber={last}&limit={self.page_size}"
        return Answer(body=dumps({"next": following, "items": items, "license": ""}))

    def _check_ins(self, body: bytes) -> Answer:
        events = json.loads(body)["events"]
        results = []
        with self._lock:
            known = {event["eventId"] for event in self.pushed}
            for event in events:
                outcome = {"eventId": event["eventId"], "outcome": "accepted"}
                if event["eventId"] in self.reject:
                    outcome = {**outcome, "outcome": "rejected", "code": "unknown_activity"}
                elif event["eventId"] in known:
                    outcome["outcome"] = "duplicate"
                else:
                    self.pushed.append(event)
                results.append(outcome)
        return Answer(body=json.dumps({"results": results}).encode())


class Raw(bytes):
    """JSON that stands in a page as it is, however broken as a record."""


def dumps(page: dict[str, Any]) -> bytes:
    """A page as JSON with raw data in it."""
    pieces = []
    for item in page["items"]:
        data = item.get("data")
        text = json.dumps({key: value for key, value in item.items() if key != "data"})
        pieces.append(text[:-1].encode() + (b', "data": ' + data if data else b"") + b"}")
    head = json.dumps({"next": page["next"], "license": page["license"]})[:-1].encode()
    return head + b', "items": [' + b",".join(pieces) + b"]}"


def problem(status: int, code: str, **headers: str) -> Answer:
    """An error as a hub sends it (RFC 9457)."""
    body = json.dumps({"title": code, "status": status, "code": code}).encode()
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Answer(status, body, {"Content-Type": "application/problem+json", **named})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: ToyHub

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _serve(self, body: bytes) -> None:
        hub = self.hub
        hub.asked.append(f"{self.command} {self.path}")
        answer = hub.answer(self.command, self.path, dict(self.headers), body)
        if hub.tamper is not None:
            answer = hub.tamper(self.path, answer) or answer
        content = answer.body
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(content) > 500 and (
            "Content-Encoding" not in answer.headers
        ):  # fmt: skip
            content = gzip.compress(content)
            answer.headers["Content-Encoding"] = "gzip"
        self.send_response(answer.status)
        time = dt.datetime.now(dt.UTC) + hub.offset
        for name, value in {"Hub-Time": time.isoformat(), **answer.headers}.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if answer.status == 304:
            return
        hub.sent += len(content)  # before the client can look at it
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content[: answer.cut_to])
        if answer.cut_to is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def serving(hub: ToyHub | None = None) -> Iterator[ToyHub]:
    """The hub on a free port of loopback until the block ends."""
    hub = hub or ToyHub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
