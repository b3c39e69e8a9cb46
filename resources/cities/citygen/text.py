"""Slugs, quotes and CSV writing."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import Any


def slug(text: str, limit: int = 48) -> str:
    """ASCII identifier of a name; never digits only."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(plain) > limit:
        plain = plain[:limit].rsplit("-", 1)[0]
    return plain or "x"


def lithuanian_quotes(text: str) -> str:
    """Turn straight or mixed quotes into the Lithuanian pair."""
    text = re.sub(r'["„“”]([^"„“”]+)["“”]', "„\\1“", text)
    return re.sub(r"\s+", " ", text).strip()


def write_csv(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Write rows in the importer's template: UTF-8, comma, LF."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="raise")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: row.get(key, "") for key in columns})


def yes(value: bool) -> str:
    return "yes" if value else "no"
