"""What a visitor gets, by touch, on the real bundled city."""

from collections.abc import Callable

import icalendar
import pytest
from PySide6.QtCore import QPointF

from kiosk.domain.session import Limits
from kiosk.ui.language import greeting
from kiosk.ui.touch_events import spin, until
from sync.store.catalogue_write import CatalogueWriter
from tests.ui.pictures import decoded, publish_renamed
from tests.ui.visit import Visit

Open = Callable[..., Visit]

# A machine may be slow to touch: patience changes when the test says so, never while it acts.
PATIENT = Limits(idle=300.0, warning=300.0)
ASKING = Limits(idle=0.1, warning=300.0)
OVER = Limits(idle=0.1, warning=0.0)


def test_a_filter_is_taken_off_by_a_touch_and_all_of_them_by_one(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {"free": "1", "day": "week"})
    kiosk.tap("remove:free:1")
    assert until(lambda: kiosk.app.session.state.page.params == {"day": "week"})
    kiosk.tap("clearAll")
    assert until(lambda: kiosk.app.session.state.page.params == {})
    assert kiosk.gone("clearAll")


def test_the_language_changes_in_one_tap_and_the_place_is_kept(kiosk: Visit) -> None:
    kiosk.app.navigate("detail", {"id": "act-arduino-03"})
    kiosk.see("takeAlong")
    before = kiosk.app.screens.detail.view["title"]
    kiosk.tap("navLanguage:en")
    assert until(lambda: kiosk.app.screens.detail.view["title"] != before)
    assert kiosk.taps == 1
    assert (kiosk.page, kiosk.app.session.state.language) == ("detail", "en")
    assert kiosk.see("navHome").property("text") == "Home"
    kiosk.tap("navLanguage:lt")
    assert until(lambda: kiosk.app.screens.detail.view["title"] == before)
    assert kiosk.see("navHome").property("text") == "Pradžia"


def test_the_first_screen_calls_in_each_of_the_citys_languages_in_turn(kiosk: Visit) -> None:
    attract, call = kiosk.see("attract"), kiosk.see("attractGreeting")
    heard = set()
    for turn in range(4):
        attract.setProperty("turn", turn)
        heard.add(call.property("text"))
    others = {code: greeting(code) for code in ("en", "pl", "ru", "uk")}
    assert heard == set(others.values())
    assert len(heard) == 4, "each in its own words"
    assert greeting("lt") not in heard, "that is said above, larger"
    assert kiosk.see("attractLanguage:uk").property("text") == "Українська"


def test_a_quiet_kiosk_asks_and_then_forgets_everything(open_kiosk: Open) -> None:
    kiosk = open_kiosk()
    kiosk.app.navigate("list", {"free": "1"})
    kiosk.tap("pick:*")
    kiosk.tap("navComfort")
    kiosk.tap("scheme:dark")
    kiosk.app.setLanguage("en")
    assert kiosk.app.session.state.shortlist
    kiosk.app.session.limits = ASKING
    kiosk.see("idleWarning")
    kiosk.app.session.limits = OVER
    kiosk.see("wake")
    assert kiosk.page == "attract"
    state = kiosk.app.session.state
    assert (state.shortlist, state.history, state.language) == ((), (), "lt")
    assert kiosk.theme().property("scheme") == "light"
    assert kiosk.app.screens.activities.cards.rows == []
    assert kiosk.app.screens.shortlist.picks.rows == []


def test_a_touch_on_still_here_keeps_the_visit(open_kiosk: Open) -> None:
    kiosk = open_kiosk()
    session, seen = kiosk.app.session, []
    session.changed.connect(lambda before: seen.append((before.warned, session.state.warned)))
    kiosk.app.navigate("list", {"free": "1"})
    session.limits = ASKING
    kiosk.tap("stillHere")
    assert until(lambda: (True, False) in seen), "the question is answered, if asked again later"
    session.limits = PATIENT
    assert kiosk.gone("idleWarning")
    assert kiosk.page == "list"


def test_the_warning_is_heard_once(open_kiosk: Open) -> None:
    kiosk = open_kiosk()
    heard: list[bool] = []
    kiosk.app.attention.connect(lambda: heard.append(True))
    kiosk.app.home()
    kiosk.app.session.limits = ASKING
    kiosk.see("idleWarning")
    spin(0.8)
    assert heard == [True]


def test_typing_lithuanian_letters_on_the_screens_own_keyboard_finds_dance(kiosk: Visit) -> None:
    kiosk.tap("wake")
    kiosk.tap("homeSearch")
    for key in ("š", "o", "k", "i"):
        kiosk.tap(f"key:{key}")
    model = kiosk.app.screens.activities
    assert until(lambda: model.view["text"] == "šoki" and model.view["total"] > 0)
    assert until(lambda: any("šok" in card.title.lower() for card in model.cards.rows))
    kiosk.tap("keyErase")
    assert until(lambda: model.view["text"] == "šok")
    kiosk.tap("keyDone")
    assert kiosk.gone("keyboard")
    kiosk.see("activity:*")


def test_typed_letters_suggest_a_place_and_a_touch_narrows_to_it(kiosk: Visit) -> None:
    kiosk.tap("wake")
    kiosk.tap("homeSearch")
    for key in ("k", "a", "b"):
        kiosk.tap(f"key:{key}")
    model = kiosk.app.screens.activities
    assert until(lambda: model.view["text"] == "kab" and not model._loading)
    kiosk.settle()
    promised = kiosk.see("suggestions/filter:place:place-kablys").property("count")
    kiosk.tap("suggestions/filter:place:place-kablys")
    wanted = {"place": "place-kablys"}
    assert until(lambda: kiosk.app.session.state.page.params == wanted), (
        kiosk.app.session.state.page
    )
    assert kiosk.gone("keyboard")
    assert kiosk.see("search").property("text") == ""
    assert until(lambda: model.view["total"] == promised > 0)


