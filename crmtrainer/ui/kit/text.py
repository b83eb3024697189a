# SPDX-License-Identifier: MIT
"""Labels for words, always plain text, with control and invisible characters shown instead of obeyed."""

import html
import unicodedata

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_RESTYLING = frozenset({QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange})


def visible(text: str, *, lines: bool = True) -> str:
    """`text` with every control, bidirectional or zero-width character spelt out, like `[U+202E]`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, lines=lines) for character in text)


def _shown(character: str, *, lines: bool) -> str:
    if character == "\n":
        return "\n" if lines else " "
    if character == "\t":
        return " "
    if unicodedata.category(character) in _HIDDEN_CATEGORIES and character != "\u00ad":
        return f"[U+{ord(character):04X}]"
    return character


def spoken(text: str) -> str:
    """`text` for a screen reader: in one line, with nothing hidden in it."""
    return visible(text, lines=False)


def on_button(text: str) -> str:
    """`text` as buttons and ticks show it: none of ours has a mnemonic, so an ampersand is one."""
    return spoken(text).replace("&", "&&")


def plain_tip(text: str) -> str:
    """`text` as a tooltip that Qt cannot take for markup."""
    return f"<p>{html.escape(visible(text)).replace(chr(10), '<br>')}</p>" if text else ""


def _spaced(words: str, spacing: float) -> str:
    share = round(100 * spacing / theme.USUAL_SPACING)
    inside = html.escape(words).replace("\n", "<br>")
    return f'<p style="margin: 0; white-space: pre-wrap; line-height: {share}%">{inside}</p>'


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
        self.setWordWrap(wrap)
        self.setText(text)
        self._restyle()

    @override
    def setText(self, text: str) -> None:
        self._words = visible(text)
        self._put_words()

    @override
    def clear(self) -> None:
        self.setText("")

    @override
    def text(self) -> str:
        return self._words

    def _put_words(self) -> None:
        """Plain text. Only another line spacing takes markup, which is all ours: the words in it are escaped."""
        self._spacing = theme.active().spacing if self.wordWrap() else theme.USUAL_SPACING
        plain = self._spacing == theme.USUAL_SPACING
        self.setTextFormat(Qt.TextFormat.PlainText if plain else Qt.TextFormat.RichText)
        super().setText(self._words if plain or not self._words else _spaced(self._words, self._spacing))

    def _spill(self) -> int:
        """What letters need beyond lines that stand close together."""
        return 2 * fonts.spill(self._size) if self._spacing < theme.USUAL_SPACING else 0

    @override
    def heightForWidth(self, width: int) -> int:
        high = super().heightForWidth(width)
        return high + self._spill() if high > 0 else high

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, self._spill())

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(0, self._spill())

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
        if self.wordWrap() and self._spacing != theme.active().spacing:
            self._put_words()

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
