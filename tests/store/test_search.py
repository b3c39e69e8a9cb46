"""Search finds what fits, all of it and nothing else, in a useful order, with true counts."""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from kiosk.services.catalogue import Catalogue
from sync.model import Activity, Kind, Period, Place, Topic, next_sessions
from sync.model.query import AGE_BANDS, ActivityQuery, Eased, Hit, week
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from sync.store.order import FEW_LATER
from tests.bench import synthetic_city
from tests.client.made import activities, activity
from tests.store.brute import ZONE, fits, sessions

NOW = dt.datetime(2026, 11, 24, 10, 20, tzinfo=dt.UTC)
COUNT = 400


@pytest.fixture(scope="module")
def city() -> list[Activity]:
    return list(synthetic_city.activities(COUNT))


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    records = synthetic_city.around(COUNT)
    return {record.id: record for _, record in records if isinstance(record, Place)}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path: Path = tmp_path_factory.mktemp("city") / "catalogue.db"
    synthetic_city.build(path, COUNT)
    opened = Catalogue(path)
    yield opened
    opened.close()


def some_query(seed: int) -> ActivityQuery:
    """A query with one to five wishes."""
    dice = random.Random(seed)
    today = NOW.astimezone(ZONE).date()
    wishes = {
        "topics": tuple({f"t{dice.randrange(16)}" for _ in range(dice.choice((1, 2)))}),
        "kinds": tuple(dice.sample(list(Kind), 3)),
        "age": dice.choice(((10, 12), (3, 6), (30, 120), (18, 18))),
        "free": True,
        "max_price_cents": dice.choice((0, 1500, 2500)),
        "day": today + dt.timedelta(dice.randrange(0, 40)),
        "days": (today, today + dt.timedelta(3)),
        "place": f"p{dice.randrange(20)}",
        "organizer": f"o{dice.randrange(8)}",
        "district": f"Seniūnija {dice.randrange(21)}",
        "language": "en", "wheelchair": True, "places_left": True, "subsidy": True,
        "drop_in": True, "bounds": (25.1, 54.6, 25.3, 54.8), "classes": ("5-8",),
        "needs": ("quiet",), "within_m": dice.choice((1000, 5000)), "after_relief": True,
    }  # fmt: skip
    chosen = dice.sample(sorted(wishes), dice.randrange(1, 6))
    query = ActivityQuery(
        **{name: wishes[name] for name in chosen}, limit=COUNT, near=(25.28, 54.69),
        relief=(Period.MONTH, 2500),
    )  # fmt: skip
    if query.day or query.days:
        hour = dice.randrange(8, 18)
        till = dice.choice((None, dt.time(hour + 4)))
        query = dataclasses.replace(query, time_from=dt.time(hour), time_to=till)
    return query


@pytest.mark.parametrize("seed", range(150))
def test_every_filter_finds_what_a_plain_loop_finds(
    catalogue: Catalogue, city: list[Activity], places: dict[str, Place], seed: int
) -> None:
    query = some_query(seed)
    page = catalogue.search(query, NOW)
    expected = {a.id for a in city if fits(a, query, places, NOW)}
    assert {hit.activity for hit in page.hits} == expected
    assert page.total == len(expected)


@pytest.mark.parametrize("seed", range(40))
def test_facet_counts_are_what_the_filter_would_then_find(catalogue: Catalogue, seed: int) -> None:
    query = some_query(seed)
    facets = catalogue.search(query, NOW).facets

    def total(**changes: object) -> int:
        return catalogue.search(dataclasses.replace(query, **changes), NOW).total

    for topic, count in facets.topics.items():
        assert count == total(topics=(topic,))
    for kind, count in facets.kinds.items():
        assert count == total(kinds=(kind,))
    for band in AGE_BANDS:
        assert facets.ages[band] == total(age=band)
    for day, count in facets.days.items():
        assert count == total(day=day, days=())
    for span, count in facets.spans.items():
        assert count == total(day=None, days=span)
    for (begins, ends), count in facets.day_parts.items():
        assert count == total(time_from=begins, time_to=ends)
    for (cents, after), count in facets.prices.items():
        assert count == total(max_price_cents=cents, after_relief=after)
    for reach, count in facets.distances.items():
        assert count == total(within_m=reach)
    for school_class, count in facets.classes.items():
        assert count == total(classes=(school_class,))
    for need, count in facets.needs.items():
        assert count == total(needs=(*query.needs, need))
    for language, count in facets.languages.items():
        assert count == total(language=language)
    for name in ("free", "drop_in", "places_left", "wheelchair", "subsidy"):
        assert getattr(facets, name) == total(**{name: True})


