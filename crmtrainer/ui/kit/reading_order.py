# SPDX-License-Identifier: MIT
"""The order in which Tab goes: as one reads, whenever and in whatever order the parts of the window were made."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

_BACKWARDS = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


def can_take_focus(widget: QWidget) -> bool:
    """Whether Tab may stop at a widget now: not at an empty list, nor at the arrows of a row of tabs."""
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isVisible() or not widget.isEnabled():
        return False
    if widget.focusProxy() is not None:
        return False
    if isinstance(widget, QToolButton) and isinstance(widget.parentWidget(), QTabBar):
        return False
    return not isinstance(widget, QAbstractItemView) or _has_rows(widget)


def _has_rows(view: QAbstractItemView) -> bool:
    model: QAbstractItemModel | None = view.model()
    return model is not None and model.rowCount() > 0


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops in `root`, in order: of buttons that exclude one another only at the chosen one."""
    return [widget for widget in in_order(root) if _is_stop(widget)]


def next_stop(root: QWidget, at: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after or before `at`, round the ends; also from where there is none, such as what was just hidden."""
    found = stops(root)
    if not found:
        return None
    if at is None:
        return found[0 if forward else -1]
    if at in found:
        return found[(found.index(at) + (1 if forward else -1)) % len(found)]
    if not at.isVisible():
        return _near(root, at)
    listed = in_order(root)
    place = listed.index(at) if at in listed else -1
    order = listed[place + 1 :] + listed[: place + 1] if forward else listed[:place][::-1] + listed[place:][::-1]
    return next((widget for widget in order if widget in found), None)


def in_order(root: QWidget) -> list[QWidget]:
    """`root` and everything to be seen in it, as one reads."""
    return list(_walk(root))


def _walk(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for child in _children(widget):
        if not child.isHidden() and not child.isWindow():
            yield from _walk(child)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        return [inside] if inside is not None else []
    if isinstance(widget, QAbstractScrollArea):
        return []
    if isinstance(widget, QSplitter):
        parts = [widget.widget(place) for place in range(widget.count())]
        return [part for part in parts if part is not None]
    first: list[QWidget | None] = []
    layout = widget.layout()
    if isinstance(widget, QMainWindow):
        first = [widget.centralWidget(), widget.statusBar()]
    elif isinstance(widget, QTabWidget):
        corners = (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
        first = [widget.tabBar(), *(widget.cornerWidget(corner) for corner in corners)]
    elif layout is not None:
        first = list(_laid_out(layout, widget))
    listed = [child for child in first if child is not None]
    others = [c for c in widget.children() if isinstance(c, QWidget) and c not in listed and not c.isHidden()]
    return listed + sorted(others, key=lambda child: (child.y(), child.x()))


def _laid_out(layout: QLayout, holder: QWidget) -> Iterator[QWidget]:
    """What a layout of `holder` holds, in order.

    Its items are not asked for: PySide keeps what it made of one by its place in memory, and takes what comes to lie
    there later for the same thing.
    """
    held: dict[int, QWidget | QLayout] = {}
    for part in (*holder.children(), *layout.children()):
        if isinstance(part, QWidget | QLayout) and part is not layout and (place := layout.indexOf(part)) >= 0:
            held[place] = part
    places = sorted(held)
    if isinstance(layout, QBoxLayout) and layout.direction() in _BACKWARDS:
        places.reverse()
    elif isinstance(layout, QGridLayout):
        places.sort(key=partial(_cell, layout))
    for place in places:
        part = held[place]
        if isinstance(part, QLayout):
            yield from _laid_out(part, holder)
        else:
            yield part


def _cell(grid: QGridLayout, place: int) -> tuple[int, int]:
    position: Any = grid.getItemPosition(place)  # typed as an object
    return int(position[0]), int(position[1])


def _is_stop(widget: QWidget) -> bool:
    """Whether it takes the keyboard and, among buttons of one choice, stands for them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return can_take_focus(widget)
    # Qt leaves Tab to the one that last had the keyboard; here it goes to the one that is chosen.
    those = [one for one in group.buttons() if one.isVisible() and one.isEnabled() and one.isCheckable()]
    focus, chosen = QApplication.focusWidget(), group.checkedButton()
    if focus in those:
        return widget is focus
    return widget is (chosen if chosen in those else those[0] if those else None)


def _near(root: QWidget, gone: QWidget) -> QWidget | None:
    """A stop close to where a widget stood that can no longer be seen."""
    holder = gone.parentWidget()
    while holder is not None and holder is not root.parentWidget():
        if holder.isVisible():
            found = [one for one in stops(holder) if one is not gone]
            if found:
                return found[0]
        holder = holder.parentWidget()
    return None
