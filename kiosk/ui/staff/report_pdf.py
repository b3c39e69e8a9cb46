"""The month's report on one sheet of paper, with a chart."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from kiosk.services.desk_values import AGE_BANDS
from kiosk.services.report import Report

_DPI = 150
_INK, _SOFT, _BAR = QColor("#1d1930"), QColor("#575167"), QColor("#7a1f3d")
_MONTHS = ("sausis", "vasaris", "kovas", "balandis", "gegužė", "birželis", "liepa", "rugpjūtis",
           "rugsėjis", "spalis", "lapkritis", "gruodis")  # fmt: skip


def as_pdf(report: Report, place: str) -> bytes:
    """An A4 page: the sums, visits by day as columns, and the busiest sessions."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
            QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    writer.setTitle(f"Apsilankymai, {report.month:%Y-%m}")
    painter = QPainter(writer)
    try:
        _draw(painter, report, place, float(writer.width()))
    finally:
        painter.end()
        buffer.close()
    return bytes(data.data())


def _draw(painter: QPainter, report: Report, place: str, width: float) -> None:
    month = f"{report.month.year} m. {_MONTHS[report.month.month - 1]}"
    y = _line(painter, 0, width, "Lankytojų ataskaita", 22, bold=True)
    y = _line(painter, y, width, f"{place}, {month}", 13, colour=_SOFT)
    sums = (
        f"Lankytojai: {report.visitors}    Apsilankymai: {report.visits}    "
        f"Užsiėmimai: {len(report.lines)}    "
        f"Valandos: {report.hours:.1f}".replace(".", ",")
    )
    y = _line(painter, y + 20, width, sums, 14, bold=True)
    y = _line(painter, y, width, _guests(report), 11, colour=_SOFT)
    y = _chart(painter, QRectF(0, y + 30, width, 420), report.by_day())
    y = _line(painter, y + 30, width, "Daugiausia lankyti užsiėmimai", 13, bold=True)
    for line in sorted(report.lines, key=lambda each: -each.visits)[:12]:
        text = f"{line.start:%m-%d %H:%M}   {line.title}"
        _line(painter, y, width * 0.12, str(line.visits), 11, bold=True)
        painter.translate(width * 0.12, 0)
        y = _line(painter, y, width * 0.88, text, 11)
        painter.translate(-width * 0.12, 0)
    note = (
        "Suskaičiuota šiame kioske. Lankytojas – skirtingas žmogus su leidimu arba iš sąrašo; tas "
        "pats žmogus dviejuose užsiėmimuose yra vienas lankytojas ir du apsilankymai. Svečių be "
        "leidimo atskirti negalima, todėl jie skaičiuojami tik kaip apsilankymai. "
        "Kas nepažymėjo išvykimo, laikomas buvusiu iki užsiėmimo pabaigos."
    )
    _line(painter, y + 30, width, note, 9, colour=_SOFT)


def _guests(report: Report) -> str:
    """Those without a pass, by age band where one was counted."""
    sums = [sum(line.bands[n] for line in report.lines) for n in range(len(AGE_BANDS))]
    bands = ", ".join(f"{b} m. – {n}" for b, n in zip(AGE_BANDS, sums, strict=True) if n)
    return f"Apsilankymų be leidimo: {report.guests}" + (f" ({bands})" if bands else "")


def _chart(painter: QPainter, box: QRectF, days: list[int]) -> float:
    most = max(max(days), 1)
    step = box.width() / len(days)
    floor = box.bottom() - 40
    for number, visits in enumerate(days):
        height = (floor - box.top() - 30) * visits / most
        left = box.left() + (number + 0.15) * step
        column = QRectF(left, floor - height, step * 0.7, height)
        painter.fillRect(column, _BAR)
        middle = QRectF(box.left() + number * step, 0, step, 30)
        if visits:
            middle.moveBottom(column.top() - 2)
            _centred(painter, middle, str(visits), _INK)
        middle.moveTop(floor + 6)
        _centred(painter, middle, str(number + 1), _SOFT)
    painter.fillRect(QRectF(box.left(), floor, box.width(), 2), _SOFT)
    return box.bottom()


def _centred(painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
    painter.setFont(QFont("Onest", 7))
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _line(
    painter: QPainter,
    y: float,
    width: float,
    text: str,
    size: int,
    *,
    bold: bool = False,
    colour: QColor = _INK,
) -> float:
    font = QFont("Onest", size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour)
    box = QRectF(0, y, width, 2000)
    flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    used = painter.boundingRect(box, flags, text)
    painter.drawText(box, flags, text)
    return used.bottom() + size * 0.8
