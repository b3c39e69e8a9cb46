"""What counts as when: moved sessions, parts of the day, what happens together."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model import Activity, GeoCoordinates, Notice, Place, Record, Schedule, Weekday
from sync.model.query import DAY_PARTS, ActivityQuery, Order, SearchPage
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from tests.bench.synthetic_city import CITY
from tests.client.made import activity
from tests.store.brute import ZONE
from tests.store.test_publication import change, updated

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TUESDAY, WEDNESDAY = dt.date(2026, 11, 24), dt.date(2026, 11, 25)
MORNING, AFTERNOON, EVENING = DAY_PARTS

Build = Callable[..., Catalogue]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    opened: list[Catalogue] = []

    def make(activities: list[Activity], *notices: Notice) -> Catalogue:
        path = tmp_path / f"{len(opened)}" / "catalogue.db"
        path.parent.mkdir()
        place = Place(id="p1", name="Centras", geo=GeoCoordinates(54.7, 25.3))
        records: dict[str, Sequence[Record]] = {
            "place": [place],
            "activity": activities,
            "notice": list(notices),
        }
        build_catalogue(
            path, CITY,
            [(kind, [(r.id, encode(r)) for r in those]) for kind, those in records.items()], NOW,
        )  # fmt: skip
        opened.append(Catalogue(path))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZONE)


def club(number: int, begins: dt.time, ends: dt.time) -> Activity:
    """Each Tuesday."""
    rule = Schedule(start_time=begins, end_time=ends, by_day=(Weekday.TUESDAY,),
                    start_date=dt.date(2026, 9, 1))  # fmt: skip
    return activity(number, event_schedule=(rule,))


def asked(
    catalogue: Catalogue, part: tuple[dt.time | None, dt.time | None], day: dt.date | None = None
) -> SearchPage:
    return catalogue.search(
        ActivityQuery(day=day, time_from=part[0], time_to=part[1], order="time"), NOW
    )


def ids(page: SearchPage) -> list[str]:
    return [hit.activity for hit in page.hits]


def test_a_moved_session_is_sorted_counted_and_found_by_its_new_time_only(build: Build) -> None:
    clubs = [club(1, dt.time(11), dt.time(12)), club(2, dt.time(13), dt.time(14))]
    moved = Notice(id="m", name="Vėliau", moves="a1", session_start=at(TUESDAY, 11),
                   moved_to=at(WEDNESDAY, 18))  # fmt: skip
    before, after = build(clubs), build(clubs, moved)
    assert ids(before.search(ActivityQuery(order="time"), NOW)) == ["a1", "a2"]
    page = after.search(ActivityQuery(order="time"), NOW)
    assert [(hit.activity, hit.start) for hit in page.hits] == [
        ("a2", at(TUESDAY, 13)), ("a1", at(WEDNESDAY, 18))
    ]  # fmt: skip
    assert (page.facets.days[TUESDAY], page.facets.days[WEDNESDAY]) == (1, 1)
    assert [hit.activity for hit in after.today(NOW)] == ["a2"]
    on_tuesday = after.search(ActivityQuery(day=TUESDAY), NOW)
    assert ids(on_tuesday) == ["a2"]
    assert on_tuesday.facets.day_parts[MORNING] == 0
    on_wednesday = asked(after, EVENING, WEDNESDAY)
    assert [hit.start for hit in on_wednesday.hits] == [at(WEDNESDAY, 18)]
    assert on_wednesday.facets.day_parts[EVENING] == 1
    next_week = after.search(ActivityQuery(day=TUESDAY + dt.timedelta(7), order="time"), NOW)
    assert ids(next_week) == ["a1", "a2"]


@pytest.mark.parametrize("day", [None, TUESDAY])
@pytest.mark.parametrize(
    ("begins", "ends", "parts"),
    [
        ((11, 30), (15, 0), [MORNING, AFTERNOON]),
        ((11, 30), (12, 15), [MORNING]),
        ((11, 30), (12, 30), [MORNING, AFTERNOON]),
        ((16, 45), (17, 5), [AFTERNOON]),
        ((9, 0), (20, 0), [MORNING, AFTERNOON, EVENING]),
        ((22, 0), (2, 0), [EVENING]),
    ],
)
def test_a_part_of_the_day_has_what_begins_in_it_and_what_has_half_an_hour_of_it(
    build: Build,
    begins: tuple[int, int],
    ends: tuple[int, int],
    parts: list[tuple[dt.time | None, dt.time | None]],
    day: dt.date | None,
) -> None:
    catalogue = build([club(1, dt.time(*begins), dt.time(*ends))])
    counted = catalogue.search(ActivityQuery(day=day), NOW).facets.day_parts
    for part in DAY_PARTS:
        page = asked(catalogue, part, day)
        assert page.total == counted[part] == (part in parts)
        assert [hit.start.hour for hit in page.hits if hit.start] == [begins[0]] * page.total


@pytest.mark.parametrize("order", ["time", "distance", "relevance"])
def test_what_happens_together_stands_by_id_however_the_data_came(
    build: Build, tmp_path: Path, order: Order
) -> None:
    clubs = [club(number, dt.time(17), dt.time(18)) for number in range(10, 40)]
    once, late = build(clubs), build([c for c in clubs if c.id not in ("a12", "a25")])
    # What comes later has a higher number than its neighbours by id.
    change(tmp_path / "1" / "catalogue.db", "activity", updated(clubs[15]))
    change(tmp_path / "1" / "catalogue.db", "activity", updated(clubs[2]))
    text = "būrelis" if order == "relevance" else ""
    for query in (
        ActivityQuery(order=order, text=text, near=(25.2, 54.6)),
        ActivityQuery(order=order, text=text, near=(25.2, 54.6), day=TUESDAY),
    ):
        assert ids(once.search(query, NOW)) == ids(late.search(query, NOW))
        assert ids(late.search(query, NOW)) == sorted(each.id for each in clubs)
    assert once.today(NOW) == late.today(NOW)
