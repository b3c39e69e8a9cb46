"""Data about people, kept short-lived and for one place only."""

import msgspec


class Registration(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A participant on an activity's roster, known by an opaque pass id; `label` may be a name."""

    id: str = msgspec.field(name="identifier")
    activity: str
    pass_id: str
    label: str = ""
    place: str = ""


class StaffAccount(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Somebody who may open the staff screens.

    `pin_hash` is an argon2id string, never a PIN (sync.protocol.pins). `badge` is the id on their
    signed staff badge, empty for who has none.
    """

    id: str = msgspec.field(name="identifier")
    label: str
    role: str
    place: str
    pin_hash: str
    badge: str = ""
