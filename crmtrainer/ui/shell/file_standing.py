# SPDX-License-Identifier: MIT
"""What stands against a file or a backup, in a few words; the sentence of the problem itself says the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.ui.kit.rows import Mark
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.theme import Tone

_ANOTHER_KIND: Final = QT_TRANSLATE_NOOP("FileStanding", "A file of another kind stands here")
_IN_USE: Final = QT_TRANSLATE_NOOP("FileStanding", "This file is in use")
_HEADINGS: Final = {
    "store.misplaced": _ANOTHER_KIND,
    "store.wrong_kind": _ANOTHER_KIND,
    "store.foreign": QT_TRANSLATE_NOOP("FileStanding", "This is not a file of this program"),
    "store.newer": QT_TRANSLATE_NOOP("FileStanding", "This file is from a newer version"),
    "store.missing": QT_TRANSLATE_NOOP("FileStanding", "This file is gone"),
    "store.empty": QT_TRANSLATE_NOOP("FileStanding", "This file is empty"),
    "store.truncated": QT_TRANSLATE_NOOP("FileStanding", "This file is cut short"),
    "store.not_a_file": QT_TRANSLATE_NOOP("FileStanding", "No file stands here"),
    "store.not_readable": QT_TRANSLATE_NOOP("FileStanding", "This file cannot be read"),
    "store.unfinished": QT_TRANSLATE_NOOP("FileStanding", "This file was never finished"),
    "store.in_use": _IN_USE,
    "store.locked": _IN_USE,
}
_DAMAGED: Final = QT_TRANSLATE_NOOP("FileStanding", "This file is damaged")

_OTHER_FILE: Final = QT_TRANSLATE_NOOP("FileStanding", "Of another file")
_SOUND_BUT: Final = {
    "backup.of_another": _OTHER_FILE,
    "backup.of_another_centre": _OTHER_FILE,
    "store.wrong_kind": _OTHER_FILE,
    "store.newer": QT_TRANSLATE_NOOP("FileStanding", "From a newer version"),
    "store.not_readable": QT_TRANSLATE_NOOP("FileStanding", "Cannot be read"),
}
"""Backups that nothing is wrong with, and that cannot be gone back to all the same."""

_CHOOSE_ANOTHER: Final = {
    _OTHER_FILE: QT_TRANSLATE_NOOP(
        "FileStanding", "This backup is of another file, and would put that in the place of this one: choose another."
    ),
    _SOUND_BUT["store.newer"]: QT_TRANSLATE_NOOP(
        "FileStanding", "This backup is from a newer version of the program: choose another, or update this one."
    ),
    _SOUND_BUT["store.not_readable"]: QT_TRANSLATE_NOOP(
        "FileStanding", "This backup cannot be read on this computer: let it be read, or choose another."
    ),
}


def heading_of(problem: StoreUnavailable) -> str:
    """What is wrong with a file, as a heading: damaged only where it is."""
    return _tr(_HEADINGS.get(problem.code, _DAMAGED))


def mark_of(problem: StoreUnavailable) -> Mark:
    """Why a backup cannot be used, at its row."""
    if problem.code in _SOUND_BUT:
        return Mark(_tr(_SOUND_BUT[problem.code]), "alert-circle-outline", Tone.WARN)
    return Mark(_tr(QT_TRANSLATE_NOOP("FileStanding", "Damaged")), "alert-octagon-outline", Tone.BAD)


def what_to_do(problem: StoreUnavailable) -> str:
    """Why a backup cannot be gone back to, without names of files: the sentence of the problem has those."""
    damaged = QT_TRANSLATE_NOOP(
        "FileStanding", "This backup is damaged, and cannot be read to its end: choose another."
    )
    return _tr(_CHOOSE_ANOTHER.get(_SOUND_BUT.get(problem.code, ""), damaged))


def _tr(words: str) -> str:
    return QCoreApplication.translate("FileStanding", words)
