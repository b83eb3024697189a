# SPDX-License-Identifier: MIT
"""Adjusting a learner's timing from the Tools menu, by trainers and assessors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.people.commands import SetTiming
from crmtrainer.people.queries import timings
from crmtrainer.ui.filling import filled
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.form_page import FormPage
from crmtrainer.wording import sentence_for

if TYPE_CHECKING:
    from crmtrainer.ui.people.timing_form import TimingForm
    from crmtrainer.ui.shell.switchboard import Switchboard


class Timing(QObject):
    """Opens the form, and keeps what is chosen in the centre."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board)
        self._board = board
        board.window.actions_.on(Act.ADJUST_TIMING, self.offer)

    def offer(self) -> None:
        """Lay the form over what is in sight."""
        from crmtrainer.ui.people.timing_form import TimingForm

        house, actor = self._board.desk.house, self._board.desk.actor
        learners = [row for row in house.people() if row.role is Role.LEARNER]
        form = TimingForm(learners, house.centre.ask(timings, actor))
        form.chosen.connect(lambda learner, percent: self._set(form, learner, percent))
        form.cancelled.connect(self._board.window.close_page)
        self._board.window.open_page(FormPage(form))

    def _set(self, form: TimingForm, learner: str, percent: int) -> None:
        desk = self._board.desk
        try:
            desk.house.centre.perform(SetTiming(learner, percent), desk.actor)
        except Expected as problem:
            form.show_problem(sentence_for(problem), "share")
            return
        self._board.window.close_page()
        words = self.tr("Timing of %1: %2. It counts from the next time they begin or open an attempt.")
        self._board.window.toast(filled(words, form.learner.currentText(), form.told()))
