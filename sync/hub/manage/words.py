"""Lithuanian for the admin pages: the library's words, which it does not have, and our own."""

from pathlib import Path
from typing import Any

import msgspec
from babel.support import NullTranslations
from starlette_admin import i18n

LANGUAGES = ["lt", "en"]
CATALOGUE = Path(__file__).parent / "lt.json"

say = i18n.lazy_gettext
"""Marks a text; it becomes words of the reader's language when the page is made."""


def install() -> None:
    """Teach the library Lithuanian; safe to repeat."""
    if "lt" not in i18n.SUPPORTED_LOCALES:
        i18n.SUPPORTED_LOCALES.append("lt")
    words = msgspec.json.decode(CATALOGUE.read_bytes(), type=dict[str, str | list[str]])
    i18n.translations["lt"] = _Lithuanian(words)


class _Lithuanian(NullTranslations):
    def __init__(self, words: dict[str, str | list[str]]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """One text, or the English where there is none."""
        found = self._words.get(message, message)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One of three forms: 1 and 21, 2 to 9, 10 to 20 (CLDR, plural rules for lt)."""
        forms = self._words.get(msgid1)
        if not isinstance(forms, list):
            return msgid1 if n == 1 else msgid2
        if n % 10 == 1 and n % 100 != 11:
            return forms[0]
        return forms[1] if 2 <= n % 10 <= 9 and not 11 <= n % 100 <= 19 else forms[2]

    ugettext: Any = gettext
    ungettext: Any = ngettext
