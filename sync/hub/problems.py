"""Every error of the hub as problem JSON (RFC 9457), with a short `code` for programs."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from sync.protocol.feeds import encode
from sync.protocol.messages import Problem

log = logging.getLogger(__name__)

_TITLES = {
    400: "The request cannot be understood",
    401: "A token is needed",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    410: "No longer kept",
    413: "Too large",
    415: "Unsupported media type",
    422: "The record breaks its schema",
    429: "Too many requests",
    500: "The hub has a fault",
    503: "The hub is not ready",
}


class HubProblem(Exception):
    """An expected refusal; becomes the response."""

    def __init__(
        self, status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers


def problem(
    status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """The response for an error."""
    title = _TITLES.get(status, "Error")
    return Response(
        encode(Problem(title=title, status=status, code=code, detail=detail)),
        status_code=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type="application/problem+json",
    )


def install(app: FastAPI) -> None:
    """Let nothing but problem JSON leave the app as an error."""

    @app.exception_handler(HubProblem)
    async def refused(request: Request, error: HubProblem) -> Response:
        return problem(error.status, error.code, error.detail, error.headers)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
        return problem(error.status_code, code, str(error.detail), error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problem(400, "bad_request", "; ".join(map(_words, error.errors())))

    @app.exception_handler(OperationalError)
    async def unavailable(request: Request, error: OperationalError) -> Response:
        log.warning("the database did not answer: %s", error.orig)
        detail = "the database did not answer"
        return problem(503, "database_unavailable", detail, {"Retry-After": "5"})

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        # Starlette raises it again after this answer, and the server logs it whole.
        return problem(500, "internal_error", "this was logged and is not your fault")


def _words(error: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}"
