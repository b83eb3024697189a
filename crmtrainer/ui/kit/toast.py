# SPDX-License-Identifier: MIT
"""A passing message with an optional Undo, over the list and never over buttons; the frame keeps a record of it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, spoken
from crmtrainer.ui.theme import Tokens

SECONDS, SECONDS_WITH_BUTTON = 6, 10
LETTERS_A_SECOND = 15
"""How fast most people read: more words stay for longer."""
LEAST_WIDTH = 232


def opposite(tokens: Tokens) -> Tokens:
    """The scheme a toast wears, so that it stands out without a shadow."""
    return theme.LIGHT if tokens.dark else theme.DARK


class Toast(QWidget):
    """The message. It stays while hovered or focused and then waits its whole time again.

    A pointer that happens to rest where it appears does not hold it: somebody has to move over it.
    """

    dismissed = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: str,
        *,
        icon: str = "check-circle-outline",
        good: bool = True,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        stays: bool = False,
    ) -> None:
        super().__init__(parent)
        self._colours = opposite(theme.tokens())
        self._action = action
        self.setMouseTracking(True)
        self.setAccessibleName(spoken(words))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(4), theme.px(6), theme.px(4))
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        column.addLayout(row)
        self._row, self._column = row, column
        self._good = good
        self._mark = IconLabel(icon, 20)
        self._label = Label(words, wrap=True)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        self.action_button: QPushButton | None = None
        if action_text:
            self.action_button = self._button(action_text, action_text)
            self.action_button.clicked.connect(self._act)
            row.addWidget(self.action_button)
        self.close_button = self._button("", self.tr("Close this message"))
        self.close_button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button)
        self.setMinimumHeight(theme.px(40))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        least = SECONDS_WITH_BUTTON if action_text else SECONDS
        self._timer.setInterval(1000 * max(least, len(words) // LETTERS_A_SECOND))
        self._timer.timeout.connect(self.dismiss)
        self._stays = stays
        for child in (self.action_button, self.close_button):
            if child is not None:
                child.installEventFilter(self)
        self._restyle()
        self._wait()

    def _button(self, text: str, name: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setAccessibleName(name)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    def _restyle(self) -> None:
        colours = self._colours = opposite(theme.tokens())
        self._mark.paint_with(colours.ok if self._good else colours.info)
        self._label.set_colour(colours.text)
        self.close_button.setIcon(icons.icon_in("close", colours.text))
        for button in (self.action_button, self.close_button):
            if button is not None:
                button.setFont(fonts.font(weight=SEMIBOLD))
                button.setStyleSheet(
                    f"QPushButton {{ color: {colours.accent}; background: transparent; border: 0;"
                    f" padding: 0 {theme.px(8)}px; min-height: {theme.px(28)}px; border-radius: {theme.px(4)}px }}"
                    f"QPushButton:hover, QPushButton:focus {{ background: {colours.raised} }}"
                )

    def size_at(self, width: int) -> QSize:
        """How large it is where it may be this wide: its words wrap, and a button stands below them."""
        sides = theme.px(14 + 6)
        fixed = theme.px(20) + theme.px(10) + theme.px(10) + self.close_button.sizeHint().width()
        beside = 0 if self.action_button is None else self.action_button.sizeHint().width() + theme.px(10)
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + theme.px(2)
        whole = sides + fixed + beside + words
        if whole <= width:
            return QSize(max(whole, min(width, theme.px(LEAST_WIDTH))), theme.px(44))
        below = self.action_button is not None
        lines = self._label.heightForWidth(max(1, width - sides - fixed))
        high = max(lines, self.close_button.sizeHint().height(), theme.px(36)) + theme.px(8)
        if below and self.action_button is not None:
            high += self.action_button.sizeHint().height()
        return QSize(width, max(high, theme.px(44)))

    def lie_in(self, area: QRect) -> None:
        """Lie there; what `size_at` gave fits."""
        button = self.action_button
        if button is not None:
            below = area.height() > theme.px(44)
            holder = self._column if below else self._row
            if holder.indexOf(button) < 0:
                self._row.removeWidget(button)
                self._column.removeWidget(button)
                if below:
                    self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
                else:
                    self._row.insertWidget(2, button)
        self.setGeometry(area)

    def words(self) -> str:
        return self._label.text()

    def first_place(self) -> QWidget:
        """Where F6 lands: on what it offers, wherever that button lies."""
        return self.close_button if self.action_button is None else self.action_button

    def dismiss(self) -> None:
        """Go away now."""
        self._leave()
        self.deleteLater()

    def _leave(self) -> None:
        self._timer.stop()
        self.hide()
        self.dismissed.emit()

    def _act(self) -> None:
        """Do what the button says. Only then may the button go: the action may run an event loop of its own."""
        self._leave()
        try:
            if self._action is not None:
                self._action()
        finally:
            if isValid(self):
                self.deleteLater()

    def _wait(self) -> None:
        if not self._stays:
            self._timer.start()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._timer.stop()
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._wait()
        super().leaveEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.HoverMove):
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._colours != opposite(theme.tokens()):
            self._restyle()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.surface))
        painter.drawRoundedRect(self.rect(), theme.px(6), theme.px(6))
        painter.end()
