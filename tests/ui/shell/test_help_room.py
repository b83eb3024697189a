# SPDX-License-Identifier: MIT
"""Help takes room from a case and gives it back: the composer stands at the foot again, and nothing scrolls twice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.interactions.commands import AddNote
from crmtrainer.kernel.ids import CustomerId
from tests.ui.shell.seat import a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket


@pytest.mark.parametrize("height", [560, 680])
def test_the_composer_is_in_sight_again_once_help_is_closed(tmp_path: Path, qtbot: QtBot, height: int) -> None:
    """It stayed below the window’s edge for as long as the case was open: one typed blind."""
    with a_seat(tmp_path, qtbot) as seat:
        ticket = an_open_ticket(seat)
        seat.window.resize(1180, height)
        customer = CustomerId(seat.desk.ask(record, ticket).customer_id)
        for number in range(12):
            seat.desk.perform(AddNote(customer, f"Note {number}: {'one word after the other ' * 8}", ticket))
        seat.settle()
        side = seat.board.queue.work.side
        timeline, editor = side.timeline.view, side.writing.composer.editor
        qtbot.waitUntil(lambda: not timeline.is_whole and not editor.visibleRegion().isEmpty())
        for _ in range(2):
            seat.key(Qt.Key.Key_F1)
            qtbot.waitUntil(lambda: timeline.is_whole)
            seat.key(Qt.Key.Key_Escape)
            qtbot.waitUntil(lambda: not timeline.is_whole and not editor.visibleRegion().isEmpty())
