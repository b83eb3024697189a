# SPDX-License-Identifier: MIT
"""What a list or page shows when it holds nothing: what would be here, why it is not, one button."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import icons, theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.keycap import KeyCap
from crmtrainer.ui.kit.text import body as body_label
from crmtrainer.ui.kit.text import is_restyling, strong


class _Disc(QWidget):
    """The icon in its circle."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(60))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.raised))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(area)
        side = theme.px(24)
        box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        icons.paint(painter, box, self._icon, tokens.muted)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()


class EmptyState(QWidget):
    """The page's own way of saying "nothing yet"; `acted` when its button is pressed."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        heading: str,
        words: str,
        *,
        button: str = "",
        button_icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        column.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        self.heading = strong(heading)
        self.heading.setWordWrap(True)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.heading)
        self.words = body_label(words, token="muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setMaximumWidth(theme.px(440))
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self.words, 12)
        centred.addStretch(1)
        column.addLayout(centred)
        self.button: Button | None = None
        if button:
            column.addSpacing(theme.px(8))
            self.button = Button(button, button_icon)
            self.button.clicked.connect(self.acted)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
            if key:
                column.addWidget(KeyCap(key), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_words(self, heading: str, words: str) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
