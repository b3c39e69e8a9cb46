"""Surprise and "what next": fair, never the same, and with a reason."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.next_steps import Next, Why, advances, next_steps
from kiosk.domain.surprise import draw
from kiosk.services.catalogue import Catalogue
from sync.model import Activity, Badge, Kind, Notice, Playlist, Record, Schedule, Step, Weekday
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from tests.bench.synthetic_city import CITY

DRAWS = 12_000


def made(id: str, organizer: str = "o", **changes: object) -> Activity:
    return Activity(id=id, name=id, kind=Kind.CLUB, organizer=organizer, **changes)


def test_each_provider_has_the_same_chance_and_each_of_its_activities() -> None:
    fitting = [made(f"big{n}", "big") for n in range(10)] + [made("small", "small")]
    drawn = Counter(
        activity.id for n in range(DRAWS) if (activity := draw(fitting, (), f"{n} 0")) is not None
    )
    assert abs(drawn["small"] / DRAWS - 0.5) < 0.02
    expected = DRAWS / 20
    chi_square = sum((drawn[f"big{n}"] - expected) ** 2 / expected for n in range(10))
    assert chi_square < 27.9  # 9 degrees of freedom, p = 0.001


def test_the_draw_of_one_minute_stays_the_same() -> None:
    fitting = [made(f"a{n}", f"o{n}") for n in range(10)]
    assert draw(fitting, (), "7 0") == draw(list(reversed(fitting)), (), "7 0")


@given(st.integers(1, 12), st.integers(0, 1000))
def test_a_visit_sees_everything_once_and_nothing_twice(count: int, minute: int) -> None:
    fitting = [made(f"a{n}", f"o{n % 3}") for n in range(count)]
    seen: list[str] = []
    while (activity := draw(fitting, seen, f"{minute} {len(seen)}")) is not None:
        seen.append(activity.id)
    assert sorted(seen) == sorted(each.id for each in fitting)


def test_what_is_full_surprises_nobody_unless_one_may_just_come() -> None:
    assert draw([made("full", remaining=0)], (), "1 0") is None
    assert draw([made("open", remaining=0, drop_in=True)], (), "1 0") is not None


def test_what_is_over_or_called_off_surprises_nobody(tmp_path: Path) -> None:
    today = dt.date(2026, 11, 25)
    daily = Schedule(start_time=dt.time(17), end_time=dt.time(18), by_day=tuple(Weekday))
    past = Schedule(start_time=dt.time(17), end_time=dt.time(18), dates=(dt.date(2026, 1, 7),))
    records: list[tuple[str, list[Record]]] = [
        ("notice", [Notice(id="n", name="Off", cancels="off", valid_from=today)]),
        ("activity", [
            made("held", event_schedule=(daily,)), made("off", "p", event_schedule=(daily,)),
            made("over", "q", event_schedule=(past,)), made("unsaid", "r"),
        ]),
    ]  # fmt: skip
    path = tmp_path / "catalogue.db"
    encoded = [(kind, [(each.id, encode(each)) for each in those]) for kind, those in records]
    now = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
    build_catalogue(path, CITY, encoded, now)
    catalogue = Catalogue(path)
    first = catalogue.surprise(now)
    assert first is not None
    assert first.id == "held"
    assert catalogue.surprise(now, ["held"]) is None
    catalogue.close()


def badge(id: str, level: str, *skills: str) -> Badge:
    return Badge(id=id, name=id, issuer="o", level=level, skills=skills)


CODE, ROBOT, GAME = badge("code", "1", "coding"), badge("robot", "2", "coding"), badge("game", "1")
OTHER = badge("other", "1", "coding", "art")
LEADS = {
    "code": [made("first")], "robot": [made("robots"), made("first")], "other": [made("pixels")],
    "game": [made("games")],
}  # fmt: skip
STEP = made("step")


def ask(*playlists: Playlist) -> list[tuple[str, Why, str]]:
    def teaching(id: str) -> Sequence[Activity]:
        return LEADS.get(id, [])

    found: tuple[Next, ...] = next_steps(
        CODE, (CODE, ROBOT, GAME, OTHER), playlists, teaching, {"step": STEP}.get
    )
    return [(each.activity.id, each.why, each.playlist or each.skill) for each in found]


def path(*steps: Step) -> Playlist:
    return Playlist(id="path", name="Path", steps=steps)


def test_a_higher_level_of_the_same_skill_comes_before_its_like() -> None:
    assert ask() == [("robots", Why.HIGHER, "coding"), ("pixels", Why.SKILL, "coding")]


def test_the_next_step_of_a_path_comes_first() -> None:
    steps = (Step(activity="gone"), Step(badge="code"), Step(activity="step"), Step(badge="game"))
    assert ask(path(*steps))[0] == ("step", Why.PATH, "path")


def test_the_next_badge_of_a_path_says_what_teaches_it() -> None:
    assert ask(path(Step(badge="code"), Step(badge="game")))[0] == ("games", Why.NEXT_BADGE, "path")


def test_a_step_that_is_gone_is_passed_over() -> None:
    steps = (Step(badge="code"), Step(activity="gone"), Step(activity="step"))
    assert ask(path(*steps))[0] == ("step", Why.PATH, "path")


def test_a_path_without_this_badge_leads_nowhere() -> None:
    assert ask(path(Step(badge="game"), Step(activity="step"))) == ask()


def test_the_end_of_a_path_leads_on_by_skill() -> None:
    assert ask(path(Step(activity="step"), Step(badge="code")))[0][1] is Why.HIGHER


def test_what_taught_this_badge_is_not_offered_again() -> None:
    assert "first" not in [id for id, *_ in ask()]


def test_without_shared_skills_the_same_topic_leads_on_the_next_level_first() -> None:
    leads = {
        "one": [made("a", topics=("art",))],
        "same": [made("b", topics=("art",))],
        "up": [made("c", topics=("art",))],
        "far": [made("d", topics=("sport",))],
    }
    badges = (badge("one", "1"), badge("same", "1"), badge("up", "2"), badge("far", "2"))
    found = next_steps(badges[0], badges, (), lambda id: leads[id], {}.get)
    assert [(each.activity.id, each.why) for each in found] == [("c", Why.TOPIC), ("b", Why.TOPIC)]


def test_where_no_badge_leads_on_whatever_is_of_the_topic_does() -> None:
    leads = {"one": [made("a", topics=("art",))], "two": [made("b", topics=("sport",))]}
    badges = (badge("one", "1"), badge("two", "2"))
    of_art = [made("a", topics=("art",)), made("c", topics=("music", "art"))]
    found = next_steps(
        badges[0], badges, (), lambda id: leads[id], {}.get,
        about=lambda topics: of_art if tuple(topics) == ("art",) else [],
    )  # fmt: skip
    assert [(each.activity.id, each.why, each.topic) for each in found] == [
        ("c", Why.SUBJECT, "art")
    ]


def test_a_badge_advances_each_path_it_is_on_the_one_nearest_its_end_first() -> None:
    long = Playlist(id="long", name="L", steps=(Step(badge="code"), Step(), Step(badge="game")))
    short = Playlist(id="short", name="S", steps=(Step(), Step(badge="code")))
    other = Playlist(id="other", name="O", steps=(Step(badge="game"),))
    found = advances("code", (long, short, other))
    assert [(each.playlist.id, each.number, each.total) for each in found] == [
        ("short", 2, 2), ("long", 1, 3),
    ]  # fmt: skip
