"""The outermost layer of the hub: limits what comes in, marks what goes out."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.hub.config import MAX_BODY
from sync.hub.problems import HubProblem, problem


class Edge:
    """Refuses bodies over the limit; adds the hub's clock and safety headers to each answer.

    `Hub-Time` is there because a 304 has no body that could tell the time.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], str]) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Hub-Time"] = self._clock()
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            await _drain(receive)
            await _too_large()(scope, receive, marked)
            return
        await self._app(scope, _limited(receive), marked)


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            await _drain(receive)
            raise HubProblem(413, "too_large", _DETAIL)
        return message

    return limited


async def _drain(receive: Receive) -> None:
    """Let the sender finish, within reason: who is cut off in mid-body never reads the answer."""
    taken, more = 0, True
    while more and taken < 16 * MAX_BODY:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message.get("more_body", False)


_DETAIL = f"a request may have {MAX_BODY // 1024} KB"


def _too_large() -> ASGIApp:
    return problem(413, "too_large", _DETAIL, {"Connection": "close"})
