# SPDX-License-Identifier: MIT
"""The rule tester: which standards a ticket would get, when they would be due, and why each was taken or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmtrainer.casework.matching import match
from crmtrainer.kernel.errors import Expected
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.definitions import StandardDefinition
from crmtrainer.service_levels.standards import Fit, MatchRow, calendars, standards
from crmtrainer.service_levels.timing import timing
from crmtrainer.service_levels.trying import TriedRow, try_standard
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui import theme
from crmtrainer.ui.channels import CHANNELS
from crmtrainer.ui.clocks import metric_name, times
from crmtrainer.ui.dates import local, when, when_in_full
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.moment_edit import MomentEdit
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import Label, caption, section, spoken, strong
from crmtrainer.ui.shares import SHARES, share_words
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.standards.as_question import questions_of
from crmtrainer.ui.standards.labels import channel_words, fit_words
from crmtrainer.ui.standards.tried_days import TriedDays
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.tickets.labels import PRIORITIES, SEVERITIES, TYPES, said
from crmtrainer.wording import sentence_for

LABELS = 84
_MARKS = {Fit.YES: ("check-circle-outline", "ok"), Fit.NOT_TRIED: ("minus-circle-outline", "muted")}
_NO = ("close-circle-outline", "muted")


class Tester(Surface):
    """The pane. It answers at once when something else is chosen; `announce` carries the answer in words."""

    announce = Signal(str)
    told = Signal(str)
    calculator_wanted = Signal(str)
    """With the question in JSON that it begins with; empty for none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.LeftEdge, parent=parent)
        self._desk = desk
        self._filling = False
        self._has_moment = False
        self.setAccessibleName(self.tr("Rule tester"))
        self.type = Combo([(each, said(words)) for each, words in TYPES.items()])
        self.priority = Combo([(each, said(words)) for each, words in PRIORITIES.items()])
        self.severity = Combo([(each, said(words)) for each, words in SEVERITIES.items()])
        self.channel = Combo([(each, channel_words(each)) for each in CHANNELS])
        self.category = QLineEdit()
        self.arrives = MomentEdit(self.tr("Arrives"))
        self.timing = Combo([(share, share_words(share)) for share in SHARES])
        self.form = Form(left=LABELS, gap=6)
        self.answer = Banner(icon="check-circle-outline", tone=Tone.OK)
        self.days = TriedDays()
        self.order = strong(self.tr("Rules, in the order tried"))
        self._rules = QVBoxLayout()
        self.copy = Button(self.tr("Copy as JSON"), "content-copy", Variant.LINK, small=True)
        self.calculator = Button(self.tr("Open the calculator"), "calculator-variant-outline", Variant.LINK, small=True)
        self._question = self._longest = ""
        self._build()
        self.type.set_value(TicketType.COMPLAINT)
        self.priority.set_value(Priority.NORMAL)
        self.severity.set_value(Severity.NORMAL)
        for combo in (self.type, self.priority, self.severity, self.channel, self.timing):
            combo.currentIndexChanged.connect(self._try_chosen)
        self.copy.clicked.connect(self._copy)
        self.calculator.clicked.connect(lambda: self.calculator_wanted.emit(self._longest))
        self.category.editingFinished.connect(self._try_chosen)
        self.arrives.changed.connect(self._try_chosen)

    def _build(self) -> None:
        self.form.add("type", self.tr("Type"), self.type)
        self.form.add("severity", self.tr("Severity"), self.severity)
        self.form.add("priority", self.tr("Priority"), self.priority)
        self.form.add("channel", self.tr("Channel"), self.channel)
        self.form.add("category", self.tr("Category"), self.category)
        self.form.add("arrives", self.tr("Arrives"), self.arrives)
        self.form.add("timing", self.tr("Timing"), self.timing)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(IconLabel("flask-outline", 20))
        head.addWidget(section(self.tr("Rule tester")), 1)
        self._rules.setSpacing(theme.px(6))
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(12), margin, margin)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(caption(self.tr("Which standards fit a ticket, and why?"), wrap=True))
        column.addWidget(self.form)
        column.addWidget(self.answer)
        column.addWidget(self.days)
        column.addWidget(self.order)
        column.addLayout(self._rules)
        links = Flow()
        links.add(self.copy)
        links.add(self.calculator)
        column.addWidget(links)
        column.addStretch(1)

    def refresh(self) -> None:
        """Try again by what is in force now; a world that was just opened suggests its own time."""
        if not self._has_moment:
            self._has_moment = True
            self._filling = True
            self.arrives.set_today(local(self._desk.now()).date())
            self.arrives.set_moment(self._desk.now())
            self._set_timing(self._desk.ask(timing))
            self._filling = False
        self._try()

    def _set_timing(self, share: int) -> None:
        if share not in SHARES:
            self.timing.set_pairs([(each, share_words(each)) for each in sorted({*SHARES, share})])
        self.timing.set_value(share)

    def forget(self) -> None:
        """Another world is open: its time is suggested anew."""
        self._has_moment = False

    def _try_chosen(self) -> None:
        if not self._filling:
            self._try()
            self.announce.emit(self.answer.accessibleName())

    def _try(self) -> None:
        at, stretch = self.arrives.moment(), self.timing.value()
        if at is None:
            return  # the row says what to write; the last answer stands until then
        try:
            rows = self._desk.ask(
                match,
                self.type.value(),
                self.priority.value(),
                arrives_at=at,
                severity=self.severity.value(),
                category=self.category.text().strip(),
                channel=self.channel.value(),
                stretch=stretch,
            )
            known = {row.definition.rule.id: row.definition for row in self._desk.ask(standards, at)}
            fits = [row.standard for row in rows if row.fit is Fit.YES]
            tried = [self._desk.ask(try_standard, each, arrives_at=at, stretch=stretch) for each in fits]
        except Expected as problem:
            self._show_answer(self.tr("This cannot be tried"), sentence_for(problem), Tone.BAD)
            self.days.show_tried((), at, "")
            self._show_rules((), {})
            self._offer_question((), (), at)
            return
        taken = [row for row in rows if row.fit is Fit.YES]
        if taken:
            named = [filled(self.tr("%1, version %2"), name_of(row.standard), str(row.version)) for row in taken]
            tone = Tone.WARN if any(row.due is None for row in taken) and stretch != UNTIMED else Tone.OK
            told = [self._due_words(row, at) for row in taken]
            if stretch == UNTIMED:
                told = [self.tr("Adjusted timing sets no limit: nothing is due.")]
            elif stretch != AS_SET:
                told.append(self.tr("Adjusted timing: %1.").replace("%1", times(stretch)))
            self._show_answer("; ".join(named), " ".join(told), tone)
        else:
            self._show_answer(self.tr("No standard fits"), self.tr("No clock of ours would run for it."), Tone.WARN)
        self.days.show_tried([row for row in tried if row.due is not None], at, self.answer.accessibleName())
        self._show_rules(rows, known)
        self._offer_question([known[row.standard] for row in taken], tried, at)

    def _due_words(self, row: MatchRow, at: datetime) -> str:
        """When it would be due, with the year where it is another than that of the arrival, or that it never would."""
        due = row.due
        if due is None:
            never = self.tr("%1 is never due: the calendar of %2 does not open often enough.")
            return filled(never, metric_name(row.metric), name_of(row.standard))
        told = when(due) if local(due).year == local(at).year else when_in_full(due)
        return filled(self.tr("%1 due %2."), metric_name(row.metric), told)

    def _offer_question(self, taken: Sequence[StandardDefinition], tried: Sequence[TriedRow], at: datetime) -> None:
        """What is copied: of each standard that counts working minutes, the question that the calculator answers.

        It is opened with that of the last one due, whose days are drawn, or where it cannot count that with the first.
        """
        kept = {row.key: row.definition for row in self._desk.ask(calendars)} if taken else {}
        ask = partial(questions_of, calendars=kept, at=at, stretch=self.timing.value())
        self._question = ask(taken)
        longest = max(tried, key=lambda row: row.due or at).standard if tried else ""
        self._longest = ask([each for each in taken if each.rule.id == longest]) or self._question
        none = self.tr("Nothing here counts working minutes, as the calculator does.")
        self.copy.explain("" if self._question else none)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._question)
        self.told.emit(self.tr("Copied. The calculator and crmtrainer clock answer it."))

    def _show_answer(self, heading: str, words: str, tone: Tone) -> None:
        icons = {Tone.OK: "check-circle-outline", Tone.WARN: "alert-outline", Tone.BAD: "alert-octagon-outline"}
        self.answer.set_words("", heading, words)
        self.answer.set_tone(tone, icons[tone])

    def _show_rules(self, rows: Sequence[MatchRow], known: Mapping[str, StandardDefinition]) -> None:
        while (item := self._rules.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._rules.addWidget(_rule(row, known[row.standard]))
        self.order.setVisible(bool(rows))

    def rules(self) -> list[str]:
        """What is said of each rule, in the order tried."""
        items = (self._rules.itemAt(number) for number in range(self._rules.count()))
        held = (item.widget() for item in items if item is not None)
        return [each.accessibleName() for each in held if each is not None]


def _rule(row: MatchRow, definition: StandardDefinition) -> QWidget:
    made = QWidget()
    icon, token = _MARKS.get(row.fit, _NO)
    words = f"{name_of(row.standard)}: {fit_words(row.fit, definition)}"
    made.setAccessibleName(spoken(words))
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    line.addWidget(IconLabel(icon, 16, token), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(words, wrap=True, token="text" if row.fit is Fit.YES else "muted"), 1)
    return made
