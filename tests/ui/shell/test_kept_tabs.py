# SPDX-License-Identifier: MIT
"""Records that are kept open as tabs: by Ctrl+Enter in a list or the palette, gone through and closed by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import queue
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason
from crmtrainer.ui.casework.grouping import Spot, ticket_spot
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import CONTROL, SHIFT, WindowSeat, a_seat

KEY = Qt.Key
TAB_ACTS = (Act.NEXT_TAB, Act.PREVIOUS_TAB, Act.CLOSE_TAB)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        for row in made.desk.ask(queue)[:3]:
            made.desk.perform(OpenRecord(row.customer_id, "Going through the queue"))
        made.settle()
        yield made


def keep(seat: WindowSeat, place: int) -> Spot:
    """Go to a row of the queue and keep its case open."""
    listed = seat.board.queue.list
    listed.list.setFocus()
    seat.key(KEY.Key_Home)
    for _ in range(place):
        seat.key(KEY.Key_Down)
    spot = listed.current()
    assert spot is not None
    seat.key(KEY.Key_Return, CONTROL)
    return spot


def test_ctrl_enter_keeps_cases_open_and_keys_go_through_them(seat: WindowSeat) -> None:
    page = seat.board.queue
    assert page.kept.isHidden()
    first, second = keep(seat, 0), keep(seat, 1)
    assert page.kept.held() == (first, second)
    assert page.kept.isVisible()
    assert page.current() == second
    seat.key(KEY.Key_Tab, CONTROL)
    assert (page.current(), page.list.current()) == (first, first)
    seat.key(KEY.Key_Tab, CONTROL | SHIFT)
    assert page.current() == second


def test_a_case_that_is_only_looked_at_stands_before_the_kept_ones(seat: WindowSeat) -> None:
    page = seat.board.queue
    kept = keep(seat, 0)
    page.list.list.setFocus()
    seat.key(KEY.Key_Down)
    passing = page.current()
    assert passing != kept
    assert len(page.kept.texts()) == 2
    assert page.kept.bar.currentIndex() == 0
    right = QTabBar.ButtonPosition.RightSide
    assert [page.kept.bar.tabButton(place, right) is None for place in range(2)] == [True, False]
    seat.key(KEY.Key_W, CONTROL)
    assert page.kept.held() == (kept,), "what is not kept cannot be closed"
    seat.key(KEY.Key_Tab, CONTROL)
    assert page.current() == kept
    assert len(page.kept.texts()) == 1


def test_closing_shows_the_neighbour_and_the_last_one_hides_the_strip(seat: WindowSeat) -> None:
    page = seat.board.queue
    first, second = keep(seat, 0), keep(seat, 1)
    seat.key(KEY.Key_W, CONTROL)
    assert (page.kept.held(), page.current()) == ((first,), first)
    seat.key(KEY.Key_W, CONTROL)
    assert page.kept.isHidden()
    assert page.current() == first, "the case stays in sight"
    assert second not in page.kept.held()


def test_the_keys_say_why_where_nothing_is_kept(seat: WindowSeat) -> None:
    reasons = seat.window.actions_.reason
    assert all("Ctrl+Enter" in reasons(act) for act in TAB_ACTS)
    keep(seat, 0)
    assert not any(reasons(act) for act in TAB_ACTS)
    seat.go(Section.SCENARIOS)
    assert all(reasons(act) for act in TAB_ACTS)


def test_a_tab_says_reference_and_name_also_once_its_case_has_left_the_queue(seat: WindowSeat) -> None:
    page = seat.board.queue
    row = next(row for row in seat.desk.ask(queue))
    seat.desk.perform(OpenRecord(row.customer_id, "Closing it"))
    page.open_ticket(row.id, keep=True)
    seat.settle()
    before = page.kept.texts()
    assert row.ref in before[0]
    assert row.subject in before[0]
    other = keep(seat, 1)
    seat.desk.perform(CloseTicket(row.id, CloseReason.RESOLVED, "No answer is needed any more"))
    seat.settle()
    assert ticket_spot(row.id) not in page.list.spots()
    assert page.kept.held() == (ticket_spot(row.id), other)
    assert row.ref in page.kept.texts()[0]


def test_customers_are_kept_open_and_another_world_keeps_none(seat: WindowSeat) -> None:
    seat.go(Section.CUSTOMERS)
    page = seat.board.customers
    page.list.list.setFocus()
    seat.key(KEY.Key_Down)
    seat.key(KEY.Key_Return, CONTROL)
    assert len(page.kept.held()) == 1
    assert page.kept.texts()[0].startswith("LH-")
    seat.board.attempt.leave()
    seat.settle()
    assert page.kept.held() == ()
    assert page.kept.isHidden()


def test_ctrl_enter_in_the_palette_keeps_what_it_opens(seat: WindowSeat, qtbot: QtBot) -> None:
    row = seat.desk.ask(queue)[0]
    seat.key(KEY.Key_K, CONTROL)
    palette = seat.board.palette
    seat.type(row.ref)
    qtbot.waitUntil(lambda: bool(palette.entries()) and row.ref in palette.entries()[0].title)
    seat.key(KEY.Key_Return, CONTROL)
    assert seat.board.queue.kept.held() == (ticket_spot(row.id),)
