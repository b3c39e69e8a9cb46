"""The OpenAPI description: the schemas of the protocol's own messages."""

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sync.hub.config import MAX_BODY
from sync.protocol.feeds import FEEDS
from sync.protocol.messages import Problem, RpdePage

_PLACE = "#/components/schemas/{name}"


_named: dict[type, None] = {}
"""The messages that routes refer to, in the order in which they were first named."""


def _reference(message: type) -> dict[str, Any]:
    _named[message] = None
    return {"schema": {"$ref": _PLACE.format(name=message.__name__)}}


# Written by hand, because an item's data is raw JSON of whatever kind the feed has.
_PAGE: dict[str, Any] = {
    "title": "RpdePage",
    "description": RpdePage.__doc__,
    "type": "object",
    "required": ["next", "items", "license"],
    "properties": {
        "next": {"type": "string", "format": "uri"},
        "license": {"type": "string"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["state", "kind", "id", "modified"],
                "properties": {
                    "state": {"enum": ["updated", "deleted"]},
                    "kind": {"enum": list(FEEDS)},
                    "id": {"type": "string"},
                    "modified": {"type": "integer"},
                    "data": {"anyOf": [_reference(struct)["schema"] for struct in FEEDS.values()]},
                },
            },
        },
    },
}


def answers(message: type | None, *problems: int, success: int = 200) -> dict[int | str, Any]:
    """What a route may answer with: the message, and problems by status."""
    found: dict[int | str, Any] = {success: {"description": "Done"}}
    if message is not None:
        found[success]["content"] = {"application/json": _reference(message)}
    for status in problems:
        found[status] = {"description": "Not modified" if status == 304 else "Problem"}
        if status != 304:
            found[status]["content"] = {"application/problem+json": _reference(Problem)}
    return found


def body_of(message: type) -> dict[str, Any]:
    """A route's JSON body."""
    content = {"application/json": _reference(message)}
    return {"requestBody": {"required": True, "content": content}}


def install(app: FastAPI) -> None:
    """Serve the description with the schemas of the model in it."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=app.description,
                routes=app.routes,
            )  # fmt: skip
            _, schemas = msgspec.json.schema_components(
                [*(message for message in _named if message is not RpdePage)], ref_template=_PLACE
            )
            made.setdefault("components", {}).setdefault("schemas", {}).update(
                {**schemas, "RpdePage": _PAGE}
            )
            made["info"]["x-max-body-bytes"] = MAX_BODY
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]
