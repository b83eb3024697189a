# SPDX-License-Identifier: MIT
"""Widgets side by side that wrap to further lines where it is narrow: buttons, or short facts about one thing."""

from PySide6.QtWidgets import QWidget

from crmtrainer.ui import theme
from crmtrainer.ui.kit.flow_layout import FlowLayout


class Flow(QWidget):
    """The line. `add` puts a widget at its end."""

    def __init__(self, *, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, across=theme.px(spacing), down=theme.px(6))

    def add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
