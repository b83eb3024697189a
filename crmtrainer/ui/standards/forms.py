# SPDX-License-Identifier: MIT
"""The forms of the page, each made when it is first wanted: shown in place of the overview, and left to it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crmtrainer.ui.desk import Desk
from crmtrainer.ui.standards.day_form import DayForm
from crmtrainer.ui.standards.history_pane import HistoryPane
from crmtrainer.ui.standards.hours_form import HoursForm
from crmtrainer.ui.standards.law_pane import LawPane
from crmtrainer.ui.standards.order_form import OrderForm
from crmtrainer.ui.standards.setting_form import SettingForm
from crmtrainer.ui.standards.small_forms import MoveForm, TeamForm
from crmtrainer.ui.standards.standard_form import StandardForm

Shown = SettingForm | LawPane | HistoryPane
F = TypeVar("F", bound=SettingForm)


class Forms(QObject):
    """Makes and shows them. `left` when one was cancelled, `done` after an act: with words, and the line it set."""

    left = Signal()
    done = Signal(str, str)

    def __init__(self, desk: Desk, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._desk, self._pages = desk, pages
        self._made: dict[type[SettingForm], SettingForm] = {}
        self._law: LawPane | None = None
        self._history: HistoryPane | None = None

    @property
    def standard(self) -> StandardForm:
        return self._form(StandardForm, StandardForm)

    @property
    def team(self) -> TeamForm:
        return self._form(TeamForm, TeamForm)

    @property
    def day(self) -> DayForm:
        return self._form(DayForm, DayForm)

    @property
    def hours(self) -> HoursForm:
        return self._form(HoursForm, HoursForm)

    @property
    def move(self) -> MoveForm:
        return self._form(MoveForm, MoveForm)

    @property
    def order(self) -> OrderForm:
        return self._form(OrderForm, OrderForm)

    @property
    def law(self) -> LawPane:
        if self._law is None:
            self._law = LawPane()
            self._law.closed.connect(self.left)
            self._pages.addWidget(self._law)
        return self._law

    @property
    def history(self) -> HistoryPane:
        if self._history is None:
            self._history = HistoryPane()
            self._history.closed.connect(self.left)
            self._pages.addWidget(self._history)
        return self._history

    def show(self, form: Shown) -> None:
        """Bring a form into sight, with the keyboard in it."""
        self._pages.setCurrentWidget(form)
        if (first := self.first()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget | None:
        """Where the keyboard goes in the one that is in sight; None while none is."""
        shown = self._pages.currentWidget()
        if isinstance(shown, LawPane):
            return shown.back
        if isinstance(shown, HistoryPane):
            return shown.first()
        return shown.first_field() if isinstance(shown, SettingForm) else None

    def _form(self, kind: type[F], make: Callable[[Desk], F]) -> F:
        made = self._made.get(kind)
        if not isinstance(made, kind):
            made = self._made[kind] = make(self._desk)
            made.cancelled.connect(self.left)
            made.done.connect(self.done)
            self._pages.addWidget(made)
        return made
