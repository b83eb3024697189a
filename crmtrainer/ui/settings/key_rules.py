# SPDX-License-Identifier: MIT
"""Which keys a command may have, and the words that refuse the others. Pure: no window, no file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from crmtrainer.ui.filling import filled
from crmtrainer.ui.keys import written

K, M = Qt.Key, Qt.KeyboardModifier
_MOVES = frozenset(
    {
        K.Key_Return,
        K.Key_Enter,
        K.Key_Tab,
        K.Key_Backtab,
        K.Key_Backspace,
        K.Key_Delete,
        K.Key_Insert,
        K.Key_Left,
        K.Key_Right,
        K.Key_Up,
        K.Key_Down,
        K.Key_Home,
        K.Key_End,
        K.Key_PageUp,
        K.Key_PageDown,
        K.Key_Escape,
        K.Key_Space,
    }
)
"""Needed everywhere to move, type, choose and leave: plain, with Shift, and all but Tab with Ctrl too."""
_TABS = frozenset({K.Key_Tab, K.Key_Backtab})
_EDITS = frozenset({K.Key_A, K.Key_C, K.Key_V, K.Key_X, K.Key_Y, K.Key_Z})
"""With Ctrl they mark, copy, paste, cut, redo and undo; with Shift only Z does."""
_OPEN_MENUS = frozenset({K.Key_F10, K.Key_Menu})
_OF_THE_DESKTOP = frozenset({K.Key_F4, K.Key_Tab, K.Key_Backtab, K.Key_Space, K.Key_Escape, K.Key_Return, K.Key_Enter})
"""With Alt they close, change or move windows."""
_LAST_CHARACTER = 0x0100_0000
"""Keys below this are characters."""


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """A command, and its keys as files write them: those it has now and the usual ones."""

    name: str
    text: str
    icon: str
    menu: str
    keys: tuple[str, ...]
    usual: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether it has other keys than the usual ones."""
        return self.keys != self.usual


def refusal(key: str, menus: Mapping[str, str] | None = None) -> str:
    """Why no command may have this key; empty where one may. `menus` names the menu that Alt and a letter opens."""
    tr = QCoreApplication.translate
    sequence = QKeySequence(key)
    if sequence.count() != 1:
        return tr("KeyRules", "Press one key, with Ctrl, Alt or Shift held if you like.")
    press: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs leave it out
    shown = written(key)
    code, held = press.key(), press.keyboardModifiers() & ~M.KeypadModifier
    if held & M.ControlModifier and held & M.AltModifier:
        return tr("KeyRules", "Ctrl with Alt types letters on many keyboards, and screen readers use it.")
    if held & M.MetaModifier:
        return tr("KeyRules", "The computer itself uses that key.")
    if held & M.AltModifier:
        return _with_alt(code, shown, menus or {})
    if code in _OPEN_MENUS:
        return filled(tr("KeyRules", "%1 opens menus."), shown)
    if held & M.ControlModifier:
        edits = code in _EDITS and (not held & M.ShiftModifier or code is K.Key_Z)
        if edits or code in _MOVES - _TABS:
            return filled(tr("KeyRules", "Text boxes and lists need %1."), shown)
        return ""
    if code in _MOVES:
        return filled(tr("KeyRules", "%1 is needed to move about and to type."), shown)
    if code < _LAST_CHARACTER:
        return tr("KeyRules", "A letter or sign alone would be given by typing or dictation: hold Ctrl or Alt with it.")
    return ""


def _with_alt(code: Qt.Key, shown: str, menus: Mapping[str, str]) -> str:
    tr = QCoreApplication.translate
    if code in _OF_THE_DESKTOP:
        return tr("KeyRules", "The computer itself uses that key.")
    menu = menus.get(chr(code)) if code < _LAST_CHARACTER else None
    return filled(tr("KeyRules", "%1 opens the menu %2."), shown, menu) if menu else ""


def conflict(key: str, name: str, commands: Iterable[CommandKeys]) -> str:
    """Which other command has this key, in words; empty where none has."""
    other = next((command for command in commands if command.name != name and key in command.keys), None)
    if other is None:
        return ""
    words = QCoreApplication.translate("KeyRules", "%1 is the key of “%2”. Give that another key first.")
    return filled(words, written(key), other.text)
