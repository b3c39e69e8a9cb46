"""The page of a badge leads on: what comes next, and why."""

from collections.abc import Callable

from kiosk.ui.touch_events import until
from tests.ui.visit import Visit

ON_A_PATH, ELSEWHERE = "badge-improvizatorius", "badge-pirmas-kodas"


def test_a_badge_says_what_comes_next_and_why(open_kiosk: Callable[..., Visit]) -> None:
    kiosk = open_kiosk(language="en")
    for badge, reason in ((ON_A_PATH, "The next step of the playlist"), (ELSEWHERE, "leads to")):
        kiosk.app.navigate("badge", {"id": badge})
        kiosk.settle()
        rows = kiosk.app.screens.badge.next.rows
        assert rows
        assert all(each.title for each in rows)
        assert reason in rows[0].reason


def test_what_comes_next_opens_by_touch(open_kiosk: Callable[..., Visit]) -> None:
    kiosk = open_kiosk(language="en")
    kiosk.app.navigate("badge", {"id": ON_A_PATH})
    kiosk.settle()
    first = kiosk.app.screens.badge.next.rows[0]
    kiosk.finger.bring(f"next:{first.id}")
    assert first.reason in kiosk.see(f"next:{first.id}").property("text")
    kiosk.tap(f"next:{first.id}")
    assert until(lambda: kiosk.page == "detail")


def test_a_scanned_badge_shows_how_far_its_paths_are_walked_until_the_visit_ends(
    open_kiosk: Callable[..., Visit],
) -> None:
    kiosk = open_kiosk(language="en")
    kiosk.app.navigate("playlists", {})
    kiosk.settle()
    assert not any(each.progress for each in kiosk.app.screens.playlists.rows.rows)
    kiosk.app.navigate("scan", {})
    kiosk.app.showBadge("badge-elektronikos-pradzia")
    kiosk.app.navigate("playlist", {"id": "playlist-robotas"})
    assert "2 of 4" in kiosk.see("progress").property("text")
    done = [each.done for each in kiosk.app.screens.playlist.steps.rows]
    assert done == [True, True, False, False, False]
    kiosk.app.reset()
    kiosk.app.navigate("playlist", {"id": "playlist-robotas"})
    kiosk.see("step:1")
    kiosk.settle()
    assert kiosk.gone("progress")
    assert not any(each.done for each in kiosk.app.screens.playlist.steps.rows)


def test_what_a_badge_counted_for_once_is_told_with_its_years_and_source(
    open_kiosk: Callable[..., Visit],
) -> None:
    kiosk = open_kiosk(language="en")
    kiosk.app.navigate("badge", {"id": "badge-savanoris"})
    kiosk.see("badge")
    assert until(lambda: len(kiosk.app.screens.badge.counts.rows) == 2)
    first, second = kiosk.app.screens.badge.counts.rows
    assert (first.when, first.past) == ("2018–2022", True)
    assert first.who
    assert (second.when, second.past) == ("from 2025", False)
    (endorsed,) = kiosk.app.screens.badge.endorsements.rows
    assert (endorsed.who, endorsed.when) == ("Kablys", "1\u00a0September\u00a02026")


def test_a_skill_is_said_in_the_language_of_the_visitor(open_kiosk: Callable[..., Visit]) -> None:
    kiosk = open_kiosk(language="en")
    for language, skill in (("en", "volunteering"), ("lt", "savanorystė")):
        kiosk.app.setLanguage(language)
        kiosk.app.navigate("badge", {"id": "badge-savanoris"})
        assert until(lambda skill=skill: kiosk.app.screens.badge.view.get("skills") == [skill])
