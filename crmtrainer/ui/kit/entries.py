# SPDX-License-Identifier: MIT
"""What was entered into fields, read and put back as plain text by key; for drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.saying import Keeps
from crmtrainer.ui.kit.segmented import Segmented


@dataclass(frozen=True, slots=True)
class Entry:
    """How one field is read and put back."""

    read: Callable[[], str]
    write: Callable[[str], object]


class Entries(QObject):
    """The entries of a form, in the order in which they are put back. `changed` after each change of any of them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, Entry] = {}

    def add(self, key: str, field: QWidget) -> None:
        """Take in a field of a kind that is known here. Raises `TypeError` for another."""
        if isinstance(field, Keeps):
            self.add_entry(key, Entry(field.written, field.put_back))
            field.changed.connect(self.changed)
        elif isinstance(field, QLineEdit):
            self.add_entry(key, Entry(field.text, field.setText))
            field.textChanged.connect(self.changed)
        elif isinstance(field, QPlainTextEdit):
            self.add_entry(key, Entry(field.toPlainText, field.setPlainText))
            field.textChanged.connect(self.changed)
        elif isinstance(field, Combo):
            self.add_entry(key, Entry(field.written, field.put_back))
            field.currentIndexChanged.connect(self.changed)
        elif isinstance(field, Segmented):
            self.add_entry(key, Entry(field.written, field.put_back))
            field.chosen.connect(self.changed)
        else:
            raise TypeError(f"{key}: {type(field).__name__} is no field whose entry can be kept")

    def add_entry(self, key: str, entry: Entry) -> None:
        """Take in a field of any other kind; whoever holds it emits `changed`."""
        self._entries[key] = entry

    def read(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {key: entry.read() for key, entry in self._entries.items()}

    def write(self, fields: Mapping[str, str]) -> None:
        """Put entries back; fields that nothing is told of stay as they are."""
        for key, entry in self._entries.items():
            if key in fields:
                entry.write(fields[key])
