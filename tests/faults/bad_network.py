"""A network between a kiosk and its hub that does everything a youth centre's does."""

import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PORTAL = b"<!doctype html><title>Welcome</title><form>Accept the terms</form>"
FAULTS = (
    "refused", "reset", "lost answer", "twice", "late twin", "truncated", "500", "502", "503",
    "429", "portal", "elsewhere", "garbage",
)  # fmt: skip
_HOP = {"connection", "transfer-encoding", "keep-alive", "host", "content-length"}
_RESET = struct.pack("ii", 1, 0)


class BadNetwork:
    """A proxy to one hub; each request meets a fault with `share`. `met` counts them."""

    def __init__(self, hub: str, seed: int, share: float) -> None:
        self.met: Counter[str] = Counter()
        self.share = share
        self._hub = urlsplit(hub).netloc
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._twins: list[tuple[str, str, bytes, dict[str, str]]] = []
        network = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                network.handle(self)

            do_POST = do_PUT = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Pass one request on, or do to it what the draw says."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        with self._lock:
            fault = self._chance.choice(FAULTS) if self._chance.random() < self.share else ""
            if fault:
                self.met[fault] += 1
        headers = {k: v for k, v in request.headers.items() if k.lower() not in _HOP}
        asked = (request.command, request.path, body, headers)
        with suppress(OSError):
            self._act(request, fault, asked)

    def _act(
        self,
        request: BaseHTTPRequestHandler,
        fault: str,
        asked: tuple[str, str, bytes, dict[str, str]],
    ) -> None:
        match fault:
            case "refused" | "reset":
                self._cut(request)
            case "500" | "502" | "503" | "429":
                self._answer(request, int(fault), b"{}", {"Retry-After": "1"})
            case "portal":
                self._answer(request, 200, PORTAL, {"Content-Type": "text/html"})
            case "elsewhere":
                self._answer(request, 302, b"", {"Location": "http://127.0.0.1:9/login"})
            case "garbage":
                body = self._chance.randbytes(2_000)
                self._answer(request, 200, body, {"Content-Type": "application/json"})
            case "lost answer":
                self._forward(asked)
                self._cut(request)
            case "twice":
                self._forward(asked)
                self._answer(request, *self._forward(asked))
            case "late twin":
                # A request that the network kept and delivers again after later ones.
                self._twins.append(asked)
                self._answer(request, *self._forward(asked))
            case "truncated":
                status, answer, headers = self._forward(asked)
                self._answer(request, status, answer[: len(answer) // 2], headers, len(answer))
                self._cut(request)
            case _:
                if self._twins and self._chance.random() < 0.3:
                    self._forward(self._twins.pop(0))
                self._answer(request, *self._forward(asked))

    def _forward(
        self, asked: tuple[str, str, bytes, dict[str, str]]
    ) -> tuple[int, bytes, dict[str, str]]:
        method, path, body, headers = asked
        connection = HTTPConnection(self._hub, timeout=10)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            kept = {k: v for k, v in answer.getheaders() if k.lower() not in _HOP}
            return answer.status, answer.read(), kept
        except (OSError, HTTPException):
            return 502, b"", {}
        finally:
            connection.close()

    def _answer(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        headers: dict[str, str],
        length: int | None = None,
    ) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if status not in (204, 304):
            request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    def _cut(self, request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        request.connection.close()


@contextmanager
def bad_network(hub: str, seed: int, share: float) -> Iterator[BadNetwork]:
    """The network for a while."""
    network = BadNetwork(hub, seed, share)
    try:
        yield network
    finally:
        network.close()
