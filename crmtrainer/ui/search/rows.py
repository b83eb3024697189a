# SPDX-License-Identifier: MIT
"""The list inside the palette: headings and rows 40 high, the letters that fit bold and underlined."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.keys import written
from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.keycap import keycap_width, paint_keycap
from crmtrainer.ui.kit.row_data import ROW_ROLE, Heading, Index
from crmtrainer.ui.kit.text import visible
from crmtrainer.ui.search.entries import Entry

ROW_HEIGHT, HEADING_HEIGHT = 40, 24
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def _height(row: object) -> int:
    return theme.px(HEADING_HEIGHT) if isinstance(row, Heading) else theme.row(ROW_HEIGHT)


class EntriesModel(ItemsModel[Entry | Heading]):
    """Headings and entries in memory; headings cannot be chosen."""

    def height(self) -> int:
        """How high the list is when all of it is seen."""
        return sum(_height(row) for row in self._items)

    def places(self) -> list[int]:
        """Where the rows stand that can be chosen."""
        return [place for place, row in enumerate(self._items) if isinstance(row, Entry)]

    @override
    def can_be_chosen(self, item: Entry | Heading) -> bool:
        return isinstance(item, Entry)

    @override
    def shown(self, item: Entry | Heading) -> str:
        return item.text if isinstance(item, Heading) else visible(item.title, lines=False)

    @override
    def spoken(self, item: Entry | Heading) -> str:
        return "" if isinstance(item, Heading) else visible(item.sentence(), lines=False)

    @override
    def tip(self, item: Entry | Heading) -> str:
        return "" if isinstance(item, Heading) else item.sentence()


class EntryDelegate(QStyledItemDelegate):
    """Paints them."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(200), _height(index.data(ROW_ROLE)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, rect, row)
        elif isinstance(row, Entry):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._entry(painter, rect, row, selected=selected)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens = theme.tokens()
        painter.fillRect(rect, QColor(tokens.window))
        painter.setFont(fonts.font(Type.CAPTION, SEMIBOLD))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(rect).adjusted(theme.px(16), 0, -theme.px(16), 0), _MIDDLE, heading.text)

    def _entry(self, painter: QPainter, rect: QRect, entry: Entry, *, selected: bool) -> None:
        tokens = theme.tokens()
        text, muted = tokens.text, tokens.muted
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
            text = muted = tokens.on_selection
        if not entry.enabled:
            text = tokens.muted_on_selection if selected else tokens.disabled
            muted = text
        area = QRectF(rect).adjusted(theme.px(16), 0, -theme.px(16), 0)
        side = theme.px(20)
        box = QRectF(area.left(), area.center().y() - side / 2, side, side)
        icons.paint(painter, box, entry.icon, muted if not entry.enabled or not selected else text)
        area.setLeft(area.left() + side + theme.px(12))
        area.setRight(self._right_end(painter, area, entry, muted))
        took = self._title(painter, area, entry, text)
        area.setLeft(area.left() + took + theme.px(12))
        if entry.aside and area.width() > theme.px(24):
            self._words(painter, area, entry.aside, fonts.font(Type.CAPTION), muted)

    def _right_end(self, painter: QPainter, area: QRectF, entry: Entry, colour: str) -> float:
        """Draw the key or the quiet words at the right; answers where they begin."""
        if entry.shortcut:
            keys = written(entry.shortcut)
            width, height = keycap_width(keys), theme.px(18)
            paint_keycap(painter, QRectF(area.right() - width, area.center().y() - height / 2, width, height), keys)
            return area.right() - width - theme.px(12)
        if entry.right:
            font = fonts.font(Type.CAPTION)
            width = min(QFontMetricsF(font).horizontalAdvance(visible(entry.right)) + 2, area.width() / 2)
            self._words(
                painter, QRectF(area.right() - width, area.top(), width, area.height()), entry.right, font, colour
            )
            return area.right() - width - theme.px(12)
        return area.right()

    def _words(self, painter: QPainter, area: QRectF, words: str, font: QFont, colour: str) -> float:
        shown = QFontMetricsF(font).elidedText(
            visible(words, lines=False), Qt.TextElideMode.ElideRight, area.width() + 1
        )
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(area, _MIDDLE, shown)
        return QFontMetricsF(font).horizontalAdvance(shown)

    def _title(self, painter: QPainter, area: QRectF, entry: Entry, colour: str) -> float:
        """Draw the title piece by piece, what fits bold and underlined; answers the width it took."""
        left = area.left()
        for piece, fits in pieces(entry):
            font = fonts.font(weight=SEMIBOLD if fits else REGULAR)
            room = area.right() - left
            if room < theme.px(8):
                break
            took = self._words(painter, QRectF(left, area.top(), room, area.height()), piece, font, colour)
            if fits:
                below = area.center().y() + theme.px(11)
                painter.setPen(QPen(QColor(colour if theme.tokens().outlined else theme.tokens().accent), 2))
                painter.drawLine(int(left), int(below), int(left + took), int(below))
            left += took
        return left - area.left()


def pieces(entry: Entry) -> list[tuple[str, bool]]:
    """The title cut where letters begin and cease to fit what was typed."""
    if visible(entry.title, lines=False) != entry.title:
        return [(entry.title, False)]
    cut: list[tuple[str, bool]] = []
    done = 0
    for start, length in entry.marked:
        if start > done:
            cut.append((entry.title[done:start], False))
        cut.append((entry.title[start : start + length], True))
        done = start + length
    if done < len(entry.title):
        cut.append((entry.title[done:], False))
    return cut
