# SPDX-License-Identifier: MIT
"""Small widgets side by side that wrap to further lines where the window is narrow."""

from PySide6.QtWidgets import QLayout, QWidget

from crmtrainer.ui import theme
from crmtrainer.ui.kit.flow_layout import FlowLayout


class Flow(QWidget):
    """A row of links, buttons or chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, across=theme.px(6), down=theme.px(4))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._flow.addWidget(widget)
        widget.show()

    def clear(self) -> None:
        """Take everything out again."""
        empty(self._flow)
        self.updateGeometry()


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
