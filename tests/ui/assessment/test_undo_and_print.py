# SPDX-License-Identifier: MIT
"""An assessor's own undo, and the evidence of the attempt under review on paper."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from crmtrainer.assessment.commands import ChooseObservation
from crmtrainer.assessment.queries import chosen_observations
from crmtrainer.assessment.rules import Use
from crmtrainer.house.reviewing import evidence_of
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.reports.html import evidence_print
from crmtrainer.ui.assessment.page import ReviewPage
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.paper import save_pdf
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.undoing import Undoing
from tests.ui.pdf_text import pages_of


def desk_of(page: ReviewPage) -> Desk:
    return page._desk


def test_a_choice_among_observations_goes_back_to_the_one_before(page: ReviewPage, qtbot: QtBot) -> None:
    desk, review = desk_of(page), page.review()
    assert review is not None
    window = MainWindow(Actions())
    qtbot.addWidget(window)
    undoing = Undoing(window, desk, window)
    page.turned.connect(undoing.forget)
    ident, actions = AttemptId(review.row.id), window.actions_

    def choose(use: Use) -> None:
        assert desk.perform(ChooseObservation(ident, "S2-M4", "told-before-closing", use)) is not None

    def chosen() -> Use:
        return desk.ask(chosen_observations, ident)["S2-M4/told-before-closing"]

    choose(Use.USE)
    assert actions.reason(Act.UNDO) == "Nothing was chosen there before: choose the other instead"
    choose(Use.LEAVE)
    assert actions.words(Act.UNDO) == "Undo: leaving of an observation for S2-M4"
    actions[Act.UNDO].trigger()
    assert chosen() is Use.USE
    actions[Act.REDO].trigger()
    assert chosen() is Use.LEAVE
    page.turned.emit()  # another attempt is under review
    assert actions.reason(Act.UNDO) == "Nothing was done here that can be undone."


def test_the_evidence_under_review_is_what_is_printed(page: ReviewPage, tmp_path: Path) -> None:
    desk, review = desk_of(page), page.review()
    assert review is not None
    assert page.reason_against_print() == ""
    what = page.to_print()
    assert (
        what.html.split("This document")[0]
        == evidence_print(evidence_of(desk.house, review, desk.actor)).split("This document")[0]
    )
    assert what.act is None  # the centre's document: nobody's record is opened by it
    pages = save_pdf(what, tmp_path / "evidence.pdf")
    assert all("SIMULATED EVIDENCE" in text for text in pages_of(tmp_path / "evidence.pdf")[:pages])
    page.close_review()
    assert page.reason_against_print() == "Choose an attempt that was handed in first."
