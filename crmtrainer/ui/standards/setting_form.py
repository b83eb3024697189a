# SPDX-License-Identifier: MIT
"""What every form here shares: drafts, an act with a reason, and a refusal in words at the field that it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafting import Drafting
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.kit.saying import announce
from crmtrainer.ui.kit.text import spoken
from crmtrainer.ui.theme import Tone
from crmtrainer.wording import sentence_for

LONGEST_REASON = 400
NO_REASON = "clock.no_reason"


class SettingForm(FormPanel):
    """The form. `done` once its act was carried out: words for a message, and which line of the list was set."""

    done = Signal(str, str)
    FIELDS: Mapping[str, str] = {}
    """Which field a refusal belongs to, by its code."""

    def __init__(self, desk: Desk, save: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__("", save, icon, parent=parent)
        self._desk = desk
        self._drafting: Drafting | None = None
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.saving.connect(self.save)

    def end_with_reason(self, kind: str) -> None:
        """Add the reason as the last row, and keep drafts of all under this name."""
        self.form.add(
            "reason", self.tr("Why"), self.reason, self.tr("Whoever looks at the clocks later must understand.")
        )
        self.take_in_rows()
        self._drafting = Drafting(self._desk, kind, self.entries, self.draft_line, self)

    def turn_to(self, subject: str, title: str, beside: str, make_ready: Callable[[], object]) -> None:
        """Offer the form for a subject, filled by `make_ready`, and then by what was entered and not done."""
        self.setAccessibleName(spoken(title))
        self.header.name.setText(title)
        self.header.beside.setText(beside)
        assert self._drafting is not None

        def empty() -> None:
            make_ready()
            self.reason.clear()

        self._make_ready = empty
        self._drafting.turn_to(subject, empty)
        self.form.clear_errors()

    def warn(self, words: str, usual: str) -> None:
        """Say in the remark what would come of setting it so; without words, what is usually to be thought of."""
        before = self.remark.accessibleName()
        self.set_remark(words or usual)
        self.remark.set_tone(Tone.WARN if words else Tone.INFO, "alert-outline" if words else "information-outline")
        if words and self.remark.accessibleName() != before:
            announce(self.remark, words)

    def command(self) -> Command:
        """The act that the fields ask for. Raises `Refused` where they make none."""
        raise NotImplementedError

    def check(self) -> dict[str, str]:
        """What is wrong with the entries themselves, by field."""
        return {} if self.reason.text().strip() else {"reason": sentence_for(Refused(NO_REASON))}

    def told(self) -> str:
        """What is said once it was done."""
        raise NotImplementedError

    def line(self) -> str:
        """Which line of the list the act sets; empty for none."""
        return ""

    def save(self) -> None:
        """Carry the act out, or say at the fields what is to be put right; the entries stay."""
        wrong = self.check()
        if wrong:
            self.show_errors({key: wrong[key] for key in self.form.rows if key in wrong})
            return
        words, ident = self.told(), self.line()
        try:
            done = self._desk.try_to(self.command())
        except Refused as problem:
            done = problem
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done), self.field_of(done))
            return
        assert self._drafting is not None
        self._drafting.done(self._make_ready)
        self.form.clear_errors()
        self.done.emit(words, ident)

    def field_of(self, problem: Expected) -> str:
        """The field that a refusal is about."""
        return self.FIELDS.get(problem.code, "reason" if problem.code == NO_REASON else "")
