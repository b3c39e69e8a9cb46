"""The staff's part of the ledger: the audit, and the lock-out of the PIN pad."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from sync.store.engine import writing
from sync.store.ledger_attendance import moment
from sync.store.ledger_clock import boot_id, monotonic_ms
from sync.store.ledger_schema import audit, lockout

FREE_TRIES = 3
_STEPS_S = (30, 60, 120, 300, 900, 3600)


class Act(NamedTuple):
    """One line of the audit; `detail` holds opaque ids only."""

    at: dt.datetime
    staff: str
    act: str
    detail: str


class StaffLog:
    """Audit and lock-outs in ledger.db."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, staff: str, act: str, detail: str, now: dt.datetime) -> None:
        """Add one line to the audit."""
        row = {"at": moment(now), "staff": staff, "act": act, "detail": detail}
        with writing(self._engine) as connection:
            connection.execute(insert(audit), row)

    def acts(self, limit: int = 100) -> list[Act]:
        """The audit, newest first."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [
                Act(dt.datetime.fromisoformat(row.at), row.staff, row.act, row.detail)
                for row in connection.execute(query)
            ]

    def remaining_ms(self, scope: str) -> int:
        """How long until the next try, in milliseconds; 0 is now.

        Counted on the clock that only runs forward. After a restart of the machine that clock
        begins anew, and so does the wait.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(lockout).where(lockout.c.scope == scope)).first()
        if row is None or row.failures < FREE_TRIES:
            return 0
        if row.boot_id != boot_id():
            self._lock(scope, row.failures)
            return wait_ms(row.failures)
        return max(0, int(row.until_ms) - monotonic_ms())

    def count_try(self, scope: str) -> int:
        """Count a try before it is judged, so that pulling the plug wins nothing; how many."""
        with writing(self._engine) as connection:
            query = select(lockout.c.failures).where(lockout.c.scope == scope)
            before = int(connection.execute(query).scalar() or 0)
            connection.execute(_put(scope, before + 1))
        return before + 1

    def forgive(self, scope: str) -> None:
        """The right PIN came: forget the tries."""
        with writing(self._engine) as connection:
            connection.execute(delete(lockout).where(lockout.c.scope == scope))

    def _lock(self, scope: str, failures: int) -> None:
        with writing(self._engine) as connection:
            connection.execute(_put(scope, failures))


def wait_ms(failures: int) -> int:
    """The wait that so many wrong tries in a row earn."""
    if failures < FREE_TRIES:
        return 0
    return 1000 * _STEPS_S[min(failures - FREE_TRIES, len(_STEPS_S) - 1)]


def _put(scope: str, failures: int) -> Insert:
    row = {
        "failures": failures,
        "boot_id": boot_id(),
        "until_ms": monotonic_ms() + wait_ms(failures),
    }
    statement = upsert(lockout).values(scope=scope, **row)
    return statement.on_conflict_do_update(index_elements=["scope"], set_=row)