@pytest.mark.parametrize("seed", range(60))
def test_hits_show_the_next_session_that_fits(
    catalogue: Catalogue, city: list[Activity], seed: int
) -> None:
    query = some_query(seed)
    by_id = {activity.id: activity for activity in city}
    for hit in catalogue.search(query, NOW).hits:
        activity = by_id[hit.activity]
        if query.day or query.days:
            expected = sessions(activity, query, NOW)[0]
        else:
            expected = next_sessions(activity.event_schedule, NOW, ZONE, 1)[0]
        assert (hit.start, hit.end) == tuple(expected)


def soonest(hits: Sequence[Hit], city: list[Activity]) -> list[Hit]:
    """What one can go to by its start, and then what is online."""
    online = {a.id for a in city if a.kind is Kind.DIGITAL}
    return sorted(hits, key=lambda hit: (hit.activity in online, hit.start))


def test_by_time_means_by_the_next_start_and_online_last(
    catalogue: Catalogue, city: list[Activity]
) -> None:
    hits = list(catalogue.search(ActivityQuery(order="time", limit=COUNT), NOW).hits)
    assert len(hits) == COUNT
    assert hits == soonest(hits, city)


def test_what_starts_next_season_stands_by_its_first_day_and_what_is_over_last(
    tmp_path: Path,
) -> None:
    dice, path = random.Random(5), tmp_path / "catalogue.db"
    today = NOW.date()
    season = []
    for number in range(FEW_LATER + 50):
        first = today + dt.timedelta(dice.randrange(-60, 200))
        skipped = tuple(first + dt.timedelta(day) for day in range(dice.choice((0, 0, 9))))
        club = activity(number)
        rule = msgspec.structs.replace(
            club.event_schedule[0], start_date=first, except_date=skipped,
            end_date=first + dt.timedelta(dice.choice((20, 90))),
        )  # fmt: skip
        season.append(msgspec.structs.replace(club, event_schedule=(rule,)))
    build_catalogue(
        path, synthetic_city.CITY, [("activity", [(a.id, encode(a)) for a in season])], NOW
    )
    catalogue = Catalogue(path)
    for now in (NOW, NOW - dt.timedelta(90), NOW + dt.timedelta(900)):
        hits = catalogue.search(ActivityQuery(order="time", limit=len(season)), now).hits
        assert len(hits) == len(season)
        by_id = {a.id: a for a in season}
        for hit in hits:
            following = next_sessions(by_id[hit.activity].event_schedule, now, ZONE, 1)
            assert (hit.start, hit.end) == tuple(following[0] if following else (None, None))
        starts = [hit.start for hit in hits if hit.start]
        assert starts == sorted(starts)
        assert all(hit.start is None for hit in hits[len(starts) :])
    catalogue.close()


def test_by_distance_means_nearest_first(catalogue: Catalogue) -> None:
    query = ActivityQuery(order="distance", near=(25.28, 54.69), limit=COUNT)
    away = [hit.distance_m for hit in catalogue.search(query, NOW).hits]
    assert away == sorted(away)
    assert 0 < away[0] < 10_000


def test_pages_follow_each_other_without_gap_or_repeat(catalogue: Catalogue) -> None:
    for order in ("relevance", "time", "distance"):
        query = ActivityQuery(text="ker", order=order, near=(25.2, 54.7), limit=7)
        whole = catalogue.search(dataclasses.replace(query, limit=COUNT), NOW)
        pages = [
            hit for offset in range(0, whole.total, 7)
            for hit in catalogue.search(dataclasses.replace(query, offset=offset), NOW).hits
        ]  # fmt: skip
        assert pages == list(whole.hits)


