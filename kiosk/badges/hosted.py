"""What is kept of a hosted assertion: enough to recognise it, nothing of the person in it.

The feeds of a hub are open to everybody, and an assertion may name a school-child; so its digest
and its dates travel, and the person who holds the badge brings the rest.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

_KEPT: Final[tuple[str, ...]] = (
    "@context", "id", "type", "badge", "verification", "issuedOn", "expires", "revoked",
)  # fmt: skip
_NOBODY: Final = {"type": "email", "hashed": True, "identity": "sha256$withheld"}


def digest_of(document: dict[str, Any]) -> str:
    """Hex SHA-256 of the JSON with sorted members and no spaces."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def without_person(document: dict[str, Any]) -> dict[str, Any]:
    """The assertion's dates, class and form, with a recipient who is nobody."""
    kept = {name: document[name] for name in _KEPT if name in document}
    return {**kept, "recipient": _NOBODY}
