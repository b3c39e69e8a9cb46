"""From a GTFS zip to the minutes a kiosk shows."""

import csv
import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest

from kiosk.services.transit import Transit
from sync.citypack.errors import PackError
from sync.citypack.transit import INDEX, NOTE, read
from sync.citypack.transit_build import build_transit

CITY = Path(__file__).parents[2] / "resources/cities/vilnius"
SHARED = Path(os.environ.get("COL_SHARED_DATA") or "absent") / "vilnius" / "gtfs.zip"
TUESDAY, SUNDAY = dt.datetime(2026, 11, 24, 8, 0), dt.datetime(2026, 11, 29, 8, 0)  # noqa: DTZ001
HOME, SCHOOL, FAR = (25.20, 54.70), (25.26, 54.70), (25.90, 54.95)

FEED = {
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\nwork,1,1,1,1,1,0,0,20260901,20270601\n",
    "stops.txt": "stop_id, stop_name,stop_lat,stop_lon\nA,Namai,54.7000,25.2010\n"
    "B,Kampas,54.7000,25.2300\nC,Mokykla,54.7000,25.2590\n",
    "trips.txt": "route_id,service_id,trip_id\n1,work,t1\n1,work,t2\n1,work,night\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "t1,08:05:00,08:05:00,A,1\nt1,08:10:00,08:11:00,B,2\nt1,08:15:00,08:15:00,C,3\n"
    "t2,08:25:00,08:25:00,A,1\nt2,08:30:00,08:31:00,B,2\nt2,08:35:00,08:35:00,C,3\n"
    "night,24:10:00,24:10:00,A,1\nnight,24:15:00,24:15:00,B,2\nnight,24:20:00,24:20:00,C,3\n",
}


def feed(folder: Path, **changes: str) -> Path:
    path = folder / "gtfs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**FEED, **{f"{k}.txt": v for k, v in changes.items()}}.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def transit(tmp_path: Path) -> Transit:
    build_transit(feed(tmp_path), tmp_path, "a test", "CC0-1.0")
    found = Transit.open(tmp_path)
    assert found
    return found


def at(moment: dt.datetime, hour: int, minute: int) -> dt.datetime:
    return moment.replace(hour=hour, minute=minute)


def test_minutes_count_the_walk_the_wait_and_the_ride(transit: Transit) -> None:
    # One minute to the stop, four of waiting, ten of riding, one to the door.
    assert transit.minutes(HOME, TUESDAY, {"school": SCHOOL}) == {"school": 16}


def test_the_next_bus_counts_when_one_is_missed(transit: Transit) -> None:
    assert transit.minutes(HOME, at(TUESDAY, 8, 5), {"school": SCHOOL}) == {"school": 31}


def test_where_no_bus_goes_nothing_is_said(transit: Transit) -> None:
    assert transit.minutes(HOME, TUESDAY, {"far": FAR}) == {}


def test_no_minutes_where_walking_is_as_quick(transit: Transit) -> None:
    assert transit.minutes(HOME, TUESDAY, {"next door": (25.2011, 54.70)}) == {}


def test_a_bus_that_does_not_run_on_sunday_takes_nobody(transit: Transit) -> None:
    assert transit.minutes(HOME, SUNDAY, {"school": SCHOOL}) == {}


@pytest.mark.parametrize(
    "moment", [at(TUESDAY, 23, 55), at(TUESDAY, 0, 5)], ids=["before midnight", "after midnight"]
)
def test_the_night_bus_belongs_to_the_evening_before(transit: Transit, moment: dt.datetime) -> None:
    found = transit.minutes(HOME, moment, {"school": SCHOOL})
    assert found == {"school": 26 if moment.hour else 16}


def test_on_the_night_to_monday_no_bus_is_left_from_sunday(transit: Transit) -> None:
    monday = dt.datetime(2026, 11, 30, 0, 5)  # noqa: DTZ001
    assert transit.minutes(HOME, monday, {"school": SCHOOL}) == {}


def test_the_date_of_the_timetable_comes_with_it(transit: Transit) -> None:
    assert transit.date == "2026-09-01"


def test_the_same_feed_gives_the_same_index(tmp_path: Path) -> None:
    one = build_transit(feed(tmp_path), tmp_path, "a test", "CC0-1.0")
    assert one == build_transit(feed(tmp_path), tmp_path, "a test", "CC0-1.0")


def test_a_city_without_a_timetable_has_no_minutes(tmp_path: Path) -> None:
    assert Transit.open(tmp_path) is None


def test_a_damaged_index_is_said_to_be_damaged(tmp_path: Path) -> None:
    build_transit(feed(tmp_path), tmp_path, "a test", "CC0-1.0")
    data = bytearray((tmp_path / INDEX).read_bytes())
    data[20] ^= 1
    (tmp_path / INDEX).write_bytes(data)
    with pytest.raises(PackError, match="checksum"):
        Transit.open(tmp_path)
    (tmp_path / NOTE).write_text("{")
    with pytest.raises(PackError, match=NOTE):
        Transit.open(tmp_path)


@pytest.mark.parametrize("broken", [{"stop_times": "trip_id\n"}, {"stops": "stop_id\nA\n"}])
def test_a_feed_that_is_no_timetable_is_refused(tmp_path: Path, broken: dict[str, str]) -> None:
    with pytest.raises(PackError, match=r"gtfs\.zip"):
        build_transit(feed(tmp_path, **broken), tmp_path, "a test", "CC0-1.0")


def test_most_places_of_vilnius_are_reached_on_a_weekday_afternoon() -> None:
    transit = Transit.open(CITY)
    assert transit
    assert transit.date == "2015-09-01"
    assert transit.note.licence
    with (CITY / "places.csv").open(encoding="utf-8") as file:
        places = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    found = transit.minutes(places["place-kablys"], at(TUESDAY, 16, 0), places)
    assert len(found) > 0.7 * len(places)
    assert 20 <= found["place-antakalnio-biblioteka"] <= 50
    assert all(2 <= minutes <= 120 for minutes in found.values())


@pytest.mark.skipif(not SHARED.is_file(), reason="COL_SHARED_DATA has no timetable")
def test_the_shipped_index_is_the_one_the_timetable_gives(tmp_path: Path) -> None:
    found = read(CITY)
    assert found
    note = build_transit(SHARED, tmp_path, found[1].source, found[1].licence)
    assert note == found[1]
