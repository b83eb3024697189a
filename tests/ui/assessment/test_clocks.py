# SPDX-License-Identifier: MIT
"""The clocks of an attempt under review: how they ended, and why each was due when it was, by key and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.queries import why
from crmtrainer.ui.assessment.clocks_area import ClocksArea
from crmtrainer.ui.assessment.page import ReviewPage
from crmtrainer.ui.standard_names import name_of
from tests.ui.assessment.reviewing import click, press
from tests.ui.test_names import nameless


def unfolded(page: ReviewPage) -> ClocksArea:
    press(page.view.clocks, Qt.Key.Key_Space)
    assert page.view.clocks_area.isVisible()
    return page.view.clocks_area


def spoken(area: ClocksArea) -> list[str]:
    model = area.lines.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]


def test_they_say_how_they_ended_and_take_the_place_of_the_details(page: ReviewPage) -> None:
    click(page.view.more)
    assert page.view.details_area.isVisible()
    area = unfolded(page)
    assert not page.view.details_area.isVisible()
    review = page.review()
    assert review is not None
    assert review.story is not None
    assert len(spoken(area)) == len(review.story.clocks) > 1
    assert all(words.endswith("Enter says why") for words in spoken(area))
    assert nameless(page) == []
    press(page.view.clocks, Qt.Key.Key_Space)
    assert not area.isVisible()


def test_one_says_why_by_key_and_gives_the_keyboard_back(page: ReviewPage, qtbot: QtBot) -> None:
    area = unfolded(page)
    QTest.keyClick(page.view.clocks, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    lines = area.lines
    assert QApplication.focusWidget() is lines
    QTest.keyClick(lines, Qt.Key.Key_Down)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    pane = area.why
    assert pane.isVisible()
    review = page.review()
    assert review is not None
    asked = lines.current_id()
    assert isinstance(asked, int)
    told = review.ask(why, page._desk.actor, asked)
    assert pane.accessibleName().startswith("Why this due time? ")
    assert f"Standard: {name_of(told.standard)} ({told.clock.source})." in pane.view.origin.text()
    assert page.view.rect().contains(pane.geometry())
    click(pane.view.as_table)
    assert pane.view.table is not None
    assert page.view.rect().contains(pane.geometry())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert QApplication.focusWidget() is lines


@pytest.mark.sheet
def test_where_there_is_little_room_it_scrolls_with_the_keyboard(page: ReviewPage, qtbot: QtBot) -> None:
    page.resize(976, 430)
    area = unfolded(page)
    area.lines.setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    QTest.keyClick(area.lines, Qt.Key.Key_End)
    row = area.lines.visualRect(area.lines.currentIndex())
    place = row.translated(area.lines.mapTo(area.viewport(), area.lines.viewport().pos()))
    assert area.viewport().rect().contains(place)
    QTest.keyClick(area.lines, Qt.Key.Key_Home)
    assert area.verticalScrollBar().value() < row.height()


def test_a_click_asks_and_a_second_one_puts_the_answer_away(page: ReviewPage) -> None:
    area = unfolded(page)
    place = area.lines.visualRect(area.lines.model().index(0, 0)).center()
    QTest.mouseClick(area.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert area.why.isVisible()
    QTest.mouseClick(area.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not area.why.isVisible()
    QTest.mouseClick(area.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    click(page.view.clocks)
    assert not area.why.isVisible()


def test_what_a_closed_ticket_still_owes_is_said(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    assert review.story is not None
    first, *others = review.story.clocks
    owed = replace(first, state="running", satisfied_at=None, is_owed=True)
    review.story = replace(review.story, clocks=(owed, *others))
    page.view.show_review(review)
    area = unfolded(page)
    assert "Still owed though the ticket was closed" in spoken(area)[0]


def test_of_a_record_that_cannot_be_read_no_clock_is_known(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    review.story = None
    page.view.show_review(review)
    area = unfolded(page)
    assert spoken(area) == []
    assert area.nothing.isVisible()
