"""Search quality over the bundled city: recall in the first five and mean reciprocal rank.

    python tests/bench/bench_quality.py [--misses] [--small]

Peer on the same queries and data: plain SQL LIKE over name and description, each word.
"""

import argparse
import sqlite3
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import fmean

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.quality import judge


def main() -> None:
    """Print the totals, then each way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="every query under full marks")
    parser.add_argument("--small", action="store_true", help="the same: it is small")
    misses = parser.parse_args().misses
    with tempfile.TemporaryDirectory() as folder:
        catalogue = judge.bundled(Path(folder))
        judged = list(judge.judge(catalogue))
        catalogue.close()
    _print("catalogue", judged)
    groups: dict[str, list[judge.Judged]] = defaultdict(list)
    for one in judged:
        groups[one.how.split(",")[0]].append(one)
    for how, ones in sorted(groups.items()):
        _print(f"  {how}", ones)
    _print("SQL LIKE", list(judge.judge_with(_like())))
    for one in judged if misses else ():
        if one.recall < 1 or one.reciprocal < 1:
            print(f"{one.recall:.1f} {one.reciprocal:.2f} {one.text!r} ({one.meant} meant):"
                  f" {', '.join(one.first)}")  # fmt: skip


def _like() -> judge.Ask:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE plain(id, name, text)")
    database.executemany(
        "INSERT INTO plain VALUES (:id, :name, :text)",
        ({"id": row["id"], "name": f"{row['name_lt']} {row['name_en']}".lower(),
          "text": f"{row['description_lt']} {row['description_en']} {row['keywords']}".lower()}
         for row in judge.rows()),
    )  # fmt: skip

    def ask(text: str) -> list[str]:
        words = [f"%{word}%" for word in text.lower().split()]
        where = " AND ".join("(name LIKE ? OR text LIKE ?)" for _ in words)
        values = [word for word in words for _ in range(2)]
        first = " AND ".join("name LIKE ?" for _ in words)
        found = database.execute(
            f"SELECT id FROM plain WHERE {where} ORDER BY ({first}) DESC, name LIMIT {judge.DEEP}",
            [*values, *words],
        )
        return [row[0] for row in found]

    return ask


def _print(what: str, judged: list[judge.Judged]) -> None:
    recall, rank = fmean(j.recall for j in judged), fmean(j.reciprocal for j in judged)
    print(f"{what:<36} recall@5 {recall:.3f}  MRR {rank:.3f}  queries {len(judged)}")


if __name__ == "__main__":
    main()
