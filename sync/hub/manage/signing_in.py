"""Name and password at the door of the admin pages, and what each role may do behind it."""

import asyncio
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.auth import AdminUser, AuthProvider
from starlette_admin.exceptions import LoginFailed
from starlette_admin.helpers import index_url, safe_redirect_url
from starlette_admin.i18n import gettext

from sync.hub.access import is_admin_token
from sync.hub.accounts import (
    LOGIN_LIFE,
    Account,
    Role,
    admins,
    find_account,
    password_fits,
    sign_in,
    sign_out,
    signed_in,
)
from sync.hub.audit import note
from sync.hub.problems import HubProblem
from sync.hub.state import Hub

COOKIE = "hub_login"
FIRST_ADMIN = "admin"
"""Signs in with the admin token for as long as there is no account of an admin."""


@dataclass
class SignedIn(AdminUser):
    """The reader of a page, with the role."""

    role: Role = Role.VIEWER


def may(request: Request, role: Role) -> bool:
    """Whether the reader has this role or a higher one."""
    user = getattr(request.state, "admin_user", None)
    return isinstance(user, SignedIn) and user.role >= role


def name_of(request: Request) -> str:
    """Who changes something."""
    user: SignedIn = request.state.admin_user
    return user.username


class Door(AuthProvider):
    """Sessions are kept in the database, so that signing out and taking a role away end them."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub
        # argon2 takes 19 MiB and a core: two at a time, so that guessing cannot starve the hub.
        self._places = asyncio.Semaphore(2)

    async def login(
        self, username: str, password: str, remember_me: bool, request: Request
    ) -> Response:
        """A cookie for the right password; wrong ones are counted by address and by name."""
        address = request.client.host if request.client else ""
        keys = (f"address {address}", f"name {username[:60]}")
        try:
            for key in keys:
                self._hub.wrong_passwords.check(key)
        except HubProblem as refused:
            raise LoginFailed(
                gettext("Too many attempts. Wait a minute and try again.")
            ) from refused
        async with self._places:
            token = await run_in_threadpool(self._let_in, username, password)
        if token is None:
            for key in keys:
                self._hub.wrong_passwords.failed(key)
            raise LoginFailed(gettext("The name or the password is not right."))
        wanted = request.query_params.get("next") or index_url(request)
        answer = RedirectResponse(safe_redirect_url(wanted, request, index_url(request)), 303)
        answer.set_cookie(
            COOKIE, token, max_age=int(LOGIN_LIFE.total_seconds()), httponly=True, samesite="lax",
            secure=request.url.scheme == "https", path=request.scope.get("root_path", "/"),
        )  # fmt: skip
        return answer

    async def logout(self, request: Request) -> Response:
        """End this browser's session, here and there."""
        token = request.cookies.get(COOKIE, "")
        await run_in_threadpool(self._let_go, token)
        answer = RedirectResponse(index_url(request), 303)
        answer.delete_cookie(COOKIE, path=request.scope.get("root_path", "/"))
        return answer

    async def authenticate(self, request: Request) -> AdminUser | None:
        """Who this is, looked up anew for each page."""
        token = request.cookies.get(COOKIE, "")
        if not token or request.url.path.startswith(f"{request.scope.get('root_path', '')}/static"):
            return None
        found = await run_in_threadpool(self._who, token)
        return SignedIn(username=found.name, role=found.role) if found else None

    def _let_in(self, name: str, password: str) -> str | None:
        hub = self._hub
        if not password_fits(hub.database, name, password) and not self._is_first(name, password):
            return None
        now = hub.settings.clock()
        with hub.database.write() as connection:
            note(connection, name, "sign in", "account", name, now)
            return sign_in(connection, name, now)

    def _is_first(self, name: str, password: str) -> bool:
        with self._hub.database.read() as connection:
            if name != FIRST_ADMIN or admins(connection):
                return False
        return is_admin_token(self._hub, password)

    def _who(self, token: str) -> Account | None:
        with self._hub.database.read() as connection:
            name = signed_in(connection, token, self._hub.settings.clock())
            if name is None:
                return None
            if name == FIRST_ADMIN and not admins(connection):
                return Account(name, Role.ADMIN)
            return find_account(connection, name)

    def _let_go(self, token: str) -> None:
        with self._hub.database.write() as connection:
            sign_out(connection, token)
