# SPDX-License-Identifier: MIT
"""Labels for words, always plain text, with control and invisible characters shown instead of obeyed."""

import html
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.plain import spoken as spoken
from crmtrainer.ui.kit.plain import visible as visible
from crmtrainer.ui.kit.wrapping import wrap as wrapped

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_RESTYLING = frozenset({QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange})


def on_button(text: str) -> str:
    """`text` as buttons and ticks show it: none of ours has a mnemonic, so an ampersand is one."""
    return spoken(text).replace("&", "&&")


def plain_tip(text: str) -> str:
    """`text` as a tooltip that Qt cannot take for markup."""
    return f"<p>{html.escape(visible(text)).replace(chr(10), '<br>')}</p>" if text else ""


def is_restyling(event: QEvent) -> bool:
    """Whether a change event means that colours or sizes are new."""
    return event.type() in _RESTYLING


def ink(widget: QWidget, token: str) -> None:
    """Give a label the colour of a token, or a fixed `#RRGGBB`."""
    palette = widget.palette()
    colour = QColor(token if token.startswith("#") else getattr(theme.tokens(), token))
    if palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText) != colour:
        palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText, colour)
        palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.WindowText, colour)
        widget.setPalette(palette)


class Label(QLabel):
    """A plain-text label of one size, weight and token; wraps when asked."""

    _words = ""
    _spacing = theme.USUAL_SPACING

    def __init__(
        self,
        text: str = "",
        *,
        size: Type = Type.BODY,
        weight: int = REGULAR,
        token: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._weight, self._token = size, weight, token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self._restyle()

    @override
    def setText(self, text: str) -> None:
        self._words = visible(text)
        super().setText(self._words)

    @override
    def clear(self) -> None:
        self.setText("")

    def _has_own_lines(self) -> bool:
        """Whether it breaks and paints its lines itself: Qt's labels know no line spacing but their own.

        Words that can be selected stay Qt's.
        """
        if self._spacing == theme.USUAL_SPACING or not self.wordWrap():
            return False
        return not self.textInteractionFlags() & _SELECTABLE

    def _step(self) -> float:
        return self.fontMetrics().lineSpacing() * self._spacing / theme.USUAL_SPACING

    def _high(self, lines: int) -> int:
        """The height of some lines, with what the letters of the first and last need where they stand close."""
        spill = max(0.0, self.fontMetrics().lineSpacing() - self._step())
        margins = self.contentsMargins()
        return ceil(lines * self._step() + spill) + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[str]:
        margins = self.contentsMargins()
        return wrapped(self._words, self.font(), width - margins.left() - margins.right()) if self._words else []

    def height_of(self, words: str, width: int) -> int:
        """How high other words would stand in it at this width."""
        margins = self.contentsMargins()
        return self._high(len(wrapped(visible(words), self.font(), width - margins.left() - margins.right())))

    @override
    def heightForWidth(self, width: int) -> int:
        return self._high(len(self._lines(width))) if self._has_own_lines() else super().heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width())) if self._has_own_lines() else hint

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if not self._has_own_lines():
            return least
        return QSize(least.width(), self._high(round(least.height() / max(1, self.fontMetrics().lineSpacing()))))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._has_own_lines():
            super().paintEvent(event)
            return
        area, step = QRectF(self.contentsRect()), self._step()
        lines = self._lines(self.width())
        left_over = max(0.0, area.height() - len(lines) * step)
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            left_over = max(0.0, self.fontMetrics().lineSpacing() - step)
        elif self.alignment() & Qt.AlignmentFlag.AlignBottom:
            left_over *= 2
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        for number, line in enumerate(lines):
            place = QRectF(area.left(), area.top() + left_over / 2 + number * step, area.width(), step)
            painter.drawText(place, int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), line)
        painter.end()

    def set_token(self, token: str) -> None:
        self._token = token
        self._restyle()

    def set_colour(self, colour: str) -> None:
        """A fixed `#RRGGBB`, for words on a ground of another scheme."""
        self._token = colour
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(fonts.font(self._size, self._weight))
        ink(self, self._token)
        if self._spacing != theme.active().spacing:
            self._spacing = theme.active().spacing
            self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class ElidedLabel(Label):
    """A label that gives way: shortened in the picture, whole in the tooltip and to a screen reader."""

    @override
    def setText(self, text: str) -> None:
        shown = visible(text, lines=False)
        super().setText(shown)
        self.setToolTip(plain_tip(shown))
        self.setAccessibleName(shown)
        self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        natural = self.sizeHint()
        return QSize(min(theme.px(28), natural.width()), natural.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment()), words)
        painter.end()


def title(text: str = "") -> ElidedLabel:
    """A record's or page's name; it gives way in a narrow window."""
    return ElidedLabel(text, size=Type.TITLE, weight=SEMIBOLD)


def section(text: str = "") -> ElidedLabel:
    """The heading of a part of a page."""
    return ElidedLabel(text, size=Type.SECTION, weight=SEMIBOLD)


def strong(text: str = "") -> Label:
    return Label(text, weight=SEMIBOLD)


def body(text: str = "", *, wrap: bool = True, token: str = "text") -> Label:
    return Label(text, wrap=wrap, token=token)


def caption(text: str = "", *, wrap: bool = False, token: str = "muted") -> Label:
    """Small, quiet words beside or below something."""
    return Label(text, size=Type.CAPTION, token=token, wrap=wrap)
