# SPDX-License-Identifier: MIT
"""Where choices are kept: a file of the data folder, apart from the record, under each person's pseudonym.

What is chosen before anybody has said who they are holds for everybody who has not chosen otherwise.
"""

import shutil
from pathlib import Path

from PySide6.QtCore import QSettings

from crmtrainer.settings import DAMAGED, FILE

EVERYBODY, PEOPLE, LAST = "everybody", "people", "last"


def ini_at(path: Path) -> QSettings | None:
    """The settings in a file, which may have to be made; None where a folder or a pipe stands: Qt would wait for it."""
    if path.exists() and not path.is_file():
        return None
    return QSettings(str(path), QSettings.Format.IniFormat)


class Kept:
    """The file. Every answer is read from it anew, so that nothing goes stale.

    Of a damaged file holds what can be read; as it was, it is kept beside the new one, and `was_damaged` says so.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self.was_damaged = False

    def of(self, person: str) -> dict[str, str]:
        """What holds for a person, by key; nobody yet is an empty text."""
        kept = ini_at(self.path)
        found: dict[str, str] = {}
        if kept is None:
            return found
        for group in (EVERYBODY, f"{PEOPLE}/{person}") if person else (EVERYBODY,):
            kept.beginGroup(group)
            found.update({key: str(kept.value(key)) for key in kept.childKeys()})
            kept.endGroup()
        return found

    def put(self, person: str, changes: dict[str, str | None]) -> bool:
        """Keep these choices of a person, None for one that was taken back; says whether the file took them."""
        kept = self._to_write()
        if kept is None:
            return False
        kept.beginGroup(f"{PEOPLE}/{person}" if person else EVERYBODY)
        for key, written in changes.items():
            if written is None:
                kept.remove(key)
            else:
                kept.setValue(key, written)
        kept.endGroup()
        return self._done(kept)

    def last(self) -> str:
        """Who sat here last: the window is painted in their look before the data folder is open."""
        kept = ini_at(self.path)
        return "" if kept is None else str(kept.value(LAST, ""))

    def sit(self, person: str) -> bool:
        """Remember who sits here now."""
        kept = self._to_write()
        if kept is None:
            return False
        if str(kept.value(LAST, "")) == person and kept.status() is QSettings.Status.NoError:
            return True
        kept.remove(LAST)
        kept.setValue(LAST, person)
        return self._done(kept)

    def _to_write(self) -> QSettings | None:
        kept = ini_at(self.path)
        if kept is None:
            return None
        kept.allKeys()  # a line is read when somebody asks for it, and only then found to be none
        if kept.status() is QSettings.Status.FormatError:  # Qt writes a whole file in its place
            try:
                shutil.copyfile(self.path, self.path.with_name(DAMAGED))
            except OSError:
                return None
            self.was_damaged = True
        return kept

    def _done(self, kept: QSettings) -> bool:
        kept.sync()
        if kept.status() is QSettings.Status.AccessError:
            return False
        written = QSettings(str(self.path), QSettings.Format.IniFormat)  # the first one remembers what was damaged
        written.allKeys()
        return written.status() is QSettings.Status.NoError
