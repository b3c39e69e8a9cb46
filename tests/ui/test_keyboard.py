"""Every language types with its own letters, and no key leaves the window."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF

from kiosk.ui.touch_events import spin, until, visible_items
from tests.ui.visit import Visit

ALPHABETS = {
    "lt": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçéèêîôùû",
    "nl": "abcdefghijklmnopqrstuvwxyzéëïóöü",
}


def keys(kiosk: Visit) -> set[str]:
    return {
        item.objectName().removeprefix("key:")
        for item in visible_items(kiosk.window.contentItem())
        if item.objectName().startswith("key:")
    }


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800)])
def test_each_language_has_all_of_its_letters_on_the_glass(
    open_kiosk: Callable[..., Visit], size: tuple[int, int]
) -> None:
    kiosk = open_kiosk(width=size[0], height=size[1])
    kiosk.app.navigate("list", {})
    kiosk.tap("search")
    keyboard = kiosk.see("keyboard")
    for language, letters in ALPHABETS.items():
        keyboard.setProperty("language", language)
        assert set(letters) <= keys(kiosk), language
        for item in visible_items(keyboard):
            area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            assert area.left() >= -1, language
            assert area.right() <= size[0] + 1, language


def test_a_visitor_with_cyrillic_letters_can_type_the_citys_words(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {})
    kiosk.tap("search")
    keyboard = kiosk.see("keyboard")
    keyboard.setProperty("language", "uk")
    spin(0.2)
    kiosk.tap("key:ї")
    kiosk.tap("keyScript")
    spin(0.2)
    kiosk.tap("key:š")
    kiosk.tap("keyScript")
    spin(0.2)
    kiosk.tap("key:ґ")
    assert kiosk.see("search").property("text") == "їšґ"


def test_a_letter_that_a_trembling_hand_strikes_twice_counts_once(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {})
    kiosk.tap("search")
    kiosk.see("keyboard")
    key = kiosk.finger.bring("key:a")
    kiosk.finger.tap_at(key)
    kiosk.finger.tap_at(key)
    assert until(lambda: kiosk.see("search").property("text") == "aa"), "nobody asked for it yet"
    kiosk.theme().setProperty("steady", True)
    assert not kiosk.see("keyErase").property("autoRepeat")
    keyboard = kiosk.see("keyboard")
    # Two touches of a slow machine may be further apart than a trembling hand's.
    keyboard.setProperty("struck", "s")
    keyboard.setProperty("struckAt", time.time() * 1000 + 60_000)
    kiosk.tap("key:s")
    kiosk.tap("key:o")
    assert until(lambda: kiosk.see("search").property("text") == "aao")
