# SPDX-License-Identifier: MIT
"""Documents on A4: laid out by Qt's text engine, each page stamped with what it is, whose, and its number."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from crmtrainer import __version__
from crmtrainer.house.documents import write_whole
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.plain import visible
from crmtrainer.ui import fonts

NOBODY_REAL = "Training data: nobody here is real"
"""What every page bears, whatever stands on it and in whatever language."""
DOTS_PER_INCH = 300
MARGIN_MM = 15.0
BAND_MM = 9.0
"""Room for the line above the text, and for the one below."""
_INK, _QUIET, _STAMP, _LINE = "#1b2430", "#515d6b", "#8a4b00", "#c9d1da"


@dataclass(frozen=True, slots=True)
class Printable:
    """One document. `html` comes from our own templates, which escape what they are given; `stem` is for its file.

    `stamp` stands above each page and `foot` below. `act` is what putting it on paper does: to be carried out first.
    """

    title: str
    stem: str
    html: str
    foot: str
    stamp: str = ""
    act: Command | None = None

    def __post_init__(self) -> None:
        # An attempt's title is somebody's words: painters, printers and PDF readers obey what is hidden in them.
        for name in ("title", "foot", "stamp"):
            object.__setattr__(self, name, visible(getattr(self, name), lines=False))


def save_pdf(what: Printable, target: Path) -> int:
    """Write a PDF to `target`, whole or not at all. Gives the number of pages. Raises `StoreUnavailable`."""
    _need_application()
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(data)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(what.title)
    writer.setCreator(f"crmtrainer {__version__}")
    pages = put_on(what, writer)
    write_whole(target, bytes(data.data().data()))
    return pages


def put_on(what: Printable, device: QPagedPaintDevice) -> int:
    """Paint every page on a PDF or a printer. Gives how many there are; none when the device does not take them."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(device):
        return 0
    sheet = QRectF(0, 0, device.width(), device.height())
    band = _dots(BAND_MM, device)
    body = sheet.adjusted(0, band, 0, -band)
    document = _document(what, device, body.size())
    pages = document.pageCount()
    for page in range(pages):
        if page:
            device.newPage()
        _paint_body(painter, document, body, page)
        _paint_bands(painter, what, sheet, (page + 1, pages), device)
    return pages if painter.end() else 0


def _need_application() -> None:
    """Letters need an application; without a window a hidden one is made."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _held.append(QGuiApplication(["crmtrainer"]))
    fonts.register()


_held: list[QGuiApplication] = []


def _document(what: Printable, device: QPagedPaintDevice, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(_font(9.0))
    document.setDocumentMargin(0)
    document.setHtml(what.html)
    document.setPageSize(size)
    return document


def _paint_body(painter: QPainter, document: QTextDocument, body: QRectF, page: int) -> None:
    painter.save()
    painter.translate(body.left(), body.top() - page * body.height())
    window = QRectF(0, page * body.height(), body.width(), body.height())
    painter.setClipRect(window)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = window
    context.palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_bands(
    painter: QPainter, what: Printable, sheet: QRectF, page: tuple[int, int], device: QPagedPaintDevice
) -> None:
    line = _dots(6.0, device)
    top = QRectF(sheet.left(), sheet.top(), sheet.width(), line)
    foot = QRectF(sheet.left(), sheet.bottom() - line, sheet.width(), line)
    painter.setPen(QPen(QColor(_LINE), _dots(0.2, device)))
    painter.drawLine(top.bottomLeft(), top.bottomRight())
    painter.drawLine(foot.topLeft(), foot.topRight())
    left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
    painter.setFont(_font(8.0, fonts.SEMIBOLD))
    painter.setPen(QColor(_STAMP))
    painter.drawText(top, left, what.stamp)
    painter.setFont(_font(8.0))
    painter.setPen(QColor(_QUIET))
    painter.drawText(top, right, NOBODY_REAL)
    number = f"page {page[0]} of {page[1]}"
    painter.drawText(foot, right, number)
    metrics = painter.fontMetrics()
    room = foot.adjusted(0, 0, -metrics.horizontalAdvance(number) - _dots(4.0, device), 0)
    painter.drawText(room, left, metrics.elidedText(what.foot, Qt.TextElideMode.ElideRight, int(room.width())))


def _font(points: float, weight: int = fonts.REGULAR) -> QFont:
    made = QFont("Noto Sans")
    made.setPointSizeF(points)
    made.setVariableAxis(QFont.Tag("wght"), weight)
    # Else text taken from the page holds a ligature instead of the letters of a hash.
    made.setFeature(QFont.Tag("liga"), 0)
    return made


def _dots(millimetres: float, device: QPagedPaintDevice) -> float:
    return millimetres / 25.4 * device.logicalDpiX()
