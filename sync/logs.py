"""Logs of one kiosk: lines of JSON that rotate, with nothing in them that could tell a person.

Whoever writes a log line leaves people out; `scrubbed` is for what slips in all the same, in the
words of an error or an address.
"""

import datetime as dt
import json
import logging
import logging.handlers
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from sync.store.files import make_private

LARGEST = 1_000_000
KEPT = 4
FOLDER = "logs"

_SECRETS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(https?://[^\s?#'\"]+)[?#][^\s'\"]+"), r"\1?[...]"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*)?"), "[token]"),
    (re.compile(r"(?i)\b((?:token|pin|password)[\"']?\s*[=:]\s*[\"']?|bearer\s+|code=)[\w.~+/-]{4,}"),
     r"\1[...]"),
    (re.compile(r"(?i)\b((?:token|pin|code)\s+)(?=\w*\d)[\w-]{4,}"), r"\1[...]"),
    (re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b"), "[code]"),
    (re.compile(r"\b(?:COLP|COLB|HC)\d?:\S+"), "[pass]"),
    (re.compile(r"\bP-[0-9A-Z]{4,}\b"), "[pass]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[address]"),
    (re.compile(r"(?<![\d.-])[3-6]\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{4}(?![\d-])"),
     "[number]"),
    (re.compile(r"(?<!\w)\+\d[\d ()-]{7,}\d"), "[number]"),
    (re.compile(r"\b(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{20,}"), "[secret]"),
)  # fmt: skip
"""Addresses lose what follows ? and #, where codes are; what only looks like a secret goes too."""


def scrubbed(text: str, names: Sequence[str] = ()) -> str:
    """The text without codes, tokens, passes, addresses and numbers of people, and these names."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 2:
            text = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", "[name]", text)
    return text


class JsonLines(logging.Formatter):
    """One object a line: time in UTC, level, logger, words; an error's kind and lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Scrubbed."""
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": scrubbed(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["lines"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(line, ensure_ascii=False)


class Scrubbed(logging.Formatter):
    """For a terminal and the journal."""

    def format(self, record: logging.LogRecord) -> str:
        """As ever, without secrets."""
        return scrubbed(super().format(record))


def start(data: Path | None, program: str) -> None:
    """Log to standard error, and to `logs/<program>.log` in the data folder.

    A disk that takes no log is no reason not to start: then standard error is all.
    """
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(Scrubbed(f"{program}: %(levelname)s %(name)s: %(message)s"))
    root.addHandler(shown)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if data is None:
        return
    try:
        root.addHandler(_file(data / FOLDER, program))
    except OSError as error:
        root.warning("no log is kept on the disk: %s", error.strerror)


def _file(folder: Path, program: str) -> logging.Handler:
    make_private(folder)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{program}.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8"
    )
    handler.setFormatter(JsonLines())
    return handler
