# SPDX-License-Identifier: MIT
"""Radio buttons in frames: a heading, a few words below it, something short at the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.text import is_restyling, spoken, visible
from crmtrainer.ui.kit.wrapping import READ, wrap

NARROWEST_BESIDE = 170


@dataclass(frozen=True, slots=True)
class Choice:
    """One frame. With `words` the text is a heading; without, it is the whole choice and may wrap."""

    value: object
    text: str
    words: str = ""
    aside: str = ""
    icon: str = ""


_HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class _Card(QAbstractButton):
    """A frame that grows with its words."""

    stepped = Signal(int)
    """An arrow asks for the next one (1) or the one before (-1)."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setText(visible(choice.text))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = (choice.text, choice.words, choice.aside)
        self.setAccessibleName(spoken(". ".join(part for part in said if part)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _heading_weight(self) -> int:
        return SEMIBOLD if self.choice.words else REGULAR

    def _left(self) -> int:
        return theme.px(34)

    def _text_room(self, width: int) -> float:
        room = float(width - self._left() - theme.px(12))
        if self.choice.aside:
            room -= QFontMetricsF(fonts.font()).horizontalAdvance(self.choice.aside) + theme.px(8)
        return room - (theme.px(26) if self.choice.icon else 0)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        heading = wrap(self.choice.text, fonts.font(weight=self._heading_weight()), self._text_room(width))
        room = width - self._left() - theme.px(12)
        words = wrap(self.choice.words, fonts.font(Type.CAPTION), room) if self.choice.words else []
        return heading, words

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        heading, words = self._lines(width)
        gap = theme.px(2) if words else 0
        return theme.px(14) + len(heading) * fonts.line_height() + gap + len(words) * fonts.line_height(Type.CAPTION)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), self.heightForWidth(max(self.width(), theme.px(220))))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), self.heightForWidth(max(self.width(), theme.px(140))))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & _HELD:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if chosen else tokens.edge
        thick = 2 if chosen else 1
        painter.setPen(QPen(QColor(edge if self.isEnabled() else tokens.divider), thick))
        painter.setBrush(QColor(tokens.info_ground if chosen else tokens.surface))
        shape = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        self._paint_radio(painter, chosen=chosen)
        self._paint_words(painter)
        painter.end()

    def _paint_radio(self, painter: QPainter, *, chosen: bool) -> None:
        tokens = theme.tokens()
        box = QRectF(theme.px(11), theme.px(9), theme.px(15), theme.px(15))
        ink = QColor((tokens.accent if chosen else tokens.edge) if self.isEnabled() else tokens.disabled)
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(box)
        if chosen:
            inner = theme.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))

    def _paint_words(self, painter: QPainter) -> None:
        tokens = theme.tokens()
        heading, words = self._lines(self.width())
        ink = tokens.text if self.isEnabled() else tokens.disabled
        quiet = tokens.text if self.isChecked() else tokens.muted
        high, low = fonts.line_height(), fonts.line_height(Type.CAPTION)
        left, top = self._left(), theme.px(7)
        if self.choice.icon:
            side = theme.px(20)
            icons.paint(painter, QRectF(left, top, side, side), self.choice.icon, ink)
        head_left = left + (theme.px(26) if self.choice.icon else 0)
        painter.setFont(fonts.font(weight=self._heading_weight()))
        painter.setPen(QColor(ink))
        for line in heading:
            painter.drawText(QRectF(head_left, top, self.width() - head_left, high), READ, line)
            top += high
        if self.choice.aside:
            painter.setFont(fonts.font())
            area = QRectF(0, theme.px(7), self.width() - theme.px(12), theme.px(20))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(area, right, self.choice.aside)
        top += theme.px(2)
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(quiet if self.isEnabled() else tokens.disabled))
        for line in words:
            painter.drawText(QRectF(left, top, self.width() - left, low), READ, line)
            top += low

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()


class ChoiceList(QWidget):
    """Frames below one another, or beside one another where there is room. `chosen` when a person picks; arrows pick.

    `done` on Ctrl+Enter is the page's affair.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Iterable[Choice] = (), *, across: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._across = across
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8 if across else 6))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._cards: list[_Card] = []
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other choices; none of them is chosen yet."""
        for card in self._cards:
            self._group.removeButton(card)
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [_Card(choice, self) for choice in choices]
        for card in self._cards:
            card.stepped.connect(partial(self._step, card))
            self._group.addButton(card)
            self._box.addWidget(card)
            card.show()
        self._arrange()

    def value(self) -> object:
        """The chosen value, or None."""
        card = self._group.checkedButton()
        return card.choice.value if isinstance(card, _Card) else None

    def set_value(self, value: object) -> None:
        """Choose a value; None leaves nothing chosen."""
        self._group.setExclusive(value is not None)
        for card in self._cards:
            card.setChecked(value is not None and card.choice.value == value)
        self._group.setExclusive(True)

    def explain(self, value: object, reason: str) -> None:
        """Disable one choice and say why, or enable it when there is no reason against it."""
        for card in self._cards:
            if card.choice.value == value:
                card.setEnabled(not reason)
                card.setStatusTip(spoken(reason))
                card.setAccessibleDescription(spoken(reason))

    def choose_focused(self) -> bool:
        """Choose the frame that has the keyboard; says whether that is another than was chosen."""
        card = next((card for card in self._cards if card.hasFocus() and card.isEnabled()), None)
        if card is None or card.isChecked():
            return False
        card.click()
        return True

    def first(self) -> QWidget | None:
        """The frame the keyboard should go to."""
        checked = self._group.checkedButton()
        return checked or (self._cards[0] if self._cards else None)

    def _step(self, card: _Card, by: int) -> None:
        """As in any radio list, the arrow chooses what it goes to."""
        able = [each for each in self._cards if each.isEnabled()]
        place = able.index(card) + by
        if 0 <= place < len(able):
            able[place].setFocus(Qt.FocusReason.TabFocusReason)
            able[place].click()

    def _clicked(self, card: QAbstractButton) -> None:
        if isinstance(card, _Card):
            self.chosen.emit(card.choice.value)

    def _arrange(self) -> None:
        """Side by side only where no frame becomes so narrow that its words stand in a column of their own."""
        count = len(self._cards)
        needed = count * theme.px(NARROWEST_BESIDE) + (count - 1) * self._box.spacing()
        beside = self._across and self.width() >= needed
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._arrange()
