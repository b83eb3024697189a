# SPDX-License-Identifier: MIT
"""What an assessor has typed about an attempt and not saved: apart from the learner's drafts, and each their own."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.drafts import Drafts


class ReviewNotes(QObject):
    """Keeps the judgements begun on one attempt by whoever is at the desk; told by the wall clock."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts = Drafts(desk.house.home, self)
        # Said as calmly as of any other words that could not be kept.
        self._drafts.failed.connect(desk.drafts.failed)

    @property
    def drafts(self) -> Drafts:
        """The drafts of the attempt under review."""
        return self._drafts

    def now(self) -> datetime:
        """The time of day: practice time belongs to the learner."""
        return datetime.now(UTC)

    def turn_to(self, row: AttemptRow | None) -> None:
        """Go over to another attempt, or to none; what is still to be written is written first."""
        self._drafts.turn_to("" if row is None else f"{row.ref}-review-{self._desk.actor.pseudonym}")
