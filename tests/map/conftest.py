"""A small timetable and extract for the builder, and the map in a process of its own."""

import functools
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Drive = Callable[..., dict[str, Any]]
OTHER_DRIVERS = {
    "site": "hostile_driver.py", "gated": "hostile_driver.py",
    "visit": "screen_driver.py", "fingers": "touch_driver.py", "swap": "touch_driver.py",
    "blind": "touch_driver.py",
}  # fmt: skip


@functools.cache
def _drive(scenario: str, renderer: str, city: str) -> dict[str, Any]:
    driver = Path(__file__).with_name(OTHER_DRIVERS.get(scenario, "page_driver.py"))
    done = subprocess.run(
        [sys.executable, str(driver), scenario, renderer, city],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(lines[-1])
    return result


@pytest.fixture
def drive(project: Path) -> Drive:
    """Play a scenario of page_driver.py; the same one only once."""

    def play(scenario: str, renderer: str = "canvas", city: Path | None = None) -> dict[str, Any]:
        return _drive(scenario, renderer, str(city or project / "resources/cities/vilnius"))

    return play


TABLES = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\na,A,http://a,Europe/Vilnius\n",
    "routes.txt": "route_id,route_short_name,route_type\nr1,1,3\nr2,2,800\nr3,3N,3\n",
    "trips.txt": "route_id,service_id,trip_id,shape_id\nr1,s,t1,one\nr2,s,t2,two\nr3,s,t3,three\n",
    # Route 2 runs the same street with one corner fewer and two metres beside.
    "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
    "one,54.68,25.27,1\none,54.68,25.28,2\none,54.68,25.29,3\n"
    "two,54.68002,25.27,1\ntwo,54.68002,25.29,2\ntwo,54.69,25.29,3\n"
    "three,54.69,25.29,1\nthree,54.69,25.30,2\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "1,Žvėryno žiedas,54.68,25.27\n2,Žvėryno žiedas,54.6802,25.2702\n3,Ąžuolų st.,54.69,25.29\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "t1,08:00:00,08:00:00,1,1\nt1,08:05:00,08:05:00,2,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\ns,1,1,1,1,1,1,1,20150901,20160901\n",
}


@pytest.fixture
def timetable(tmp_path: Path) -> Path:
    """Three routes on two streets of Vilnius, as a GTFS zip."""
    path = tmp_path / "gtfs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in TABLES.items():
            archive.writestr(name, "﻿" + text)
    return path


EXTRACT = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><bounds minlat="60.160" minlon="24.930" maxlat="60.170" maxlon="24.950"/>
<node id="1" lat="60.161" lon="24.931"/><node id="2" lat="60.161" lon="24.933"/>
<node id="3" lat="60.163" lon="24.933"/><node id="4" lat="60.163" lon="24.931"/>
<node id="5" lat="60.165" lon="24.930"/><node id="6" lat="60.165" lon="24.950"/>
<node id="7" lat="60.170" lon="24.945"/><node id="8" lat="60.160" lon="24.945"/>
<node id="9" lat="60.162" lon="24.935"><tag k="tourism" v="museum"/>
<tag k="name" v="Ateneum"/><tag k="name:sv" v="Konstmuseet"/></node>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
<tag k="building" v="yes"/></way>
<way id="2"><nd ref="5"/><nd ref="6"/><tag k="highway" v="primary"/>
<tag k="name" v="Mannerheimintie"/></way>
<way id="3"><nd ref="7"/><nd ref="8"/><tag k="natural" v="coastline"/></way>
</osm>"""


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A house, a street, a museum and a coast with the sea to the west."""
    path = tmp_path / "town.osm"
    path.write_text(EXTRACT, "utf-8")
    return path
