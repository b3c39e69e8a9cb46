"""Who cannot remember a PIN may be given a staff badge that opens by itself (WCAG 2.2, 3.3.8)."""

from typing import Any

import msgspec
import pytest

from kiosk.domain.rights import Right
from kiosk.services.staff import Opened, StaffDoor
from sync.model import StaffAccount
from sync.protocol.feeds import decode, encode
from tests.desk.centre import HELPER_PIN, HELPER_PIN_HASH, PEPPER, PIN_HASH, Centre
from tests.desk.conftest import read_staff_badge

BADGE = "COLS1:valid:S-HELPER0001"


def account(**given: Any) -> StaffAccount:
    """A helper whose badge opens by itself."""
    usual: dict[str, Any] = {
        "id": "staff-2", "label": "Savanorė", "role": "desk", "place": "centre",
        "pin_hash": HELPER_PIN_HASH, "badge": "S-HELPER0001", "badge_alone": True,
    }  # fmt: skip
    return StaffAccount(**usual | given)


def door_of(centre: Centre, *accounts: StaffAccount) -> StaffDoor:
    centre.people.replace("staff", accounts)
    return StaffDoor(
        centre.people, centre.ledger.staff, "centre", pepper=PEPPER, read_badge=read_staff_badge
    )


def test_the_badge_alone_opens_the_rosters_and_not_the_kiosk_itself(
    screen: Any, qtbot: Any
) -> None:
    screen.centre.people.replace("staff", [account(role="youth_worker")])
    screen.model.scanned(BADGE.encode())
    qtbot.waitUntil(lambda: screen.model.page == "today", timeout=5_000)
    assert not {Right.CARE, Right.EXPORT, Right.CLOSE} & screen.model.desk.actor.rights
    act = screen.centre.ledger.staff.acts()[0]
    assert (act.staff, act.act, act.detail) == ("staff-2", "unlock", "badge alone")
    for page in ("care", "touch"):
        screen.model.show(page)
        assert screen.model.page == "today"
    screen.model.lock()
    screen.type_pin(HELPER_PIN)
    qtbot.waitUntil(lambda: screen.model.page == "today", timeout=5_000)
    assert Right.CARE in screen.model.desk.actor.rights, "the PIN opens as for others"


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"badge_alone": False}, BADGE),
        ({"role": "manager"}, BADGE),
        ({"role": "of a newer hub"}, BADGE),
        ({"badge": ""}, BADGE),
        ({"place": "elsewhere"}, BADGE),
        ({}, "COLS1:revoked:S-HELPER0001"),
        ({}, "COLS1:tampered:S-HELPER0001"),
    ],
)
def test_off_by_default_withdrawn_or_a_managers_it_opens_nothing(
    centre: Centre, changed: dict[str, Any], text: str
) -> None:
    door = door_of(centre, account(**changed))
    assert not isinstance(door.badge(text, centre.clock()), Opened)
    assert all(each.act != "unlock" for each in centre.ledger.staff.acts())


def test_while_the_pad_is_locked_it_opens_nothing_and_forgives_no_guess(centre: Centre) -> None:
    manager = StaffAccount(
        id="staff-1", label="", role="manager", place="centre", pin_hash=PIN_HASH
    )
    door = door_of(centre, account(), manager)
    door.open("111111", centre.clock())
    door.open("111112", centre.clock())
    assert isinstance(door.badge(BADGE, centre.clock()), Opened)
    door.open("111113", centre.clock())
    assert door.wait_ms() > 0, "three guesses are three, whatever was shown between"
    assert door.badge(BADGE, centre.clock()) == "S-HELPER0001", "it is read, and waits like a PIN"


def test_old_kiosks_and_old_hubs_understand_each_other() -> None:
    plain = account(badge_alone=False)
    assert "badgeAlone" not in msgspec.json.decode(encode(plain)), "sent only where it is given"
    assert decode("staff", encode(plain)) == plain
    given = msgspec.json.decode(encode(account()))
    assert given["badgeAlone"] is True
    newer = msgspec.json.encode(given | {"ofTomorrow": 1})
    assert decode("staff", newer) == account(), "what is not known is passed over"
