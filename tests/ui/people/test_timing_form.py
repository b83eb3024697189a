# SPDX-License-Identifier: MIT
"""A trainer adjusts a learner's timing by keys; clocks that give more say so, and one without limit is never due."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import queue
from crmtrainer.kernel.commands import SYSTEM, Role
from crmtrainer.people.queries import timings
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.ui.clocks import face_of, mark_of
from crmtrainer.ui.people.timing_form import TimingForm
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.form_page import FormPage
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as seat:
        yield seat


def form_of(seat: WindowSeat) -> TimingForm:
    page = seat.window.body.page()
    assert isinstance(page, FormPage)
    assert isinstance(page.form, TimingForm)
    return page.form


def test_a_trainer_sets_it_by_keys_and_finds_it_there_again(seat: WindowSeat) -> None:
    learner = seat.desk.actor.pseudonym
    assert seat.window.actions_.reason(Act.ADJUST_TIMING) == "This is for trainers and assessors: switch person first."
    seat.board.take_person(Role.TRAINER, "Pat Trainer")
    seat.settle()
    seat.window.actions_[Act.ADJUST_TIMING].trigger()
    seat.settle()
    form = form_of(seat)
    assert seat.focus() is form.learner
    form.learner.set_value(learner)
    form.share.setFocus()
    seat.type("×1.5")
    seat.key(Qt.Key.Key_Return, CONTROL)
    assert seat.desk.house.centre.ask(timings, SYSTEM) == {learner: 150}
    assert seat.window.messages()[-1] == (
        "Timing of Jo Okafor: clocks give ×1.5 the time. It counts from the next time they begin or open an attempt."
    )
    seat.window.actions_[Act.ADJUST_TIMING].trigger()
    seat.settle()
    form_of(seat).learner.set_value(learner)
    assert form_of(seat).share.value() == 150


def test_a_clock_that_gives_more_says_so_and_one_without_limit_has_no_due_time(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    now = seat.desk.world.clock.now()
    seat.desk.world.perform(AdjustTiming(150), SYSTEM)
    row = seat.desk.ask(clocks_of, ticket)[0]
    assert "Adjusted timing: ×1.5." in face_of(row, now).tip
    seat.desk.world.perform(AdjustTiming(0), SYSTEM)
    row = seat.desk.ask(clocks_of, ticket)[0]
    assert face_of(row, now).words == "No time limit"
    assert mark_of(row, now).words == "No time limit"
    assert any(each.id == ticket for each in seat.desk.ask(queue))
