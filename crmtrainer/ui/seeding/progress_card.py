# SPDX-License-Identifier: MIT
"""How far a fill is: the step, the count, about how long it will take, and a button that stops it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from crmtrainer.seeding.builder import Doing
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import Label, caption, strong
from crmtrainer.ui.seeding.words import about, count

_SETTLED = 1.5
"""Seconds after which the pace tells something."""


class ProgressCard(Surface):
    """The strip. `cancel_asked` when a person wants to stop."""

    cancel_asked = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None) -> None:
        super().__init__("info_ground", edges=Qt.Edge.BottomEdge, parent=parent)
        self._clock, self._began, self._guess = clock, 0.0, 0.0
        self._stopping = False
        self.step = strong()
        self.step.setWordWrap(True)
        self.counted = Label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the fill"))
        self.left = caption(wrap=True, token="text")
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        head = QHBoxLayout()
        head.addWidget(self.step, 1)
        head.addWidget(self.counted)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.left)

    def begin(self, customers: int, guess: float) -> None:
        """A fill begins that will take about so many seconds."""
        self._began, self._guess = self._clock(), guess
        self._stopping = False
        self.show_step(0, customers, Doing.PEOPLE)

    def taken(self) -> float:
        """Seconds since the fill began."""
        return self._clock() - self._began

    def show_step(self, done: int, total: int, doing: Doing) -> None:
        """So many of so many are done, of this step."""
        words = {
            Doing.PEOPLE: self.tr("Step 1 of 3: writing people and their histories"),
            Doing.INDEXES: self.tr("Step 2 of 3: making them quick to find"),
            Doing.JOURNAL: self.tr("Step 3 of 3: beginning the journal"),
        }
        self.step.setText(words[doing])
        told = filled(self.tr("%1 of %2"), count(done), count(total))
        self.counted.setText(told)
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(f"{words[doing]}, {told}")
        if not self._stopping:
            self.left.setText(self._left(done, total, doing))

    def _left(self, done: int, total: int, doing: Doing) -> str:
        calm = self.tr("Cancel leaves everything as it was.")
        if doing is not Doing.PEOPLE:
            return calm
        taken = self.taken()
        left = self._guess
        if done and taken > _SETTLED:
            left = taken * (total - done) / done
        words = self.tr("About %1 left. %2")
        return filled(words, about(left), calm)

    def _stop(self) -> None:
        # It keeps the keyboard: disabled, it would let it fall to whatever comes next.
        self._stopping = True
        self.left.setText(self.tr("Cancelling…"))
        self.cancel_asked.emit()