def test_today_is_what_runs_or_starts_later_today(
    catalogue: Catalogue, city: list[Activity]
) -> None:
    hits = catalogue.today(NOW, COUNT)
    today = NOW.astimezone(ZONE).date()
    query = ActivityQuery(day=today)
    assert {hit.activity for hit in hits} == {a.id for a in city if sessions(a, query, NOW)}
    assert hits == soonest(hits, city)
    assert any(hit.start <= NOW < hit.end for hit in hits), "what runs now is on as well"


def test_years_ahead_a_weekly_rule_without_end_still_happens(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    club = activity(1)
    build_catalogue(path, synthetic_city.CITY, [("activity", [(club.id, encode(club))])], NOW)
    catalogue = Catalogue(path)
    monday = dt.date(2041, 3, 4)
    assert monday.weekday() == 0
    assert catalogue.search(ActivityQuery(day=monday), NOW).total == 1
    later = dt.datetime(2041, 3, 1, tzinfo=dt.UTC)
    (hit,) = catalogue.search(ActivityQuery(), later).hits
    assert hit.start is not None
    assert hit.start.date() == monday


def test_none_on_this_day_offers_the_nearest_day_that_has_some(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    records = [(a.id, encode(a)) for a in activities(6)]
    build_catalogue(path, synthetic_city.CITY, [("activity", records)], NOW)
    catalogue = Catalogue(path)
    saturday = dt.date(2026, 11, 28)
    page = catalogue.search(ActivityQuery(day=saturday, text="bur"), NOW)
    assert page.total == 0
    offered = {each.eased: each for each in page.relaxations}
    assert (offered[Eased.DAY].day, offered[Eased.DAY].total) == (dt.date(2026, 11, 30), 6)


def test_nothing_found_never_comes_without_a_way_on(catalogue: Catalogue) -> None:
    query = ActivityQuery(
        text="kera", kinds=(Kind.DIGITAL,), topics=("t15",), age=(3, 3), district="nowhere"
    )
    page = catalogue.search(query, NOW)
    assert page.total == 0
    assert page.relaxations
    for offer in page.relaxations:
        assert catalogue.search(offer.query, NOW).total == offer.total > 0


def test_the_map_has_each_place_once_with_its_count(
    catalogue: Catalogue, city: list[Activity], places: dict[str, Place]
) -> None:
    query = ActivityQuery(free=True)
    points = catalogue.map_places(query, NOW)
    free = [a for a in city if a.is_free]
    assert sum(point.count for point in points) == len(free)
    assert {point.place for point in points} == {a.location for a in free}
    assert all(point.name == places[point.place].name for point in points)


def test_a_surprise_is_something_unseen(catalogue: Catalogue) -> None:
    first = catalogue.surprise(NOW)
    assert first is not None
    assert catalogue.surprise(NOW) == first
    seen: list[str] = []
    for _ in range(30):
        found = catalogue.surprise(NOW, seen)
        assert found is not None
        assert found.id not in seen
        seen.append(found.id)


def test_a_topic_finds_what_stands_under_it_and_by_its_name_too(tmp_path: Path) -> None:
    topics = [
        Topic(id="sport", name="Sportas"),
        Topic(id="ball", name="Žaidimai su kamuoliu", broader="sport"),
        Topic(id="football", name="Futbolas", broader="ball"),
    ]
    clubs = [activity(1, topics=("football",)), activity(2, topics=("sport",))]
    path = tmp_path / "catalogue.db"
    build_catalogue(
        path, synthetic_city.CITY,
        [("topic", [(each.id, encode(each)) for each in topics]),
         ("activity", [(each.id, encode(each)) for each in clubs])], NOW,
    )  # fmt: skip
    catalogue = Catalogue(path)
    assert catalogue.search(ActivityQuery(topics=("ball",)), NOW).total == 1
    page = catalogue.search(ActivityQuery(topics=("sport",)), NOW)
    assert page.total == 2
    assert page.facets.topics == {"sport": 2, "ball": 1, "football": 1}
    assert catalogue.search(ActivityQuery(text="kamuoliu"), NOW).total == 1
    catalogue.close()


def test_next_seven_days_are_counted_once_an_activity(catalogue: Catalogue) -> None:
    span = week(NOW.astimezone(ZONE).date())
    facets = catalogue.search(ActivityQuery(), NOW).facets
    assert max(facets.days.values()) <= facets.spans[span] < sum(facets.days.values())
