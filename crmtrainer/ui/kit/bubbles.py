# SPDX-License-Identifier: MIT
"""A conversation as it runs: theirs at the left, yours at the right, remarks and hints between."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.row_data import ROW_ROLE, Index
from crmtrainer.ui.kit.scrolling import GrowingList
from crmtrainer.ui.kit.text import is_restyling, visible


class Side(Enum):
    """Who speaks. The value is the icon."""

    THEM = "account-outline"
    YOU = "headset"
    COLLEAGUE = "package-variant"
    REMARK = "information-outline"
    HINT = "lightbulb-outline"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said, or a remark between."""

    side: Side
    who: str
    text: str
    when: str = ""
    icon: str = ""

    def sentence(self) -> str:
        return visible(", ".join(part for part in (self.who, self.text, self.when) if part), lines=False)


class BubblesModel(ItemsModel[Bubble]):
    """What was said so far; new words are appended so that a reader hears only them."""

    @override
    def set_items(self, items: tuple[Bubble, ...]) -> None:
        old = len(self._items)
        if old and len(items) > old and items[:old] == self._items:
            self._insert(old, len(items) - old, items)
        else:
            super().set_items(items)

    @override
    def shown(self, item: Bubble) -> str:
        return item.sentence()

    @override
    def spoken(self, item: Bubble) -> str:
        return item.sentence()

    @override
    def tip(self, item: Bubble) -> str:
        return item.when


class BubblesDelegate(QStyledItemDelegate):
    """Paints a bubble; the name stands bold before the first words."""

    def _layout(self, bubble: Bubble, width: float) -> tuple[QTextLayout, QSize]:
        look = theme.active()
        small = bubble.side in (Side.REMARK, Side.HINT)
        name = visible(bubble.who, lines=False)
        words = visible(bubble.text).replace("\n", "\u2028")
        layout = QTextLayout(f"{name}  {words}" if name else words)
        layout.setFont(fonts.font(Type.CAPTION if small else Type.BODY))
        bold = QTextLayout.FormatRange()
        bold.start, bold.length = 0, len(name)
        shape = QTextCharFormat()
        shape.setFont(fonts.font(Type.CAPTION if small else Type.BODY, SEMIBOLD))
        bold.format = shape
        layout.setFormats([bold])
        layout.beginLayout()
        step, top, widest = fonts.line_height(Type.CAPTION if small else Type.BODY), 0.0, 0.0
        indent = float(look.px(22))
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width - indent))
            line.setPosition(QPointF(indent, top))
            widest = max(widest, line.naturalTextWidth() + indent)
            top += step
            indent = 0.0 if not small else indent
        layout.endLayout()
        return layout, QSize(round(widest + 1), round(top))

    def _room(self, bubble: Bubble, width: int) -> float:
        share = 1.0 if bubble.side in (Side.REMARK, Side.HINT) else 0.94
        return (width - theme.px(24)) * share - theme.px(22)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        bubble = index.data(ROW_ROLE)
        if not isinstance(bubble, Bubble):
            return QSize(width, 0)
        _, size = self._layout(bubble, self._room(bubble, width))
        return QSize(theme.px(120), size.height() + theme.px(10 + 6 if bubble.side is not Side.REMARK else 8))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bubble = index.data(ROW_ROLE)
        if not isinstance(bubble, Bubble):
            return
        tokens = theme.tokens()
        layout, size = self._layout(bubble, self._room(bubble, option.rect.width()))
        area = QRectF(option.rect).adjusted(theme.px(12), theme.px(3), -theme.px(12), -theme.px(3))
        ink, icon_ink = tokens.text, tokens.muted
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if bubble.side is Side.REMARK:
            ink = tokens.muted
            text = QPointF(area.center().x() - size.width() / 2, area.top() + theme.px(1))
        else:
            width = min(area.width(), size.width() + theme.px(22))
            if bubble.side is Side.HINT:
                width = area.width()
            elif bubble.side is Side.YOU:
                area.setLeft(area.right() - width)
            area.setWidth(width)
            icon_ink = self._frame(painter, area, bubble.side)
            text = QPointF(area.left() + theme.px(10), area.top() + theme.px(5))
        side = theme.px(16)
        icon = bubble.icon or bubble.side.value
        height = fonts.line_height(Type.CAPTION if bubble.side in (Side.REMARK, Side.HINT) else Type.BODY)
        icons.paint(painter, QRectF(text.x(), text.y() + (height - side) / 2, side, side), icon, icon_ink)
        painter.setPen(QColor(ink))
        layout.draw(painter, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, option.rect)
        painter.restore()

    def _frame(self, painter: QPainter, area: QRectF, side: Side) -> str:
        """Draw the ground of a bubble; answers the colour of its icon."""
        tokens = theme.tokens()
        ground, edge, ink = {
            Side.YOU: (tokens.info_ground, "", tokens.text),
            Side.COLLEAGUE: (tokens.colleague_ground, "", tokens.colleague),
            Side.HINT: (tokens.raised, "", tokens.warn),
        }.get(side, (tokens.surface, tokens.divider, tokens.text))
        if tokens.outlined:
            edge = tokens.edge
        painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
        return ink


class BubblesView(GrowingList):
    """The list; it follows the newest words unless the reader has scrolled back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.talk = BubblesModel(self)
        self.setModel(self.talk)
        self.setItemDelegate(BubblesDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("ground", "window")
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._follows = True
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._note_place())

    def set_bubbles(self, said: tuple[Bubble, ...]) -> None:
        follows = self._follows
        self.talk.set_items(said)
        if follows:
            self.show_newest()

    def show_newest(self) -> None:
        """Scroll to the end; what was said last begins in sight also where what follows it leaves no room."""
        self._follows = True
        self.executeDelayedItemsLayout()
        self.scrollToBottom()
        count = self.talk.rowCount()
        spoken = (row for row in reversed(range(count)) if self._is_spoken(row))
        last = next(spoken, None)
        if last is not None and self.visualRect(self.talk.index(last)).top() < 0:
            self.scrollTo(self.talk.index(last), QListView.ScrollHint.PositionAtTop)

    def _is_spoken(self, row: int) -> bool:
        bubble = self.talk.index(row).data(ROW_ROLE)
        return isinstance(bubble, Bubble) and bubble.side not in (Side.REMARK, Side.HINT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._follows and self.talk.rowCount():
            self.show_newest()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self._note_place()

    def _note_place(self) -> None:
        """After the reader scrolled: only whoever is at the end is taken along."""
        bar = self.verticalScrollBar()
        self._follows = bar.sliderPosition() >= bar.maximum() - theme.px(24)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()
