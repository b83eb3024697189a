# SPDX-License-Identifier: MIT
"""Hold a page, and the navigation, so that they scroll rather than force the window larger than the screen."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.kit.scrolling import scroll_by_key


class PageFrame(QScrollArea):
    """Gives the page all the room there is, and more when it cannot do with less.

    Qt's own resizable mode would insist on the preferred height of everything that wraps.
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.installEventFilter(self)

    def _fit(self) -> None:
        page = self.widget()
        if page is None:
            return
        room = self.maximumViewportSize()
        least = page.minimumSizeHint()
        width = max(room.width(), least.width())
        layout = page.layout()
        height = least.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.minimumHeightForWidth(width)
        bar = self.verticalScrollBar().sizeHint()
        if height > room.height():
            width = max(room.width() - bar.width(), least.width())
        if width > room.width():
            room = QSize(room.width(), room.height() - self.horizontalScrollBar().sizeHint().height())
        page.resize(width, max(room.height(), height))

    @override
    def minimumSizeHint(self) -> QSize:
        # It scrolls: what stands above it, such as help, may leave it little.
        return QSize(theme.px(40), theme.px(40))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        # Once more when the page has taken another arrangement: what it needs is known only then.
        QTimer.singleShot(0, self, self._fit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


class HelpFrame(QScrollArea):
    """Holds the help above a page: as high as its words while the page stays in sight, else it scrolls.

    The keys that scroll do so wherever in it the keyboard is, also on `close`.
    """

    SHARE = 0.65

    def __init__(self, words: QWidget, close: QWidget) -> None:
        super().__init__()
        self._close = close
        self._most = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidgetResizable(True)
        self.hide()
        # It is as high as its words at this width; of a fixed height it would keep the one it wished for narrower.
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(words)
        words.hide()  # Qt has shown it
        words.installEventFilter(self)
        close.installEventFilter(self)

    def set_room(self, height: int) -> None:
        """How much there is for it and the page below it."""
        self._most = round(height * self.SHARE)
        self._fit()

    def _fit(self) -> None:
        held = self.widget()
        layout = held.layout() if held is not None else None
        if held is None or layout is None:
            return
        wanted = max(held.minimumSizeHint().height(), layout.totalMinimumHeightForWidth(self.width()))
        high = min(wanted, max(theme.px(44), self._most))
        # Where it scrolls it can be scrolled by key.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if high < wanted else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(held.accessibleName())
        self.setFixedHeight(high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self, event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._close:
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and scroll_by_key(self, event)
        if event.type() == QEvent.Type.ShowToParent and self.parentWidget() is not None:
            self.show()
            self.verticalScrollBar().setValue(0)
        elif event.type() == QEvent.Type.HideToParent:
            self.hide()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


class ColumnFrame(QScrollArea):
    """A column of fixed width that scrolls up and down when the window is low."""

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.setWidgetResizable(True)
        self.setWidget(column)
        self._fit()

    def _fit(self) -> None:
        column = self.widget()
        if column is not None:
            bar = self.verticalScrollBar()
            extra = bar.sizeHint().width() if column.minimumSizeHint().height() > self.height() else 0
            self.setFixedWidth(column.minimumWidth() + extra)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)
