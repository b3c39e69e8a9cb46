"""Other search engines over the same activities: Tantivy, MiniSearch in Node, plain SQL LIKE.

Each answers the folded text with its first 50 and, but for MiniSearch, the total. None of them
counts facets or knows when an activity happens; LIKE counts two facets.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, TypeAlias

from sync.model import Activity
from sync.store.text import fold, split

Document: TypeAlias = dict[str, object]
PEERS = Path(__file__).parents[2] / "build/peers/node_modules"
"""Where `make bench` puts what npm has."""
PAGE = 50
NOT_INSTALLED = 3
PATIENCE = 900
"""Seconds for Node to index and answer."""


def documents(activities: Iterable[Activity]) -> list[Document]:
    """What all peers are given: names and the rest, without accents."""
    found: list[Document] = []
    for number, one in enumerate(activities):
        words = [t.name for t in one.translations.values()]
        rest = [one.description, *(t.description for t in one.translations.values()), *one.keywords]
        found.append({
            "id": number, "name": _plain([one.name, *words]), "text": _plain(rest),
            "kind": one.kind.value, "topic": one.topics[0] if one.topics else "",
        })  # fmt: skip
    return found


def _plain(texts: Sequence[str]) -> str:
    return " ".join(fold(word) for text in texts for word in split(text))


def like(given: Sequence[Document]) -> Callable[[str], object]:
    """Plain SQL over name and description, as one would begin, with two facets."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE plain(n INTEGER PRIMARY KEY, name, text, kind, topic)")
    database.executemany("INSERT INTO plain VALUES (:id, :name, :text, :kind, :topic)", given)

    def ask(text: str) -> object:
        where, values = "name LIKE ? OR text LIKE ?", (f"%{fold(text)}%",) * 2
        return [
            database.execute(f"SELECT {what} FROM plain WHERE {where} {rest}", values).fetchall()
            for what, rest in (("n", f"ORDER BY name LIMIT {PAGE}"), ("count(*)", ""),
                               ("kind, count(*)", "GROUP BY kind"),
                               ("topic, count(*)", "GROUP BY topic"))
        ]  # fmt: skip

    return ask


def tantivy(given: Sequence[Document]) -> tuple[Callable[[str], object], float] | None:
    """Prefixes with one error forgiven in longer words; the seconds its index took. None without
    the package."""
    try:
        import tantivy as engine
    except ImportError:
        return None
    begun = time.perf_counter()
    builder = engine.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    for field in ("name", "text"):
        builder.add_text_field(field)
    schema = builder.build()
    index = engine.Index(schema)
    writer = index.writer(64_000_000, 1)
    for one in given:
        writer.add_document(engine.Document(id=one["id"], name=one["name"], text=one["text"]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def term(word: str) -> Any:
        errors = 1 if len(word) > 3 else 0
        name, text = (
            engine.Query.fuzzy_term_query(schema, field, word, errors, True, True)
            for field in ("name", "text")
        )
        should = engine.Occur.Should
        return engine.Query.boolean_query(
            [(should, engine.Query.boost_query(name, 3.0)), (should, text)]
        )

    def ask(text: str) -> object:
        terms = [(engine.Occur.Must, term(fold(word))) for word in split(text)]
        return searcher.search(engine.Query.boolean_query(terms), PAGE, count=True)

    return ask, time.perf_counter() - begun


def minisearch(
    given: Sequence[Document], texts: Sequence[str], folder: Path
) -> tuple[list[float], float] | None:
    """Spans in ms and the seconds its index took; None without Node or the package (NODE_PATH)."""
    node = shutil.which("node")
    if node is None:
        return None
    data, asked = folder / "documents.jsonl", folder / "texts.json"
    data.write_text("\n".join(json.dumps(one) for one in given), "utf-8")
    asked.write_text(json.dumps([fold(text) for text in texts]), "utf-8")
    script = Path(__file__).with_name("minisearch_peer.cjs")
    command = [node, "--max-old-space-size=6000", str(script), str(data), str(asked)]
    where = os.environ.get("NODE_PATH", str(PEERS))
    done = subprocess.run(
        command,
        env={**os.environ, "NODE_PATH": where},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode == NOT_INSTALLED:
        return None
    if done.returncode:
        last = reduce(lambda _, line: line, done.stderr.splitlines(), "")
        raise RuntimeError(f"the MiniSearch peer failed: {last}")
    found = json.loads(done.stdout)
    return found["spans"], found["built"] / 1000
