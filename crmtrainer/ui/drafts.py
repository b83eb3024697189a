# SPDX-License-Identifier: MIT
"""The one store of what is typed and not yet done, for every form and composer of the window.

What is noted counts at once, wherever the same place is shown next, and is on disk a moment after typing stops.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crmtrainer.house import drafts
from crmtrainer.house.drafts import Draft

KEEP_AFTER = 1_000
"""Milliseconds without a key after which what was typed is on disk."""


class Drafts(QObject):
    """Drafts of the attempt that is open, by place: a form and its subject, like `log/customer:12`."""

    failed = Signal(str)
    """A draft could not be written; why, in the words of the system."""

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._attempt = ""
        self._kept: dict[str, Draft] = {}
        self._changed = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(KEEP_AFTER)
        self._resting.timeout.connect(self.flush)

    @property
    def attempt(self) -> str:
        """Whose drafts these are; empty while no attempt is open."""
        return self._attempt

    def turn_to(self, attempt: str) -> None:
        """Write what is still to be written, and go over to another attempt's."""
        self.flush()
        self._attempt = attempt
        self._kept = drafts.read(self._home, attempt) if attempt else {}

    def at(self, place: str) -> Draft | None:
        """What was typed there and is not done."""
        return self._kept.get(place)

    def note(self, place: str, fields: Mapping[str, str], now: datetime) -> None:
        """Note what stands there now."""
        if self._attempt and (place not in self._kept or self._kept[place].fields != fields):
            self._kept[place] = Draft(dict(fields), now)
            self._stir()

    def drop(self, place: str) -> None:
        """Let go of what was typed there: it is done, discarded or empty."""
        if self._kept.pop(place, None) is not None:
            self._stir()

    def forget_all(self) -> None:
        """Let go of all: the attempt was handed in."""
        self._kept = {}
        self._stir()
        self.flush()

    def flush(self) -> None:
        """Write now what is still to be written."""
        self._resting.stop()
        if not self._changed:
            return
        try:
            drafts.write(self._home, self._attempt, self._kept)
        except OSError as problem:
            self.failed.emit(problem.strerror or str(problem))
            return
        self._changed = False

    def _stir(self) -> None:
        self._changed = True
        self._resting.start()
