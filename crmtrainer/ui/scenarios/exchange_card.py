# SPDX-License-Identifier: MIT
"""The transactions of the talk, one at a time: who spoke from which state, in which words, and what it made of it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.scenarios.exchanges import Exchange
from crmtrainer.ui import theme
from crmtrainer.ui.dates import clock_time, local
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip, ChipData
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.exchange import Arrow, ExchangePicture
from crmtrainer.ui.kit.text import body, caption, plain_tip, strong
from crmtrainer.ui.scenarios.debrief_labels import (
    EGOS,
    direction,
    hidden_words,
    short_when,
    technique_name,
    transaction_chip,
)
from crmtrainer.ui.scenarios.flow import Flow
from crmtrainer.ui.scenarios.snug_card import SnugCard
from crmtrainer.ui.scenarios.unfolding import Unfold

LINES = 2
"""Lines of what each said before it is opened."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One exchange and with whom it was."""

    person: str
    exchange: Exchange


class ExchangeCard(SnugCard):
    """Previous and next walk through the run. `chosen` carries the number of the act in sight."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ExchangeCard", "Exchanges"), parent=parent)
        self._spoken: tuple[Spoken, ...] = ()
        self._place = 0
        self.count = caption()
        self.previous = Button("", "chevron-left", Variant.QUIET, small=True, name=self.tr("Previous exchange"))
        self.next = Button("", "chevron-right", Variant.QUIET, small=True, name=self.tr("Next exchange"))
        self.unfold = Unfold(self.tr("Show all the words"), self.tr("Show the first words"))
        self.picture = ExchangePicture()
        self.theirs, self.ours = strong(), strong()
        self.their_words, self.our_words = Clamped(LINES), Clamped(LINES)
        self.ours.set_token("accent")
        self.technique = caption()
        self.technique.setMinimumHeight(theme.px(20))
        self.hidden = caption(wrap=True, token="text")
        self.verdict = Chip()
        self._beneath = Flow()
        self.nothing = body(token="muted")
        self._inside = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._build()
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        for words in (self.their_words, self.our_words):
            self.unfold.unfolded.connect(words.set_open)
            words.cut_changed.connect(self._offer_more)

    def _build(self) -> None:
        self.aside.hide()
        self.head.setStretch(0, 1)
        for widget in (self.count, self.previous, self.next, self.unfold):
            self.head.addWidget(widget)
        for label in (self.theirs, self.ours):
            label.setWordWrap(True)
        key = caption(self.tr("P Parent, A Adult, C Child"))
        left = QVBoxLayout()
        left.setSpacing(theme.px(2))
        left.addWidget(self.picture)
        left.addWidget(key)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        for words in (self.theirs, self.their_words, self.ours, self.our_words):
            right.addWidget(words)
        right.addWidget(self.hidden)
        right.addStretch(1)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.px(12))
        self._across.addLayout(left)
        self._across.addLayout(right, 1)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self._inside)
        self._beneath.add(self.verdict)
        self._beneath.add(self.technique)
        self.body.addWidget(self._beneath)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_narrow(self, narrow: bool) -> None:
        """Put the words below the picture where there is no room beside it."""
        direction_ = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction_)

    def show_run(self, found: Debrief) -> None:
        """Take in every exchange of a run, and show the first."""
        self._spoken = tuple(
            Spoken(talk.person, exchange) for talk in found.conversations for exchange in talk.exchanges
        )
        self.nothing.setText(
            self.tr("Nobody spoke and was answered in this run. Each exchange of a conversation is drawn here.")
        )
        self.nothing.setVisible(not self._spoken)
        self._inside.setVisible(bool(self._spoken))
        self._beneath.setVisible(bool(self._spoken))
        for widget in (self.count, self.previous, self.next):
            widget.setVisible(bool(self._spoken))
        if self._spoken:
            self.go_to(0)
        else:
            self.heading.setText(self.tr("Exchanges"))
            self.unfold.hide()

    def go_to(self, place: int) -> None:
        """Show one exchange."""
        self._place = place
        spoken = self._spoken[place]
        theirs, ours = spoken.exchange.theirs, spoken.exchange.ours
        days = {local(one.exchange.ours.at).date() for one in self._spoken}
        at = clock_time(ours.at) if len(days) == 1 else short_when(ours.at)
        self.heading.setText(self.tr("Exchange at %1").replace("%1", at))
        count = filled(self.tr("%1 of %2"), str(place + 1), str(len(self._spoken)))
        self.count.setText(count)
        self.previous.explain("" if place else self.tr("This is the first exchange."))
        last = place == len(self._spoken) - 1
        self.next.explain(self.tr("This is the last exchange.") if last else "")
        they, we = direction(theirs.from_state, theirs.to_state), direction(ours.from_state, ours.to_state)
        chip = transaction_chip(spoken.exchange)
        self._draw(spoken, they, we, chip)
        quoted = self.tr("“%1”")
        self.theirs.setText(f"1 {they}")
        self.their_words.setText(quoted.replace("%1", theirs.words))
        self.ours.setText(f"2 {we}")
        self.our_words.setText(quoted.replace("%1", ours.words))
        self.verdict.set_chip(chip)
        beneath = " ".join(words for words in (hidden_words(theirs.hidden), hidden_words(ours.hidden)) if words)
        self.hidden.setText(beneath)
        self.hidden.setVisible(bool(beneath))
        named = technique_name(ours.technique)
        template = self.tr("%1, in your own words") if ours.own_words else self.tr("%1")
        used = template.replace("%1", named)
        self.technique.setText(used)
        self.technique.setAccessibleName(self.tr("Technique: %1").replace("%1", used))
        self.technique.setToolTip(plain_tip(self.technique.accessibleName()))
        self.technique.setVisible(bool(named))
        self._offer_more()

    def _draw(self, spoken: Spoken, they: str, we: str, chip: ChipData) -> None:
        theirs, ours = spoken.exchange.theirs, spoken.exchange.ours
        told = self.tr("%1 from %2, you from %3. %4")
        for sign, words in (("%1", spoken.person), ("%2", they), ("%3", we), ("%4", chip.text)):
            told = told.replace(sign, words)
        self.picture.show_exchange(
            spoken.person,
            self.tr("You"),
            (
                Arrow(True, EGOS[theirs.from_state], EGOS[theirs.to_state]),
                Arrow(False, EGOS[ours.from_state], EGOS[ours.to_state]),
            ),
            told,
        )

    def _offer_more(self) -> None:
        self.unfold.setVisible(bool(self._spoken) and (self.their_words.is_cut() or self.our_words.is_cut()))

    def follow(self, seq: int) -> bool:
        """Show the exchange that an act is part of; says whether there is one."""
        for place, spoken in enumerate(self._spoken):
            if seq in (spoken.exchange.theirs.seq, spoken.exchange.ours.seq):
                self.go_to(place)
                return True
        return False

    def _step(self, by: int) -> None:
        place = self._place + by
        if 0 <= place < len(self._spoken):
            button = self.next if by > 0 else self.previous
            self.go_to(place)
            if not button.isEnabled():
                other = self.previous if by > 0 else self.next
                other.setFocus(Qt.FocusReason.OtherFocusReason)
            self.chosen.emit(self._spoken[place].exchange.ours.seq)
