# SPDX-License-Identifier: MIT
"""The section Review, for those who review: its page, joined to the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.shell.folders import tell_file
from crmtrainer.ui.shell.sections import Section

if TYPE_CHECKING:
    from crmtrainer.ui.assessment.page import ReviewPage
    from crmtrainer.ui.shell.switchboard import Switchboard
    from crmtrainer.ui.tasks import Tasks


REVIEWERS = frozenset({Role.ASSESSOR, Role.TRAINER, Role.IQA})


def add_review(board: Switchboard, tasks: Tasks) -> ReviewPage:
    """Make the page and register it with the window."""
    from crmtrainer.ui.assessment.page import ReviewPage

    review = ReviewPage(board.desk, tasks=tasks)
    review.told.connect(board.undoing.tell)
    review.turned.connect(board.undoing.forget)
    review.turned.connect(lambda: board.commands.follow())
    review.written.connect(partial(tell_file, board.window))
    board.window.add_section(Section.REVIEW, review)
    return review
