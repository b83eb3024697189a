# SPDX-License-Identifier: MIT
"""Where choices are kept: a file of the data folder, apart from the record, under each person's pseudonym.

What is chosen before anybody has said who they are holds for everybody who has not chosen otherwise.
"""

from pathlib import Path

from PySide6.QtCore import QSettings

FILE = "settings.ini"
EVERYBODY, PEOPLE, LAST = "everybody", "people", "last"


def ini_at(path: Path) -> QSettings | None:
    """The settings in a file, which may have to be made; None where a folder or a pipe stands: Qt would wait for it."""
    if path.exists() and not path.is_file():
        return None
    return QSettings(str(path), QSettings.Format.IniFormat)


class Kept:
    """The file. Every answer is read from it anew, so that nothing goes stale."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

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
        kept = ini_at(self.path)
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
        kept = ini_at(self.path)
        if kept is None:
            return False
        if str(kept.value(LAST, "")) == person:
            return True
        kept.setValue(LAST, person)
        return self._done(kept)

    def _done(self, kept: QSettings) -> bool:
        kept.sync()
        return kept.status() is QSettings.Status.NoError
