"""Answers a poll with 304 at once when nobody has written since the same poll was answered.

Most of what a hub hears is "anything new?". Such a question goes through neither router, threads
nor queries as long as the database's own mark of the last commit stands still.
"""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.hub.state import Hub

_KEPT = 10_000
Key = tuple[str, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Answer:
    etag: bytes
    headers: list[tuple[bytes, bytes]]
    device: str


class Unchanged:
    """ASGI middleware; without a watch on the database (PostgreSQL) it only passes on."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub
        self._watch = hub.database.watch()
        self._version = -1
        self._answers: dict[Key, _Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        asked = _question(scope)
        if self._watch is None or asked is None:
            await self._app(scope, receive, send)
            return
        key, etag, queue = asked
        self._refresh(self._watch.version())
        answer = self._answers.get(key)
        if answer is None or answer.etag != etag:
            await self._app(scope, receive, self._remembering(scope, key, send))
            return
        if answer.device:
            self._hub.contacts.seen(answer.device, queue, self._hub.settings.clock())
        headers = list(answer.headers)
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _refresh(self, version: int) -> None:
        if version != self._version or len(self._answers) > _KEPT:
            self._answers.clear()
            self._version = version

    def _remembering(self, scope: Scope, key: Key, send: Send) -> Send:
        # Taken before the answer is made: a commit in between makes it another number.
        version = self._version

        async def remembering(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 304:
                headers = [(name, value) for name, value in message["headers"] if name in _CARRIED]
                etag = dict(headers).get(b"etag")
                if etag and version == self._version:
                    device = scope.get("state", {}).get("device", "")
                    self._answers[key] = _Answer(etag, headers, device)
            await send(message)

        return remembering


_CARRIED = (b"etag", b"cache-control", b"vary")


def _question(scope: Scope) -> tuple[Key, bytes, str] | None:
    """A conditional GET of manifest or feed: what it is known by, its ETag, the kiosk's queue."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path: str = scope["path"]
    if path != "/manifest" and not path.startswith("/feeds/"):
        return None
    wanted = {b"if-none-match": b"", b"authorization": b"", b"host": b"", b"kiosk-queue": b""}
    for name, value in scope["headers"]:
        if name in wanted:
            wanted[name] = value
    if not wanted[b"if-none-match"]:
        return None
    key = (path, scope["query_string"], wanted[b"host"], wanted[b"authorization"])
    return key, wanted[b"if-none-match"], wanted[b"kiosk-queue"].decode("latin-1")
