# SPDX-License-Identifier: MIT
"""Walks every live widget below a window and finds what could take somebody's words for markup or for commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
OUR_TIPS = re.compile(r"</?p>|<br/?>")
"""What a tooltip of ours is made of; the words within are escaped."""
ROLES = {
    "text": Qt.ItemDataRole.DisplayRole,
    "tip": Qt.ItemDataRole.ToolTipRole,
    "spoken": Qt.ItemDataRole.AccessibleTextRole,
    "described": Qt.ItemDataRole.AccessibleDescriptionRole,
    "status": Qt.ItemDataRole.StatusTipRole,
}


def faults(root: QWidget) -> list[str]:
    """What is wrong below `root`, each with where."""
    return [f"{where(thing)}: {wrong}" for thing in everything(root) for wrong in _wrongs(thing)]


def shown_in(root: QWidget) -> str:
    """All texts below `root`, one a line."""
    return "\n".join(text for thing in everything(root) for _, text in _texts(thing))


def everything(root: QWidget) -> Iterator[QObject]:
    yield root
    yield from root.findChildren(QWidget)
    yield from root.findChildren(QAction)


def where(thing: QObject) -> str:
    parents = []
    while thing is not None and len(parents) < 3:
        parents.append(type(thing).__name__)
        thing = thing.parent()
    return " in ".join(parents)


def _wrongs(thing: QObject) -> Iterator[str]:
    if isinstance(thing, QLabel) and thing.textFormat() is not Qt.TextFormat.PlainText and thing.text():
        yield f"may take its text for markup: {thing.text()[:60]!r}"
    if isinstance(thing, QTextEdit) and thing.acceptRichText() and not thing.isReadOnly():
        yield "takes markup that is pasted"
    for kind, text in _texts(thing):
        if kind == "tip" and MARKUP.search(OUR_TIPS.sub("", text)):
            yield f"a tooltip with markup in it: {text[:80]!r}"
        hidden = {character for character in text if _is_hidden(character)}
        if hidden:
            yield f"{kind} with hidden characters {sorted(map(ascii, hidden))}: {text[:60]!a}"


def _is_hidden(character: str) -> bool:
    return character not in "\n\t\u00ad" and unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def _texts(thing: QObject) -> Iterator[tuple[str, str]]:
    if isinstance(thing, QAction):
        yield from (("text", thing.text()), ("tip", thing.toolTip()), ("status", thing.statusTip()))
    if not isinstance(thing, QWidget):
        return
    yield "title", thing.windowTitle()
    yield "tip", thing.toolTip()
    yield "status", thing.statusTip()
    yield "help", thing.whatsThis()
    yield "spoken", thing.accessibleName()
    yield "described", thing.accessibleDescription()
    if isinstance(thing, QLabel | QAbstractButton):
        yield "text", thing.text()
    if isinstance(thing, QGroupBox | QMenu):
        yield "text", thing.title()
    if isinstance(thing, QLineEdit | QPlainTextEdit | QTextEdit):
        yield "placeholder", thing.placeholderText()
    if isinstance(thing, QTabBar):
        yield from (("text", thing.tabText(tab)) for tab in range(thing.count()))
        yield from (("tip", thing.tabToolTip(tab)) for tab in range(thing.count()))
    if isinstance(thing, QAbstractItemView | QComboBox) and thing.model() is not None:
        yield from _model_texts(thing.model())
    yield from _told_to_readers(thing)


def _model_texts(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    # A list has one column, and PySide will not say so.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        values = {"text": model.headerData(column, Qt.Orientation.Horizontal)}
        for row in range(min(model.rowCount(QModelIndex()), 200)):
            values |= {f"{kind} of row {row}": model.index(row, column).data(role) for kind, role in ROLES.items()}
        yield from ((kind.partition(" ")[0], value) for kind, value in values.items() if isinstance(value, str))


def _told_to_readers(widget: QWidget) -> Iterator[tuple[str, str]]:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None and not isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield "spoken", interface.text(QAccessible.Text.Name)
