# SPDX-License-Identifier: MIT
"""Paints rows of two lines, 52 high, or three, 76 high, and group headings, 24.

Where a line has no room for its reference or first fact beside the mark, the mark stands on a further one. A reference
is never cut: whom the row is about gives way to it, and is whole in the tip.
"""

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.row_data import ROW_ROLE, Heading, Index, Mark, Row
from crmtrainer.ui.kit.text import visible
from crmtrainer.ui.kit.wrapping import wrap
from crmtrainer.ui.theme import Tone

FACTS_STEP, LINE_STEP = 22, 18
LEAST_DETAIL = 36
"""With less room than this a cut name says nothing."""
LEAST_BESIDE = 96
"""What a mark leaves to the words beside it, before it says its short ones."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def words_of_mark(mark: Mark, room: float, beside: str, whole: str = "") -> tuple[str, float]:
    """What a mark says in so much room, and how much of that goes to what is `whole`.

    It grows shorter until what is `beside` it has its place, and is never cut where it could say less.
    """
    metrics, own = QFontMetricsF(fonts.font(Type.CAPTION)), QFontMetricsF(_mark_font(mark))
    kept = min(metrics.horizontalAdvance(beside), theme.px(LEAST_BESIDE)) + theme.px(8) if beside else 0
    uncut = metrics.horizontalAdvance(whole) + theme.px(8) if whole else 0
    offered = [words for words in (mark.words, mark.short, mark.least) if words]
    fitting = (words for words in offered if own.horizontalAdvance(words) + uncut + kept <= room)
    return next(fitting, offered[-1] if offered else ""), uncut


def _draw(painter: QPainter, area: QRectF, font: QFont, words: str, colour: str, *, right: bool = False) -> float:
    """Draw elided words; answers the width they took."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(visible(words, lines=False), Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, int(_RIGHT if right else _LEFT), shown)
    return metrics.horizontalAdvance(shown)


def _fits_beside(row: Row, width: int) -> bool:
    """Whether the first fact and the mark stand on one line of a row so wide."""
    if row.mark is None or row.wraps:
        return True
    metrics = QFontMetricsF(fonts.font(Type.CAPTION))
    room = _room(row, width)
    if row.facts:
        fact = metrics.horizontalAdvance(row.facts[0].words) + theme.px(16 + 5)
        return fact + theme.px(8) + _mark_width(row.mark) <= room
    if not row.reference:
        return True
    mark = replace(row.mark, words=row.mark.short or row.mark.words)
    return metrics.horizontalAdvance(row.reference) + theme.px(8) + _mark_width(mark) <= room


def _room(row: Row, width: int) -> int:
    """How wide the lines of a row are."""
    icon = 0 if not row.icon else theme.px(44 if row.facts else 28)
    return width - theme.px(12 + 11) - icon


def _wrapped(row: Row, width: int) -> list[str]:
    """The lines of a detail that is shown whole."""
    return wrap(row.detail, fonts.font(Type.CAPTION), _room(row, width)) if row.wraps and row.detail else []


def _mark_font(mark: Mark) -> QFont:
    return fonts.font(Type.CAPTION, REGULAR if mark.tone in (Tone.NEUTRAL, Tone.OUTLINE) else SEMIBOLD)


def _mark_width(mark: Mark) -> float:
    """What the icon and the words of a mark take."""
    return QFontMetricsF(_mark_font(mark)).horizontalAdvance(mark.words) + (theme.px(16 + 5) if mark.icon else 0)


