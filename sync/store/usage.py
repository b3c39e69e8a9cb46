"""usage.db: how often, never who. Counts per day of what was looked at and sought in vain.

A finished day keeps only counts of at least `LEAST`: what fewer people did could tell who they are.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.engine import Connection

from sync.store.engine import open_engine, scalar, writing

VIEW: Final = "view"
NOTHING_FOUND: Final = "nothing_found"
FEEDBACK: Final = "feedback"
LEAST = 5
"""Visits; smaller counts of a finished day are deleted and never leave the kiosk."""
KEPT_DAYS = 400


class Count(NamedTuple):
    """In how many visits of a day it happened; `what` is view, nothing_found or feedback."""

    day: dt.date
    what: str
    subject: str
    visits: int


Subject = tuple[str, str]
"""(what, subject)."""


class UsageStore:
    """One kiosk's counts. Safe on any one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._engine = open_engine(path)
        with writing(self._engine) as connection:
            connection.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS usage(day TEXT NOT NULL, what TEXT NOT NULL,"
                " subject TEXT NOT NULL, visits INTEGER NOT NULL,"
                " PRIMARY KEY(day, what, subject)) WITHOUT ROWID"
            )

    def close(self) -> None:
        self._engine.dispose()

    def add(self, subjects: Iterable[Subject], today: dt.date) -> None:
        """One more visit for each of these; days that are over are tidied by the way."""
        rows = [(today.isoformat(), what, subject) for what, subject in sorted(set(subjects))]
        with writing(self._engine) as connection:
            _tidy(connection, today)
            if rows:
                connection.exec_driver_sql(
                    "INSERT INTO usage VALUES (?, ?, ?, 1)"
                    " ON CONFLICT DO UPDATE SET visits = visits + 1",
                    rows,
                )

    def finished(self, today: dt.date) -> list[Count]:
        """The counts of the days before `today`, none under `LEAST`."""
        with writing(self._engine) as connection:
            _tidy(connection, today)
            rows = connection.exec_driver_sql(
                "SELECT day, what, subject, visits FROM usage WHERE day < ? AND visits >= ?"
                " ORDER BY day, what, visits DESC, subject",
                (today.isoformat(), LEAST),
            ).all()
        return [Count(dt.date.fromisoformat(day), *rest) for day, *rest in rows]

    def sent(self) -> dt.date:
        """The last day that the hub has taken."""
        with writing(self._engine) as connection:
            return dt.date.fromordinal(max(1, scalar(connection, "PRAGMA user_version")))

    def set_sent(self, day: dt.date) -> None:
        """The hub has taken all days up to this one."""
        with writing(self._engine) as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {day.toordinal()}")


def _tidy(connection: Connection, today: dt.date) -> None:
    oldest = today - dt.timedelta(KEPT_DAYS)
    connection.exec_driver_sql(
        "DELETE FROM usage WHERE (day < ? AND visits < ?) OR day < ?",
        (today.isoformat(), LEAST, oldest.isoformat()),
    )


def as_csv(counts: Iterable[Count], name: Callable[[str], str]) -> Iterable[list[str]]:
    """Rows of a table with its heading; `name` puts an activity's name beside its id."""
    yield ["day", "what", "subject", "name", "visits"]
    for count in counts:
        said = name(count.subject) if count.what == VIEW else ""
        yield [count.day.isoformat(), count.what, count.subject, said, str(count.visits)]
