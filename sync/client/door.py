"""Whether the hub can be reached again: one connection, nothing said, no promise of an answer.

So a kiosk that was offline for days waits seconds for its drain to begin, not the five minutes of
a grown backoff, and costs a silent network one packet every few seconds.
"""

import socket
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies

PATIENCE_S = 2.0
_PORTS = {"http": 80, "https": 443}


def opens(hub: str, patience_s: float = PATIENCE_S) -> bool:
    """Whether somebody takes a connection at the hub's address, or at the proxy before it."""
    proxies = get_environ_proxies(hub)
    parts = urlsplit(hub)
    through = proxies.get(parts.scheme) or proxies.get("all")
    target = urlsplit(through) if through else parts
    try:
        port = target.port or _PORTS.get(target.scheme, 443)
        with socket.create_connection((target.hostname or "", port), patience_s):
            return True
    except (OSError, ValueError, UnicodeError):
        return False
