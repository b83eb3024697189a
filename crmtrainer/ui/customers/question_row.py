# SPDX-License-Identifier: MIT
"""One question of the identity panel, 32 high: a field for what the caller says, or how the answer went."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import QuestionRow, QuestionState
from crmtrainer.customers.rules import Question
from crmtrainer.ui import fonts, theme
from crmtrainer.ui.customers.labels import question_words
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import ElidedLabel, Label, caption, is_restyling

_LOOK = {
    QuestionState.NOT_ASKED: ("circle-outline", "muted"),
    QuestionState.MATCHED: ("check-circle-outline", "ok"),
    QuestionState.NOT_MATCHED: ("close-circle-outline", "bad"),
}
ROW_HEIGHT = 32
NARROW = 300


class QuestionLine(QWidget):
    """The row. `checked` carries the question and what was said; a question not matched can be asked again."""

    checked = Signal(object, str)
    asked_again = Signal(object)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        words = question_words(question)
        self._icon = IconLabel("circle-outline", 20)
        self._name = ElidedLabel(words)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("As they say it"))
        self.field.setAccessibleName(self.tr("%1: what the caller says").replace("%1", words))
        self._name.setBuddy(self.field)
        self.check = Button(self.tr("Check"), name=self.tr("Check %1").replace("%1", words.lower()))
        self._verdict = Label(weight=SEMIBOLD)
        self._time = caption()
        self.again = Button(
            icon="refresh",
            variant=Variant.QUIET,
            small=True,
            name=self.tr("Ask for the %1 again").replace("%1", words.lower()),
        )
        self._line = QWidget()
        self._line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._asked, self._answer = QHBoxLayout(), QHBoxLayout()
        self._asked.addWidget(self._icon)
        self._asked.addWidget(self._name, 1)
        self._answer.addWidget(self.field, 1)
        self._answer.addStretch(0)
        for widget in (self.check, self._verdict, self._time, self.again):
            self._answer.addWidget(widget)
        self._row.addLayout(self._asked)
        self._row.addLayout(self._answer, 1)
        self._error = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._error)
        self._restyle()
        self.field.returnPressed.connect(self._check)
        self.check.clicked.connect(self._check)
        self.again.clicked.connect(lambda: self.asked_again.emit(self.question))

    def is_open(self) -> bool:
        """Whether an answer can be entered."""
        return not self.field.isHidden()

    def error(self) -> str:
        return self._error.text() if not self._error.isHidden() else ""

    def verdict(self) -> str:
        return self._verdict.text() if not self._verdict.isHidden() else ""

    def show_row(self, row: QuestionRow, *, is_open: bool, can_ask_again: bool) -> None:
        """Show how the question stands; `is_open` offers the field whatever was answered before."""
        icon, token = _LOOK[row.state]
        self._icon.set_icon(icon, token)
        words = {
            QuestionState.NOT_ASKED: "",
            QuestionState.MATCHED: self.tr("Matched"),
            QuestionState.NOT_MATCHED: self.tr("Not matched"),
        }[row.state]
        self._verdict.setText(words)
        self._verdict.set_token(token)
        self._time.setText(clock_time(row.at) if row.at is not None else "")
        answered = bool(words) and not is_open
        for widget in (self._verdict, self._time):
            widget.setVisible(answered)
        for field in (self.field, self.check):
            field.setVisible(is_open)
        self.again.setVisible(answered and can_ask_again)
        self.setAccessibleName(", ".join(part for part in (self._name.text(), words, self._time.text()) if part))
        if not is_open:
            self.field.clear()
        self.set_error("")

    def set_error(self, words: str) -> None:
        """Say at the field what to enter; the entry stays."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        if self.field.property("fault") is not bool(words):
            self.field.setProperty("fault", bool(words))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _check(self) -> None:
        self.checked.emit(self.question, self.field.text())

    def _restyle(self) -> None:
        for line in (self._row, self._asked, self._answer):
            line.setSpacing(theme.px(8))
        self._line.setMinimumHeight(theme.px(ROW_HEIGHT))
        self._error.setContentsMargins(theme.px(28), theme.px(2), 0, theme.px(4))
        self.field.setMinimumWidth(theme.px(72))
        metrics = QFontMetricsF(fonts.font())
        # One width for all questions, so that the fields stand below one another.
        self._name.setMinimumWidth(round(max(metrics.horizontalAdvance(question_words(q)) for q in Question)) + 4)

    def _fit(self) -> None:
        """Where it is narrow the answer stands below its question."""
        across = self.width() >= theme.px(NARROW)
        direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def keyboard_to(line: QuestionLine) -> None:
    """Put the keyboard where the answer is entered."""
    line.field.setFocus(Qt.FocusReason.OtherFocusReason)
