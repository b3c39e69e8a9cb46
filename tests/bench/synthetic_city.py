"""An invented city of any size for measuring: the same for the same seed, Zipf-like words."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from sync.model import (
    Activity,
    AgeRange,
    City,
    GeoCoordinates,
    Kind,
    Offer,
    Organization,
    Period,
    Place,
    PostalAddress,
    Provenance,
    Record,
    Schedule,
    Topic,
    Translation,
    Weekday,
)
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue

STEMS = (
    "keramik", "muzik", "robot", "dail", "šok", "sport", "futbol", "krepšin", "teatr", "dram",
    "kalb", "piešim", "program", "skait", "tapyb", "fotograf", "kin", "istorij", "gamt", "žyg",
    "dvirat", "plauk", "šachmat", "gitar", "fortepijon", "chor", "žaid", "kulinar", "siuvim",
    "mezgim", "žurnalist", "debat", "savanor", "ekolog", "technik", "elektronik", "modeliav",
    "aviacij", "astronom", "chemij", "matematik", "biolog", "anim", "komiks", "dizain",
    "architektūr", "skulptūr", "grafik", "kaligraf", "juvelyr", "stalius", "medien", "drož",
    "origam", "cirk", "akrobat", "gimnast", "karat", "dziudo", "bokso", "tenis", "badminton",
    "tinklin", "ledo", "čiuož", "slidin", "lankinink", "orientav", "alpinizm", "jog", "medit",
    "poezij", "knyg", "pasak", "lėl", "maketav", "dronas",
)  # fmt: skip
ENDINGS = (
    "a", "os", "ų", "oms", "ą", "e", "as", "o", "ui", "ės", "ių", "ėse", "inis", "inė", "ininkai",
    "avimas", "avimo", "ija", "ijos", "uoti",
)  # fmt: skip
PLAIN = (
    "ir", "su", "į", "apie", "vaikams", "jaunimui", "suaugusiems", "pradedantiems", "kartu",
    "mokomės", "kuriame",
)  # fmt: skip
CONSONANTS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "š", "t", "v", "z", "ž", "st", "kr")
VOWELS = ("a", "e", "ė", "i", "o", "u", "ū", "ai", "ie")
VOCABULARY = 5000
OFFSET = 20
START = dt.date(2026, 9, 1)
CITY = City(
    id="synthetic", name="Synthetic", languages=("lt", "en"), timezone="Europe/Vilnius",
    centre=(25.28, 54.69), bounds=(25.0, 54.5, 25.5, 54.9), default_place="p0",
)  # fmt: skip


def build(path: Path, count: int) -> None:
    """A catalogue.db of this size."""
    records: dict[str, list[tuple[str, bytes]]] = {}
    for kind, record in around(count):
        records.setdefault(kind, []).append((record.id, encode(record)))
    records["activity"] = [(a.id, encode(a)) for a in activities(count)]
    build_catalogue(path, CITY, records.items(), dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


def around(count: int, seed: int = 1) -> Iterator[tuple[str, Record]]:
    """What the activities of a city of `count` refer to."""
    dice = random.Random(seed)
    for number in range(16):
        yield "topic", Topic(id=f"t{number}", name=STEMS[number].capitalize() + "a")
    for number in range(max(3, count // 50)):
        yield "organization", Organization(id=f"o{number}", name=f"Studija {_words(dice, 2)}")
    for number in range(max(3, count // 20)):
        street = f"{_words(dice, 1).capitalize()} g. {number % 90 + 1}"
        yield (
            "place",
            Place(
                id=f"p{number}", name=f"Centras {_words(dice, 1)} {number}",
                geo=GeoCoordinates(dice.uniform(54.5, 54.9), dice.uniform(25.0, 25.5)),
                address=PostalAddress(street, district=f"Seniūnija {number % 21}"),
                wheelchair=dice.choice(("yes", "no", "limited", "")),
            ),
        )  # fmt: skip


def activities(count: int, seed: int = 2) -> Iterator[Activity]:
    """`count` activities with about 35 words each."""
    dice = random.Random(seed)
    days = list(Weekday)
    for number in range(count):
        young = dice.choice((3, 5, 7, 10, 12, 14, 16, 18))
        hour = dice.randrange(8, 20)
        yield Activity(
            id=f"a{number}",
            name=_words(dice, 3).capitalize(),
            description=f"{_words(dice, 16)}. {_words(dice, 12)}.",
            translations={"en": Translation(name=f"Workshop of {_words(dice, 2)}")},
            provenance=Provenance("synthetic", updated=START),
            kind=dice.choices(list(Kind), (50, 15, 15, 5, 5, 3, 2, 2, 2, 1))[0],
            organizer=f"o{dice.randrange(max(3, count // 50))}",
            location=f"p{dice.randrange(max(3, count // 20))}",
            topics=tuple(f"t{t}" for t in {min(15, int(dice.expovariate(0.25))) for _ in range(2)}),
            event_schedule=(
                Schedule(
                    start_time=dt.time(hour, dice.choice((0, 30))), end_time=dt.time(hour + 1, 30),
                    by_day=tuple(dice.sample(days, dice.choice((1, 1, 2)))), start_date=START,
                    end_date=dt.date(2027, 5, 31), except_date=(dt.date(2026, 12, 25),),
                ),
            ),
            offers=(Offer(price=Decimal(dice.choice((0, 0, 15, 25, 40))), period=Period.MONTH),),
            subsidy_eligible=dice.random() < 0.4,
            age_range=AgeRange(young, young + dice.choice((2, 4, 8))),
            capacity=15,
            remaining=dice.randrange(0, 10),
            in_language=dice.choice((("lt",), ("lt", "en"))),
            drop_in=dice.random() < 0.1,
            classes=((), ("1-4",), ("5-8", "9-12"))[number % 3],
            accessibility=((), ("quiet",), (), ("hearing", "quiet"))[number % 4],
            keywords=(_words(dice, 1),),
        )  # fmt: skip


def _words(dice: random.Random, count: int) -> str:
    return " ".join(_word(dice) for _ in range(count))


def _word(dice: random.Random) -> str:
    if dice.random() < 0.15:
        return dice.choice(PLAIN)
    # Zipf with an offset (Mandelbrot): the most frequent word is in every fourth activity.
    rank = int((OFFSET + 1) * ((VOCABULARY + OFFSET) / (OFFSET + 1)) ** dice.random() - OFFSET)
    stem = STEMS[rank] if rank < len(STEMS) else _invented(rank)
    return stem + ENDINGS[min(len(ENDINGS) - 1, int(dice.expovariate(0.2)))]


@cache
def _invented(rank: int) -> str:
    dice = random.Random(rank)
    syllables = (dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(dice.choice((2, 3))))
    return "".join(syllables) + dice.choice(CONSONANTS)
