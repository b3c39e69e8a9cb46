"""What the doctor says, in plain words: what is wrong, and what a person can do about it.

Tables of their own in resources/i18n/doctor and not the screen's translations, because the doctor
must speak where Qt does not.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final, cast

TABLES: Final = Path(__file__).parents[1] / "resources" / "i18n" / "doctor"


def words(code: str, detail: str, language: str) -> tuple[str, str]:
    """What is wrong and what to do; English where a language has no table."""
    wrong, advice = _table(language)[code]
    return wrong.format(detail=detail), advice


def healthy(language: str) -> str:
    """That nothing is wrong."""
    return _table(language)["healthy"][0]


@cache
def _table(language: str) -> dict[str, list[str]]:
    """By code its two sentences; the one for a kiosk that is well stands alone."""
    file = TABLES / f"{language}.json"
    text = (file if file.is_file() else TABLES / "en.json").read_text("utf-8")
    return cast("dict[str, list[str]]", json.loads(text))
