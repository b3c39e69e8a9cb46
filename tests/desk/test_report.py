"""The month's report as a city's office opens it."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kiosk.services import report
from tests.desk.centre import ACTIVITIES, HELPER_PIN, ZONE, CentreActivities

MONTH = dt.date(2026, 11, 1)


@pytest.fixture
def november(centre: Any) -> report.Report:
    now = centre.clock()
    session = centre.session("print").occasion
    for n in range(3):
        centre.desk.tap(f"P-PRINT0{n}", session, now)
    exits = report_exit(centre, session, now + dt.timedelta(minutes=45))
    assert exits == "exit"
    centre.desk.count_in(centre.session("open").occasion, "14-17", now)
    found = centre.ledger.figures(*report.bounds(MONTH, ZONE))
    visitors = centre.ledger.visitors(MONTH, ZONE)
    return report.build(MONTH, "centre", found, CentreActivities(), ZONE, visitors)


def report_exit(centre: Any, session: Any, now: dt.datetime) -> str:
    from kiosk.services.desk_values import How
    from sync.model import Movement

    answer = centre.desk.tap("P-PRINT00", session, now, How(wanted=Movement.EXIT))
    return str(answer.verdict.reason)


def test_visits_sessions_and_hours_add_up(november: report.Report) -> None:
    assert [line.title for line in november.lines] == [ACTIVITIES[0].name, ACTIVITIES[1].name]
    space, workshop = november.lines
    assert (workshop.visits, workshop.guests) == (3, 0)
    assert workshop.hours == pytest.approx((45 + 90 + 90) / 60, abs=0.1)
    assert (space.visits, space.guests, space.bands) == (1, 1, (0, 1, 0, 0, 0))
    assert space.hours == 6.0, "in from 14 to the end at 20"
    assert (november.visits, november.guests) == (4, 1)
    assert november.by_day()[22] == 4


def test_the_csv_opens_in_a_lithuanian_spreadsheet(november: report.Report) -> None:
    content = report.as_csv(november)
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert table[0][:4] == ["Data", "Pradžia", "Veikla", "Apsilankymai"]
    assert table[1][:4] == ["2026-11-23", "12:00", ACTIVITIES[0].name, "1"]
    assert table[1][5] == "6,0"
    assert table[-2][:4] == ["Iš viso", "", "Užsiėmimų: 2", "4"]
    assert table[-1][:4] == ["Skirtingi lankytojai su leidimu", "", "", "3"]
    assert {len(row) for row in table} == {len(report.HEADINGS)}


def test_nobody_is_in_the_report(november: report.Report) -> None:
    book = report.as_xlsx(november)
    inside = b"".join(
        zipfile.ZipFile(io.BytesIO(book)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(book)).namelist()
    )
    for content in (report.as_csv(november), inside):
        for personal in ("P-PRINT", "Ąžuolas", "T-", "W-"):
            assert personal.encode() not in content


def test_the_workbook_has_the_table_and_a_chart(november: report.Report) -> None:
    book = zipfile.ZipFile(io.BytesIO(report.as_xlsx(november)))
    names = set(book.namelist())
    assert "xl/charts/chart1.xml" in names
    strings = book.read("xl/sharedStrings.xml").decode()
    for heading in (*report.HEADINGS, ACTIVITIES[1].name):
        assert heading in strings


def test_a_title_is_never_a_formula() -> None:
    line = report.Line(dt.datetime(2026, 11, 2, 10, tzinfo=ZONE), "=2+5", 1, 0, 1.0, (0,) * 5)
    made = report.Report(MONTH, "centre", (line,))
    assert ";'=2+5;" in report.as_csv(made).decode()
    book = zipfile.ZipFile(io.BytesIO(report.as_xlsx(made)))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_month_ends_at_the_citys_midnight() -> None:
    first, after = report.bounds(dt.date(2026, 12, 14), ZONE)
    assert (first.isoformat(), after.isoformat()) == (
        "2026-12-01T00:00:00+02:00", "2027-01-01T00:00:00+02:00",
    )  # fmt: skip


def test_a_file_is_on_the_stick_whole_or_not_at_all(tmp_path: Path) -> None:
    done = report.save(tmp_path, [("a.csv", b"1"), ("b.csv", b"2")])
    assert [path.read_bytes() for path in done] == [b"1", b"2"]
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "b.csv"}
    with pytest.raises(OSError):
        report.save(tmp_path / "gone", [("a.csv", b"1")])


def test_the_sheet_of_paper_is_one_page(november: report.Report, qapp: Any) -> None:
    from kiosk.ui.staff.report_pdf import as_pdf

    made = as_pdf(november, "Kablys")
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") == 1


def test_only_a_writable_mount_is_a_stick(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw,relatime 0 0\n"
        "/dev/sdb1 /media/kiosk/MANO\\040USB vfat rw,nosuid 0 0\n"
        "/dev/sdc1 /run/media/kiosk/LOCKED vfat ro 0 0\n"
    )
    assert report.sticks(mounts) == [Path("/media/kiosk/MANO USB")]
    assert report.sticks(tmp_path / "none") == []


def test_staff_take_the_report_along_on_a_stick(screen: Any, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    centre = screen.centre
    centre.desk.tap("P-PRINT00", centre.session("print").occasion, centre.clock())
    screen.model.report.plugged = lambda: [stick]
    screen.unlock()
    screen.tap("openReport")
    screen.tap("saveTo-0")
    screen.qtbot.waitUntil(lambda: screen.model.report._state == "saved", timeout=10_000)
    assert sorted(each.name for each in stick.iterdir()) == [
        f"ataskaita-Jaunimo-erdvė-2026-11.{ending}" for ending in ("csv", "pdf", "xlsx")
    ]
    assert "pulled out" in screen.find("reportWords").property("text")
    screen.qtbot.waitUntil(lambda: centre.ledger.staff.acts()[0].act == "report")
    screen.tap("monthBefore")
    screen.qtbot.waitUntil(lambda: screen.find("month").property("text") == "2026-10")


def test_a_stick_that_was_pulled_out_is_said_kindly(screen: Any, tmp_path: Path) -> None:
    screen.model.report.plugged = lambda: [tmp_path / "gone"]
    screen.unlock()
    screen.tap("openReport")
    screen.tap("saveTo-0")
    screen.qtbot.waitUntil(lambda: screen.model.report._state == "failed", timeout=10_000)
    assert "could not be saved" in screen.find("reportWords").property("text")


def test_who_may_not_takes_nothing_along_and_the_attempt_is_noted(
    screen: Any, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen.model.report.plugged = lambda: [stick]
    screen.unlock(HELPER_PIN)
    screen.model.show("report")
    screen.qtbot.waitUntil(lambda: screen.model.report._sticks == [stick], timeout=5_000)
    screen.qtbot.wait(100)
    assert not screen.has("saveTo-0")
    assert "manager" in screen.find("reportWords").property("text")
    screen.model.report.save(0)
    screen.qtbot.waitUntil(lambda: screen.model.report._state == "failed", timeout=5_000)
    assert list(stick.iterdir()) == []
    assert screen.centre.ledger.staff.acts()[0][1:3] == ("staff-2", "refused_export")
