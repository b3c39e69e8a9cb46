"""What a member of staff may do. The role comes with the account from the hub and holds offline."""

from dataclasses import dataclass
from enum import StrEnum

from sync.model import Role, StaffAccount


class Right(StrEnum):
    """One thing that not everybody may do."""

    WALK_IN = "walk_in"
    OVERRIDE = "override"
    UNDO_OTHERS = "undo_others"
    SELF_CHECK_IN = "self_check_in"
    CENTRE_LIFE = "centre_life"
    CARE = "care"
    EXPORT = "export"
    CLOSE = "close"


_DESK = frozenset({Right.WALK_IN, Right.CARE})
_YOUTH_WORKER = _DESK | {
    Right.OVERRIDE, Right.UNDO_OTHERS, Right.SELF_CHECK_IN, Right.CENTRE_LIFE,
}  # fmt: skip
_RIGHTS: dict[str, frozenset[Right]] = {
    Role.DESK: _DESK,
    Role.YOUTH_WORKER: _YOUTH_WORKER,
    Role.MANAGER: frozenset(Right),
}

_PIN_ONLY = frozenset({Right.CARE, Right.EXPORT, Right.CLOSE})
"""A badge can be copied; what touches the kiosk itself takes a PIN."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account's id, which goes into every event, and what its role allows."""

    id: str = ""
    rights: frozenset[Right] = frozenset()


NOBODY = Actor()
"""A visitor alone with the screen."""


def rights_of(role: str) -> frozenset[Right]:
    """The rights of a role; one that this program does not know has the fewest."""
    return _RIGHTS.get(role, _DESK)


def badge_may_open(account: StaffAccount) -> bool:
    """Whether its badge opens without a PIN: never for a manager or a role not known here."""
    return account.badge_alone and account.role in (Role.DESK, Role.YOUTH_WORKER)


def actor_of(account: StaffAccount, *, by_badge: bool = False) -> Actor:
    """The account as somebody who acts; who showed a badge alone leaves the kiosk itself be."""
    rights = rights_of(account.role)
    return Actor(account.id, rights - _PIN_ONLY if by_badge else rights)
