"""The code with which a hub lets a kiosk in, as the text of one QR that holds all of it.

It is an address, so that a telephone that scans it opens the hub's own page; the one-time code
and the certificate are in the fragment, which no browser sends anywhere.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

CODE = re.compile(r"[A-Z0-9]{8}")
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
PATH = "/pair"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the hub is, the one-time code, and the hex SHA-256 of the hub's certificate.

    The fingerprint is empty where the certificate is one that every machine trusts.
    """

    hub: str
    code: str
    fingerprint: str = ""


def invitation_text(invitation: Invitation) -> str:
    """The text of the QR."""
    pin = f"&cert={invitation.fingerprint}" if invitation.fingerprint else ""
    return f"{invitation.hub.rstrip('/')}{PATH}#code={plain_code(invitation.code)}{pin}"


def read_invitation(payload: bytes) -> Invitation | None:
    """The invitation in a scanned code; None when it is something else."""
    try:
        parts = urlsplit(payload.decode("utf-8").strip())
        given = parse_qs(parts.fragment)
    except ValueError:
        return None
    code = plain_code(given.get("code", [""])[0])
    pin = given.get("cert", [""])[0].lower()
    if parts.scheme not in ("http", "https") or not parts.hostname or not CODE.fullmatch(code):
        return None
    if not parts.path.endswith(PATH) or (pin and not FINGERPRINT.fullmatch(pin)):
        return None
    hub = f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix(PATH)}"
    return Invitation(hub.rstrip("/"), code, pin)


def plain_code(text: str) -> str:
    """A code as it was meant: capitals, no dashes or spaces."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
