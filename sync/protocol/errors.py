"""Everything that can go wrong between a kiosk and its hub.

SyncError                 the world's fault: expected, shown kindly, tried again
├── Unreachable           no answer: offline, refused, timed out
├── NotAHub               somebody else answered: captive portal, HTML, wrong host
│   └── BadCertificate    or its certificate is not trusted (`dates`: not valid now, or our clock)
├── Refused               the hub said no (`status`): revoked token, unknown device
├── CursorTooOld          410: deletions before this cursor are forgotten, start the feed anew
├── Busy                  429 or 503 (`retry_after` seconds, None if not said)
├── BadPage               a page that breaks RPDE: wrong order, wrong next, counts or digest differ
└── BadItem               one record breaks its schema: set aside, the rest goes on
"""


class SyncError(Exception):
    """The world's fault in talking to the hub."""


class Unreachable(SyncError):
    """No answer from the hub."""


class NotAHub(SyncError):
    """Something answered that is not a hub."""


class BadCertificate(NotAHub):
    """Something answered whose certificate is not trusted, or not by this machine's clock."""

    def __init__(self, hub: str, reason: str) -> None:
        super().__init__(f"the certificate of {hub} is not trusted: {reason}")
        self.dates = "expired" in reason or "not yet valid" in reason


class Refused(SyncError):
    """The hub said no; `code` is its short reason for programs."""

    def __init__(self, status: int, detail: str, code: str = "") -> None:
        super().__init__(f"the hub refused ({status}): {detail}")
        self.status = status
        self.code = code


class CursorTooOld(SyncError):
    """The feed has to start anew."""


class Busy(SyncError):
    """The hub asks to come back later."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("the hub is busy")
        self.retry_after = retry_after


class BadPage(SyncError):
    """A page or manifest that cannot be trusted; nothing of it is shown."""


class BadItem(SyncError):
    """One record that breaks its schema."""

    def __init__(self, kind: str, reason: str, id: str = "") -> None:
        super().__init__(f"{kind} {id}: {reason}" if id else f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason
        self.id = id
