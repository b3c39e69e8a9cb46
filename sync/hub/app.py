"""The hub as an ASGI application: the one place where its parts are put together."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from sync.hub import (
    admin_api,
    admin_pages,
    crash_api,
    fleet_api,
    kiosk_api,
    media_api,
    openapi,
    problems,
    updates_api,
    visitor_pages,
)
from sync.hub.access import settle_admin_token
from sync.hub.config import HubSettings
from sync.hub.database import forget_deleted, move_rosters, open_database
from sync.hub.edge import Edge
from sync.hub.manage import site
from sync.hub.settings import hub_id
from sync.hub.state import Hub
from sync.hub.unchanged import Unchanged

log = logging.getLogger(__name__)

FLUSH_SECONDS = 10.0
FORGET_SECONDS = 86_400.0
ROSTER_SECONDS = 900.0
"""How soon after the city's midnight the rosters of a new day are there."""


def create_app(settings: HubSettings) -> FastAPI:
    """An app on this database, brought to the newest schema; `DatabaseFault` if it cannot be.

    `app.state.hub.first_token` is the admin token when it was made just now, to be shown once.
    """
    hub = Hub(settings, open_database(settings.database))
    with hub.database.write() as connection:
        hub_id(connection)
        hub.first_token = settle_admin_token(connection, settings.admin_token)
    app = FastAPI(
        title="City of Learning hub",
        version="1",
        description="Feeds, check-ins and enrolment for learning kiosks.",
        lifespan=_lifespan,
        # Its pages would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.hub = hub
    problems.install(app)
    openapi.install(app)
    for part in (
        kiosk_api,
        fleet_api,
        media_api,
        updates_api,
        admin_api,
        visitor_pages,
        admin_pages,
    ):
        app.include_router(part.router)
    app.include_router(crash_api.router)
    site.mount(app, hub)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Unchanged, hub=hub)
    clock = settings.clock
    app.add_middleware(Edge, clock=lambda: clock().isoformat(timespec="milliseconds"))
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    hub: Hub = app.state.hub
    chores = asyncio.create_task(_chores(hub))
    try:
        yield
    finally:
        chores.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await chores
        await run_in_threadpool(_flush, hub)
        hub.database.close()


async def _chores(hub: Hub) -> None:
    chores = ((_forget, FORGET_SECONDS), (_move_rosters, ROSTER_SECONDS), (_flush, FLUSH_SECONDS))
    due = [0.0] * len(chores)
    while True:
        for number, (chore, seconds) in enumerate(chores):
            if due[number] <= 0:
                await run_in_threadpool(chore, hub)
                due[number] = seconds
            due[number] -= FLUSH_SECONDS
        await asyncio.sleep(FLUSH_SECONDS)


def _flush(hub: Hub) -> None:
    try:
        hub.contacts.flush(hub.database)
        hub.heartbeats.flush(hub.database)
    except SQLAlchemyError as error:
        log.warning("the times of contact could not be written: %s", error)


def _forget(hub: Hub) -> None:
    try:
        with hub.database.write() as connection:
            count = forget_deleted(connection, hub.settings.clock())
    except SQLAlchemyError as error:
        log.warning("old deletions could not be dropped: %s", error)
    else:
        if count:
            log.info("%d deletions older than 90 days were dropped", count)


def _move_rosters(hub: Hub) -> None:
    try:
        with hub.database.write() as connection:
            moved = move_rosters(connection, hub.settings.clock())
    except SQLAlchemyError as error:
        log.warning("the rosters of the next days could not be brought out: %s", error)
    else:
        if moved:
            log.info("%d entries of rosters came within the next days or left them", moved)
