# SPDX-License-Identifier: MIT
"""The record and a call side by side; where there is no room for both, one of them, with a switch above.

A call that is over folds to one line above the record.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling

CALL_WIDTH, NARROW_CALL = 376, 330
RECORD_WIDTH = 370
SIDE_BY_SIDE = 700
_WIDEST = 16777215
RECORD, CALL = "record", "call"
_BESIDE, _CALL_ON_TOP = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop


class TwoParts(QWidget):
    """The parts. `arranged` after another one came into sight."""

    arranged = Signal()

    def __init__(self, record: QWidget, call: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record, self._call = record, call
        self._has_call = self._folded = False
        self.switch = Segmented(
            self.tr("Record or call"), [Segment(RECORD, self.tr("Record")), Segment(CALL, self.tr("Call"))]
        )
        self.switch.set_value(RECORD)
        self._bar = Surface("surface", edges=Qt.Edge.BottomEdge)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        bar.addWidget(self.switch)
        bar.addStretch(1)
        parts = QBoxLayout(_BESIDE)
        parts.setSpacing(0)
        self._parts = parts
        parts.addWidget(record, 1)
        parts.addWidget(call)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(parts, 1)
        self.switch.chosen.connect(lambda _value: self._arrange())
        self._arrange()

    def set_call(self, there: bool, *, folded: bool = False) -> None:
        """Whether there is a call to be shown, and whether one line is all that is left of it."""
        self._has_call, self._folded = there, folded
        self._arrange()

    def show_part(self, part: str) -> None:
        """Where there is no room for both: the record, or the call."""
        self.switch.set_value(part)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= theme.px(SIDE_BY_SIDE)
        chosen = self.switch.value()
        folded = self._has_call and self._folded
        self._parts.setDirection(_CALL_ON_TOP if folded else _BESIDE)
        if folded:
            self._bar.hide()
            self._call.setMinimumWidth(0)
            self._call.setMaximumWidth(_WIDEST)
            self._call.show()
            self._record.show()
            self.arranged.emit()
            return
        self._bar.setVisible(self._has_call and not beside)
        self._call.setVisible(self._has_call and (beside or chosen == CALL))
        self._record.setVisible(not self._has_call or beside or chosen == RECORD)
        if beside:
            wide = self.width() >= theme.px(CALL_WIDTH + RECORD_WIDTH)
            self._call.setFixedWidth(theme.px(CALL_WIDTH if wide else NARROW_CALL))
        else:
            self._call.setMinimumWidth(0)
            self._call.setMaximumWidth(_WIDEST)
        self.arranged.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._arrange()
