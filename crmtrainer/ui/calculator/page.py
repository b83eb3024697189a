# SPDX-License-Identifier: MIT
"""The due-date calculator: the question at the left, its answer above, and why beside it. No world needs to be open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.calculator import Answer, question_in, questions, worked_out
from crmtrainer.ui import theme
from crmtrainer.ui.calculator.asking import Asked, asked, field_of, texts_of
from crmtrainer.ui.calculator.form import QuestionForm
from crmtrainer.ui.calculator.presets import presets_of
from crmtrainer.ui.calculator.reading import moment_written
from crmtrainer.ui.calculator.words import headline, told_of_answer, whose_time
from crmtrainer.ui.dates import ZONE
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Page, PageHeader
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import plain_tip
from crmtrainer.ui.kit.two_columns import TwoColumns
from crmtrainer.ui.tasks import Errand, InlineTasks, Tasks
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.why_view import WhyView
from crmtrainer.wording import sentence_for

FORM_WIDTH, BESIDE_FROM, NAMES_FROM, LEAST_HEIGHT = 400, 760, 640, 72
SETTLES: Final = 150
"""Milliseconds without a change after which it is worked out anew."""
MOST_DRAWN: Final = 10
USUAL_AMOUNT: Final = "8 h"


class CalculatorPage(Page):
    """Works out at each change when so much working time is used up, or how much lies between two moments."""

    told = Signal(str)
    """What was done, in words for a toast."""
    announce = Signal(str)
    """The answer, for whoever only hears it."""
    closing = Signal(object)
    """The texts of the fields, by which another page of this kind goes on."""

    def __init__(
        self,
        desk: Desk,
        *,
        tasks: Tasks | None = None,
        texts: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`texts` are those of a page that was closed before."""
        super().__init__(parent=parent)
        self.title_text = self.tr("Due-date calculator")
        self.help_text = self.tr(
            "When is so much working time used up, and how much lies between two moments? Write hours, days off and "
            "pauses; the answer follows as you type, with the days that lead to it. Copied as JSON, the same question "
            "can be given to crmtrainer clock, and a question in JSON can be pasted in."
        )
        self.setAccessibleName(self.title_text)
        self._tasks: Tasks = tasks or InlineTasks()
        self._errand: Errand | None = None
        self._asked: Asked | None = None
        self._ident: object = None
        self._faulty = ""
        self.answer: Answer | None = None
        """What is in sight; None while there is something to put right."""
        self.copy = Button(self.tr("Copy as JSON"), "content-copy", small=True)
        self.paste = Button(self.tr("Paste JSON"), "content-paste", small=True)
        self.back = Button(self.tr("Back"), "arrow-left", small=True)
        self.said = Banner(icon="calendar-clock-outline", tone=Tone.INFO)
        presets = presets_of(desk)
        self.form = QuestionForm(presets)
        self.why = WhyView(both=True, most_days=MOST_DRAWN)
        self.nothing = EmptyState("calculator-variant-outline", "", "")
        self._pane = QWidget()
        self.go_there = Button(self.tr("Go there"), "arrow-left")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLES)
        self._build()
        self._connect()
        self._desk = desk
        self._begin(self._now(), presets[0].key, texts or {})

    def _build(self) -> None:
        header = PageHeader(self.title_text, self.tr("What if?"))
        self._buttons = {button: button.text() for button in (self.copy, self.paste, self.back)}
        for button in self._buttons:
            header.add(button)
        right = QVBoxLayout(self._pane)
        edge = theme.px(16)
        right.setContentsMargins(edge, theme.px(12), edge, edge)
        right.addWidget(self.why)
        right.addWidget(self.nothing)
        right.addWidget(self.go_there, 0, Qt.AlignmentFlag.AlignHCenter)
        self.nothing.hide()
        self.go_there.hide()
        right.addStretch(1)
        self._scroll = ColumnScroll(
            TwoColumns(self._pane, self.form, width=FORM_WIDTH, beside_from=BESIDE_FROM, aside_first=True)
        )
        self._scroll.setMinimumHeight(theme.px(LEAST_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.said):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.form.edited.connect(self._pause.start)
        self._pause.timeout.connect(self.work_out)
        self.go_there.clicked.connect(lambda: self.form.form.jump(self._faulty))
        self.copy.clicked.connect(self._copy)
        self.paste.clicked.connect(lambda: self.take_in(QGuiApplication.clipboard().text()))

    def _now(self) -> datetime:
        """What is taken for now, to the minute: practice time where a world is open."""
        now = self._desk.now() if self._desk.has_world else datetime.now(UTC)
        return now.replace(second=0, microsecond=0)

    def _begin(self, now: datetime, preset: str, texts: Mapping[str, str]) -> None:
        """The first question: a day's work from now, by the first hours on offer; or what stood there before."""
        start = moment_written(now, ZONE)
        self.form.put_back({"start": start, "end": start, "amount": USUAL_AMOUNT, "zone": ZONE.key, "region": "GB-ENG"})
        self.form.hours.set_value(preset)
        self.form.take_chosen()
        if texts:
            self.form.put_back(texts)
        self.work_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NAMES_FROM)
        for button, words in self._buttons.items():
            button.setText("" if narrow else words)
            button.setToolTip(plain_tip(words) if narrow else "")

    # What the frame asks

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.first()

    @override
    def panes(self) -> list[QWidget]:
        return [self.form, self._pane, self.copy]

    @override
    def left(self) -> None:
        self._pause.stop()
        if self._errand is not None:
            self._errand.cancel()
        self.closing.emit(self.form.texts())

    # The question and its answer

    def work_out(self) -> None:
        """Read the fields, and answer what they ask or say what to put right."""
        self._pause.stop()
        if self._errand is not None:
            self._errand.cancel()
        self._asked = asked(self.form.texts(), self._now(), self._ident)
        self.form.show_hints(self._asked.hints)
        self.form.show_faults(self._asked.faults)
        question = self._asked.question
        self.copy.explain("" if question is not None else self.tr("Put right first what is marked."))
        if question is None:
            self._show_no_answer(self._asked.faults)
            return
        self._errand = self._tasks.run(partial(worked_out, question), self._show, self._refused)

    def _show(self, answer: Answer) -> None:
        self.answer = answer
        self.why.show_told(told_of_answer(answer))
        self.why.show()
        self.nothing.hide()
        self.go_there.hide()
        self._say(headline(answer), whose_time(answer), Tone.INFO, "calendar-clock-outline")

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, Expected):
            raise problem
        faults = {field_of(problem, self.form.what()): sentence_for(problem)}
        self.form.show_faults(faults)
        self._show_no_answer(faults)

    def _show_no_answer(self, faults: Mapping[str, str]) -> None:
        """Say what is to be put right, and lead to the first of it."""
        names = [self.form.name_of(key) for key in self.form.in_order(faults)]
        self._faulty = next(iter(self.form.in_order(faults)), "")
        self.answer = None
        self.why.hide()
        told = "\n".join(f"{self.form.name_of(key)}: {faults[key]}" for key in self.form.in_order(faults))
        self.nothing.set_words(self.tr("No answer yet"), told)
        self.go_there.setText(self.tr("Go to “%1”").replace("%1", names[0]))
        self.go_there.setAccessibleName(self.go_there.text())
        self.nothing.show()
        self.go_there.show()
        words = self.tr("To put right: %1").replace("%1", ", ".join(names))
        self._say(self.tr("No answer yet"), words, Tone.BAD, "alert-octagon-outline")

    def _say(self, heading: str, words: str, tone: Tone, icon: str) -> None:
        before = self.said.accessibleName()
        self.said.set_words(heading, words)
        self.said.set_tone(tone, icon)
        if self.isVisible() and self.said.accessibleName() != before:
            self.announce.emit(self.said.accessibleName())

    # JSON

    def _copy(self) -> None:
        self.work_out()
        if self._asked is None or self._asked.question is None:
            return
        QGuiApplication.clipboard().setText(json.dumps(self._asked.line, ensure_ascii=False))
        self.told.emit(self.tr("Copied: the question as crmtrainer clock takes it"))

    def take_in(self, text: str) -> None:
        """Fill the fields with a question in JSON; of several, with the first. For what is none, nothing changes."""
        try:
            found = questions(text)
            question = question_in(found[0] if found else None)
        except Expected as problem:
            words = self.tr("The clipboard holds no question. %1").replace("%1", sentence_for(problem))
            self.told.emit(words)
            return
        line = found[0]
        self._ident = line.get("id") if isinstance(line, Mapping) else None
        self.form.put_back(texts_of(question))
        self.work_out()
        if len(found) > 1:
            self.told.emit(self.tr("The first of %n questions was taken.", "", len(found)))
        self.form.first().setFocus()
