# SPDX-License-Identifier: MIT
"""Evidence as a PDF on A4: laid out by Qt's text engine, each page stamped with what it is, whose, and its number."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
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
from crmtrainer.reports.evidence import EvidenceReport
from crmtrainer.reports.html import evidence_print
from crmtrainer.ui import fonts

DOTS_PER_INCH = 300
MARGIN_MM = 15.0
BAND_MM = 9.0
"""Room for the line above the text, and for the one below."""
_INK, _QUIET, _STAMP, _LINE = "#1b2430", "#515d6b", "#8a4b00", "#c9d1da"


def write_pdf(report: EvidenceReport, target: Path) -> int:
    """Write the evidence to `target`, whole or not at all. Gives the number of pages. Raises `StoreUnavailable`."""
    _need_application()
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    pages = _render(report, data)
    write_whole(target, bytes(data.data().data()))
    return pages


def _need_application() -> None:
    """Letters need an application; without a window a hidden one is made."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _held.append(QGuiApplication(["crmtrainer"]))
    fonts.register()


_held: list[QGuiApplication] = []


def _render(report: EvidenceReport, device: QIODevice) -> int:
    writer = QPdfWriter(device)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(f"Simulated evidence: {report.ref}, {report.scenario}")
    writer.setCreator(f"crmtrainer {__version__}")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    sheet = QRectF(0, 0, writer.width(), writer.height())
    band = _dots(BAND_MM)
    body = sheet.adjusted(0, band, 0, -band)
    document = _document(report, writer, body.size())
    painter = QPainter(writer)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        _paint_body(painter, document, body, page)
        _paint_bands(painter, report, sheet, page + 1, pages)
    painter.end()
    return pages


def _document(report: EvidenceReport, writer: QPdfWriter, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_font(9.0))
    document.setDocumentMargin(0)
    document.setHtml(evidence_print(report))
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


def _paint_bands(painter: QPainter, report: EvidenceReport, sheet: QRectF, page: int, pages: int) -> None:
    line = _dots(6.0)
    top = QRectF(sheet.left(), sheet.top(), sheet.width(), line)
    foot = QRectF(sheet.left(), sheet.bottom() - line, sheet.width(), line)
    painter.setPen(QPen(QColor(_LINE), _dots(0.2)))
    painter.drawLine(top.bottomLeft(), top.bottomRight())
    painter.drawLine(foot.topLeft(), foot.topRight())
    left, right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), Qt.AlignmentFlag.AlignRight
    painter.setFont(_font(8.0, fonts.SEMIBOLD))
    painter.setPen(QColor(_STAMP))
    painter.drawText(top, left, "SIMULATED EVIDENCE")
    painter.setFont(_font(8.0))
    painter.setPen(QColor(_QUIET))
    painter.drawText(top, int(right | Qt.AlignmentFlag.AlignVCenter), "Nobody in here is real")
    painter.drawText(foot, left, f"Simulated evidence · attempt {report.ref}")
    painter.drawText(foot, int(right | Qt.AlignmentFlag.AlignVCenter), f"page {page} of {pages}")


def _font(points: float, weight: int = fonts.REGULAR) -> QFont:
    made = QFont("Noto Sans")
    made.setPointSizeF(points)
    made.setVariableAxis(QFont.Tag("wght"), weight)
    # Else text taken from the page holds a ligature instead of the letters of a hash.
    made.setFeature(QFont.Tag("liga"), 0)
    return made


def _dots(millimetres: float) -> float:
    return millimetres / 25.4 * DOTS_PER_INCH
