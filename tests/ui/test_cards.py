"""A card keeps its shape whatever the city's sources put into it."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.ui.cards import card
from kiosk.ui.legible import legible
from kiosk.ui.touch_events import spin, until, visible_items
from sync.model import (
    Activity,
    AgeRange,
    Kind,
    Offer,
    Period,
    Picture,
    Provenance,
    Schedule,
    Translation,
    Weekday,
)
from tests.ui.pictures import grabbed, publish
from tests.ui.visit import Visit

Open = Callable[..., Visit]

LONG = (
    "Jaunųjų inžinierių robotikos, programavimo ir išradimų dirbtuvės pradedantiesiems su šeimomis "
    "ir visais, kurie dar niekada nelaikė rankose lituoklio"
)
WEEKLY = (Schedule(start_time=dt.time(17), end_time=dt.time(18, 30), by_day=tuple(Weekday)),)


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "png")
    return out.getvalue()


GREEN = picture("#00c853")
BROKEN = b"\x89PNG\r\n\x1a\n" + b"no picture at all" * 20


def named(content: bytes) -> Picture:
    return Picture(hashlib.sha256(content).hexdigest(), len(content))


def odd() -> list[Activity]:
    """What sources really send, and worse."""
    usual = Activity(
        id="usual", name="Robotika", kind=Kind.CLUB, organizer="org-kablys",
        location="place-kablys", topics=("technologijos",), event_schedule=WEEKLY,
        offers=(Offer(price=Decimal(40), period=Period.MONTH),), subsidy_eligible=True,
        age_range=AgeRange(7, 10), remaining=3,
        provenance=Provenance("Miesto registras", updated=dt.date(2026, 11, 2)),
    )  # fmt: skip
    change = partial(msgspec.structs.replace, usual)
    return [
        usual,
        change(id="long", name=LONG, provenance=Provenance(LONG, updated=dt.date(2019, 5, 31))),
        change(id="word", name="Ilgas" * 40),
        Activity(id="bare", name="?", kind=Kind.EVENT, organizer="nobody"),
        Activity(id="nameless", name="", kind=Kind.EVENT, organizer=""),
        change(id="hebrew", name="חוג רובוטיקה לילדים ולנוער בתל אביב יפו, מתחילים ומתקדמים"),
        change(id="mixed", name="Arabų ‮عربي‬ kalba (العربية) 101"),
        change(id="emoji", name="👩‍🚀🤖🎉 Emoji 🏳️‍🌈 " * 6),
        change(id="markup", name="<b>Kiek</b> <img src='x'> &amp; <script>"),
        change(id="lines", name="Pirma\neilutė\n\n\nantra\teilutė"),
        change(id="full", remaining=0, offers=(Offer(price=Decimal("1234567.89")),)),
        change(id="foreign", content_language="en", translations={"en": Translation()}),
        change(id="pictured", picture=named(GREEN)),
        change(id="broken", picture=named(BROKEN)),
        change(id="absent", picture=named(b"nobody has this")),
    ]


def cards(visit: Visit) -> Iterator[QQuickItem]:
    for item in visible_items(visit.window.contentItem()):
        if item.objectName().startswith("activity:"):
            yield item


def texts(card: QQuickItem) -> list[tuple[str, QRectF]]:
    return [
        (item.property("text"), item.mapRectToItem(card, QRectF(0, 0, item.width(), item.height())))
        for item in visible_items(card)
        if item.inherits("QQuickText")
        and item.property("text")
        and not item.property("font").family().startswith("Phosphor")
    ]


@pytest.fixture
def odd_city(open_kiosk: Open) -> Callable[..., Visit]:
    def make(*shown: str, **settings: object) -> Visit:
        visit = open_kiosk(**settings)
        media = visit.path.parent / "media"
        media.mkdir(exist_ok=True)
        for content in (GREEN, BROKEN):
            (media / named(content).sha256).write_bytes(content)
        publish(visit, [each for each in odd() if not shown or each.id in shown])
        return visit

    return make


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_no_text_leaves_its_card_or_lies_on_another(
    odd_city: Callable[..., Visit], size: tuple[int, int], scale: float
) -> None:
    kiosk = odd_city(width=size[0], height=size[1])
    kiosk.theme().setProperty("textScale", scale)
    seen: set[str] = set()
    for page, params in (("list", {}), ("place", {"id": "place-kablys"}), ("home", {})):
        kiosk.app.navigate(page, params)
        view = kiosk.see("results" if page == "list" else page)
        assert until(lambda: next(cards(kiosk), None) is not None), page
        for _ in range(40):
            spin(0.05)
            seen.update(each.objectName() for each in cards(kiosk))
            assert until(lambda: not faults(kiosk), 3), faults(kiosk)
            if page != "list" or view.property("atYEnd"):
                break
            view.setProperty("contentY", view.property("contentY") + view.height() * 0.7)
    assert len(seen) >= len(odd()), "each of them was on the screen"


def faults(visit: Visit) -> list[str]:
    """What is wrong with the cards that are on the screen, once they are laid out."""
    return [fault for card in cards(visit) for fault in faults_of(card)]


def faults_of(card: QQuickItem) -> Iterator[str]:
    found = texts(card)
    if not found:
        yield f"{card.objectName()} says nothing"
    for number, (words, area) in enumerate(found):
        if not QRectF(-1, -1, card.width() + 2, card.height() + 2).contains(area):
            yield f"{card.objectName()}: {words!r} at {area} leaves {card.height():.0f} px"
        for others, other in found[number + 1 :]:
            shared = area.intersected(other)
            if min(shared.width(), shared.height()) >= 3:
                yield f"{card.objectName()}: {words!r} lies on {others!r}"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Pirma\neilutė\n\n\tantra", "Pirma eilutė antra"),
        ("Arabų \u202eعربي\u202c (العربية) 101", "Arabų عربي (العربية) 101"),
        ("🤖 Robotai 👩\u200d🚀", "Robotai"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्षत्रिय", "क्षत्रिय"),
        ("é as e\u0301", "é as e\u0301"),
        ("<b>Kiek</b> &amp;", "<b>Kiek</b> &amp;"),
    ],
)
def test_a_name_stands_on_one_line_without_what_cannot_be_drawn(
    kiosk: Visit, source: str, shown: str
) -> None:
    assert legible(source, one_line=True) == shown


def test_every_card_says_from_whom_and_how_fresh(kiosk: Visit) -> None:
    publish(kiosk, odd())
    english = replace(kiosk.app.context(), language="en")
    said = {
        each.id: card(found, english).source
        for each in odd()
        if (found := kiosk.catalogue.activity(each.id)) is not None
    }
    assert said["usual"].startswith("Miesto registras · ")
    assert "2\u00a0November" in said["usual"]
    assert "2019" in said["long"], "an old date carries its year"
    assert said["bare"], "without a date it is as old as what the kiosk has of the city"
    assert all(said.values())


def test_a_picture_is_shown_and_anything_else_gives_way_to_the_topics_mark(
    odd_city: Callable[..., Visit],
) -> None:
    shown = ("usual", "pictured", "broken", "absent")
    kiosk = odd_city(*shown)
    kiosk.app.navigate("list", {})

    def colours() -> dict[str, tuple[int, int, int]]:
        return {id: colour_of_mark(kiosk, id) for id in shown}

    assert until(lambda: len(kiosk.app.screens.activities.cards.rows) == len(shown))
    assert until(lambda: colours()["pictured"] == (0, 200, 83)), colours()
    seen = colours()
    assert seen["broken"] == seen["absent"] == seen["usual"] != seen["pictured"]


def colour_of_mark(visit: Visit, id: str) -> tuple[int, int, int]:
    seen = grabbed(visit, visit.see(f"activity:{id}")).convert("RGB")
    return seen.getpixel((36, 80))  # type: ignore[return-value]
