# SPDX-License-Identifier: MIT
"""Two parts of a page beside one another, one of them of a set width; below each other where the page is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme

_WIDEST = 16_777_215


class TwoColumns(QWidget):
    """`wide` takes what room there is, `aside` at most `width`, or with `fixed` just that.

    They stand beside one another from a width of `beside_from` on; `aside_first` puts that one at the left, and above.
    """

    def __init__(
        self,
        wide: QWidget,
        aside: QWidget,
        *,
        width: int,
        beside_from: int,
        aside_first: bool = False,
        fixed: bool = False,
    ) -> None:
        super().__init__()
        self._wide, self._aside = wide, aside
        self._width, self._beside_from, self._fixed = width, beside_from, fixed
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        for part in (aside, wide) if aside_first else (wide, aside):
            self._box.addWidget(part, int(part is wide))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(self._wide.minimumSizeHint().width(), self._aside.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(self._beside_from)
        self._aside.setMinimumWidth(theme.px(self._width) if beside and self._fixed else 0)
        self._aside.setMaximumWidth(theme.px(self._width) if beside else _WIDEST)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
