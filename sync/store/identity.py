"""identity.json: who this kiosk is to its hub. Kept for its user alone, replaced whole."""

from pathlib import Path

import msgspec

from sync.store.files import write_whole


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What enrolment gave, and the kiosk's own key.

    `private_key` is a raw Ed25519 key and `pass_root` the city's pinned root, both base64url.
    `pin_pepper` (hex) keys the hashes of staff PINs; it stands here so that people.db has it not.
    `fingerprint` is the hex SHA-256 of the hub's certificate where it was pinned at pairing.
    `seal_key` is the hub's X25519 key: what is still here when it shuts this kiosk out is sealed
    to it.
    """

    hub: str
    device: str
    token: str
    place: str
    private_key: str
    pass_root: str = ""
    pin_pepper: str = ""
    fingerprint: str = ""
    seal_key: str = ""

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Identity(hub={self.hub!r}, device={self.device!r}, place={self.place!r})"


class BadIdentity(ValueError):
    """The file is there but cannot be read; the kiosk has to be enrolled again."""


def load_identity(path: Path) -> Identity | None:
    """The identity, None before enrolment; raises `BadIdentity`."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Identity)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise BadIdentity(
            f"{path.name} cannot be read ({error}): enrol this kiosk again"
        ) from error


def save_identity(path: Path, identity: Identity) -> None:
    """Write it so that a cut leaves the old one or the new one. Raises OSError."""
    write_whole(path, msgspec.json.encode(identity))
