# SPDX-License-Identifier: MIT
"""Proving who somebody is: questions from the record, compared by the core. The answer on record is never shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers import queries
from crmtrainer.customers.commands import VerifyIdentity
from crmtrainer.customers.queries import QuestionState
from crmtrainer.customers.rules import IdentityState, Question
from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.ui import theme
from crmtrainer.ui.customers.acting import act
from crmtrainer.ui.customers.labels import identity_chip, identity_shield, question_words
from crmtrainer.ui.customers.question_row import QuestionLine, keyboard_to
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import caption, is_restyling, plain_tip, section
from crmtrainer.wording import sentence_for

_CONCERNS = frozenset({"customer", "identity", "conversation"})


def questions_to_offer(panel: queries.IdentityPanel, wanted: frozenset[Question]) -> tuple[Question, ...]:
    """The questions to show: those already asked, as many more as are still needed, and those asked for."""
    asked = {row.question for row in panel.questions if row.state is not QuestionState.NOT_ASKED}
    offered = asked | wanted
    if panel.state in (IdentityState.PASSED, IdentityState.FAILED):
        return tuple(row.question for row in panel.questions if row.question in asked)
    missing = panel.needed - panel.matched - len(wanted - asked)
    for row in panel.questions:
        if missing > 0 and row.question not in offered:
            offered |= {row.question}
            missing -= 1
    return tuple(row.question for row in panel.questions if row.question in offered)


class IdentityPanel(Surface):
    """The panel. `show_for` says whom to ask about; it then keeps itself up to date. `state_changed` after a check."""

    state_changed = Signal(object)
    arranged = Signal()
    """It was folded, unfolded, shown or hidden."""
    proven = Signal()
    """The answer just given proves it: whoever owns the panel may put the keyboard where one goes on."""
    call_back_wanted = Signal()
    """Identity cannot be proven on this call any more: the number on the record is to be rung."""
    record_wanted = Signal(object)
    """The record is not open yet: the id of the customer whose record somebody wants to open."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, calls_back: bool = False) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self._desk = desk
        self._calls_back = calls_back
        self._customer_id: int | None = None
        self._conversation_id: int | None = None
        self._panel: queries.IdentityPanel | None = None
        self._wanted: frozenset[Question] = frozenset()
        self._open_again: frozenset[Question] = frozenset()
        self._folded: bool | None = None
        self.lines: dict[Question, QuestionLine] = {}
        self.setAccessibleName(self.tr("Identity"))
        self._shield = IconLabel("shield-outline", 20)
        self.chip = Chip()
        self.toggle = Button(icon="chevron-up", variant=Variant.QUIET, small=True, name=self.tr("Hide the questions"))
        self.toggle.clicked.connect(self._fold)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.note = caption(wrap=True)
        self.other_ways = Button(self.tr("Other ways"), variant=Variant.LINK)
        self._menu = QMenu(self)
        self.other_ways.set_menu(self._menu)
        self.call_back = Button(self.tr("End the call and ring the number we hold"), "phone-outgoing-outline")
        self.call_back.clicked.connect(self.call_back_wanted)
        self.call_back.hide()
        self.open_record = Button(self.tr("Open the record"), variant=Variant.LINK)
        self.open_record.clicked.connect(lambda: self.record_wanted.emit(self._customer_id))
        self._build()
        desk.changed.connect(self._hear)
        desk.world_changed.connect(self.clear)
        self.clear()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._shield)
        self._head.addWidget(section(self.tr("Identity")))
        self._head.addWidget(self.chip)
        self._head.addStretch(1)
        self._head.addWidget(self.toggle)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.note, 1)
        self._foot.addWidget(self.other_ways)
        self._foot.addWidget(self.open_record)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._head)
        self._whole.addWidget(self._rows)
        self._whole.addLayout(self._foot)
        self._whole.addWidget(self.call_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole.addStretch(1)
        self._restyle()

    # What a page calls

    def show_for(self, customer_id: int, conversation_id: int | None = None) -> None:
        """Ask about this customer: in this conversation, or in the one going on, or outside any."""
        if (customer_id, conversation_id) != (self._customer_id, self._conversation_id):
            self._wanted = self._open_again = frozenset()
            self._folded = None
            for line in self.lines.values():
                line.field.clear()
        self._customer_id, self._conversation_id = customer_id, conversation_id
        self.refresh()

    def clear(self) -> None:
        """Show nothing."""
        self._customer_id = self._panel = None
        self.hide()

    def refresh(self) -> None:
        """Ask again how far identity is proven."""
        if self._customer_id is None or not self._desk.has_world:
            self.clear()
            return
        talk = None if self._conversation_id is None else ConversationId(self._conversation_id)
        try:
            self._panel = self._desk.ask(
                queries.identity_panel, customer_id=CustomerId(self._customer_id), conversation_id=talk
            )
        except Expected as problem:
            self._panel = None
            self.note.setText(sentence_for(problem))
        self.show()
        self._arrange()
        self.arranged.emit()

    def state(self) -> IdentityState | None:
        """How far identity is proven, or None while the record is closed."""
        return None if self._panel is None else self._panel.state

    def is_folded(self) -> bool:
        """Whether only the heading is in sight."""
        return self.isHidden() or self._rows.isHidden()

    def first_open(self) -> QuestionLine | None:
        """The first question that waits for an answer."""
        return next((line for line in self._in_order() if not line.isHidden() and line.is_open()), None)

    # Its own affairs

    def _in_order(self) -> list[QuestionLine]:
        return [self.lines[question] for question in Question if question in self.lines]

    def _arrange(self) -> None:
        panel = self._panel
        self.open_record.setVisible(panel is None)
        self.toggle.setVisible(panel is not None)
        if panel is None:
            self._rows.hide()
            self.other_ways.hide()
            self.call_back.hide()
            self.chip.hide()
            self.note.show()
            return
        folded = self._folded if self._folded is not None else self._folds_by_itself(panel)
        self.chip.show()
        self.chip.set_chip(identity_chip(panel.state, panel.matched, panel.needed))
        self._shield.set_icon(*identity_shield(panel.state))
        self._show_questions(panel)
        self._rows.setVisible(not folded)
        self.note.setVisible(not folded)
        self.note.setText(self._note_for(panel))
        has_failed = panel.state is IdentityState.FAILED and panel.conversation_id is not None
        self.note.setFocusPolicy(Qt.FocusPolicy.TabFocus if has_failed else Qt.FocusPolicy.NoFocus)
        self.call_back.setVisible(self._calls_back and has_failed and not folded)
        self._fill_menu(panel)
        self.other_ways.setVisible(not folded and bool(self._menu.actions()))
        self.toggle.set_icon("chevron-down" if folded else "chevron-up")
        name = self.tr("Show the questions") if folded else self.tr("Hide the questions")
        self.toggle.setAccessibleName(name)
        self.toggle.setToolTip(plain_tip(name))

    def _folds_by_itself(self, panel: queries.IdentityPanel) -> bool:
        return panel.conversation_id is None or panel.state is IdentityState.PASSED

    def _show_questions(self, panel: queries.IdentityPanel) -> None:
        offered = questions_to_offer(panel, self._wanted)
        decided = panel.state in (IdentityState.PASSED, IdentityState.FAILED)
        for row in panel.questions:
            if row.question in offered:
                line = self._line(row.question)
                unasked = row.state is QuestionState.NOT_ASKED or row.question in self._open_again
                line.show_row(row, is_open=unasked and not decided, can_ask_again=not decided and _missed(row))
                line.show()
        for question, line in self.lines.items():
            if question not in offered:
                line.hide()

    def _line(self, question: Question) -> QuestionLine:
        if question not in self.lines:
            made = QuestionLine(question)
            made.checked.connect(self._verify)
            made.asked_again.connect(self._ask_again)
            self.lines[question] = made
            for line in self._in_order():
                self._column.removeWidget(line)
                self._column.addWidget(line)
        return self.lines[question]

    def _note_for(self, panel: queries.IdentityPanel) -> str:
        if panel.state is IdentityState.FAILED and panel.conversation_id is None:
            return self.tr(
                "Two answers did not match when this was last asked. Nobody is in contact now: to go further, ring the "
                "number we hold and ask afresh. What you need for your own work opens with a reason, at its lock."
            )
        if panel.state is IdentityState.FAILED:
            return self.tr(
                "Two answers did not match. Nothing on this record may be told on this call, nor whether an answer was "
                "right. Help in general terms, and write down what they tell you. To go further, ring the number we "
                "hold and ask afresh. What you need for your own work opens with a reason, at its lock."
            )
        if panel.conversation_id is None:
            return self.tr("Nobody is in contact: a check now uncovers nothing")
        if panel.state is IdentityState.PASSED:
            return self.tr("Proven for this contact")
        return self.tr("The stored answer stays hidden")

    def _fill_menu(self, panel: queries.IdentityPanel) -> None:
        self._menu.clear()
        if panel.state in (IdentityState.PASSED, IdentityState.FAILED):
            return
        offered = questions_to_offer(panel, self._wanted)
        for row in panel.questions:
            if row.question not in offered:
                words = self.tr("Ask for the %1").replace("%1", question_words(row.question).lower())
                action = self._menu.addAction(words)
                action.triggered.connect(lambda _checked=False, question=row.question: self._ask_for(question))

    def _ask_for(self, question: Question) -> None:
        self._wanted |= {question}
        self._arrange()
        keyboard_to(self.lines[question])

    def _ask_again(self, question: Question) -> None:
        self._open_again |= {question}
        self._arrange()
        keyboard_to(self.lines[question])

    def _fold(self) -> None:
        self._folded = self._rows.isVisible()
        self._arrange()
        self.arranged.emit()
        line = self.first_open()
        if not self._folded and line is not None:
            keyboard_to(line)

    def _verify(self, question: Question, said: str) -> None:
        if self._customer_id is None or self._panel is None:
            return
        self._open_again -= {question}
        done, problem = act(
            self._desk,
            VerifyIdentity(CustomerId(self._customer_id), self._panel.conversation_id, question, said),
        )
        line = self.lines[question]
        if done is None:
            line.set_error(problem)
            keyboard_to(line)
            return
        self.refresh()
        if self.state() is IdentityState.PASSED:
            # Proven by this very answer: the questions have done their work and give their room away.
            self._folded = None
            self._arrange()
            self.arranged.emit()
        self.state_changed.emit(self.state())
        following = self.first_open()
        if following is not None:
            keyboard_to(following)
        else:
            # Whoever goes on typing and presses Enter hangs up on nobody: the words come before the button.
            place = self.toggle if self.is_folded() else self.note
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.state() is IdentityState.PASSED:
            self.proven.emit()

    def take_keyboard(self) -> None:
        """Put the keyboard on the next question, or on what else can be done."""
        if self.is_folded():
            self.toggle.click()
        line = self.first_open()
        target: QWidget = self.toggle if self.call_back.isHidden() else self.call_back
        (target if line is None else line.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if self._customer_id is None:
            return
        for change in changes:
            if change.kind == "conversation" or (change.kind in _CONCERNS and change.ident == self._customer_id):
                self.refresh()
                return

    def _restyle(self) -> None:
        self._whole.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(9))
        self._whole.setSpacing(theme.px(4))
        self._column.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(8))
        self._foot.setSpacing(theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def _missed(row: queries.QuestionRow) -> bool:
    return row.state is QuestionState.NOT_MATCHED
