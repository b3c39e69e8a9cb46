"""What importers read from other servers: whole answers of a bearable size, never elsewhere."""

from typing import TypeVar

import msgspec
import requests

from sync.importers.city_json import CityFault

T = TypeVar("T")

TIMEOUT = (10, 60)
"""Seconds to be reached, and between two pieces of an answer."""
LARGEST = 64 * 1024 * 1024


def fetch(session: requests.Session, url: str, type: type[T], what: str) -> T:
    """The JSON at this address as `type`; `CityFault` says why it cannot be had from `what`."""
    try:
        with session.get(url, timeout=TIMEOUT, stream=True, allow_redirects=False) as answer:
            if answer.status_code != 200:
                raise CityFault(f"{url} answered {answer.status_code}: is this {what}?")
            body = b""
            for piece in answer.iter_content(256 * 1024):
                body += piece
                if len(body) > LARGEST:
                    raise CityFault(f"{url} answered more than {LARGEST // 2**20} MB")
    except requests.RequestException as error:
        raise CityFault(f"{url} cannot be reached: {error}") from error
    try:
        return msgspec.json.decode(body, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CityFault(f"{url}: {error}: is this {what}?") from error
