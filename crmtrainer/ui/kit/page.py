# SPDX-License-Identifier: MIT
"""What the frame of the window expects of a page, and the plain surfaces pages are built from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.keys import named_in
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling, section, spoken, title

if TYPE_CHECKING:  # what lays out paper brings the data layer with it, which the frame does without at the start
    from crmtrainer.ui.kit.kept_tabs import KeptTabs
    from crmtrainer.ui.paper import Printable

WIDEST_COLUMN = 720


class Page(QWidget):
    """A section of the window. Subclasses set `title_text` and `help_text` and override what they need."""

    title_changed = Signal(str)
    OF_A_WORLD = False
    """Whether it shows what is in the open world: as a passing page it is closed when another world opens."""

    def __init__(self, title_text: str = "", help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_text = title_text
        self.help_text = help_text
        self.setAccessibleName(title_text)

    @override
    def setAccessibleName(self, name: str) -> None:
        """A page may be named by what somebody called an attempt or a world."""
        super().setAccessibleName(spoken(name))

    def help_words(self) -> str:
        """What the page is for. In `help_text` usual keys stand in braces; here, those in force."""
        return named_in(self.help_text)

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when the page is opened."""
        return None

    def panes(self) -> list[QWidget]:
        """The parts that F6 visits, in reading order; each takes focus itself or holds a child that does."""
        first = self.first_focus()
        return [first] if first is not None else []

    def small(self, compact: bool) -> None:
        """Called when the window becomes too small for the full arrangement, and when it grows again."""

    def filter_field(self) -> QWidget | None:
        """The field that Ctrl+F goes to."""
        return None

    def kept_tabs(self) -> KeptTabs | None:
        """The records that somebody keeps open here, where a page knows such."""
        return None

    def entered(self) -> None:
        """Called each time the page is shown by the frame; the place to ask for fresh data."""

    PRINTS_A_RECORD = False
    """Whether what it prints is somebody's record, which is an act of the open world."""

    def reason_against_print(self) -> str:
        """Why nothing in sight can be put on paper; empty when something can."""
        return QCoreApplication.translate(
            "Page", "Nothing here is for paper: open a ticket, a record, a debrief or a review first."
        )

    def to_print(self) -> Printable:
        """What is in sight, for paper. Raises `Expected`; never asked for while there is a reason against it."""
        raise NotImplementedError

    def left(self) -> None:
        """Called once when a passing page is closed: from now on it hears nothing more."""


NO_EDGE = Qt.Edge(0)


class Surface(QWidget):
    """A rectangle filled with a token, with a divider on chosen sides."""

    def __init__(
        self,
        token: str = "surface",
        *,
        edges: Qt.Edge = NO_EDGE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._token = token
        self._edges = edges

    def set_token(self, token: str) -> None:
        self._token = token
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(tokens, self._token)))
        painter.setPen(QPen(QColor(tokens.divider), 1))
        right, bottom = self.width() - 1, self.height() - 1
        if self._edges & Qt.Edge.TopEdge:
            painter.drawLine(0, 0, right, 0)
        if self._edges & Qt.Edge.BottomEdge:
            painter.drawLine(0, bottom, right, bottom)
        if self._edges & Qt.Edge.LeftEdge:
            painter.drawLine(0, 0, 0, bottom)
        if self._edges & Qt.Edge.RightEdge:
            painter.drawLine(right, 0, right, bottom)
        painter.end()


def narrow_column(page: QWidget, column: QVBoxLayout) -> None:
    """Lay a column of text and cards in the middle of a wide page, no wider than reads well."""
    held = QWidget()
    held.setLayout(column)
    held.setMaximumWidth(theme.px(WIDEST_COLUMN))
    across = QHBoxLayout(page)
    across.setContentsMargins(theme.px(16), theme.px(24), theme.px(16), theme.px(16))
    across.addStretch(1)
    across.addWidget(held, 30)
    across.addStretch(1)


class Card(QFrame):
    """A surface with a divider around it and corners of 6; fill it through `body`."""

    def __init__(self, heading: str = "", *, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        margin = theme.px(16)
        self.body.setContentsMargins(margin, theme.px(12), margin, margin)
        self.body.setSpacing(theme.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.heading = section(heading)
        self.aside = ElidedLabel(aside, size=Type.CAPTION, token="muted")
        self.aside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head.addWidget(self.heading)
        self.head.addWidget(self.aside, 1)
        if heading:
            self.body.addLayout(self.head)
        else:
            self.heading.setParent(None)
            self.aside.setParent(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.divider), 1))
        painter.setBrush(QColor(tokens.surface))
        shape = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        painter.end()


class PageHeader(Surface):
    """The strip above a page: its name, a quiet word beside it, and room for buttons at the right."""

    def __init__(self, name: str, beside: str = "", parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.row = QHBoxLayout(self)
        self.name = title(name)
        self.beside = ElidedLabel(beside, size=Type.CAPTION, token="muted")
        self.beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.row.addWidget(self.name)
        self.row.addWidget(self.beside, 1)
        self._restyle()

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self.row.addWidget(widget)

    def _restyle(self) -> None:
        self.row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self.row.setSpacing(theme.px(12))
        self.setMinimumHeight(theme.px(48))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
