# SPDX-License-Identifier: MIT
"""A column that scrolls when it must, and pages that ask only for the room of the one in sight."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QWidget,
)
from typing_extensions import override

from crmtrainer.ui import theme

_RING = 6
TIGHT = 440
"""Width below which tabs stand closer."""

_SCROLLING: Final = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


def scroll_by_key(area: QAbstractScrollArea, event: QKeyEvent) -> bool:
    """Scroll by one of the keys for that; says whether it was one. Arrows would leave a button for the page."""
    action = _SCROLLING.get(Qt.Key(event.key()))
    if action is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True


if TYPE_CHECKING:
    _Scrolling = QAbstractScrollArea
else:
    _Scrolling = object


class Growing(_Scrolling):
    """A part that scrolls by itself while there is room, and is shown whole inside a pane that has to scroll.

    So no pane scrolls twice. `least` is the height it needs to be of use while it scrolls by itself.
    """

    least = 0
    is_whole = False

    def set_least(self, height: int) -> None:
        """The height below which the pane scrolls instead."""
        self.least = height
        self.updateGeometry()

    def set_whole(self, whole: bool) -> None:
        """Show everything, or scroll again."""
        if whole != self.is_whole:
            self.is_whole = whole
            shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(shown)
            self.updateGeometry()

    def whole_height(self) -> int:
        """The height of everything in it."""
        raise NotImplementedError

    def growth(self) -> int:
        """How much higher than its least it stands because it is shown whole."""
        return max(0, self.whole_height() - self.least) if self.is_whole else 0

    def least_height(self) -> int:
        """The height it cannot do without as it is now."""
        return max(self.least, self.whole_height()) if self.is_whole else self.least


class GrowingArea(Growing, QScrollArea):
    """A scroll area of that kind, over something that may wrap."""

    def __init__(self, inside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if inside is not None:
            self.setWidget(inside)

    @override
    def setWidget(self, widget: QWidget) -> None:
        # Qt would delete what stood here at once, also while one of its fields still works on the key that led here.
        if (before := self.takeWidget()) is not None:
            before.hide()
            before.deleteLater()
        super().setWidget(widget)
        widget.installEventFilter(self)

    @override
    def whole_height(self) -> int:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return 0
        least = inside.minimumSizeHint().height()
        if layout.hasHeightForWidth():
            return max(least, layout.totalHeightForWidth(self.maximumViewportSize().width()))
        return max(least, layout.totalSizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        return QSize(inside.minimumSizeHint().width() if inside is not None else 0, self.least_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_whole and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_whole and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class GrowingList(Growing, QListView):
    """A list of that kind."""

    @override
    def whole_height(self) -> int:
        return self.contentsSize().height() + 2 * self.frameWidth()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.least_height())

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.is_whole and self.height() != self.least_height():
            self.updateGeometry()

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if self.is_whole and self.hasFocus():
            bring_into_view(self, self.visualRect(index))


class ColumnScroll(Growing, QScrollArea):
    """Gives the column all the room there is, and scrolls only below its least height: then what it holds is whole.

    Qt's own resizable mode would insist on the preferred height of everything that wraps.
    """

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolls = self._on_trial = False
        self._tried: set[tuple[int, ...]] = set()
        self._tried_in = 0
        # A timer of its own: a single shot of nothing is posted, and comes before what is posted after it.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._end_trial)
        self.setWidget(column)
        column.installEventFilter(self)

    def _fit(self) -> None:
        column = self.widget()
        if column is None:
            return
        if not self.is_whole:
            self._settle_parts(whole=self._has_to_scroll())
        room = self.maximumViewportSize()
        width = room.width()
        height = self._least(width)
        if height > room.height() and not self.is_whole:
            width -= self.verticalScrollBar().sizeHint().width()
            height = self._least(width)
        column.resize(width, max(room.height(), height))

    def _parts(self) -> list[Growing]:
        """What grows in it, but for what another column of this kind looks after."""
        column = self.widget()
        found = column.findChildren(QAbstractScrollArea) if column is not None else []
        return [part for part in found if isinstance(part, Growing) and _column_around(part) is self]

    def _settle_parts(self, *, whole: bool) -> None:
        for part in self._parts():
            part.set_whole(whole and part.isVisibleTo(self))

    def _has_to_scroll(self) -> bool:
        """Whether there is too little room even with every part scrolling by itself.

        While they are whole that is reckoned. Where it comes out wrong, because something else in their place is
        higher, it is not tried again until there is another room, another part, or another reckoning.
        """
        room = self.maximumViewportSize()
        parts = [part for part in self._parts() if part.isVisibleTo(self)]
        least = self._least(room.width())
        if self._on_trial:
            return False
        if not self._scrolls:
            self._scrolls = least > room.height()
        elif (reckoned := least - sum(part.growth() for part in parts)) <= room.height():
            trial = (reckoned, *(id(part) for part in parts))
            if self._tried_in != room.height():
                self._tried_in = room.height()
                self._tried.clear()
            self._scrolls = trial in self._tried
            self._tried.add(trial)
            if not self._scrolls:
                # How it comes out is known once every part has told its new measures.
                self._on_trial = True
                self._soon.start(0)
        return self._scrolls

    def _end_trial(self) -> None:
        self._on_trial = False
        for part in self._parts():
            self._measure_anew(part)
        self._fit()

    def _measure_anew(self, part: QWidget) -> None:
        """Let nothing between a part and the column go on from what it measured while the part was whole.

        Each level hears of a new measure from the one below by an event of its own, which may still be on its way.
        """
        walk: QWidget | None = part
        while walk is not None and walk is not self:
            if (layout := walk.layout()) is not None:
                _forget_measures(layout)
            walk.updateGeometry()
            walk = walk.parentWidget()

    def _least(self, width: int) -> int:
        column = self.widget()
        layout = column.layout() if column is not None else None
        if column is None or layout is None:
            return 0
        if isinstance(column, QStackedWidget) or not layout.hasHeightForWidth():
            return column.minimumSizeHint().height()
        return layout.totalMinimumHeightForWidth(width)

    @override
    def set_whole(self, whole: bool) -> None:
        changed = whole != self.is_whole
        super().set_whole(whole)
        if whole:
            self._settle_parts(whole=True)
        if changed:
            self._fit()

    @override
    def whole_height(self) -> int:
        return self._least(self.maximumViewportSize().width())

    @override
    def minimumSizeHint(self) -> QSize:
        column = self.widget()
        wide = column.minimumSizeHint().width() if column is not None else 0
        return QSize(wide, self.least_height())

    @override
    def sizeHint(self) -> QSize:
        column = self.widget()
        return column.sizeHint() if column is not None else super().sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            if self.is_whole:
                self.updateGeometry()
        return super().eventFilter(watched, event)


def _forget_measures(layout: QLayout) -> None:
    """Let a layout measure anew, and those within it: Qt would tell it alone."""
    layout.invalidate()
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = None if item is None else item.layout()
        if inner is not None:
            _forget_measures(inner)


def _column_around(part: QWidget) -> ColumnScroll | None:
    walk = part.parentWidget()
    while walk is not None and not isinstance(walk, ColumnScroll):
        walk = walk.parentWidget()
    return walk


def bring_into_view(widget: QWidget, part: QRect | None = None) -> None:
    """Scroll whatever a widget stands in until it, or a part of it, is seen with its ring; of a tall one the top."""
    margin = theme.px(_RING)
    if part is None and isinstance(widget, Growing) and isinstance(widget, QAbstractItemView):
        part = widget.visualRect(widget.currentIndex()) if widget.is_whole else None
    if part is not None and not part.isValid():
        part = None
    wanted = part or widget.rect()
    walk = widget.parentWidget()
    while walk is not None:
        inside = walk.widget() if isinstance(walk, QScrollArea) else None
        if isinstance(walk, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            shown = QRect(widget.mapTo(inside, wanted.topLeft()), wanted.size())
            high = min(shown.height(), walk.viewport().height() - 2 * margin)
            wide = min(shown.width(), walk.viewport().width() - 2 * margin)
            for x, y in ((shown.left() + wide, shown.top() + high), (shown.left(), shown.top())):
                walk.ensureVisible(x, y, margin, margin)
        walk = walk.parentWidget()


class Pages(QStackedWidget):
    """A stack that needs no more room than the page in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    @override
    def hasHeightForWidth(self) -> bool:
        # Asked for one, Qt's stack would answer with that of the highest page, in sight or not.
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return (
            shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown is not None else super().minimumSizeHint()
        )

    @override
    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()


class Tabs(QTabWidget):
    """Tabs that need no more room than the page in sight, and stand closer where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        held = (self.widget(number) for number in range(self.count()))
        pages = [page.minimumSizeHint().height() for page in held if page is not None]
        if not pages:
            return least
        return QSize(least.width(), least.height() - max(pages) + pages[self.currentIndex()])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar, tight = self.tabBar(), event.size().width() < theme.px(TIGHT)
        if bool(bar.property("tight")) is not tight:
            bar.setProperty("tight", tight)
            self.style().unpolish(bar)
            self.style().polish(bar)
            bar.updateGeometry()
