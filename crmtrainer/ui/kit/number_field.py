# SPDX-License-Identifier: MIT
"""A whole number, with a comma at the thousands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from crmtrainer.ui.dates import BRITISH

DIGITS = 999_999


class NumberField(QSpinBox):
    """The field. The wheel leaves it alone unless it has the keyboard."""

    changed = Signal()

    def __init__(self, most: int = DIGITS, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(BRITISH)
        self.setGroupSeparatorShown(True)
        self.setRange(least, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.changed)

    def written(self) -> str:
        """The number as text, to be put back with `put_back`."""
        return str(self.value())

    def put_back(self, written: str) -> None:
        self.setValue(int(written))
