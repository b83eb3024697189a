# SPDX-License-Identifier: MIT
"""Finding things in the window as people do: by their words, or by the name that is read out."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from crmtrainer.ui.kit.choice import Choice

FIELDS = (QPlainTextEdit, QComboBox, QLineEdit)


def buttons(root: QWidget, words: str) -> list[QAbstractButton]:
    """The buttons in sight that say these words, or are called so."""
    return [button for button in _visible_buttons(root) if words in (said_by(button), button.accessibleName())]


def buttons_beginning(root: QWidget, words: str) -> list[QAbstractButton]:
    """The buttons in sight whose name begins so."""
    return [button for button in _visible_buttons(root) if button.accessibleName().startswith(words)]


def parts(root: QWidget, name: str) -> list[QWidget]:
    """The parts of a window in sight whose name begins so and that hold buttons."""
    seen = [part for part in root.findChildren(QWidget) if part.isVisible() and part.accessibleName().startswith(name)]
    return [part for part in seen if _visible_buttons(part)]


def boxes(root: QWidget, words: str) -> list[QCheckBox]:
    """The boxes in sight whose words begin so."""
    return [box for box in root.findChildren(QCheckBox) if box.isVisible() and said_by(box).startswith(words)]


def choices(root: QWidget, value: object) -> list[QAbstractButton]:
    """The framed choices in sight that stand for a value."""
    return [button for button in _visible_buttons(root) if _stands_for(button, value)]


def moves(root: QWidget, key: str) -> list[QAbstractButton]:
    """The buttons in sight that stand for a move which own words may be heard as."""
    return [button for button in _visible_buttons(root) if button.property("move") == key]


def fields(root: QWidget, name: str) -> list[QWidget]:
    """The fields in sight that are called so, else those whose name begins so."""
    seen = [f for kind in FIELDS for f in root.findChildren(kind) if f.isVisible() and f.accessibleName()]
    exact = [field for field in seen if field.accessibleName() == name]
    return [*exact] or [field for field in seen if field.accessibleName().startswith(name)]


def tabs(root: QWidget, words: str) -> list[tuple[QTabBar, int]]:
    """The tabs in sight whose words begin so."""
    return [
        (bar, place)
        for bar in root.findChildren(QTabBar)
        if bar.isVisible()
        for place in range(bar.count())
        if bar.tabText(place).replace("&", "").startswith(words)
    ]


def rows(root: QWidget, view: str, words: str) -> list[tuple[QAbstractItemView, QModelIndex]]:
    """The rows that hold these words, of the lists in sight that are called `view`."""
    return [
        (found, index)
        for found in root.findChildren(QAbstractItemView)
        if found.isVisible() and found.accessibleName() == view
        for index in _indexes(found)
        if any(words in heard for heard in _told(index))
    ]


def said_by(button: QAbstractButton) -> str:
    """What stands on a button."""
    return button.text().replace("&", "")


def named(widget: QWidget) -> str:
    """What to call a widget when something is wrong with it."""
    return widget.accessibleName() or widget.objectName() or type(widget).__name__


def _visible_buttons(root: QWidget) -> list[QAbstractButton]:
    return [button for button in root.findChildren(QAbstractButton) if button.isVisible()]


def _stands_for(button: QAbstractButton, value: object) -> bool:
    choice = getattr(button, "choice", None)
    return isinstance(choice, Choice) and choice.value == value


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    for place in range(model.rowCount()):
        yield model.index(place, 0)


def _told(index: QModelIndex) -> tuple[str, ...]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return tuple(str(index.data(role) or "") for role in roles)
