# SPDX-License-Identifier: MIT
"""Hands for the tour: real clicks and real keys on what is in sight, and waiting for what must come."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QScrollArea,
    QWidget,
)

from crmtrainer.ui.dates import wall_of
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.tour import sight
from crmtrainer.ui.tour.folder_answer import FolderAnswer

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds to wait for what a step expects before the tour gives up."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 0.1
_LEFT = Qt.MouseButton.LeftButton
_CONTROL = Qt.KeyboardModifier.ControlModifier


class TourBroken(Exception):
    """A step of the tour did not find what a person would have found."""


class Hands:
    """Acts on one window as a person does: nothing is done that a person could not do.

    `check` is called while waiting, and raises when waiting has no sense any more.
    """

    def __init__(self, window: MainWindow, check: Callable[[], None], *, patience: float = PATIENCE) -> None:
        self.window = window
        self._check = check
        self._patience = patience

    # Mouse

    def click(self, widget: QWidget) -> None:
        """Click on a widget that can be seen and is enabled. Raises `TourBroken` when something lies over it."""
        self._click(widget, at_left=False)

    def _click(self, widget: QWidget, *, at_left: bool) -> None:
        self.take_keyboard()
        self.until(lambda: widget.isVisible() and widget.isEnabled(), f"{sight.named(widget)} can be clicked")
        self._bring_into_view(widget)
        seen = widget.visibleRegion().boundingRect()
        place = QPoint(seen.left() + seen.height() // 2, seen.center().y()) if at_left else seen.center()
        self._lift_toast(widget, place)
        self._check_uncovered(widget, place)
        QTest.mouseClick(widget, _LEFT, pos=place)
        self.settle()

    def press(self, words: str) -> None:
        """Click the button with these words."""
        self.click(self.button(words))

    def press_beginning(self, words: str, part: str = "") -> None:
        """Click the button whose name begins so, in the part of the window whose name begins with `part`."""

        def look() -> Sequence[QAbstractButton]:
            roots = sight.parts(self.window, part) if part else [self.window]
            return [button for root in roots for button in sight.buttons_beginning(root, words)]

        self.click(self._first(look, f"a button “{words} …”"))

    def close_message(self) -> None:
        """Close the passing message, if one is still there."""
        for button in sight.buttons(self.window, "Close this message"):
            self.click(button)

    def tick(self, words: str) -> None:
        """Tick the box whose words begin so."""
        box = self._first(lambda: sight.boxes(self.window, words), f"a box “{words}”")
        self._click(box, at_left=True)
        self.until(box.isChecked, f"“{words}” is ticked")

    def pick(self, value: object) -> None:
        """Click the framed choice that stands for a value."""
        self.click(self._first(lambda: sight.choices(self.window, value), f"a choice for {value}"))

    def tab(self, words: str) -> None:
        """Click a tab."""
        bar, place = self._first(lambda: sight.tabs(self.window, words), f"a tab “{words}”")
        QTest.mouseClick(bar, _LEFT, pos=bar.tabRect(place).center())
        self.settle()

    def row(self, view: str, words: str) -> QAbstractItemView:
        """Click the first row holding these words, of the list called `view`."""
        found, index = self._first(lambda: sight.rows(self.window, view, words), f"“{words}” in the list {view}")
        found.scrollTo(index)
        self.settle()
        QTest.mouseClick(found.viewport(), _LEFT, pos=found.visualRect(index).center())
        self.settle()
        return found

    def menu(self, name: str, words: str) -> None:
        """Open a menu of the window by mouse and click an entry."""
        bar = self.window.menuBar()
        for action in bar.actions():
            if action.text().replace("&", "") == name:
                QTest.mouseClick(bar, _LEFT, pos=bar.actionGeometry(action).center())
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"the menu {name} opens")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next((a for a in menu.actions() if a.text().replace("&", "") == words), None)
        if entry is None or not entry.isEnabled():
            menu.close()
            raise TourBroken(f"the menu {name} does not offer “{words}”")
        QTest.mouseClick(menu, _LEFT, pos=menu.actionGeometry(entry).center())
        self.settle()
        self.take_keyboard()

    # Keys

    def type(self, name: str, text: str) -> QWidget:
        """Go to the field called so, put `text` in place of what stands there. Gives the field."""
        field = self.field(name)
        self.click(field)
        QTest.keyClick(field, Qt.Key.Key_A, _CONTROL)
        self.write(field, text)
        return field

    def write(self, field: QWidget, text: str) -> None:
        """Type where the keyboard is."""
        for letter in text:
            # A printable ASCII letter's key has the number of its capital.
            code = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, field, code, letter, Qt.KeyboardModifier.NoModifier)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        self.take_keyboard()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a drop-down by keyboard. Raises `TourBroken` when it is not offered."""
        combo = self.field(name)
        assert isinstance(combo, QComboBox)
        place = combo.findText(words, Qt.MatchFlag.MatchStartsWith)
        if place < 0:
            raise TourBroken(f"“{words}” is not offered by {name}")
        self._bring_into_view(combo)
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        self._step_to(combo, combo.currentIndex, place, up_is_less=True)

    def set_moment(self, name: str, moment: datetime) -> None:
        """Type a moment into a field for day and time, as people write it."""
        self.type(name, f"{wall_of(moment):%d/%m/%Y %H:%M}")

    def take_keyboard(self) -> None:
        """Have the keyboard in the window, as a desktop arranges once a menu is closed; without one nobody does."""
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is self.window, "the window has the keyboard")

    # Looking and waiting

    def button(self, words: str) -> QAbstractButton:
        """The button in sight with these words. Raises `TourBroken`."""
        return self._first(lambda: sight.buttons(self.window, words), f"a button “{words}”")

    def field(self, name: str) -> QWidget:
        """The field in sight that is called so. Raises `TourBroken`."""
        return self._first(lambda: sight.fields(self.window, name), f"a field “{name}”")

    def told(self) -> str:
        """The last message that the window showed."""
        return (self.window.messages() or [""])[-1]

    def until(self, condition: Callable[[], bool], what: str, patience: float = 0) -> None:
        """Let the program work until something holds; `patience` is for what takes longer. Raises `TourBroken`."""
        ends = time.monotonic() + max(patience, self._patience)
        pause = SHORTEST_PAUSE
        while not condition():
            self._check()
            if time.monotonic() > ends:
                raise TourBroken(f"waited in vain: {what}")
            self.settle()
            # A real sleep, for QTest's own waiting leaves nothing to the work on other threads.
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def settle(self) -> None:
        """Let everything that was set off be done, and what was thrown away be gone."""
        for _ in range(3):
            QApplication.processEvents()
            # Without the program's own loop nobody else does this.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def answer_folder(self, ask: Callable[[], None], folder: Path) -> None:
        """Do what opens the dialog for a folder, and enter `folder` there. Raises `TourBroken`."""
        answer = FolderAnswer(folder)
        ask()
        answer.stop()
        if not answer.given:
            raise TourBroken("the dialog for a folder took no answer")

    # Its own affairs

    def _first(self, look: Callable[[], Sequence[T]], what: str) -> T:
        found: list[T] = []

        def seen() -> bool:
            found[:] = look()[:1]
            return bool(found)

        self.until(seen, what)
        return found[0]

    def _step_to(self, widget: QWidget, where: Callable[[], int], place: int, *, up_is_less: bool) -> None:
        for _ in range(120):
            at = where()
            if at == place:
                self.settle()
                return
            up = (at > place) is up_is_less
            QTest.keyClick(widget, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
        raise TourBroken(f"{sight.named(widget)} cannot be brought to {place}")

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll, as a wheel would, whatever areas the widget stands in."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
                self.settle()
            parent = parent.parentWidget()
        if widget.visibleRegion().isEmpty():
            raise TourBroken(f"{sight.named(widget)} cannot be seen")

    def _at(self, widget: QWidget, place: QPoint) -> QWidget | None:
        return self.window.childAt(widget.mapTo(self.window, place))

    def _lift_toast(self, widget: QWidget, place: QPoint) -> None:
        over = self._at(widget, place)
        while over is not None:
            if isinstance(over, Toast) and not over.isAncestorOf(widget):
                QTest.mouseClick(over.close_button, _LEFT)
                self.settle()
                return
            over = over.parentWidget()

    def _check_uncovered(self, widget: QWidget, place: QPoint) -> None:
        over = self._at(widget, place)
        if over is not None and over is not widget and not widget.isAncestorOf(over):
            raise TourBroken(f"{sight.named(widget)} lies under {sight.named(over)}")
