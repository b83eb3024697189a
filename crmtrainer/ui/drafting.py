# SPDX-License-Identifier: MIT
"""Keeps what is typed into one form: it comes back with its subject, and goes when the act is done or discarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject

from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.drafts import Drafts
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries


class Keeper(Protocol):
    """Where drafts are kept, and the time by which they are told: practice time at the desk."""

    @property
    def drafts(self) -> Drafts: ...

    def now(self) -> datetime: ...


class Drafting(QObject):
    """One form's part of the drafts. `form` names it; its subject is told by `turn_to`."""

    def __init__(
        self, keeper: Keeper, form: str, entries: Entries, line: DraftLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._form = form
        self._entries = entries
        self._line = line
        self._place = self._attempt = ""
        self._blank: dict[str, str] = {}
        self._discarded: dict[str, str] = {}
        entries.changed.connect(self._note)
        line.discarded.connect(self._discard)
        line.undone.connect(self._undo)

    def turn_to(self, subject: str, make_ready: Callable[[], object]) -> None:
        """Offer the form for a subject: `make_ready` empties it and offers its choices, then a draft comes back."""
        place, attempt = f"{self._form}/{subject}", self._keeper.drafts.attempt
        stays = (place, attempt) == (self._place, self._attempt)
        self._place = ""
        make_ready()
        self._blank = self._entries.read()
        draft = self._keeper.drafts.at(place)
        if draft is not None:
            self._entries.write(draft.fields)
        self._place, self._attempt = place, attempt
        if draft is None:
            self._line.put_away()
        elif not stays:
            self._line.show_restored(when_seen_from(draft.at, self._keeper.now()))

    def is_current(self) -> bool:
        """Whether the form shows what is kept of its subject; another form of the same kind may have changed it."""
        if not self._place or self._attempt != self._keeper.drafts.attempt:
            return False
        draft = self._keeper.drafts.at(self._place)
        return self._entries.read() == (self._blank if draft is None else dict(draft.fields))

    def done(self, empty: Callable[[], object]) -> None:
        """The act was carried out: empty the form, and keep nothing of it."""
        place, self._place = self._place, ""
        empty()
        self._line.put_away()
        self._keeper.drafts.drop(place)

    def _note(self) -> None:
        """Keep what stands there now, unless the form waits or its attempt is no longer open."""
        if not self._place or not self._attempt or self._keeper.drafts.attempt != self._attempt:
            return
        fields = self._entries.read()
        if fields == self._blank:
            self._keeper.drafts.drop(self._place)
        else:
            if self._discarded:  # something else is being typed: that is not to be undone
                self._line.put_away()
                self._discarded = {}
            self._keeper.drafts.note(self._place, fields, self._keeper.now())

    def _discard(self) -> None:
        fields = self._entries.read()
        self._put(self._blank)
        self._discarded = fields

    def _undo(self) -> None:
        fields, self._discarded = self._discarded, {}
        self._put(fields)

    def _put(self, fields: dict[str, str]) -> None:
        """Change all at once: a draft is no half of another."""
        place, self._place = self._place, ""
        self._entries.write(fields)
        self._place = place
        self._note()
