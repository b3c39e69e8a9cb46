"""`main.py hub --database URL --port P`: run a hub until it is told to stop.

Also: hub account NAME, hub open-sealed FILE; each has a --help.
"""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from sync.hub.app import create_app
from sync.hub.commands import COMMANDS
from sync.hub.config import HubSettings
from sync.hub.database import DatabaseFault

Beside = Callable[[str, float], contextlib.AbstractContextManager[None]]
"""What runs beside the hub on this database, every so many seconds."""


def _nothing_beside(database: str, every: float) -> contextlib.AbstractContextManager[None]:
    del database, every
    return contextlib.nullcontext()


class _Server(uvicorn.Server):
    """Tells where it listens once it does."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, then one line on standard output."""
        await super().startup(sockets)
        if self.started:
            _say(f"hub listening on {self._address}")


def main(argv: list[str], refreshed: Beside = _nothing_beside) -> int:
    """0 after a clean stop, 1 when the hub cannot start, 2 for wrong use.

    `refreshed` keeps the lists of trusted issuers new (kiosk.trust_child) while the hub runs.
    """
    if argv[:1] and argv[0] in COMMANDS:
        return COMMANDS[argv[0]](argv[1:])
    options = _options(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = HubSettings(
        database=options.database,
        public_url=options.public_url,
        poll_seconds=options.poll,
        admin_token=os.environ.get("COL_HUB_ADMIN_TOKEN", ""),
    )
    try:
        listener = _listen(options.host, options.port)
    except OSError as error:
        reason = error.strerror or error
        return _fail(f"cannot listen on {options.host} port {options.port}: {reason}")
    with listener:
        try:
            app = create_app(settings)
        except DatabaseFault as error:
            return _fail(str(error))
        with refreshed(settings.database, options.trust_every):
            _run(app, listener, options.host)
    return 0


def _run(app: FastAPI, listener: socket.socket, host: str) -> None:
    if app.state.hub.first_token:
        _say(f"admin token (shown only now): {app.state.hub.first_token}")
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    server = _Server(config, f"http://{shown}:{listener.getsockname()[1]}")
    # uvicorn stops in good order and then sends itself the signal again; that one is not news.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _nothing)
    asyncio.run(server.serve(sockets=[listener]))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches off Nagle's delay (40 ms an answer) only where the protocol is named.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="main.py hub", description=__doc__)
    default = f"sqlite:///{Path('hub.db')}"
    parser.add_argument("--database", default=default, metavar="URL", help="sqlite or postgresql")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8470, help="0 takes a free one")
    parser.add_argument("--public-url", default="", metavar="URL", help="address behind a proxy")
    parser.add_argument("--poll", type=float, default=60.0, metavar="SECONDS",
                        help="how often kiosks shall ask")  # fmt: skip
    parser.add_argument("--trust-every", type=float, default=3600.0, metavar="SECONDS",
                        help="how often issuers' lists are fetched; 0 never")  # fmt: skip
    return parser.parse_args(argv)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:
        raise ValueError(text)
    return number


def _nothing(number: int, frame: object) -> None:
    """Let a repeated signal pass."""


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _fail(text: str) -> int:
    sys.stderr.write(f"hub: {text}\n")
    return 1
