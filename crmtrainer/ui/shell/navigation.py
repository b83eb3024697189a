# SPDX-License-Identifier: MIT
"""The sections at the left: 144 wide with words, 48 as icons when the window is small."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import caption, is_restyling, plain_tip
from crmtrainer.ui.shell.sections import SET_UP, Section, section_icon, section_name

WIDE, NARROW = 144, 48
HIGH, LOW = 36, 26


def _told(count: int) -> str:
    return str(count) if count < 100 else "99+"


class NavigationItem(QAbstractButton):
    """One section: icon, name, count; the current one has a ground, a bar and heavier letters."""

    def __init__(self, name: str, icon: str, *, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = 0
        self._compact = False
        self.setText(name)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme.px(HIGH))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tell()

    def set_count(self, count: int) -> None:
        self._count = count
        self._tell()
        self.update()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._tell()
        self.update()

    def _tell(self) -> None:
        name = f"{self.text()}, {self._count}" if self._count else self.text()
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name) if self._compact else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDE * fonts.letter_share() - 16), theme.px(HIGH))

    @override
    def minimumSizeHint(self) -> QSize:
        # In a low window the sections stand closer before they scroll.
        return QSize(theme.px(LOW), theme.px(LOW))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        current = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        ink = tokens.text if self.isCheckable() else tokens.muted
        icon_ink = tokens.muted
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(area, theme.px(6), theme.px(6))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRectF(0, theme.px(9), theme.px(3), area.height() - theme.px(18)), QColor(bar))
            ink = tokens.on_selection
            icon_ink = tokens.on_selection if tokens.outlined else tokens.accent
        elif self.underMouse():
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        side = theme.px(20)
        left = (area.width() - side) / 2 if self._compact else theme.px(8)
        icons.paint(painter, QRectF(left, (area.height() - side) / 2, side, side), self._icon, icon_ink)
        if self._compact:
            self._paint_badge(painter, area)
        else:
            self._paint_words(painter, area, ink, SEMIBOLD if current else REGULAR)
        painter.end()

    def _paint_words(self, painter: QPainter, area: QRectF, ink: str, weight: int) -> None:
        font = fonts.font(weight=weight)
        right = area.width() - theme.px(6)
        if self._count:
            number = _told(self._count)
            small = fonts.font(Type.BODY if self._count < 10 else Type.CAPTION, SEMIBOLD)
            painter.setFont(small)
            painter.setPen(QColor(ink))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(area.adjusted(0, 0, -theme.px(6), 0), flags, number)
            right -= QFontMetricsF(small).horizontalAdvance(number) + theme.px(2)
        left = theme.px(34)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, right - left + 1)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, 0, right - left + 2, area.height()), flags, shown)

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        if not self._count:
            return
        tokens = theme.tokens()
        number = _told(self._count)
        font = fonts.font(Type.CAPTION, SEMIBOLD)
        width = max(theme.px(16), QFontMetricsF(font).horizontalAdvance(number) + theme.px(7))
        box = QRectF(area.right() - width, 0, width, theme.px(16))
        painter.setPen(QPen(QColor(tokens.raised), 1))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.setMaximumHeight(theme.px(HIGH))
            self.updateGeometry()


class Navigation(Surface):
    """The column of sections. Arrow keys move within it; `chosen` when a person picks a section."""

    chosen = Signal(object)
    help_asked = Signal()
    rules_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("raised", edges=Qt.Edge.RightEdge, parent=parent)
        self.setAccessibleName(self.tr("Sections"))
        self._compact = False
        self._items: dict[Section, NavigationItem] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(8), theme.px(8), theme.px(9), theme.px(8))
        self._column.setSpacing(theme.px(2))
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, theme.px(10), 0, theme.px(2))
        head.setSpacing(theme.px(8))
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("divider", True)
        self._set_up = caption(self.tr("Set up"))
        self._set_up.setContentsMargins(theme.px(8), 0, 0, 0)
        head.addWidget(line)
        head.addWidget(self._set_up)
        self._column.addWidget(self._head)
        self._column.addStretch(1)
        self.rules = NavigationItem(self.tr("House rules"), "book-open-outline", checkable=False)
        self.rules.clicked.connect(self.rules_asked)
        self.rules.hide()
        self._column.addWidget(self.rules)
        self.help = NavigationItem(self.tr("What is this?"), "help-circle-outline", checkable=False)
        self.help.clicked.connect(self.help_asked)
        self._column.addWidget(self.help)
        self._show_set_up()
        self._fit()

    def add(self, section: Section) -> NavigationItem:
        """Add a section in its place."""
        item = NavigationItem(section_name(section), section_icon(section))
        item.set_compact(self._compact)
        item.clicked.connect(lambda _checked=False: self.chosen.emit(section))
        self._group.addButton(item)
        self._items[section] = item
        self._column.insertWidget(self._place(section), item)
        self._show_set_up()
        chain = [*(self._items[s] for s in self.sections()), self.rules, self.help]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        return item

    def _place(self, section: Section) -> int:
        order = list(Section)
        before = sum(1 for s in self._items if order.index(s) < order.index(section))
        return before + 1 if section in SET_UP else before

    def item(self, section: Section) -> NavigationItem:
        return self._items[section]

    def sections(self) -> list[Section]:
        """The sections shown, in order."""
        return [s for s in Section if s in self._items]

    def offer(self, section: Section, *, offered: bool) -> None:
        """Show a section to whoever it is for, and hide it from others."""
        self._items[section].setVisible(offered)
        self._show_set_up()

    def set_current(self, section: Section) -> None:
        self._items[section].setChecked(True)

    def set_count(self, section: Section, count: int) -> None:
        if section in self._items:
            self._items[section].set_count(count)

    def set_compact(self, compact: bool) -> None:
        """Icons only, with names in tooltips and for readers."""
        self._compact = compact
        for item in (*self._items.values(), self.rules, self.help):
            item.set_compact(compact)
        side = theme.px(6 if compact else 8)
        self._column.setContentsMargins(side, theme.px(8), side + 1, theme.px(8))
        self._show_set_up()
        self._fit()

    def _show_set_up(self) -> None:
        has = any(s in self._items and not self._items[s].isHidden() for s in SET_UP)
        self._head.setVisible(has)
        self._set_up.setVisible(not self._compact)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(NARROW if self._compact else WIDE * fonts.letter_share()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
