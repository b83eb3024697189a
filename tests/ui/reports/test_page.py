# SPDX-License-Identifier: MIT
"""The section Reports at the real window: come to by its key, asked again, laid out for any width, saved as a file."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.figures.rules import Window
from crmtrainer.house import House
from crmtrainer.house.sandboxes import make_sandbox, sandboxes
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.seeding.profile import Profile
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.paper import save_pdf
from crmtrainer.ui.reports.page import ReportsPage
from crmtrainer.ui.reports.panel_card import BarCard, LineCard
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.pdf_text import pages_of
from tests.ui.test_names import nameless

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sandbox(tmp_path_factory.mktemp("filled"), Profile(600, 7, name="Tuesday class")).path


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, filled: Path) -> Iterator[Opened]:
    """A learner in the window, with one filled world to practise in, and no world open."""
    House.open(tmp_path).close()
    (tmp_path / "worlds").mkdir(exist_ok=True)
    (tmp_path / "worlds" / filled.name).write_bytes(filled.read_bytes())
    made = open_window(tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1180, 720)
    made.window.show()
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


def reports(opened: Opened, qtbot: QtBot, *, world: bool = True) -> ReportsPage:
    """The page, come to by its key."""
    if world:
        opened.board.open_world(sandboxes(opened.board.desk.house.home)[0])
    qtbot.keyClick(opened.window, KEY.Key_6, ALT)
    page = opened.window.body.page()
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(opened.board.is_idle)
    qtbot.waitUntil(lambda: page.cards[-1].isVisible() if world else page.no_world.isVisible())
    return page


def bars(page: ReportsPage, heading: str) -> dict[str, str]:
    card = next(card for card in page.cards if isinstance(card, BarCard) and card.heading.text() == heading)
    return {bar.words: bar.number for bar in card.bars.bars()}


def test_without_a_world_it_says_where_figures_come_from_and_leads_there(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot, world=False)
    assert page.no_world.isVisible()
    assert not page.cards
    button = page.no_world.findChildren(QAbstractButton)[0]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    qtbot.keyClick(button, KEY.Key_Return)
    assert opened.window.body.section() is Section.SCENARIOS


def test_ten_panels_stand_there_with_names_for_every_place_of_the_keyboard(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot)
    assert len(page.cards) == 10
    assert page.header.beside.text() == "Everybody’s work, as of Tue 3 Mar, 09:00"
    assert nameless(page) == []
    total = sum(map(int, bars(page, "Open by status").values()))
    assert total == sum(map(int, bars(page, "Open by priority").values())) > 0


def test_f5_and_acts_ask_again(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot)
    before = int(bars(page, "Open by type")["Service complaint"])
    desk = opened.board.desk
    customer = CustomerId(1)
    desk.perform(OpenRecord(customer, "He rings about his chair"))
    desk.perform(OpenTicket(customer, TicketType.COMPLAINT, "A chair with three legs", "phone"))
    qtbot.waitUntil(lambda: int(bars(page, "Open by type")["Service complaint"]) == before + 1)
    page.cards[0].caption.setText("old")
    qtbot.keyClick(opened.window, KEY.Key_F5)
    qtbot.waitUntil(lambda: "open tickets" in page.cards[0].caption.text())


def test_another_window_is_chosen_by_arrow_and_fills_the_same_cards(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot)
    cards = list(page.cards)
    chosen = next(button for button in page.window_choice.findChildren(QAbstractButton) if button.isChecked())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is chosen)
    qtbot.keyClick(chosen, KEY.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    qtbot.waitUntil(opened.board.is_idle)
    assert page.window_choice.value() is Window.QUARTER
    assert page.cards == cards
    lines = [card for card in cards if isinstance(card, LineCard)]
    qtbot.waitUntil(lambda: all("by the week" in card.caption.text() for card in lines))


def test_each_picture_has_its_table_behind_a_button(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot)
    for card in page.cards:
        if not card.nothing.isHidden():
            continue
        card.fold.button.setFocus()
        qtbot.keyClick(card.fold.button, KEY.Key_Space)
        table = card.fold.table
        assert table is not None
        assert table.isVisible()
        assert table.accessibleName() == card.heading.text()
        assert table.model().rowCount() > 0
    assert sum(card.fold.table is not None for card in page.cards) >= 9


def test_a_table_that_is_read_keeps_its_row_and_the_keyboard_when_figures_come_anew(
    opened: Opened, qtbot: QtBot
) -> None:
    page = reports(opened, qtbot)
    fold = page.cards[0].fold
    qtbot.mouseClick(fold.button, LEFT)
    before = fold.table
    assert before is not None
    before.setFocus()
    qtbot.keyClick(before, KEY.Key_Down)
    row = before.currentIndex().row()
    page.refresh()
    qtbot.waitUntil(lambda: fold.table is not before)
    assert fold.table is not None
    assert fold.table.currentIndex().row() == row >= 0
    qtbot.waitUntil(lambda: QApplication.focusWidget() is fold.table)


@pytest.mark.sheet
@pytest.mark.parametrize(("width", "beside"), [(1180, True), (700, False)])
def test_panels_wrap_and_nothing_is_wider_than_the_window(
    opened: Opened, qtbot: QtBot, width: int, beside: bool
) -> None:
    page = reports(opened, qtbot)
    page.setParent(None)
    page.resize(width, 560)
    page.show()
    qtbot.waitUntil(lambda: (page.cards[1].y() == page.cards[0].y()) is beside)
    assert page.area.widget().width() <= page.area.viewport().width()
    page.hide()
    page.deleteLater()


def test_figures_are_saved_as_shown(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    page = reports(opened, qtbot)
    file = tmp_path / "figures.csv"
    page._choose = lambda _parent: file
    with qtbot.waitSignal(page.written):
        qtbot.mouseClick(page.save, LEFT)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    shown = bars(page, "Open by status")
    assert [row[:2] for row in rows if row and row[0] in shown] == [[words, count] for words, count in shown.items()]


def test_what_stands_on_the_screen_goes_on_paper_with_what_it_counts(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    page = reports(opened, qtbot)
    assert opened.board.printing.reason_against() == ""
    file = tmp_path / "reports.pdf"
    assert save_pdf(page.to_print(), file) >= 2
    words = " ".join(" ".join(pages_of(file)).split())
    for card in page.cards:
        assert card.heading.text() in words
    assert "F-SLA" in words
    assert "28 days and more" in words


def test_what_cannot_be_saved_is_said(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    page = reports(opened, qtbot)
    page._choose = lambda _parent: tmp_path / "nowhere" / "figures.csv"
    with qtbot.waitSignal(opened.board.desk.refused) as told:
        qtbot.mouseClick(page.save, LEFT)
    assert told.args[0].code == "store.not_written"


def test_nobody_who_changes_their_mind_gets_a_file(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    page = reports(opened, qtbot)
    page._choose = lambda _parent: None
    with qtbot.assertNotEmitted(page.written):
        qtbot.mouseClick(page.save, LEFT)


def test_another_world_leaves_nothing_of_the_one_before(opened: Opened, qtbot: QtBot) -> None:
    page = reports(opened, qtbot)
    opened.window.actions_[Act.LEAVE_WORLD].trigger()
    qtbot.waitUntil(lambda: not opened.board.desk.has_world)
    assert not page.cards
    qtbot.keyClick(opened.window, KEY.Key_6, ALT)
    assert page.no_world.isVisible()
