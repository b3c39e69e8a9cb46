"""Data about people, kept short-lived and for one place only."""

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What a member of staff is; what each may do is said in `kiosk.domain.rights`."""

    DESK = "desk"
    YOUTH_WORKER = "youth_worker"
    MANAGER = "manager"


class Registration(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A participant on an activity's roster, known by an opaque pass id; `label` may be a name."""

    id: str = msgspec.field(name="identifier")
    activity: str
    pass_id: str
    label: str = ""
    place: str = ""


class StaffAccount(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Somebody who may open the staff screens; `role` is one of `Role`, or a newer hub's.

    `pin_hash` is an argon2id string, never a PIN (sync.protocol.pins). `badge` is the id on their
    signed staff badge, empty for who has none. With `badge_alone` that badge opens without a PIN,
    for who cannot remember one; a kiosk that does not know this asks for the PIN.
    """

    id: str = msgspec.field(name="identifier")
    label: str
    role: str
    place: str
    pin_hash: str
    badge: str = ""
    badge_alone: bool = False
