# SPDX-License-Identifier: MIT
"""Which attempt is under review: the one that somebody chooses, also where it is current already."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crmtrainer.house import House
from crmtrainer.house.leftovers import FOLDER
from crmtrainer.house.reviewing import open_review
from crmtrainer.ui.assessment.page import ReviewPage
from tests.ui.assessment.reviewing import press


def click_current(page: ReviewPage) -> None:
    rows = page.attempts.list
    place = rows.visualRect(rows.currentIndex()).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("by", ["Enter", "click"])
def test_the_current_attempt_can_be_opened_again_once_it_was_let_go(page: ReviewPage, by: str) -> None:
    page.close_review()
    page._refresh()
    assert page.none_chosen.isVisible()
    if by == "Enter":
        press(page.attempts.list, Qt.Key.Key_Return)
    else:
        click_current(page)
    assert page.view.isVisible()
    assert page.review() is not None


def test_opening_the_attempt_under_review_reads_nothing_again(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    press(page.attempts.list, Qt.Key.Key_Return)
    click_current(page)
    assert page.review() is review


def test_another_attempt_can_be_chosen_while_one_is_open(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    other = replace(review.row, id=review.row.id + 1, number=2)
    page.attempts.set_attempts((review.row, other), {}, {})
    page.attempts.choose(other.id)
    second = page.review()
    assert second is not None
    assert second.row.id == other.id
    assert page.view.isVisible()


def test_of_two_openings_of_one_attempt_only_one_is_kept(page: ReviewPage, house: House) -> None:
    """Somebody may sit down, leave and come back while its file is still being read."""
    review = page.review()
    assert review is not None
    late = open_review(house, review.row, page._desk.actor)
    page._opened(review.row, late)
    assert page.review() is review
    assert len(list((house.home / FOLDER).iterdir())) == 1
