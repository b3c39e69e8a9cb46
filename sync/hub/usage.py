"""Taking in the counts of a kiosk: of visits, never of persons."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.devices import Device
from sync.hub.schema import usage
from sync.protocol.messages import UsageCount


def take_in_usage(connection: Connection, device: Device, counts: Sequence[UsageCount]) -> int:
    """Keep these counts, each in place of what this kiosk said before; how many they are."""
    rows = {
        (count.day, count.what, count.subject): {
            "day": count.day, "device": device.id, "what": count.what,
            "subject": count.subject, "visits": count.visits,
        }
        for count in counts
    }  # fmt: skip
    for row in rows.values():
        same = [usage.c[name] == row[name] for name in ("day", "device", "what", "subject")]
        connection.execute(sa.delete(usage).where(*same))
    if rows:
        connection.execute(sa.insert(usage), list(rows.values()))
    return len(rows)
