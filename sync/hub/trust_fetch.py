"""Fetching what issuers publish, so that an address in a list cannot turn the hub on its own house.

https only, the standard port only, no redirects, public addresses only. The name is resolved once
and that very address is connected to, so a second answer of the DNS changes nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

MAX_BYTES: Final = 384 * 1024
"""What still fits a record of a feed with room for its escapes."""
SECONDS: Final = 10.0
"""For the whole of one fetch."""
_CHUNK: Final = 16_384

_GONE: Final = 410

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[Address], bool]
Resolve = Callable[[str, int], list[str]]


class Refused(Exception):
    """An address that we do not fetch, or an answer that we do not take. The text has no secret."""


class Gone(Refused):
    """The host says that what was there is gone for good, as a withdrawn assertion is."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, in whatever form it is written."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if mapped is not None:
        return is_public(mapped)
    if isinstance(address, ipaddress.IPv6Address) and (address.sixtofour or address.teredo):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Fetcher:
    """Gets small texts from the open internet.

    `allow`, `resolver`, `port` and `trust` are for tests on loopback, which a hub never fetches.
    """

    def __init__(
        self,
        *,
        allow: Allow = is_public,
        resolver: Resolve = resolve,
        port: int = 443,
        trust: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
        limit: int = MAX_BYTES,
    ) -> None:
        self._allow = allow
        self._resolve = resolver
        self._port = port
        self._trust = trust or ssl.create_default_context()
        self._seconds = seconds
        self._limit = limit

    def get(self, url: str) -> str:
        """The text at this address, or Refused."""
        deadline = time.monotonic() + self._seconds
        host, target = self._split(url)
        address = self._address(host)
        connection = _Pinned(host, address, self._port, self._trust, self._seconds)
        try:
            connection.request("GET", target, headers=_HEADERS)
            answer = connection.getresponse()
            if answer.status == _GONE:
                raise Gone("is gone")
            if answer.status != 200:
                raise Refused(f"answered {answer.status}")
            data = self._read(connection, answer, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise Refused(f"could not be fetched ({type(error).__name__})") from error
        finally:
            connection.close()
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused("is not UTF-8") from error

    def _split(self, url: str) -> tuple[str, str]:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise Refused("is no address") from error
        if parts.scheme != "https" or not parts.hostname:
            raise Refused("is not https")
        if parts.username is not None or parts.password is not None or parts.fragment:
            raise Refused("has a user or a fragment")
        if port not in (None, self._port):
            raise Refused("names a port of its own")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not url.isascii() or any(sign <= " " or sign == "\x7f" for sign in url):
            raise Refused("has signs that do not belong in an address")
        return parts.hostname, target

    def _address(self, host: str) -> str:
        """The address to connect to; one forbidden answer among good ones is enough to refuse."""
        try:
            found = self._resolve(host, self._port)
        except (OSError, UnicodeError) as error:
            raise Refused("has a host that is not known") from error
        if not found:
            raise Refused("has a host without an address")
        for text in found:
            try:
                address = ipaddress.ip_address(text.partition("%")[0])
            except ValueError as error:
                raise Refused("has a host without an address") from error
            if not self._allow(address):
                raise Refused("leads to an address that is not public")
        return found[0]

    def _read(
        self, connection: "_Pinned", answer: http.client.HTTPResponse, deadline: float
    ) -> bytes:
        """Piece by piece, so that neither a flood nor a trickle lasts."""
        data = bytearray()
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise Refused("took too long")
            if connection.sock is not None:
                connection.sock.settimeout(left)
            piece = answer.read1(_CHUNK)
            if not piece:
                return bytes(data)
            data += piece
            if len(data) > self._limit:
                raise Refused(f"is larger than {self._limit} bytes")


class _Pinned(http.client.HTTPSConnection):
    """TLS to one address, with the certificate of the host that was asked for."""

    def __init__(
        self, host: str, address: str, port: int, trust: ssl.SSLContext, seconds: float
    ) -> None:
        super().__init__(host, port, timeout=seconds, context=trust)
        self._address = address
        self._tls = trust

    def connect(self) -> None:
        """As the parent's, but without asking the DNS again."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


_HEADERS: Final = {
    "User-Agent": "city-of-learning-hub",
    "Accept": "application/json, application/vc+jwt, application/ld+json, text/plain",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
