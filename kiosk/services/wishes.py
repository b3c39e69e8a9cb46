"""Wishes in what visitors type, in the languages of the screen: "robotika nemokamai", "futbolas 12
metų", "something near me today". The words left over are what is searched for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.domain.discovery import days_of
from sync.model.query import AGE_BANDS, DAY_PARTS, ActivityQuery
from sync.store.everyday import CHATTER
from sync.store.text import fold, split


@dataclass(frozen=True, slots=True)
class Wishes:
    """`day` is today, tomorrow, week or weekend, `time` is evening; both empty where nothing is
    said of it. `age` is the band of the age that is said."""

    text: str = ""
    free: bool = False
    day: str = ""
    time: str = ""
    age: tuple[int, int] | None = None
    nearest: bool = False


_SAID: Final[tuple[tuple[dict[str, Any], str], ...]] = (
    ({"free": True},
     "nemokam* dykai free ilmainen ilmaiset ilmaiseksi ilmaista gratuit* gratis za_darmo darmow*"
     " bezplatn* бесплатн* безкоштовн*"),
    ({"day": "today"},
     "siandien today tanaan aujourd_hui vandaag dzis dzisiaj сегодня сьогодні"),
    ({"day": "tomorrow"}, "rytoj tomorrow huomenna demain morgen jutro завтра"),
    ({"day": "weekend"},
     "si_savaitgali savaitgali savaitgaliais this_weekend weekend viikonloppuna ce_week_end"
     " week_end dit_weekend w_weekend на_выходных выходные на_вихідних вихідні"),
    ({"day": "week"},
     "sia_savaite this_week talla_viikolla cette_semaine deze_week w_tym_tygodniu на_этои_неделе"
     " цього_тижня"),
    ({"day": "today", "time": "evening"}, "tonight ce_soir vanavond"),
    ({"time": "evening"},
     "vakare vakarais in_the_evening illalla le_soir wieczorem вечером ввечері увечері"),
    ({"nearest": True},
     "netoli netoliese salia_manes prie_manes near_me near_here nearby close_by lahella pres_de_moi"
     " a_proximite in_de_buurt dichtbij blisko niedaleko w_poblizu рядом поблизости недалеко поруч"
     " поблизу"),
)  # fmt: skip
"""What is wished, and how it is typed, folded: _ between the words of a phrase, * for any end."""
_YEARS: Final = frozenset((
    "m", "metu", "metai", "metams", "metis", "mete", "meciui", "meciams", "year", "years", "yr",
    "yrs", "yo", "vuotta", "vuotias", "vuotiaalle", "ans", "an", "jaar", "lat", "letni", "лет",
    "год", "года", "років", "роки", "рік",
))  # fmt: skip
"""What makes an age of the number before it."""
_OLD: Final = frozenset(("old", "olds", "amziaus"))
"""May follow an age."""
_PHRASES: Final = sorted(
    ((phrase.split("_"), wish) for wish, phrases in _SAID for phrase in phrases.split()),
    key=lambda each: -len(each[0]),
)


def wishes_in(text: str) -> Wishes:
    """What the text wishes, and the rest of it as typed; the same text where it wishes nothing."""
    words, found, left, taken = list(_apart(split(text))), Wishes(), list[str](), 0
    while words:
        taken, wish = _phrase(words) or _age(words) or (0, {})
        found = replace(found, **wish)
        left += [] if taken else words[:1]
        del words[: max(taken, 1)]
    if found == Wishes():
        return Wishes(text)
    chatter = all(fold(word) in CHATTER for word in left)
    # A blank says that the last word has been typed to its end.
    ended = " " if taken or text[-1:] == " " else ""
    return replace(found, text="" if chatter else " ".join(left) + ended)


def as_query(text: str, today: dt.date) -> ActivityQuery:
    """The query that a text alone asks."""
    said = wishes_in(text)
    return ActivityQuery(
        text=said.text, free=said.free, age=said.age, days=days_of(said.day, today),
        time_from=DAY_PARTS[-1][0] if said.time else None,
    )  # fmt: skip


def _apart(words: Iterable[str]) -> Iterable[str]:
    """ "12m" is a number with its unit."""
    for word in words:
        unit = word.lstrip("0123456789")
        yield from (word[: -len(unit)], unit) if fold(unit) in _YEARS and unit != word else (word,)


def _phrase(words: list[str]) -> tuple[int, dict[str, Any]] | None:
    if [fold(word) for word in words] == ["near"]:
        return 1, {"nearest": True}
    for phrase, wish in _PHRASES:
        typed = [fold(word) for word in words[: len(phrase)]]
        if len(typed) == len(phrase) and all(map(_is, typed, phrase)):
            return len(phrase), wish
    return None


def _is(word: str, asked: str) -> bool:
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


def _age(words: list[str]) -> tuple[int, dict[str, Any]] | None:
    """An age, or from one to another, of which the first tells the band."""
    numbers = 2 if len(words) > 2 and words[1].isdecimal() else 1
    if not words[0].isdecimal() or fold("".join(words[numbers : numbers + 1])) not in _YEARS:
        return None
    years = int(words[0][:3])
    band = next((band for band in AGE_BANDS if band[0] <= years <= band[1]), None)
    old = fold("".join(words[numbers + 1 : numbers + 2])) in _OLD
    return numbers + 1 + old, {"age": band}
