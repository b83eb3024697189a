# SPDX-License-Identifier: MIT
"""Sealed attempts in the window: begun with a slip, receipts read out and noted, and reminders to read them out."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from crmtrainer.assessment.commands import NoteReceipt
from crmtrainer.assessment.queries import attempts, slips
from crmtrainer.house.catalogue import cards
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.moments import utc
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.form_page import FormPage
from crmtrainer.wording import sentence_for

if TYPE_CHECKING:
    from crmtrainer.ui.assessment.sealing_forms import GiveSlipForm, NoteReceiptForm
    from crmtrainer.ui.scenarios.slip_form import TakeSlipForm
    from crmtrainer.ui.shell.switchboard import Switchboard


class Sealing(QObject):
    """Opens its pages, and reminds a learner when the slip asks for another receipt."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board)
        self._board = board
        self._every = 0.0
        self._shown = 0.0
        on = board.window.actions_.on
        on(Act.RECEIPT, self.show_receipt)
        on(Act.TAKE_SLIP, self.take_slip)
        on(Act.GIVE_SLIP, self.give_slip)
        on(Act.NOTE_RECEIPT, self.note_receipt)
        board.attempt.changed.connect(self._follow)
        board.beat.beat.connect(lambda _now: self._remind())

    # The learner's side

    def show_receipt(self) -> None:
        """Lay the receipt of the open attempt over what is in sight."""
        from crmtrainer.house.receipts import receipt_now
        from crmtrainer.ui.scenarios.receipt_page import ReceiptPage

        row, desk = self._board.attempt.row, self._board.desk
        if row is None:
            return
        try:
            told = receipt_now(desk.world.app.database, row.ref)
        except Expected as problem:
            desk.refused.emit(problem)
            return
        self._shown = time.monotonic()
        page = ReceiptPage(told, clock_time(datetime.now(UTC)))
        page.left_alone.connect(self._board.window.close_page)
        page.copied.connect(self._tell_copied)
        self._board.window.open_page(page)

    def take_slip(self) -> None:
        """Ask for a slip, and begin the attempt that one allows."""
        from crmtrainer.house.slips import ask_for_slip
        from crmtrainer.ui.scenarios.slip_form import TakeSlipForm

        desk = self._board.desk
        try:
            request = ask_for_slip(desk.house.home, desk.actor)
        except Expected as problem:
            desk.refused.emit(problem)
            return
        form = TakeSlipForm(request)
        form.given.connect(partial(self._begin, form))
        form.copied.connect(self._tell_copied)
        self._open(form)

    def _begin(self, form: TakeSlipForm, line: str) -> None:
        problem = self._board.attempt.start_with(line)
        if not isValid(form):
            return  # the world that was made took the place of this page
        if problem is not None:
            form.show_problem(sentence_for(problem), "answer")
        elif getattr(self._board.window.body.page(), "form", None) is form:
            self._board.window.close_page()

    def _follow(self) -> None:
        """An attempt under somebody's slip asks for receipts, as often as that says; the first one at once."""
        from crmtrainer.house.slips import is_given_to_itself, minutes_between_receipts

        attempt, desk = self._board.attempt, self._board.desk
        row = attempt.row if attempt.is_running and attempt.mode is Mode.ASSESSED else None
        asks = row is not None and not is_given_to_itself(desk.house, row.ref)
        minutes = minutes_between_receipts(desk.world.app.database) if asks else 0
        self._every = minutes * 60.0
        self._shown = time.monotonic() - self._every

    def _remind(self) -> None:
        if not self._every or time.monotonic() - self._shown < self._every:
            return
        self._shown = time.monotonic()
        self._board.window.toast(
            self.tr("Time for a receipt: read it out to your assessor."),
            icon="receipt-text-outline",
            action_text=self.tr("Show it"),
            action=self.show_receipt,
        )

    # The assessor's side

    def give_slip(self) -> None:
        """Make out a slip for a learner's request."""
        from crmtrainer.ui.assessment.sealing_forms import GiveSlipForm

        home = self._board.desk.house.home
        form = GiveSlipForm((card.key, card.title) for card in cards(home))
        form.asked.connect(partial(self._give, form))
        form.copied.connect(self._tell_copied)
        self._open(form)

    def _give(self, form: GiveSlipForm, scenario: str, request: str) -> None:
        from crmtrainer.house.slips import give_out

        desk = self._board.desk
        try:
            form.show_line(give_out(desk.house, scenario, request, desk.actor))
        except Expected as problem:
            form.show_problem(sentence_for(problem), "request")

    def note_receipt(self) -> None:
        """Note a receipt that a learner reads out."""
        from crmtrainer.ui.assessment.sealing_forms import NoteReceiptForm

        form = NoteReceiptForm(self._attempts(), datetime.now(UTC))
        form.noted.connect(partial(self._note, form))
        self._open(form)

    def _attempts(self) -> list[tuple[str, str]]:
        """What receipts can be of: slips that were given out, the newest first, and attempts that are known."""
        ask = self._board.desk.house.centre.ask
        actor = self._board.desk.actor
        known = {row.ref: f"{row.ref}, {row.learner_name}: {row.title}" for row in ask(attempts, actor)}
        given = {row.attempt: f"{row.attempt}, {row.learner}" for row in ask(slips, actor)}
        return list((given | {ref: words for ref, words in known.items() if ref in given} | known).items())

    def _note(self, form: NoteReceiptForm, ref: str, code: str, at: datetime | None) -> None:
        desk = self._board.desk
        try:
            desk.house.centre.perform(NoteReceipt(ref, code, None if at is None else utc(at)), desk.actor)
        except Expected as problem:
            form.show_problem(sentence_for(problem), "at" if problem.code == "receipt.not_yet" else "code")
            return
        self._board.window.close_page()
        self._board.window.toast(self.tr("Noted. The record is held against it from now on."))

    def _open(self, form: FormPanel) -> None:
        form.cancelled.connect(self._board.window.close_page)
        self._board.window.open_page(FormPage(form))

    def _tell_copied(self) -> None:
        self._board.window.toast(self.tr("Copied."))
