"""The admin pages put together and mounted on the hub's app under /manage."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from jinja2 import FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_admin.base import BaseAdmin
from starlette_admin.i18n import I18nConfig

from sync.hub.accounts import Role
from sync.hub.manage import words
from sync.hub.manage.awards import AwardView
from sync.hub.manage.city import CityView, FrontPage
from sync.hub.manage.kiosks import KioskView, SettingsView, picture_of
from sync.hub.manage.labels import choice
from sync.hub.manage.listing import Listing
from sync.hub.manage.people import AccountView, AuditView, StaffView
from sync.hub.manage.records import RecordView
from sync.hub.manage.reviews import ReviewView
from sync.hub.manage.signing_in import Door, may
from sync.hub.manage.words import say
from sync.hub.settings import get_setting, put_setting
from sync.hub.state import Hub
from sync.model import Role as StaffRole

BASE = "/manage"
# The library writes its scripts into the page; nothing comes from or goes to anywhere else.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def mount(app: FastAPI, hub: Hub) -> None:
    """Add the pages to the app."""
    logging.getLogger("starlette_admin").setLevel(logging.ERROR)
    words.install()
    listing = Listing(hub.database)
    site = BaseAdmin(
        title=say("Learning hub"), base_url=BASE, route_name="manage",
        favicon_url=lambda request: None,
        additional_loaders=[FileSystemLoader(Path(__file__).parent)],
        index_view=FrontPage(hub, listing), auth_provider=Door(hub), secret_key=_secret(hub),
        middlewares=[Middleware(_Headers)], timezone_config=None,
        i18n_config=I18nConfig(default_locale="lt", language_switcher=words.LANGUAGES),
    )  # fmt: skip

    def records(kind: str, many: str, one: str, icon: str, *columns: str) -> RecordView:
        return RecordView(hub, listing, kind, many, one, f"fa fa-{icon}", columns)

    site.add_view(records("activity", say("Activities"), say("activity"), "shapes",
                          "kind", "organizer"))  # fmt: skip
    site.add_view(records("place", say("Places"), say("place"), "location-dot", "address"))
    site.add_view(records("organization", say("Organizations"), say("organization"), "building",
                          "group", "url"))  # fmt: skip
    site.add_view(records("playlist", say("Playlists"), say("playlist"), "list-ol", "topic"))
    site.add_view(records("badge", say("Badges"), say("badge"), "certificate", "issuer", "level"))
    site.add_view(records("notice", say("Notices"), say("notice"), "bullhorn",
                          "place", "validFrom", "validThrough"))  # fmt: skip
    site.add_view(records("topic", say("Topics"), say("topic"), "tags", "broader"))
    site.add_view(records("subsidy", say("Subsidies"), say("subsidy"), "coins",
                          "amount", "validFrom", "validThrough"))  # fmt: skip
    site.add_view(CityView(hub, listing))
    site.add_view(KioskView(hub, listing))
    site.add_view(SettingsView(hub, listing))
    site.add_view(ReviewView(hub, listing))
    site.add_view(AwardView(hub, listing))
    roles = [(each.value, choice(f"staff_{each.value}")) for each in StaffRole]
    site.add_view(StaffView(hub, listing, roles))
    site.add_view(AccountView(hub))
    site.add_view(AuditView(hub))
    site.routes.insert(0, Route("/picture/{id}", _picture(hub), name="picture"))
    site.mount_to(app)


class _Headers:
    """What a browser may do with these pages; and they are kept nowhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                if "/static/" not in scope["path"]:
                    headers["Cache-Control"] = "private, no-store"
            await send(message)

        await self._app(scope, receive, guarded)


def _picture(hub: Hub) -> Callable[[Request], Awaitable[Response]]:
    async def picture(request: Request) -> Response:
        found = None
        if may(request, Role.ADMIN):
            found = await run_in_threadpool(picture_of, hub, request.path_params["id"])
        if found is None:
            return Response(status_code=404)
        return Response(found, media_type="image/jpeg")

    return picture


def _secret(hub: Hub) -> str:
    """Signs the form tokens; one for all workers of this hub."""
    with hub.database.write() as connection:
        found = get_setting(connection, "page_secret")
        if found is None:
            found = secrets.token_hex(32)
            put_setting(connection, "page_secret", found)
        return found
