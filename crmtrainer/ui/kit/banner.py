# SPDX-License-Identifier: MIT
"""A bar for something that lasts: icon, bold words, further words, buttons. It cannot be closed while true."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, is_restyling, spoken
from crmtrainer.ui.theme import Tone

BESIDE_FROM = 560


class Banner(QWidget):
    """The bar. `strong` is the filled one of the assessed mode; `detail` is a quieter second line."""

    def __init__(
        self,
        heading: str = "",
        words: str = "",
        *,
        icon: str = "information-outline",
        tone: Tone = Tone.INFO,
        strong: bool = False,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._strong = tone, strong
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(icon, 20, self._ink_token())
        self._heading = Label(weight=SEMIBOLD)
        self._words = Label(wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail = Label(size=Type.CAPTION, wrap=True)
        self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._first.setSpacing(theme.px(10))
        self._first.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        self._first.addWidget(self._words, 1)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(2))
        lines.addStretch(1)
        lines.addLayout(self._first)
        lines.addWidget(self._detail)
        lines.addStretch(1)
        self._row = QHBoxLayout(self)
        edge = theme.px(5 if strong else 8)
        self._row.setContentsMargins(theme.px(16), edge, theme.px(16), edge)
        self._row.setSpacing(theme.px(10))
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(lines, 1)
        self.set_words(heading, words, detail)

    def set_words(self, heading: str, words: str = "", detail: str = "") -> None:
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        up = Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, up)
        self.setAccessibleName(spoken(" ".join(part for part in (heading, words, detail) if part)))
        self._restyle()

    def set_tone(self, tone: Tone, icon: str = "") -> None:
        self._tone = tone
        if icon:
            self._icon.set_icon(icon)
        self._restyle()
        self.update()

    def _arrange(self) -> None:
        """Where it is narrow the words stand below the heading, not in a column of their own beside it."""
        beside = self.width() >= theme.px(BESIDE_FROM)
        self._first.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._first.setSpacing(theme.px(10 if beside else 2))
        self._heading.setWordWrap(not beside)

    def add(self, widget: QWidget, *, high: bool = False) -> None:
        """Put a button at the right end; `high`: level with the heading, however many lines there are."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter)

    def _ink_token(self) -> str:
        if self._strong:
            return "on_accent"
        return "muted" if self._tone in (Tone.NEUTRAL, Tone.OUTLINE, Tone.STRONG) else self._tone.value

    def _restyle(self) -> None:
        self._icon.set_token(self._ink_token())
        for label in (self._heading, self._words, self._detail):
            label.set_token("on_accent" if self._strong else "text")

    @override
    def sizeHint(self) -> QSize:
        # As high as at its present width: it may not be higher than this, and words wrap.
        wished, layout = super().sizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth() or self.width() >= theme.px(BESIDE_FROM):
            return wished
        return QSize(wished.width(), layout.totalHeightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        # As high as at its present width: what wraps would otherwise ask for the height of its narrowest.
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), min(least.height(), layout.totalMinimumHeightForWidth(self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
            self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        if self._strong:
            painter.fillRect(self.rect(), QColor(tokens.accent))
        else:
            colour, ground = tokens.tone(self._tone)
            painter.fillRect(self.rect(), QColor(ground))
            painter.fillRect(0, 0, theme.px(3), self.height(), QColor(colour))
            painter.setPen(QPen(QColor(tokens.divider), 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
