"""The city's monthly report: who came, to how many sessions, for how many hours. No names, no ids.

A kiosk forgets people a week after the hub has taken their events in, so what stays of them is
counted before they go (`sync.store.ledger_figures`). The same person at two sessions is two visits
and one visitor; guests without a pass cannot be told apart and are no visitors in that sense
(`sync.store.visitors`).
"""

import calendar
import csv
import datetime as dt
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.services.badge_files import REMOVABLE
from kiosk.services.desk_values import AGE_BANDS
from sync.model import Activity, sessions_on, words
from sync.store.files import sync_folder
from sync.store.ledger_figures import Figure
from sync.store.visitors import month_bounds

bounds = month_bounds
"""The month that a report is of."""
HEADINGS = (
    "Data", "Pradžia", "Veikla", "Apsilankymai", "iš jų be leidimo", "Valandos",
    *(f"{band} m." for band in AGE_BANDS),
)  # fmt: skip
TOTAL = "Iš viso"
VISITORS = "Skirtingi lankytojai su leidimu"
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")


class Activities(Protocol):
    """The part of the catalogue that a report needs."""

    def activity(self, id: str) -> Activity | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One session. `hours` are person-hours; `bands` counts guests whose age band is known."""

    start: dt.datetime
    title: str
    visits: int
    guests: int
    hours: float
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One month of one place; the lines are its sessions in order.

    `visitors` are different people with a pass or on a list.
    """

    month: dt.date
    place: str
    lines: tuple[Line, ...] = field(default=())
    visitors: int = 0

    @property
    def visits(self) -> int:
        return sum(line.visits for line in self.lines)

    @property
    def hours(self) -> float:
        return round(sum(line.hours for line in self.lines), 1)

    @property
    def guests(self) -> int:
        return sum(line.guests for line in self.lines)

    def by_day(self) -> list[int]:
        """Visits on each day of the month."""
        days = [0] * calendar.monthrange(self.month.year, self.month.month)[1]
        for line in self.lines:
            days[line.start.day - 1] += line.visits
        return days


def build(
    month: dt.date, place: str, figures: Iterable[Figure], activities: Activities, zone: ZoneInfo,
    visitors: int = 0,
) -> Report:  # fmt: skip
    """The report of these figures; a session that nobody came to is not in it."""
    sessions: dict[tuple[dt.datetime, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        sessions[figure.session_start, figure.activity].append(figure)
    lines = [
        _line(start.astimezone(zone), id, activities.activity(id), sessions[start, id], zone)
        for start, id in sorted(sessions)
    ]
    return Report(month.replace(day=1), place, tuple(lines), visitors)


def rows(report: Report) -> list[list[str | int | float]]:
    """The table under `HEADINGS`, with its sums and the visitors as the last rows."""
    table: list[list[str | int | float]] = [
        [
            f"{line.start:%Y-%m-%d}", f"{line.start:%H:%M}", line.title, line.visits, line.guests,
            line.hours, *line.bands,
        ]
        for line in report.lines
    ]  # fmt: skip
    bands = [sum(line.bands[n] for line in report.lines) for n in range(len(AGE_BANDS))]
    sessions = f"Užsiėmimų: {len(report.lines)}"
    table.append([TOTAL, "", sessions, report.visits, report.guests, report.hours, *bands])
    table.append([VISITORS, "", "", report.visitors, "", "", *("" for _ in bands)])
    return table


def as_csv(report: Report) -> bytes:
    """For a Lithuanian spreadsheet: semicolons, decimal commas, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows(report):
        writer.writerow([_cell(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(report: Report) -> bytes:
    """A workbook with the table and a column chart of visits by day."""
    # Here, because it is slow to load and rarely needed.
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, hours = book.add_format({"bold": True}), book.add_format({"num_format": "0.0"})
        sheet = book.add_worksheet("Apsilankymai")
        sheet.write_row(0, 0, HEADINGS, bold)
        table = rows(report)
        for number, row in enumerate(table, 1):
            sheet.write_row(number, 0, row, bold if number > len(report.lines) else None)
        sheet.set_column(0, 1, 11)
        sheet.set_column(2, 2, 42)
        sheet.set_column(3, 10, 12)
        sheet.set_column(5, 5, 12, hours)
        sheet.freeze_panes(1, 0)
        days = book.add_worksheet("Pagal dienas")
        days.write_row(0, 0, ("Diena", "Apsilankymai"), bold)
        for day, visits in enumerate(report.by_day(), 1):
            days.write_row(day, 0, (day, visits))
        last = len(report.by_day())
        chart = book.add_chart({"type": "column"})
        chart.add_series({
            "name": "Apsilankymai",
            "categories": ["Pagal dienas", 1, 0, last, 0],
            "values": ["Pagal dienas", 1, 1, last, 1],
        })  # fmt: skip
        chart.set_title({"name": f"Apsilankymai, {report.month:%Y-%m}"})
        chart.set_legend({"none": True})
        days.insert_chart("D2", chart)
    return out.getvalue()


def file_name(report: Report, ending: str) -> str:
    """What the file is called; a place's id may hold signs that no disk takes."""
    place = "".join(each if each.isalnum() or each in "-_" else "-" for each in report.place)
    return f"ataskaita-{place}-{report.month:%Y-%m}.{ending}"


def sticks(mounts: Path = _MOUNTS, roots: Sequence[Path] = REMOVABLE) -> list[Path]:
    """Where a removable disk is mounted to be written to; a bare folder there is none."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        _, place, _, options, *_ = line.split(" ")
        path = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), place))
        if "rw" in options.split(",") and any(root in (path, *path.parents) for root in roots):
            found.append(path)
    return sorted(found)


def save(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write each whole or not at all, and have it on the stick before this returns.

    Raises `OSError` when the stick is full, read-only or gone.
    """
    done = []
    for name, content in files:
        draft, target = folder / f".{name}.part", folder / name
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        done.append(target)
    sync_folder(folder)
    return done


def _line(
    start: dt.datetime, id: str, activity: Activity | None, figures: list[Figure], zone: ZoneInfo
) -> Line:
    length = _length(activity, start, zone)
    minutes = 0.0
    for each in figures:
        # Who was not seen leaving stayed to the end, as far as anybody knows.
        minutes += each.minutes + max(0.0, each.open_visits * length - each.open_late_minutes)
    by_band = {each.age_band: each.visits for each in figures}
    return Line(
        start=start,
        title=words(activity, "name", "lt").text if activity is not None else id,
        visits=sum(each.visits for each in figures),
        guests=sum(each.guests for each in figures),
        hours=round(minutes / 60, 1),
        bands=tuple(by_band.get(band, 0) for band in AGE_BANDS),
    )


def _length(activity: Activity | None, start: dt.datetime, zone: ZoneInfo) -> float:
    """Minutes of the session; 0 when the schedule no longer tells.

    A session that was moved lasted as long as the one that the schedule has for its day.
    """
    if activity is None:
        return 0.0
    found = sessions_on(activity.event_schedule, start.date(), zone)
    found.sort(key=lambda session: session.start != start)
    return (found[0].end - found[0].start) / dt.timedelta(minutes=1) if found else 0.0


def _cell(value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    text = str(value)
    # A title is a city's text: a spreadsheet must not take it for a formula.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
