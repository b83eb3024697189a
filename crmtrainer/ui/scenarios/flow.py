# SPDX-License-Identifier: MIT
"""Small widgets side by side that wrap to further lines where the window is narrow."""

from PySide6.QtWidgets import QLayout, QWidget
from superqt import QFlowLayout

from crmtrainer.ui import theme


class Flow(QWidget):
    """A row of links, buttons or chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = QFlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(theme.px(6))
        self._flow.setVerticalSpacing(theme.px(4))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._flow.addWidget(widget)
        widget.show()

    def clear(self) -> None:
        """Take everything out again."""
        empty(self._flow)
        # The flow does not notice by itself that it holds other things.
        self._flow.invalidate()
        self.updateGeometry()


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
