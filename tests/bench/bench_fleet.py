"""A city's whole fleet at one hub: 1,000 kiosks that poll and say how they are.

    python -m tests.bench.bench_fleet [--small]

Each kiosk has a token of its own; fifty ask at once, and the next ones as soon as they are
answered, which is as hard as it can come. "Per core" divides by the processor time of the hub
alone. On SQLite, and on PostgreSQL where Debian's package is installed.
"""

import argparse
import asyncio
import datetime as dt
import statistics
import tempfile
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

from kiosk.settings import CITIES
from sync.hub.database import open_database
from sync.hub.devices import hashed
from sync.hub.schema import device
from sync.importers.cli import import_city
from sync.importers.csv_city import load_city
from tests.bench.bench_hub import _processor, say
from tests.hub import postgres
from tests.hub.running import hub

AT_ONCE = 50
POLL_S, HEARTBEAT_S = 60, 120
HEARTBEAT = (
    b'{"version":"0.1.0","uptimeSeconds":86400,"queue":0,"rejected":0,"diskFreeMb":20000,'
    b'"diskTotalMb":64000,"revision":12,"settings":"44136fa355b3678a1146ad16f7e8649e"}'
)


def main() -> None:
    """Print the figures of each database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    kiosks, seconds = (50, 1.0) if small else (1_000, 10.0)
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _databases(Path(folder)):
            tokens = _fill(url, kiosks)
            with hub(url) as running:
                measure(name, running.url, running.process.pid, tokens, seconds)


def measure(name: str, url: str, pid: int, tokens: list[str], seconds: float) -> None:
    """Polls with nothing new, then heartbeats, then what a minute of this fleet costs.

    The hub remembers the answer of a poll until somebody writes, and every ten seconds it writes
    down who was there. A fleet that asks once a minute is never answered from memory, so what it
    costs is reckoned with polls that are worked out.
    """
    fleet = Fleet(url, tokens)
    cost = {}
    for what, asking in (
        ("poll, remembered", fleet.polls),
        ("poll, worked out", fleet.fresh_polls),
        ("heartbeat", fleet.heartbeats),
    ):
        before = _processor(pid)
        spans = asyncio.run(asking(seconds))
        spent = _processor(pid) - before
        cost[what] = spent / len(spans)
        percent = statistics.quantiles(spans, n=100)
        say(
            f"{name}, {len(tokens)} kiosks, {what}",
            f"{len(spans) / seconds:8,.0f} a second, {1 / cost[what]:8,.0f} per core, "
            f"p50 {percent[49]:.0f} ms, p99 {percent[98]:.0f} ms",
        )
    share = len(tokens) * (cost["poll, worked out"] / POLL_S + cost["heartbeat"] / HEARTBEAT_S)
    say(f"{name}, as they really come", f"{share:8.1%} of one core")


class Fleet:
    """All kiosks, so many of them at once."""

    def __init__(self, url: str, tokens: list[str]) -> None:
        self._host = urlsplit(url).netloc
        self._shares = [tokens[number::AT_ONCE] for number in range(AT_ONCE)]
        self._number = 0

    async def polls(self, seconds: float) -> list[float]:
        """Milliseconds of each poll; all are answered 304."""
        return await self._all(seconds, lambda: "/manifest")

    async def fresh_polls(self, seconds: float) -> list[float]:
        """The same, each by another address, so that the hub remembers none."""

        def address() -> str:
            self._number += 1
            return f"/manifest?n={self._number}"

        return await self._all(seconds, address)

    async def heartbeats(self, seconds: float) -> list[float]:
        """Milliseconds of each heartbeat."""
        return await self._all(seconds, None)

    async def _all(self, seconds: float, address: Callable[[], str] | None) -> list[float]:
        until = time.perf_counter() + seconds
        told = await asyncio.gather(
            *(self._some(share, until, address) for share in self._shares if share)
        )
        return [span for spans in told for span in spans]

    async def _some(
        self, tokens: list[str], until: float, address: Callable[[], str] | None
    ) -> list[float]:
        host, _, port = self._host.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        _, tag = await _ask(reader, writer, self._request("GET", "/manifest", tokens[0]))
        spans: list[float] = []
        while time.perf_counter() < until:
            token = tokens[len(spans) % len(tokens)]
            if address is None:
                asked, wanted = self._request("POST", "/heartbeat", token, HEARTBEAT), b"200"
            else:
                asked, wanted = self._request("GET", address(), token, tag=tag), b"304"
            begun = time.perf_counter()
            status, _ = await _ask(reader, writer, asked)
            spans.append((time.perf_counter() - begun) * 1000)
            assert status == wanted, status
        writer.close()
        return spans

    def _request(
        self, method: str, path: str, token: str, body: bytes = b"", tag: str = ""
    ) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}",
                 f"Authorization: Bearer {token}", "Kiosk-Queue: 0"]  # fmt: skip
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        if tag:
            lines.append(f"If-None-Match: {tag}")
        return "\r\n".join([*lines, "", ""]).encode() + body


async def _ask(reader: StreamReader, writer: StreamWriter, asked: bytes) -> tuple[bytes, str]:
    """Status and ETag of the answer; its body is read and dropped."""
    writer.write(asked)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length, tag = 0, ""
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif name.lower() == b"etag":
            tag = value.strip().decode()
    status = lines[0].split()[1]
    if length and status != b"304":
        await reader.readexactly(length)
    return status, tag


def _fill(url: str, kiosks: int) -> list[str]:
    """The bundled Vilnius, and so many kiosks at its places; their tokens."""
    database = open_database(url)
    import_city(database, load_city(CITIES / "vilnius"))
    tokens = [f"token-of-kiosk-{number}" for number in range(kiosks)]
    now = dt.datetime.now(dt.UTC)
    rows = [
        {
            "id": f"kiosk-{number}", "name": "", "place": "place-kablys", "created": now,
            "public_key": f"key-{number}", "token_hash": hashed(token), "token_since": now,
        }
        for number, token in enumerate(tokens)
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(sa.insert(device), rows)
    database.close()
    return tokens


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder / 'hub.db'}"
    if postgres.available():
        with postgres.server() as url:
            yield "PostgreSQL", url


if __name__ == "__main__":
    main()
