"""HTML without a template engine: text is escaped unless it was made here."""

from collections.abc import Iterable
from html import escape

from fastapi import Response

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Html(str):
    """Markup that is safe to put into a page."""


Part = Html | str | int | None


def tag(name: str, *inside: Part, **attributes: str) -> Html:
    """An element; strings in it are escaped, `class_` becomes `class`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{join(inside)}</{name}>")


def join(parts: Iterable[Part]) -> Html:
    """The parts one after another."""
    return Html("".join(_safe(part) for part in parts))


def table(head: Iterable[str], rows: Iterable[Iterable[Part]]) -> Html:
    """A table with a heading row; it scrolls by itself on a phone."""
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    inside = tag("table", tag("thead", top), tag("tbody", *body))
    return tag("div", inside, class_="scroll", tabindex="0")


def link(address: str, text: str) -> Html:
    """A link, or only its text when the address is not of the web."""
    if address.lower().startswith(("http://", "https://")):
        return tag("a", text, href=address, rel="noreferrer")
    return join([text])


def page(title: str, language: str, *body: Part, script: str = "", **headers: str) -> Response:
    """A whole page; it may load nothing but the hub's own style and script."""
    style = Html('<link rel="stylesheet" href="/static/hub.css">')
    loaded = Html(f'<script src="{escape(script)}" defer></script>') if script else None
    view = Html('<meta name="viewport" content="width=device-width, initial-scale=1">')
    head = tag("head", Html('<meta charset="utf-8">'), view, tag("title", title), style, loaded)
    text = f"<!doctype html>\n{tag('html', head, tag('body', tag('main', *body)), lang=language)}\n"
    return Response(
        text,
        media_type="text/html",
        headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache", **headers},
    )


def _safe(part: Part) -> str:
    if part is None:
        return ""
    return part if isinstance(part, Html) else escape(str(part))
