"""What a visitor takes home is still readable after a hurried photo of the screen."""

import base64
import datetime as dt
import re
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.session import SHORTLIST_LIMIT
from kiosk.services.shortlist import QR_BYTES as LIST_BYTES
from kiosk.services.shortlist import Pick, as_text
from kiosk.ui.calendar_event import QR_BYTES, event_text, repeat_of
from kiosk.ui.take_home import Code, code
from sync.model import Schedule, Session, Weekday
from tests.quality.photo import photograph

ZONE = ZoneInfo("Europe/Vilnius")
START = dt.datetime(2026, 12, 1, 17, 0, tzinfo=ZONE)
CLUB = Schedule(
    start_time=dt.time(17), end_time=dt.time(18, 30), by_day=(Weekday.TUESDAY,),
    end_date=dt.date(2027, 5, 31),
)  # fmt: skip
PHOTOS = 20
"""Of each code, each with another hand, lamp and noise."""
PADDING = 24
"""Of a card, in the same pixels."""
MARGIN = 1.25
"""A quarter worse in every way than a hurried hand."""
CALENDAR_SIDE, LIST_SIDE = 616, 624
"""Pixels for the code on the detail and on the shortlist screen (TakeAlong, ShortlistScreen); a
phone at half a metre sees about as many."""


def event(note: str) -> str:
    session = Session(START, START + dt.timedelta(minutes=90))
    name = "Šiuolaikinis šokis pradedantiesiems"
    repeat = repeat_of(CLUB, session, ())
    return event_text("act-1", name, session, repeat, "Kablys, Kauno g. 5, Vilnius", note)


def shortlist(count: int) -> str:
    picks = [
        Pick(f"Keramikos būrelis {n}", "Antradienis, 17:00", "Kablys, Kauno g. 5", "kablys.lt")
        for n in range(count)
    ]
    return as_text("Mano sąrašas", picks)


def picture(made: Code, room: int) -> Image.Image:
    """As QrCode.qml draws it: whole pixels for each module."""
    pixels = room // made.side
    small = Image.open(BytesIO(base64.b64decode(made.source.partition(",")[2])))
    return small.convert("L").resize((made.side * pixels,) * 2, Image.Resampling.NEAREST)


def read(seen: Image.Image) -> str:
    found = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if found else ""


def survivors(text: str, room: int, strength: float = 1.0) -> int:
    shown = picture(code(text), room)
    return sum(read(photograph(shown, seed, strength)) == text for seed in range(PHOTOS))


@pytest.mark.parametrize("note", ["", "n" * 100], ids=["usual", "with a note"])
def test_a_calendar_event_is_read_from_every_photo(note: str) -> None:
    assert survivors(event(note), CALENDAR_SIDE, MARGIN) == PHOTOS


def test_the_largest_calendar_event_is_read_too() -> None:
    largest = max((event("n" * length) for length in range(0, 300, 10)), key=len)
    assert QR_BYTES - 15 <= len(largest.encode()) <= QR_BYTES
    assert survivors(largest, CALENDAR_SIDE, MARGIN) == PHOTOS


@pytest.mark.parametrize("count", [1, 5, SHORTLIST_LIMIT])
def test_a_shortlist_is_read_from_every_photo(count: int) -> None:
    text = shortlist(count)
    assert len(text.encode()) <= LIST_BYTES
    assert survivors(text, LIST_SIDE, MARGIN) == PHOTOS


def test_the_photos_are_bad_enough_to_matter() -> None:
    assert survivors(shortlist(SHORTLIST_LIMIT), LIST_SIDE, strength=2.2) < PHOTOS


def test_the_longest_list_is_read_too() -> None:
    pick = Pick("Šokių ir judesio studija „Žingsnis“", "Antradienis, 17:00", "Kablys", "kablys.lt")
    text = as_text("Mano sąrašas", [pick] * SHORTLIST_LIMIT)
    assert LIST_BYTES - 40 <= len(text.encode()) <= LIST_BYTES
    assert survivors(text, LIST_SIDE, MARGIN) == PHOTOS


def detail(folder: Path) -> str:
    return (folder / "DetailScreen.qml").read_text("utf-8")


def test_the_screens_give_the_codes_as_many_pixels_as_this_test_does() -> None:
    folder = Path(__file__).parents[2] / "kiosk" / "qml" / "Kiosk" / "Screens"
    along = (folder / "TakeAlong.qml").read_text("utf-8")
    assert f": {CALENDAR_SIDE} * Theme.unit" in along
    side = re.search(r"id: side.*?width: (\d+) \* Theme.unit", detail(folder), re.DOTALL)
    assert side
    assert int(side[1]) - 2 * PADDING >= CALENDAR_SIDE
    shortlist_screen = (folder / "ShortlistScreen.qml").read_text("utf-8")
    assert f"codeSide: {LIST_SIDE} * Theme.unit" in shortlist_screen
