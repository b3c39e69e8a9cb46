"""The end of a kiosk that was shut out: what the hub never got is sealed to its key and kept."""

import base64
import datetime as dt
import logging

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.seal import BadSeal, seal
from sync.protocol.sealed import SealedEvents
from sync.store.files import write_whole
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.ledger import Ledger

log = logging.getLogger(__name__)


def seal_and_forget(
    folder: DataFolder, identity: Identity, ledger: Ledger, now: dt.datetime
) -> bool:
    """Seal what waits, then forget everybody; whether nobody is left in the ledger.

    Without a key to seal to, or when the box cannot be written, what waits stays as it is: it
    must not be lost. Raises `StoreError`.
    """
    waiting = ledger.unsettled()
    if waiting.ids:
        box = SealedEvents(
            device=identity.device, sealed_at=now, checkins=waiting.checkins, acts=waiting.acts
        )
        try:
            _keep(folder, identity, box, now)
        except (BadSeal, OSError) as error:
            log.warning("%d events cannot be sealed: %s", len(waiting.ids), error)
            return False
        log.warning("%d events were sealed to the hub's key", len(waiting.ids))
    return ledger.forget_people(waiting.ids, now)


def _keep(folder: DataFolder, identity: Identity, events: SealedEvents, now: dt.datetime) -> None:
    if not identity.seal_key:
        raise BadSeal("the hub gave no key to seal to")
    body = msgspec.json.encode(events)
    raw = base64.urlsafe_b64decode(identity.private_key + "=" * (-len(identity.private_key) % 4))
    signature = Ed25519PrivateKey.from_private_bytes(raw).sign(body)
    path = folder.path / f"sealed-{now:%Y%m%dT%H%M%S%f}.box"
    write_whole(path, seal(signature + body, identity.seal_key))
