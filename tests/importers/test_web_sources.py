"""Other systems' feeds over real HTTP: what they hold comes in, what they drop goes."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sync.hub.database import open_database
from sync.hub.schema import record
from sync.importers.city_json import CityFault, read_city
from sync.importers.cli import main
from sync.importers.linked_events import load_linked_events
from sync.importers.openactive import load_openactive
from sync.model import Activity, Kind, Organization, Place, Weekday
from sync.model.schedule import next_sessions

CITY = Path(__file__).parent / "city"
SAMPLES = Path(__file__).parent / "web"
Answers = dict[str, Any]


class Site:
    """A server that answers what a test says; `{here}` in an answer is its own address."""

    def __init__(self) -> None:
        self.answers: Answers = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = site.answers.get(self.path)
                body = json.dumps(found).replace("{here}", site.address).encode()
                self.send_response(200 if found is not None else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


def sample(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text("utf-8"))


EVENTS = (
    "/v1/event/?start=today&include=location%2Ckeywords&page_size=100"
    "&event_type=General%2CCourse%2CVolunteering"
)
CITY_READ = read_city(CITY / "city.json")


@pytest.fixture
def linked(site: Site) -> Site:
    site.answers = {EVENTS: sample("linked_events_1.json"), "/v1/event/?page=2":
                    sample("linked_events_2.json")}  # fmt: skip
    return site


def test_linked_events_become_activities_with_places_and_prices(linked: Site) -> None:
    loaded = load_linked_events(f"{linked.address}/v1", CITY_READ)
    activities = {each.id: each for each in loaded.records["activity"]}
    course = activities["le-helsinki:course1"]
    assert isinstance(course, Activity)
    assert course.kind is Kind.COURSE
    assert course.name == "Robotics course"
    assert course.description == "Build a robot.\n• bring a friend"
    assert course.age_range.min_value == 9
    assert (course.capacity, course.remaining) == (12, 3)
    assert [str(offer.price) for offer in course.offers] == ["15.50"]
    assert course.in_language == ("fi",)
    assert course.registration_url == "https://example.org/robots"
    place = {each.id: each for each in loaded.records["place"]}[course.location]
    assert isinstance(place, Place)
    assert place.geo is not None
    assert (place.geo.latitude, place.geo.longitude) == (60.17, 24.94)
    owner = {each.id: each for each in loaded.records["organization"]}[course.organizer]
    assert isinstance(owner, Organization)
    assert owner.name == "Youth services"


def test_dates_of_one_recurring_event_become_one_activity(linked: Site) -> None:
    loaded = load_linked_events(f"{linked.address}/v1", CITY_READ)
    activities = {each.id: each for each in loaded.records["activity"]}
    assert "le-helsinki:club-1" not in activities
    club = activities["le-helsinki:club"]
    assert isinstance(club, Activity)
    (rule,) = club.event_schedule
    assert [day.isoformat() for day in rule.dates] == ["2026-12-01", "2026-12-15"]
    assert "le-helsinki:off" not in activities
    reasons = [str(problem) for problem in loaded.problems]
    assert any("helsinki:off is cancelled" in each for each in reasons)
    assert any("has no name" in each for each in reasons)


def test_linked_events_go_into_a_hub_and_out_again(linked: Site, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    main([str(CITY), "--database", url])
    source = [f"{linked.address}/v1", "--from", "linked-events", "--database", url]
    assert main(source) == 1, "two events are told to be left out"
    before = live(url)
    assert "le-helsinki:course1" in before
    main(source)
    assert live(url) == before
    linked.answers["/v1/event/?page=2"]["data"] = []
    main(source)
    assert set(before) - set(live(url)) == {"le-helsinki:club"}
    assert any(not id.startswith("le-") for id in live(url)), "the city's own stay"


@pytest.fixture
def openactive(site: Site) -> Site:
    series, sessions = sample("openactive_series.json"), sample("openactive_sessions.json")
    site.answers = {
        "/series": series, "/sessions": sessions,
        "/series?after=2": {"next": "{here}/series?after=2", "items": []},
        "/sessions?after=9": {"next": "{here}/sessions?after=9", "items": []},
    }  # fmt: skip
    return site


def test_openactive_series_take_their_dates_from_the_sessions_feed(openactive: Site) -> None:
    here = openactive.address
    loaded = load_openactive([f"{here}/series", f"{here}/sessions"], CITY_READ)
    activities = {each.id: each for each in loaded.records["activity"]}
    dated, weekly = activities["oa-climb"], activities["oa-swim"]
    assert isinstance(dated, Activity)
    assert isinstance(weekly, Activity)
    (rule,) = dated.event_schedule
    # 16:15 UTC is 18:15 in the city; the cancelled session is not there.
    assert (rule.start_time.isoformat(), len(rule.dates)) == ("18:15:00", 1)
    assert weekly.event_schedule[0].by_day == (Weekday.TUESDAY, Weekday.SUNDAY)
    assert weekly.age_range.min_value == 16
    assert weekly.offers[0].price_currency == "EUR"
    assert len(loaded.records["place"]) == 1
    zone = ZoneInfo(CITY_READ.timezone)
    start = next_sessions(dated.event_schedule, rule_moment(rule, zone), zone, 1)[0].start
    assert start.utcoffset() is not None
    assert "oa-gone" not in activities


def rule_moment(rule: Any, zone: ZoneInfo) -> Any:
    import datetime as dt

    return dt.datetime.combine(rule.dates[0], dt.time(0), zone)


def test_a_feed_that_leads_to_another_server_is_refused(openactive: Site) -> None:
    openactive.answers["/series"]["next"] = "https://elsewhere.example/series?after=2"
    with pytest.raises(CityFault, match="not one of this feed"):
        load_openactive([f"{openactive.address}/series"], CITY_READ)


def test_a_page_that_is_no_feed_is_told_so(site: Site) -> None:
    site.answers["/series"] = {"hello": "world"}
    with pytest.raises(CityFault, match="is this an RPDE feed"):
        load_openactive([f"{site.address}/series"], CITY_READ)


PUBLISHED = Path(os.environ.get("COL_SHARED_DATA") or "absent") / "feeds/openactive-examples"
SERIES = (
    "sessionseries_example_1",
    "sessionseries-split_example_1",
    "courseinstance_example_1",
    "event_example_1",
    "ondemandevent_example_1",
)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="COL_SHARED_DATA has no OpenActive examples")
@pytest.mark.parametrize("name", SERIES)
def test_the_published_examples_become_activities(site: Site, name: str) -> None:
    page = json.loads((PUBLISHED / f"{name}.json").read_text("utf-8"))
    site.answers = {
        "/feed": page | {"next": "{here}/end"},
        "/end": {"next": "{here}/end", "items": []},
    }
    loaded = load_openactive([f"{site.address}/feed"], CITY_READ)
    assert loaded.problems == []
    (activity,) = loaded.records["activity"]
    assert isinstance(activity, Activity)
    assert activity.name
    assert activity.event_schedule or activity.kind is Kind.DIGITAL


def live(url: str) -> set[str]:
    database = open_database(url)
    with database.read() as connection:
        rows = connection.execute(
            record.select().where(record.c.kind == "activity", record.c.deleted_at.is_(None))
        ).all()
    database.close()
    return {row.id for row in rows}
