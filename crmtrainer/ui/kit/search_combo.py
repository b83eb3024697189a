# SPDX-License-Identifier: MIT
"""A drop-down for many values, found by typing any part of their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.kernel.folding import fold
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.saying import announce

V = TypeVar("V")
SHOWN = 10


class _Fitting(QSortFilterProxyModel):
    """Those of the words that hold what was typed, accents and capitals aside."""

    def __init__(self, terms: list[str]) -> None:
        super().__init__()
        self._terms, self._typed = terms, ""

    def look_for(self, typed: str) -> None:
        self._typed = fold(typed)
        self.invalidate()

    @override
    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self._typed in self._terms[row] if row < len(self._terms) else True


class SearchCombo(Combo[V]):
    """Typing offers what fits, Enter takes the first of it or the one that is chosen; Alt+Down lists all.

    What fits nothing stays as it was typed, and is told as `fault`; the value is then the one before.
    """

    changed = Signal()
    told = Signal()

    def __init__(
        self,
        pairs: Iterable[tuple[V, str]] = (),
        also: Callable[[V], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`also` says what else a value is found by."""
        self._also = also
        self._terms: list[str] = []
        self._problem = ""
        super().__init__((), parent)
        self._fitting = _Fitting(self._terms)
        self._fitting.setSourceModel(self.model())
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(SHOWN)
        completer = QCompleter(self._fitting, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(SHOWN)
        popup, line = completer.popup(), self.line()
        assert popup is not None
        popup.setAccessibleName(self.tr("What fits"))
        completer.activated[str].connect(self._take)  # type: ignore[index]  # an overload of the signal
        line.setCompleter(completer)
        line.textEdited.connect(self._look)
        self.currentIndexChanged.connect(lambda _place: self._settled())
        self.set_pairs(pairs)

    def line(self) -> QLineEdit:
        """What is typed into."""
        line = self.lineEdit()
        assert line is not None
        return line

    @override
    def set_pairs(self, pairs: Iterable[tuple[V, str]]) -> None:
        listed = list(pairs)
        self._terms[:] = [fold(f"{words} {self._also(value) if self._also else ''}") for value, words in listed]
        super().set_pairs(listed)
        self._problem = ""

    @override
    def set_value(self, value: V) -> None:
        super().set_value(value)
        self._show_chosen()

    @override
    def written(self) -> str:
        return self.currentText() if self._problem else super().written()

    @override
    def put_back(self, written: str) -> None:
        if written in map(str, self._values):
            super().put_back(written)
            self._show_chosen()
        elif written:
            self.setEditText(written)
            self._judge()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line().setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line().setAccessibleDescription(description)

    def note(self) -> str:
        """Nothing: the words of the value stand there."""
        return ""

    def fault(self) -> str:
        """What to do about words that fit nothing."""
        return self._problem

    def unread(self) -> str:
        """The same, at once."""
        self._judge()
        return self._problem

    def _look(self, typed: str) -> None:
        self._fitting.look_for(typed)
        if self._problem:
            self._problem = ""
            self.told.emit()
        found = self._fitting.rowCount()
        if typed and found:
            first = str(self._fitting.index(0, 0).data())
            announce(self, filled(self.tr("Found: %1, the first is %2."), str(found), first))

    def _take(self, words: str) -> None:
        place = self.findText(words, Qt.MatchFlag.MatchExactly)
        if place >= 0:
            self.setCurrentIndex(place)
            self._show_chosen()
            self.activated.emit(place)

    def _show_chosen(self) -> None:
        """Write out the value, from its beginning."""
        self.setEditText(self.itemText(self.currentIndex()))
        self.line().setCursorPosition(0)
        self._fitting.look_for("")
        self._settled()

    def _settled(self) -> None:
        was, self._problem = self._problem, ""
        if was:
            self.told.emit()
        self.changed.emit()

    def _judge(self) -> None:
        """Take what was typed for the value that it fits, or say that it fits none."""
        typed = self.currentText()
        if typed == self.itemText(self.currentIndex()):
            self._fitting.look_for("")
            return
        if (place := self._meant(typed)) >= 0:
            before = self.currentIndex()
            self.setCurrentIndex(place)
            self._show_chosen()
            if place != before:
                self.activated.emit(place)
            return
        words = self.tr("Nothing here is called “%1”. Type a part of its name, or press Alt+Down for all.")
        self._problem = words.replace("%1", typed.strip()[:40])
        self.told.emit()
        self.changed.emit()

    def _meant(self, typed: str) -> int:
        """Where the value stands that is called so, or else the first that holds the words; -1 for none."""
        said = fold(typed)
        if not said:
            return -1
        named = [fold(self.itemText(place)) for place in range(self.count())]
        places = range(self.count())
        in_turn = (
            *(place for place in places if named[place] == said),
            *(place for place in places if named[place].startswith(said)),
            *(place for place in places if said in self._terms[place]),
        )
        return next(iter(in_turn), -1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._judge()
            announce(self, self._problem)
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._judge()
            announce(self, self._problem)
