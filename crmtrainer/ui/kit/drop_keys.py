# SPDX-License-Identifier: MIT
"""Alt with an arrow opens what drops down from a field, also where a window has a command for those keys."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up)


def is_drop_key(event: QEvent) -> bool:
    """Whether a key event is Alt with an arrow up or down."""
    return (
        isinstance(event, QKeyEvent)
        and event.key() in _ARROWS
        and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    )


def keeps_drop_key(event: QEvent) -> bool:
    """Take the keys for the field before any command of the window has them; says whether this event was that."""
    if event.type() == QEvent.Type.ShortcutOverride and is_drop_key(event):
        event.accept()
        return True
    return False
