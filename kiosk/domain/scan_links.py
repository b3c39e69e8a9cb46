"""Links a kiosk knows: an exact list of hosts, then an exact grammar for each.

Nothing here opens a link. A link that is not understood whole is not understood at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

_URL: Final = re.compile(
    r"https://(?P<host>[^/?#\\@:\s]{1,253})(?::443)?(?P<path>/[^?#\\\s]*)?"
    r"(?:\?(?P<query>[^#\\\s]*))?(?:#(?P<fragment>[^\\\s]*))?",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_CITY_SUFFIX: Final = ".cityoflearning.eu"
_BADGECRAFT: Final = frozenset({"badgecraft.eu", "www.badgecraft.eu"})
_CODE: Final = r"[A-Za-z0-9]{4,32}"
_CLAIM_QUERY: Final = re.compile(rf"code=(?P<a>{_CODE})(?:&qr=1)?|qr=1&code=(?P<b>{_CODE})")
_BADGE_ID: Final = r"(?P<id>[A-Za-z0-9_-]{1,64})/?"
_CITY_BADGE: Final = re.compile(rf"(?:/[a-z]{{2}})?/badges/{_BADGE_ID}")
_USER_BADGE: Final = re.compile(rf"(?:/[a-z]{{2}})?/user-badges/{_BADGE_ID}")
ITEM_ID: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._~-]{0,79})"
_ACTIVITY: Final = re.compile(rf"/a/(?P<id>{ITEM_ID})")
_SHORTLIST: Final = re.compile(rf"{ITEM_ID}(?:,{ITEM_ID}){{0,59}}")
_PLAIN_PATH: Final = re.compile(r"/[A-Za-z0-9._~!$'()*+,;=:@/-]{0,1500}")


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts this city trusts to mean something, in lower case and IDNA form.

    `own`: the hub and the city's public site (activity and shortlist links).
    `assertions`: sites whose hosted Open Badges assertions the hub checks.
    """

    own: frozenset[str] = field(default_factory=frozenset)
    assertions: frozenset[str] = field(default_factory=frozenset)


NO_HOSTS: Final = Hosts()


@dataclass(frozen=True, slots=True)
class Link:
    """What a link means: `kind` is claim, badge, activity, shortlist or assertion."""

    kind: str
    host: str
    ident: str = ""
    ids: tuple[str, ...] = ()
    code: str = field(default="", repr=False)


class UnknownLink(ValueError):
    """A link we do not act on; `reason` is bad_host, host_not_listed or not_our_grammar."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ascii_host(host: str) -> str:
    """The host in lower-case IDNA form. Raises UnknownLink for a spelling that hides another.

    Full-width letters and the like fold into an ordinary name under IDNA; honest codes do
    not need them, so a host must survive the round trip unchanged.
    """
    lowered = unicodedata.normalize("NFC", host).lower()
    try:
        encoded = lowered.encode("idna").decode("ascii").lower()
        restored = encoded.encode("ascii").decode("idna")
    except UnicodeError as error:
        raise UnknownLink("bad_host") from error
    if restored != lowered and encoded != lowered:
        raise UnknownLink("bad_host")
    if not all(_LABEL.fullmatch(label) for label in encoded.split(".")):
        raise UnknownLink("bad_host")
    return encoded


def _is_city(host: str) -> bool:
    label = host.removesuffix(_CITY_SUFFIX)
    return label != host and "." not in label and not label.startswith("xn--")


def read_link(text: str, hosts: Hosts) -> Link:
    """Match an https link against the allow-list. Raises UnknownLink."""
    match = _URL.fullmatch(text)
    if match is None:
        raise UnknownLink("not_our_grammar")
    host = ascii_host(match["host"])
    path, query, fragment = match["path"] or "", match["query"], match["fragment"]
    link: Link | None = None
    if _is_city(host):
        link = _city_link(host, path, query, fragment)
    elif host in _BADGECRAFT:
        link = _badge(host, _USER_BADGE, path, query, fragment)
    elif host not in hosts.own and host not in hosts.assertions:
        raise UnknownLink("host_not_listed")
    if link is None and host in hosts.own:
        link = _own_link(host, path, query, fragment)
    if link is None and host in hosts.assertions:
        link = _assertion(host, path, query, fragment)
    if link is None:
        raise UnknownLink("not_our_grammar")
    return link


def _city_link(host: str, path: str, query: str | None, fragment: str | None) -> Link | None:
    if path == "/claim" and query is not None and fragment is None:
        match = _CLAIM_QUERY.fullmatch(query)
        return Link("claim", host, code=match["a"] or match["b"]) if match else None
    return _badge(host, _CITY_BADGE, path, query, fragment)


def _badge(
    host: str, grammar: re.Pattern[str], path: str, query: str | None, fragment: str | None
) -> Link | None:
    match = grammar.fullmatch(path)
    if match is None or query is not None or fragment is not None:
        return None
    return Link("badge", host, ident=match["id"])


def _own_link(host: str, path: str, query: str | None, fragment: str | None) -> Link | None:
    if query is not None:
        return None
    activity = _ACTIVITY.fullmatch(path)
    if activity is not None and fragment is None:
        return Link("activity", host, ident=activity["id"])
    if path == "/s" and fragment is not None and _SHORTLIST.fullmatch(fragment):
        return Link("shortlist", host, ids=tuple(dict.fromkeys(fragment.split(","))))
    return None


def _assertion(host: str, path: str, query: str | None, fragment: str | None) -> Link | None:
    plain = _PLAIN_PATH.fullmatch(path)
    if plain is None or "/../" in path or query is not None or fragment is not None:
        return None
    return Link("assertion", host, ident=f"https://{host}{path}")
