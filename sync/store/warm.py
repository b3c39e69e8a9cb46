"""What a visitor is likely to ask first, worked out before anybody does."""

import datetime as dt
from collections.abc import Callable, Iterator

from sqlalchemy.engine import Connection

from sync.model.query import ActivityQuery
from sync.store import vocabulary
from sync.store.everyday import STREET_WORDS
from sync.store.order import later
from sync.store.ranking import ADDRESSING
from sync.store.search import Search
from sync.store.words import beginning, in_street

FREQUENT = 0.02
"""Share of the activities with such words from which on reading them takes a millisecond."""
MOST = 3000
"""Frequent words and beginnings that are worked out, most frequent first."""
LONGEST_BEGINNING = 16
"""Letters up to which a frequent beginning is worked out."""
DAYS = 21
"""A visitor may ask for a day of this week, and is then offered one up to two weeks from it."""
COLUMNS = ("name", *ADDRESSING)
"""Of the search index that are asked alone."""


def warm(
    search: Search,
    near: tuple[float, float] | None = None,
    superseded: Callable[[], bool] = lambda: False,
) -> None:
    """Work out the next days' agendas, what begins later, the facets of a visitor at `near` and the
    frequent beginnings of words for this revision, unless it is superseded meanwhile.

    About 10 s of processor time for 100,000 activities, 0.2 s for 1,000.
    """
    index, connection = search.index, search.connection
    if index.warmed:
        return
    index.words(connection)
    for ahead in range(-1, DAYS):
        search.agenda(search.today + dt.timedelta(ahead)).by_activity()
    later(search)
    search.page(ActivityQuery(near=near, limit=1))
    for atom in _frequent(connection, index.all.bit_count() * FREQUENT):
        if superseded():
            return
        search.matches(atom)
    for short in STREET_WORDS.values():
        search.matches(in_street(short))
    index.pin()


def _frequent(connection: Connection, least: float) -> Iterator[str]:
    for column, begins, ended in vocabulary.frequent(
        connection, COLUMNS, LONGEST_BEGINNING, least, MOST
    ):
        atom = f'"{begins}"' if ended else beginning(begins)
        yield f"{{{column}}} : {atom}" if column else atom
