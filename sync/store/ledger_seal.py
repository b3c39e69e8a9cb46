"""What a ledger gives up when its kiosk was shut out: what the hub never got, then everybody."""

import msgspec
from sqlalchemy import Engine, delete, or_, select

from sync.model import Outcome
from sync.store.ledger_figures import keep
from sync.store.ledger_schema import (
    centre_event,
    event,
    month_mark,
    presence,
    seat_lease,
    seen_event,
)
from sync.store.ledger_write import appending

_ABOUT_PEOPLE = (event, centre_event, presence, month_mark, seen_event, seat_lease)


def unsettled(engine: Engine) -> tuple[list[msgspec.Raw], list[msgspec.Raw]]:
    """Check-ins, and acts of centre life, that the hub has not taken in: waiting or rejected."""
    found = []
    with engine.connect() as connection:
        for table in (event, centre_event):
            here = table.c
            query = select(here.body).where(
                or_(here.outcome.is_(None), here.outcome == Outcome.REJECTED.value)
            )
            rows = connection.execute(query.order_by(here.position)).scalars()
            found.append([msgspec.Raw(_bytes(body)) for body in rows])
    return found[0], found[1]


def forget_people(engine: Engine) -> None:
    """Delete everything about anybody; figures of sessions and the staff's audit stay."""
    with appending(engine) as connection:
        keep(connection, connection.execute(select(event.c.body)).scalars())
        for table in _ABOUT_PEOPLE:
            connection.execute(delete(table))


def _bytes(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else body
