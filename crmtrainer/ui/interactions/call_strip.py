# SPDX-License-Identifier: MIT
"""The strip above a conversation: its state in a word and a colour, who we take it to be, and what can be done now."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.interactions.rules import ConversationState, Direction
from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling, plain_tip, spoken
from crmtrainer.ui.theme import Tone

_LOOK = {
    ConversationState.RINGING: ("phone-ring-outline", Tone.WARN),
    ConversationState.LIVE: ("phone-in-talk-outline", Tone.OK),
    ConversationState.HELD: ("phone-paused-outline", Tone.PAUSED),
    ConversationState.ENDED: ("phone-hangup-outline", Tone.PAUSED),
    ConversationState.MISSED: ("phone-missed-outline", Tone.PAUSED),
}
OVER = (ConversationState.ENDED, ConversationState.MISSED)
WITH_WORDS, WITH_LOG = 560, 380
"""From which width on the one line of a call that is over has room for all words, and for those of its log."""
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class CallStrip(QWidget):
    """The strip above the talk: its state, how long, who we take it to be, and the buttons of this state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.PAUSED
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("phone-outline", 24)
        self.heading = ElidedLabel(weight=SEMIBOLD)
        self.words = ElidedLabel(size=Type.CAPTION)
        self.answer = Button(self.tr("Answer"), "phone-outline", Variant.PRIMARY)
        self.hold = Button(self.tr("Hold"), "pause", small=True)
        self.resume = Button(self.tr("Resume"), "play", Variant.PRIMARY, small=True)
        self.end = Button(self.tr("End call"), "phone-hangup-outline", Variant.DANGER, small=True)
        self.log = Button(self.tr("Log the call"), "phone-plus-outline", Variant.PRIMARY)
        self.unfold = Button(self.tr("Show what was said"), "chevron-down", small=True)
        self.fold = Button(icon="chevron-up", variant=Variant.QUIET, name=self.tr("Fold what was said away"))
        self.dismiss = Button(icon="close", variant=Variant.QUIET, name=self.tr("Close the call panel"))
        self._lines = QBoxLayout(_BELOW)
        self._lines.addWidget(self.heading)
        self._lines.addWidget(self.words, 1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._lines, 1)
        for button in self.buttons():
            self._row.addWidget(button)
        self._restyle()

    def buttons(self) -> tuple[Button, ...]:
        return (self.answer, self.hold, self.resume, self.end, self.log, self.unfold, self.fold, self.dismiss)

    def show_state(self, talk: ConversationRow, *, is_logged: bool, folded: bool) -> None:
        """Show which buttons this state has, and its colours; `folded` to one line across the record."""
        icon, self._tone = _LOOK[talk.state]
        self._icon.set_icon(icon, self._tone.value)
        state, ours = talk.state, talk.direction is Direction.OUT
        self.answer.setVisible(state is ConversationState.RINGING and not ours)
        self.hold.setVisible(state is ConversationState.LIVE)
        self.resume.setVisible(state is ConversationState.HELD)
        rings_there = state is ConversationState.RINGING and ours
        self.end.setVisible(rings_there or state in (ConversationState.LIVE, ConversationState.HELD))
        words = self.tr("Stop calling") if rings_there else self.tr("End call")
        self.end.setText(words)
        self.end.setAccessibleName(words)
        self.log.setVisible(state is ConversationState.ENDED and talk.customer_id is not None and not is_logged)
        self.unfold.setVisible(folded and state is ConversationState.ENDED)
        self.unfold.setToolTip(plain_tip(self.unfold.accessibleName()))
        self.fold.setVisible(state in OVER and not folded)
        self.log.set_variant(Variant.PLAIN if folded else Variant.PRIMARY)  # folded, the header’s is the loud one
        self.dismiss.setVisible(folded)
        self._folded = folded
        self._restyle()
        self.update()

    def _fit(self) -> None:
        """Where one line has no room for all of it, buttons keep their icons alone, and their names."""
        short, shortest = (self._folded and self.width() < theme.px(width) for width in (WITH_WORDS, WITH_LOG))
        self.unfold.setText("" if short else self.unfold.accessibleName())
        self.log.setText("" if shortest else self.log.accessibleName())
        self._icon.setVisible(not shortest)
        self._lines.setDirection(_BESIDE if self._folded and not short else _BELOW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def first_place(self) -> Button | None:
        """The button of the next step of a call that rings, is held, or is not written down yet."""
        offered = (self.answer, self.resume, self.log)
        return next((button for button in offered if not button.isHidden()), None)

    def set_words(self, heading: str, words: str) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
        self.setAccessibleName(spoken(f"{heading}, {words}"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.tone(self._tone)[1]))
        painter.setPen(QPen(QColor(tokens.divider), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _restyle(self) -> None:
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self._lines.setSpacing(theme.px(8) if self._folded else 0)
        self.setMinimumHeight(theme.px(44 if self._folded else 52))
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
