"""The words of the search index itself, read through SQLite's own view of it (fts5vocab)."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from sync.store import engine

_VIEW = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{0} USING fts5vocab(main, search, {1})"


def words(connection: Connection) -> list[str]:
    """Every indexed word, sorted; 0.4 s for 120,000."""
    connection.exec_driver_sql(_VIEW.format("search_words", "row"))
    # The index is in the order of UTF-8's bytes, which is that of Python's letters.
    return engine.column(connection, "SELECT term FROM search_words")


def frequent(
    connection: Connection, columns: Sequence[str], longest: int, least: float, most: int
) -> list[tuple[str, str, bool]]:
    """(column, beginning, whether it ends there) of words in these columns, or in any where the
    column is "", with more than `least` activities, at most `most`, most frequent first.

    2 s for 120,000 words, nearly all of it without Python's lock.
    """
    connection.exec_driver_sql(_VIEW.format("search_columns", "col"))
    found = engine.rows(
        connection,
        _FREQUENT.format(", ".join("?" * len(columns))),
        (longest, *columns, least, most),
    )
    return [(column, begins, bool(ended)) for column, begins, ended in found]


_FREQUENT = """
WITH RECURSIVE ends(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM ends WHERE n < ?),
word AS MATERIALIZED (SELECT term, col, doc FROM search_columns),
every AS MATERIALIZED (
  SELECT term, '' AS col, sum(doc) AS doc FROM word GROUP BY term
  UNION ALL SELECT term, col, doc FROM word WHERE col IN ({}))
SELECT col, begins, ended FROM (
  SELECT col, term AS begins, 1 AS ended, doc FROM every
  UNION ALL SELECT col, substr(term, 1, n), 0, doc FROM every JOIN ends ON n <= length(term))
GROUP BY col, begins, ended HAVING sum(doc) > ?
ORDER BY sum(doc) DESC, col, begins, ended LIMIT ?"""
