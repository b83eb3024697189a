# SPDX-License-Identifier: MIT
"""The list of customers: what it shows, how it is filtered and sorted, what it says."""

from array import array

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crmtrainer.customers.rules import CustomerSort, Stage
from crmtrainer.ui.customers import list_pane
from crmtrainer.ui.customers.list_pane import ListQuestion, ask_for_list
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.rows import ROW_ROLE, Row
from crmtrainer.ui.tasks import ThreadTasks
from tests.customers.town import CONNOR, HANDLEY, ILVES, OAKWOOD, OCONNOR, SAHOTA


def names(page: CustomersPage) -> list[str]:
    model = page.list.model
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def filter_by(page: CustomersPage, qtbot: QtBot, words: str) -> None:
    page.list.filter.setFocus()
    page.list.filter.selectAll()
    qtbot.keyClicks(page.list.filter, words)
    qtbot.keyClick(page.list.filter, Qt.Key.Key_Return)


def test_everybody_is_listed_by_name(page: CustomersPage, qtmodeltester: ModelTester) -> None:
    assert names(page) == [
        "Mr Sean Connor",
        "Ms Rosa Handley",
        "Mrs Maire Ilves",
        "Oakwood Care Ltd",
        "Ms Siân O’Connor",
        "Mr Harjit Sahota",
    ]
    assert page.list.count.text() == "6"
    qtmodeltester.check(page.list.model)


def test_a_row_speaks_as_one_sentence(page: CustomersPage) -> None:
    place = page.list.model.pages.place_of(ILVES)
    row = page.list.model.index(place, 0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Mrs Maire Ilves, K-10003, Leeds, At risk"


def test_typing_filters_without_accents_and_leaves_for_the_list(page: CustomersPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, "oconnor")
    assert names(page) == ["Ms Siân O’Connor"]
    assert page.list.count.text() == "1 of 6"
    assert page.list.list.hasFocus()
    assert page.customer_id() == OCONNOR


def test_typing_filters_by_itself_after_a_moment(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.filter.setFocus()
    qtbot.keyClicks(page.list.filter, "sah")
    qtbot.waitUntil(lambda: names(page) == ["Mr Harjit Sahota"])


def test_name_and_town_go_together(page: CustomersPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, ", york")
    assert names(page) == ["Mr Sean Connor", "Ms Siân O’Connor"]
    filter_by(page, qtbot, "o, york")
    assert names(page) == ["Ms Siân O’Connor"]


def test_a_word_that_is_nobodys_name_is_tried_as_a_town(page: CustomersPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, "elm")
    assert names(page) == ["Oakwood Care Ltd"]
    assert page.list.count.text() == "1 of 6, by town"


def test_nobody_found_is_said_and_cleared_with_one_button(page: CustomersPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, "zzz")
    assert page.list.list.isHidden()
    assert page.list.no_match.heading.text() == "Nobody matches “zzz”"
    button = page.list.no_match.button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 6
    assert page.list.filter.hasFocus()


def test_sorted_by_what_is_chosen(desk: Desk) -> None:
    by_town = ask_for_list(desk, ListQuestion(sort=CustomerSort.TOWN)).ids
    assert tuple(by_town) == (OAKWOOD, HANDLEY, ILVES, SAHOTA, CONNOR, OCONNOR)
    newest = ask_for_list(desk, ListQuestion(sort=CustomerSort.SINCE)).ids
    assert tuple(newest) == (CONNOR, HANDLEY, OAKWOOD, ILVES, OCONNOR, SAHOTA)
    assert ask_for_list(desk, ListQuestion(stage=Stage.AT_RISK)).ids == array("q", [ILVES])


@pytest.mark.sheet
def test_choosing_a_stage_by_keyboard_narrows_the_list(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.stage.setFocus()
    qtbot.keyClicks(page.list.stage, "At")
    assert names(page) == ["Mrs Maire Ilves"]


def test_the_current_customer_stays_current_when_the_order_changes(page: CustomersPage) -> None:
    page.list.go_to(HANDLEY)
    page.list.sort.setCurrentIndex(page.list.sort.findData(CustomerSort.TOWN))
    assert page.list.list.current_id() == HANDLEY


def test_without_a_world_the_page_says_what_would_be_here(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    desk.open_world(None)
    assert page.no_world.isVisible()
    assert page.filter_field() is None
    button = page.no_world.button
    assert button is not None
    with qtbot.waitSignal(page.show_scenarios):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_row_holds_no_whole_telephone_number(page: CustomersPage) -> None:
    place = page.list.model.pages.place_of(SAHOTA)
    row = page.list.model.index(place, 0)
    tip = str(row.data(Qt.ItemDataRole.ToolTipRole))
    assert "07700 900•••" in tip
    assert "900142" not in tip


def test_rows_are_two_lines_with_a_mark(page: CustomersPage) -> None:
    found = page.list.model.index(page.list.model.pages.place_of(ILVES), 0).data(ROW_ROLE)
    assert isinstance(found, Row)
    assert (found.title, found.reference, found.detail) == ("Mrs Maire Ilves", "K-10003", "Leeds")
    assert found.mark is not None
    assert found.mark.words == "At risk"


def test_a_long_list_is_read_off_the_windows_thread(desk: Desk, qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    page = CustomersPage(desk, tasks=tasks)
    qtbot.addWidget(page)
    page.show()
    page.entered()
    qtbot.waitUntil(lambda: len(names(page)) == 6)
    page.list.filter.setText("ilv")
    qtbot.waitUntil(lambda: names(page) == ["Mrs Maire Ilves"])
    tasks.close()


@pytest.fixture
def first_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the first page held two."""
    monkeypatch.setattr(list_pane, "PAGE", 2)


@pytest.mark.usefixtures("first_two")
def test_the_first_rows_are_shown_before_all_ids_are_read(desk: Desk, qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    page = CustomersPage(desk, tasks=tasks)
    qtbot.addWidget(page)
    shown: list[tuple[int, str]] = []
    for changed in (page.list.model.modelReset, page.list.model.rowsInserted):
        changed.connect(lambda *_what: shown.append((page.list.model.rowCount(), str(page.list.model.index(0).data()))))
    page.show()
    page.entered()
    qtbot.waitUntil(lambda: page.list.count.text() == "6")
    assert shown == [(2, "Mr Sean Connor"), (6, "Mr Sean Connor")]
    tasks.close()


@pytest.mark.usefixtures("first_two")
def test_all_are_listed_and_found_after_the_first(page: CustomersPage, qtmodeltester: ModelTester) -> None:
    assert len(names(page)) == 6
    assert page.list.count.text() == "6"
    assert page.list.go_to(SAHOTA)
    assert page.list.list.current_id() == SAHOTA
    qtmodeltester.check(page.list.model)
