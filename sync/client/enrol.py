"""Enrolment: a one-time code becomes this kiosk's identity; its private key never leaves it."""

import base64
import platform

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.remote import Remote
from sync.protocol.errors import (
    BadCertificate,
    BadPage,
    Busy,
    NotAHub,
    Refused,
    Unreachable,
)
from sync.protocol.messages import EnrolmentRequest
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity


def enrol(
    hub: str, code: str, folder: DataFolder, name: str = "", fingerprint: str = ""
) -> Identity:
    """Spend the code and keep who we are now. Raises `SyncError`; OSError when it cannot be kept.

    The key is made first and the file written last, so that a cut leaves the old identity.
    """
    address = hub.strip().rstrip("/")
    if "://" not in address:
        address = f"https://{address}"
    key = Ed25519PrivateKey.generate()
    public = _base64url(key.public_key().public_bytes_raw())
    remote = Remote(address, fingerprint=fingerprint)
    try:
        enrolment = remote.enrol(
            EnrolmentRequest(
                code=code.strip(), public_key=public, name=name or platform.node()[:60]
            )
        )
    finally:
        remote.close()
    identity = Identity(
        hub=address,
        device=enrolment.device,
        token=enrolment.token,
        place=enrolment.place,
        private_key=_base64url(key.private_bytes_raw()),
        pass_root=enrolment.pass_root,
        pin_pepper=enrolment.pin_pepper,
        fingerprint=fingerprint,
        seal_key=enrolment.seal_key,
    )
    save_identity(folder.make().identity, identity)
    return identity


def trouble_of(error: Exception) -> str:
    """Why enrolling failed, in a word that a screen has kind words for."""
    match error:
        case BadCertificate(dates=True):
            return "clock"
        case BadCertificate():
            return "certificate"
        case NotAHub() | BadPage():
            return "not_a_hub"
        case Busy():
            return "too_many"
        case Refused(code="unknown_code" | "code_used" | "code_expired" as code):
            return code
        case Refused():
            return "hub_fault"
        case Unreachable():
            return "no_network"
    return "disk" if isinstance(error, OSError) else "hub_fault"


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
