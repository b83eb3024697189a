# SPDX-License-Identifier: MIT
"""The keys in force. Whatever shows a key names the usual one, and is told when a person has chosen another."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QKeySequence

_PROPERTY = "crmtrainer_keys"
_NAMED = re.compile(r"\{([^{}]+)\}")


class KeysInForce(QObject):
    """Which key stands for each usual one; only the window's commands write to it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now: dict[str, str] = {}

    def tell(self, now: Mapping[str, str]) -> None:
        """Say which keys stand for the usual ones; an empty text where there is none now."""
        if now != self._now:
            self._now = dict(now)
            self.changed.emit()

    def of(self, usual: str) -> str:
        return self._now.get(usual, usual)


def in_force() -> KeysInForce:
    """The keys of this application."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    if isinstance(found, KeysInForce):
        return found
    made = KeysInForce(app)
    if app is not None:
        app.setProperty(_PROPERTY, made)
    return made


def written(portable: str) -> str:
    """A key as this platform writes it."""
    return QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText) or portable


def now(usual: str) -> str:
    """The key in force for a usual one, as this platform writes it; empty where a person gave it to another command."""
    return written(in_force().of(usual))


def named_in(words: str) -> str:
    """`words` in which usual keys stand in braces, with those in force: "{Ctrl+F} filters"."""
    return _NAMED.sub(lambda found: now(found[1]) or QCoreApplication.translate("Keys", "no key"), words)