class RowDelegate(QStyledItemDelegate):
    """Paints `Row` and `Heading` values found under `ROW_ROLE`."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        value = index.data(ROW_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        high = 52
        if isinstance(value, Row):
            high = 76 if value.facts else 52 + LINE_STEP * max(0, len(_wrapped(value, width)) - 1)
            high += 0 if _fits_beside(value, width) else FACTS_STEP
        return QSize(theme.px(120), theme.px(24) if isinstance(value, Heading) else theme.row(high))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if isinstance(value, Heading):
            self._heading(painter, rect, value)
        elif isinstance(value, Row):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._row(painter, rect, value, selected=selected, hovered=hovered)
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint_row_ring(painter, rect, selected=selected)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens = theme.tokens()
        painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QPen(QColor(tokens.divider), 1))
        painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        area = QRectF(rect).adjusted(theme.px(12), 0, -theme.px(12), 0)
        took = _draw(painter, area, fonts.font(Type.CAPTION), heading.count, tokens.muted, right=True)
        area.setRight(area.right() - took - theme.px(8))
        _draw(painter, area, fonts.font(Type.CAPTION, SEMIBOLD), heading.text, tokens.text)

    def _row(self, painter: QPainter, rect: QRect, row: Row, *, selected: bool, hovered: bool) -> None:
        tokens = theme.tokens()
        text, muted = tokens.text, tokens.muted
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
            text, muted = tokens.on_selection, tokens.on_selection
        elif hovered:
            painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QPen(QColor(tokens.divider if tokens.dark else tokens.raised), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        top, left = rect.top() + theme.pad(6), float(rect.left() + theme.px(12))
        right = float(rect.right() - theme.px(11))
        if row.icon:
            side = theme.px(20)
            colour = self._icon_colour(row, selected=selected)
            if row.facts:
                colour = self._icon_colour(row, selected=selected and not tokens.outlined)
                left += self._tile(
                    painter, QRectF(left, top + theme.px(2), theme.px(32), theme.px(32)), selected=selected
                )
                icons.paint(painter, QRectF(left - theme.px(38), top + theme.px(8), side, side), row.icon, colour)
            else:
                icons.paint(painter, QRectF(left, top, side, side), row.icon, colour)
                left += theme.px(28)
        weight = SEMIBOLD if row.unread or selected else REGULAR
        line = QRectF(left, top, right - left, theme.px(20))
        if row.wraps and row.mark is not None:
            line.setRight(self._mark(painter, QRectF(line), row.mark, row.title, selected=selected) - theme.px(8))
        _draw(painter, line, fonts.font(weight=weight), row.title, text)
        second = QRectF(left, top + theme.px(21), right - left, theme.px(18))
        last = second.translated(0, theme.px(FACTS_STEP)) if row.facts else second
        if row.wraps:
            for number, words in enumerate(_wrapped(row, rect.width())):
                _draw(
                    painter, second.translated(0, number * theme.px(LINE_STEP)), fonts.font(Type.CAPTION), words, muted
                )
            return
        has_line = bool(row.facts) or rect.height() >= theme.row(52 + FACTS_STEP)  # long lists have one height for all
        if row.mark is not None and has_line and not _fits_beside(row, rect.width()):
            own = last.translated(0, theme.px(FACTS_STEP))
            own.setWidth(min(own.width(), _mark_width(row.mark) + 1))
            self._mark(painter, own, row.mark, "", selected=selected)
        elif row.mark is not None:
            beside, whole = (row.facts[0].words, "") if row.facts else (row.detail, row.reference)
            begin = self._mark(painter, QRectF(last), row.mark, beside, whole, selected=selected)
            last.setRight(begin - theme.px(8))
        self._second_line(painter, second, row, muted)
        self._facts(painter, last, row.facts, muted)

    def _tile(self, painter: QPainter, area: QRectF, *, selected: bool) -> float:
        """The ground of an icon; answers how much room it takes."""
        tokens = theme.tokens()
        painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if selected else tokens.raised))
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        return area.width() + theme.px(12)

    def _facts(self, painter: QPainter, area: QRectF, facts: tuple[Mark, ...], colour: str) -> None:
        """Draw as many of the facts as there is room for, each with its icon."""
        metrics = QFontMetricsF(fonts.font(Type.CAPTION))
        side, gap = theme.px(16), theme.px(5)
        left = area.left()
        for fact in facts:
            room = QRectF(left + side + gap, area.top(), area.right() - left - side - gap, area.height())
            if metrics.horizontalAdvance(fact.words) > room.width() and (
                left > area.left() or room.width() < theme.px(28)
            ):
                return
            icons.paint(painter, QRectF(left, area.center().y() - side / 2, side, side), fact.icon, colour)
            left = room.left() + _draw(painter, room, fonts.font(Type.CAPTION), fact.words, colour) + theme.px(14)

    def _icon_colour(self, row: Row, *, selected: bool) -> str:
        tokens = theme.tokens()
        if row.icon_tone is not Tone.NEUTRAL:
            return tokens.ink_on_selection(row.icon_tone) if selected else tokens.tone(row.icon_tone)[0]
        if selected:
            return tokens.on_selection if tokens.outlined or tokens.dark else tokens.accent
        return tokens.muted

    def _second_line(self, painter: QPainter, area: QRectF, row: Row, colour: str) -> None:
        small = fonts.font(Type.CAPTION)
        if row.reference:
            area.setLeft(area.left() + _draw(painter, area, small, row.reference, colour) + theme.px(8))
        if area.width() > theme.px(LEAST_DETAIL):
            _draw(painter, area, small, row.detail, colour)

    def _mark(
        self, painter: QPainter, area: QRectF, mark: Mark, beside: str, whole: str = "", *, selected: bool
    ) -> float:
        """Draw the mark at the right, short where something else needs the room; answers where it begins.

        What is `beside` it may be cut, what is `whole` not.
        """
        tokens = theme.tokens()
        quiet = mark.tone in (Tone.NEUTRAL, Tone.OUTLINE)
        colour = tokens.ink_on_selection(mark.tone) if selected else tokens.tone(mark.tone)[0]
        if quiet and not selected:
            colour = tokens.muted
        font = _mark_font(mark)
        side = theme.px(16) if mark.icon else 0
        room = QRectF(area)
        room.setLeft(area.left() + side + theme.px(5))
        words, uncut = words_of_mark(mark, room.width(), beside, whole)
        room.setLeft(room.left() + uncut)
        took = _draw(painter, room, font, words, colour, right=True)
        begin = area.right() - took - (side + theme.px(5) if side else 0)
        if side:
            box = QRectF(begin, area.center().y() - side / 2, side, side)
            icons.paint(painter, box, mark.icon, colour)
        return begin