def test_letters_suggest_a_kind_and_nothing_that_the_other_wishes_rule_out(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {"text": "sav"})
    kiosk.tap("search")
    kiosk.see("suggestions/filter:kinds:volunteering")
    kiosk.app.navigate("list", {"text": "kab", "kinds": "internship", "age": "3-6"})
    kiosk.settle()
    assert kiosk.app.screens.activities.group("suggestions").rows == []


def test_a_wish_among_the_words_is_a_filter_and_is_taken_off_with_its_word(kiosk: Visit) -> None:
    model = kiosk.app.screens.activities
    kiosk.app.navigate("list", {"text": "robotika nemokamai"})
    kiosk.see("activity:*")
    assert all(card.free for card in model.cards.rows)
    kiosk.tap("remove:free:1")
    assert until(lambda: kiosk.see("search").property("text").strip() == "robotika")
    assert until(lambda: any(not card.free for card in model.cards.rows))


def test_a_word_that_was_forgiven_is_said_above_what_was_found(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {"text": "keramyka"})
    said, results = kiosk.see("corrected"), kiosk.see("results")
    kiosk.settle()
    assert "keramik" in said.property("text")
    foot = said.mapToScene(QPointF(0, said.height())).y()
    assert 0 < foot <= results.mapToScene(QPointF(0, 0)).y()


def test_nothing_found_offers_what_is_near_it(kiosk: Visit) -> None:
    kiosk.app.navigate(
        "list", {"topics": "eismas", "age": "3-6", "day": "tomorrow", "subsidy": "1"}
    )
    kiosk.see("empty")
    assert len(kiosk.app.screens.activities.offers.rows) == 2, "the two nearest, with their counts"
    kiosk.tap("offer:offer0")
    model = kiosk.app.screens.activities
    assert until(lambda: model.view["total"] > 0)
    kiosk.see("activity:*")


def test_back_finds_the_list_as_it_was(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {"free": "1"})
    results = kiosk.see("results")
    until(lambda: results.property("count") > 10)
    results.setProperty("contentY", 900)
    kiosk.tap("activity:*")
    kiosk.see("takeAlong")
    left_at = results.property("contentY")
    kiosk.tap("back")
    kiosk.see("results")
    assert left_at > 0
    assert results.property("contentY") == pytest.approx(left_at, abs=2)


def test_a_change_in_the_city_shows_without_a_touch_and_keeps_the_place(kiosk: Visit) -> None:
    kiosk.app.navigate("detail", {"id": "act-arduino-03"})
    page = kiosk.see("detailPage")
    kiosk.see("takeAlong")
    page.setProperty("contentY", 150)
    publish_renamed(kiosk, "act-arduino-03", "Visai kitas pavadinimas")
    assert until(lambda: kiosk.app.screens.detail.view.get("title") == "Visai kitas pavadinimas", 8)
    assert kiosk.page == "detail"
    assert page.property("contentY") == pytest.approx(150, abs=2)


def test_a_phone_reads_time_and_address_from_the_detail_screen(kiosk: Visit) -> None:
    kiosk.app.navigate("detail", {"id": "act-arduino-03"})
    kiosk.tap("detailCodeOpen")
    calendar = icalendar.Calendar.from_ical(decoded(kiosk, "sheetCode"))
    event = next(iter(calendar.walk("VEVENT")))
    assert str(event["SUMMARY"]) == kiosk.app.screens.detail.view["title"]
    assert event["DTSTART"].dt > kiosk.now
    assert event["LOCATION"]


def test_the_list_goes_as_a_page_too_while_the_hub_is_there(kiosk: Visit) -> None:
    kiosk.app._hub = "https://miestas.lt"
    writer = CatalogueWriter(kiosk.path)
    writer.say(last_success=kiosk.now)
    writer.close()
    kiosk.app.home()
    kiosk.app.navigate("shortlist", {"ids": "act-arduino-03,act-breikas-01"})
    kiosk.see("shortlistCode")
    assert decoded(kiosk, "shortlistCode").startswith("Mano sąrašas")
    kiosk.tap("asPage")
    assert until(
        lambda: (
            decoded(kiosk, "shortlistCode") == "https://miestas.lt/s#act-arduino-03,act-breikas-01"
        )
    )


def test_the_staff_door_needs_three_seconds_on_the_mark(kiosk: Visit) -> None:
    said: list[str] = []
    kiosk.app.toast.connect(lambda words, _icon: said.append(words))
    kiosk.app.home()
    kiosk.finger.hold("staffDoor", 1.0)
    assert said == []
    kiosk.finger.hold("staffDoor", 3.3)
    assert len(said) == 1, "this kiosk has no desk, and says so"
    assert kiosk.page == "home"


def test_surprise_never_shows_the_same_twice_in_a_visit(kiosk: Visit) -> None:
    kiosk.tap("wake")
    kiosk.tap("tileSurprise")
    seen = []
    for _ in range(4):
        kiosk.see("takeAlong")
        kiosk.settle()
        seen.append(kiosk.app.session.state.page.params["id"])
        kiosk.tap("surpriseAgain")
        assert until(lambda: kiosk.app.session.state.page.params["id"] != seen[-1])
    assert len(set(seen)) == 4


def test_a_kiosk_that_never_synced_says_so_kindly(kiosk: Visit) -> None:
    kiosk.tap("wake")
    assert kiosk.see("status").property("text") == "Dar neprijungta"
    kiosk.tap("status")
    kiosk.see("about")
