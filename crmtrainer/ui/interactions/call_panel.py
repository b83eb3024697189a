# SPDX-License-Identifier: MIT
"""A live conversation: it rings, is answered, what was said as bubbles, what can be said now, and how it ends."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.rules import IdentityState
from crmtrainer.interactions.commands import (
    AnswerConversation,
    EndConversation,
    HoldConversation,
    ResumeConversation,
    Say,
)
from crmtrainer.interactions.queries import ConversationRow, Line, lines
from crmtrainer.interactions.rules import TALKING, ConversationState, Direction, Speaker
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.queries import MoveRow, current, heard, moves
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.interactions.call_strip import OVER, CallStrip
from crmtrainer.ui.interactions.heard_as import Sentence
from crmtrainer.ui.interactions.labels import short_name
from crmtrainer.ui.interactions.saying import Saying
from crmtrainer.ui.kit.bubbles import Bubble, BubblesView, Side
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import Label, is_restyling
from crmtrainer.wording import sentence_for

SHARE_OF_CHOICES, LOW = 0.42, 420
LEAST_TALK, OTHERS = 112, 126
"""Heights: what was said keeps the first; the second is what stands around the choices."""
_HIGHEST = 16777215


class CallPanel(Surface):
    """The panel. It shows one conversation, also after it has ended, until it is dismissed or another is shown.

    What is over folds to one line that gives its room to the record; what was said comes back from there.
    """

    announce = Signal(str)
    log_wanted = Signal(object)
    dismissed = Signal(object)
    acted = Signal()
    """Something was done here: whoever owns the panel shows at once what came of it."""
    left = Signal()
    """It is over, and nothing is left to do here: the keyboard goes on elsewhere."""
    folded = Signal()
    """It folded or unfolded: whoever owns the panel gives it its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("window", edges=Qt.Edge.LeftEdge, parent=parent)
        self._desk = desk
        self._talk: ConversationRow | None = None
        self._attempt = ""
        self._ended_at: datetime | None = None
        self._last_line = 0
        self._is_proven = self._has_failed = self._is_logged = self._is_unfolded = self._is_all_said = False
        self._offers_log = True
        self._asked_for = self._told_anyway = ""
        """The hint that was asked for, and the one that is told anyway."""
        self.setAccessibleName(self.tr("Call"))
        self.strip = CallStrip()
        self.bubbles = BubblesView(self.tr("What was said"))
        self.saying = Saying()
        self.problem = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.problem)
        column.addWidget(self.bubbles, 1)
        column.addWidget(self.saying)
        self._connect()
        self._restyle()

    def _connect(self) -> None:
        strip = self.strip
        strip.answer.clicked.connect(self.answer)
        strip.hold.clicked.connect(lambda: self._act(HoldConversation))
        strip.resume.clicked.connect(lambda: self._act(ResumeConversation))
        strip.end.clicked.connect(self.end)
        strip.log.clicked.connect(lambda: self.log_wanted.emit(self.conversation_id()))
        strip.unfold.clicked.connect(lambda: self._unfold(unfolded=True))
        strip.fold.clicked.connect(lambda: self._unfold(unfolded=False))
        strip.dismiss.clicked.connect(lambda: self.dismissed.emit(self.conversation_id()))
        self.saying.said.connect(self._say)
        self.saying.hear_wanted.connect(self._hear)
        self.saying.announce.connect(self.announce)
        self.saying.hint.clicked.connect(self._ask_for_hint)
        self.saying.own.edited.connect(self._keep_words)

    # What a page calls

    def conversation_id(self) -> int | None:
        """Which conversation is shown."""
        return None if self._talk is None else self._talk.id

    def talk(self) -> ConversationRow | None:
        """The conversation as it was last seen."""
        return self._talk

    def is_over(self) -> bool:
        return self._talk is not None and self._talk.state in OVER

    def is_all_said(self) -> bool:
        """Whether the talk goes on, and nothing is left but to say goodbye."""
        return self._talk is not None and self._is_all_said

    def is_folded(self) -> bool:
        """Whether one line is left of it."""
        return self.is_over() and not self._is_unfolded

    def is_done(self) -> bool:
        """Whether it is over and nothing about it waits to be written down."""
        unnamed = self._talk is not None and self._talk.customer_id is None
        return self.is_over() and (self._is_logged or unnamed)

    def show_talk(
        self,
        talk: ConversationRow,
        now: datetime,
        *,
        identity: IdentityState | None = None,
        is_logged: bool = False,
        offers_log: bool = True,
    ) -> None:
        """Show a conversation as it is at `now`: who we take it to be is proven or only said.

        `offers_log`: what is over and not written down can be written down from here.

        Once proven it stays so for this talk and this customer, also when it is over and nothing is asked any more.
        """
        attempt = self._desk.drafts.attempt
        fresh = self._talk is None or (self._talk.id, self._attempt) != (talk.id, attempt)
        if fresh:
            self._talk, self._attempt = None, attempt
            self._last_line = 0
            self._ended_at = None
            self._is_unfolded = False
            self.saying.clear_words()
            self.problem.hide()
        if self._talk is None or (self._talk.id, self._talk.customer_id) != (talk.id, talk.customer_id):
            self._is_proven = False
        if talk.state in OVER and self._ended_at is None:
            self._ended_at = now
        ends = talk.state in OVER and self._talk is not None and self._talk.state in TALKING
        self._talk, self._is_logged, self._offers_log = talk, is_logged, offers_log
        self._is_proven = self._is_proven or identity is IdentityState.PASSED
        self._has_failed = identity is IdentityState.FAILED and talk.state not in OVER
        self._show_fold()
        self._show_words(fresh=fresh)
        if ends and self.isVisible():
            self.announce.emit(self.tr("The call has ended"))
        self._offer()
        self._bring_words_back()
        self.tick(now)

    def clear(self) -> None:
        """Show nothing."""
        self._talk = None

    def tick(self, now: datetime) -> None:
        """Let the time on the call follow practice time."""
        talk = self._talk
        if talk is None:
            return
        ours = talk.direction is Direction.OUT
        who = talk.customer or talk.shown or self.tr("somebody")
        match talk.state:
            case ConversationState.RINGING:
                heading = self.tr("Calling") if ours else self.tr("Phone ringing")
                self.strip.set_words(heading, who if ours else talk.shown)
            case ConversationState.MISSED:
                self.strip.set_words(self.tr("Nobody answered") if ours else self.tr("They gave up"), who)
            case _:
                heading = {
                    ConversationState.LIVE: self.tr("On a call"),
                    ConversationState.HELD: self.tr("On hold"),
                    ConversationState.ENDED: self.tr("Call ended"),
                }[talk.state]
                self.strip.set_words(heading, self._length_words(talk, self._ended_at or now, ours=ours))

    def answer(self) -> bool:
        """Take the call; says whether that was done."""
        return self._act(AnswerConversation)

    def end(self) -> bool:
        """Hang up; says whether that was done."""
        return self._act(EndConversation)

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        place = self.first_place()
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.is_over():
            self.left.emit()

    def first_place(self) -> QWidget | None:
        """Where one goes on: the button of the next step, else the sentences or the field."""
        ready = self.strip.first_place()
        return self.saying.first_place() if ready is None and not self.saying.isHidden() else ready

    # Its own affairs

    def _show_fold(self) -> None:
        if self._talk is None:
            return
        folded = self.is_folded()
        self.strip.show_state(self._talk, is_logged=self._is_logged or not self._offers_log, folded=folded)
        self.bubbles.setVisible(not folded)

    def _unfold(self, *, unfolded: bool) -> None:
        self._is_unfolded = unfolded
        self._show_fold()
        self.folded.emit()
        if unfolded:
            self.bubbles.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self.bubbles, self.bubbles.show_newest)
        else:
            self.strip.unfold.setFocus(Qt.FocusReason.OtherFocusReason)

    def _length_words(self, talk: ConversationRow, until: datetime, *, ours: bool) -> str:
        begun = talk.answered_at or talk.started_at
        words = self.tr("%1 min").replace("%1", str(max(0, int((until - begun).total_seconds())) // 60))
        if not talk.customer:
            return self.tr("%1, not known who").replace("%1", words)
        whole = self.tr("%1, %2") if self._is_proven or ours else self.tr("%1, says %2")
        return filled(whole, words, short_name(talk.customer))

    def _show_words(self, *, fresh: bool) -> None:
        talk = self._talk
        if talk is None:
            return
        said = self._desk.ask(lines, ConversationId(talk.id))
        them = short_name(talk.customer) or self.tr("Caller")
        shown = [self._bubble(line, them) for line in said]
        if talk.shown and talk.direction is Direction.IN:
            words = self.tr("Number shown %1, not proof").replace("%1", talk.shown)
            shown.insert(0, Bubble(Side.REMARK, "", words, icon="phone-outline"))
        hint = self._hint()
        if self._has_failed:
            words = self.tr("Not proven on this call: tell nothing from the record, whatever is asked")
            shown.append(Bubble(Side.REMARK, "", words, icon="shield-outline"))
        elif hint and hint in (self._asked_for, self._told_anyway):
            shown.append(Bubble(Side.HINT, self.tr("Hint"), hint))
        self.bubbles.set_bubbles(tuple(shown))
        new = [line for line in said if line.id > self._last_line]
        if new:
            self._last_line = new[-1].id
            spoken = [f"{them}: {line.words}" for line in new if line.speaker is Speaker.THEM]
            if spoken and not fresh:
                self.announce.emit(" ".join(spoken))
            QTimer.singleShot(0, self.bubbles, self.bubbles.show_newest)

    def _bubble(self, line: Line, them: str) -> Bubble:
        if line.speaker is Speaker.YOU:
            return Bubble(Side.YOU, self.tr("You"), line.words, clock_time(line.at))
        return Bubble(Side.THEM, them, line.words, clock_time(line.at))

    def _hint(self) -> str:
        """What may be told now. Exploring tells it anyway, practising when somebody asks."""
        scenario = None if self._talk is None or self._talk.state in OVER else self._desk.ask(current)
        hint = "" if scenario is None else scenario.hint
        self._told_anyway = hint if scenario is not None and scenario.mode is Mode.EXPLORE else ""
        is_told = self._has_failed or hint in (self._asked_for, self._told_anyway)
        self.saying.hint.setVisible(bool(hint) and not is_told)
        return hint

    def _ask_for_hint(self) -> None:
        self._asked_for = self._hint()
        self._show_words(fresh=False)
        self.announce.emit(self.tr("Hint: %1").replace("%1", self._asked_for))
        self.saying.take_keyboard()
        QTimer.singleShot(0, self.bubbles, self.bubbles.scrollToBottom)

    def _offer(self) -> None:
        talk = self._talk
        can_speak = talk is not None and talk.state is ConversationState.LIVE
        self._is_all_said = False
        self.saying.setVisible(can_speak)
        if talk is None or not can_speak:
            return
        now = self._desk.ask(moves, ConversationId(talk.id))
        offered = tuple(Sentence(move.key, move.words, self._why(move)) for move in now.moves)
        self._is_all_said = now.all_said
        self.saying.set_sentences(offered, hears=now.own_words and not now.all_said, all_said=now.all_said)

    def _bring_words_back(self) -> None:
        """Own words that were typed on this call and not said; nothing can be said on a call that is over."""
        if not self._attempt:
            return
        place = self._place()
        if self.is_over():
            self._desk.drafts.drop(place)
        draft = self._desk.drafts.at(place)
        words = "" if draft is None else draft.fields.get("words", "")
        if words.strip() != self.saying.own.text().strip():
            self.saying.put_back(words)

    def _keep_words(self, words: str) -> None:
        if self._talk is None or not self._attempt or self._attempt != self._desk.drafts.attempt:
            return
        if words.strip():
            self._desk.drafts.note(self._place(), {"words": words}, self._desk.world.clock.now())
        else:
            self._desk.drafts.drop(self._place())

    def _place(self) -> str:
        return "" if self._talk is None else f"say/conversation:{self._talk.id}"

    def _why(self, move: MoveRow) -> str:
        """What a reply does, where that is told beforehand."""
        if move.helps is None:
            return ""
        words = self.tr("Helps: %1") if move.helps else self.tr("Does not help: %1")
        return words.replace("%1", move.why)

    def _hear(self, words: str) -> None:
        if self._talk is None:
            return
        rows = self._desk.ask(heard, ConversationId(self._talk.id), words)
        self.saying.show_heard(words, tuple(Sentence(row.move, row.label) for row in rows))

    def _say(self, words: str, move: str, own: bool) -> None:
        if self._talk is None:
            return
        done = self._desk.try_to(Say(ConversationId(self._talk.id), words, move, own))
        if isinstance(done, Expected):
            self.saying.show_problem(sentence_for(done))
            return
        had_field = self.saying.own.hasFocus()
        self.saying.clear_words()
        self._desk.drafts.drop(self._place())
        self.acted.emit()
        if had_field and not self.is_over():
            self.saying.own.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_keyboard()

    def _act(self, act: type[Command]) -> bool:
        if self._talk is None:
            return False
        done = self._desk.try_to(act(ConversationId(self._talk.id)))  # type: ignore[call-arg]  # all take just the id
        failed = isinstance(done, Expected)
        self.problem.setText(sentence_for(done) if isinstance(done, Expected) else "")
        self.problem.setVisible(failed)
        if not failed:
            self.acted.emit()
            self.take_keyboard()
        return not failed

    def _restyle(self) -> None:
        self.problem.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self.bubbles.set_least(theme.px(100))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What was said keeps some room, however much can be said; the rest is for what to say next.
        rest = self.strip.height() + theme.px(OTHERS + LEAST_TALK)
        share = max(round(self.height() * SHARE_OF_CHOICES), self.height() - rest)
        self.saying.area.setMaximumHeight(max(theme.px(90), _HIGHEST if self.saying.area.is_whole else share))
        self.saying.set_low(self.height() < theme.px(LOW))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
