# SPDX-License-Identifier: MIT
"""Two people at one window, one after the other: nobody’s words, choices or name pass to somebody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import queue
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house.sandboxes import Sandbox, find, make_sandbox
from crmtrainer.kernel.commands import Role
from crmtrainer.seeding.profile import Profile
from crmtrainer.settings import TEXT_SIZE
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.settings.parts import Part
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat

KEY = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a small world, to be copied."""
    return make_sandbox(tmp_path_factory.mktemp("filled"), Profile(60, 7, name="Tuesday class", cases=300)).path


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def world(seat: WindowSeat, filled: Path) -> Sandbox:
    """A practice world that anybody at this window can open."""
    home = seat.desk.house.home
    (home / "worlds" / filled.name).write_bytes(filled.read_bytes())
    return find(home, filled.stem)


def sit_down(seat: WindowSeat, name: str, world: Sandbox) -> int:
    """Somebody goes on in the world, and opens the first case of the queue."""
    seat.board.take_person(Role.LEARNER, name)
    seat.board.open_world(world)
    seat.settle()
    row = seat.desk.ask(queue)[0]
    seat.desk.perform(OpenRecord(row.customer_id, f"{name} looks after it"))
    seat.board.open_ticket(row.id)
    seat.settle()
    return row.customer_id


def test_words_begun_by_one_person_are_not_found_by_another(seat: WindowSeat, world: Sandbox) -> None:
    composer = seat.board.queue.work.side.writing.composer
    sit_down(seat, "Jo Okafor", world)
    seat.key(KEY.Key_M, CONTROL)
    seat.type("Jo thinks something")
    sit_down(seat, "Siân Moss", world)
    seat.key(KEY.Key_M, CONTROL)
    assert composer.text() == ""
    sit_down(seat, "Jo Okafor", world)
    seat.key(KEY.Key_M, CONTROL)
    assert composer.text() == "Jo thinks something"


def test_the_access_log_calls_only_whoever_is_at_the_desk_you(seat: WindowSeat, world: Sandbox) -> None:
    sit_down(seat, "Jo Okafor", world)
    customer = sit_down(seat, "Siân Moss", world)
    seat.go(Section.CUSTOMERS)
    seat.board.customers.open_customer(customer)
    seat.settle()
    log = seat.board.customers.record.tabs.log_model
    told = {str(log.index(row, 3).data()): str(log.index(row, 1).data()) for row in range(log.rowCount())}
    assert told["Siân Moss looks after it"] == "You"
    assert told["Jo Okafor looks after it"] != "You"


def test_messages_and_filters_of_one_person_are_not_left_to_another(seat: WindowSeat, world: Sandbox) -> None:
    sit_down(seat, "Jo Okafor", world)
    seat.window.toast("For Jo alone")
    seat.board.customers.list.filter.setText("zzzz")
    sit_down(seat, "Siân Moss", world)
    assert "For Jo alone" not in seat.window.messages()
    assert seat.board.customers.list.filter.text() == ""


def test_undo_of_restored_settings_is_only_for_whoever_restored_them(seat: WindowSeat) -> None:
    choices = seat.board.choices
    choices.choose(TEXT_SIZE.key, 120)
    choices.restore(Part.READING)
    (message,) = (toast for toast in seat.window.findChildren(Toast) if toast.isVisible())
    undo = message.action_button
    assert undo is not None
    choices.sit("p-other", "Siân Moss")
    seat.click(undo)
    assert choices.values()[TEXT_SIZE.key] == 100


def test_a_finished_run_keeps_no_case_open_as_a_tab(seat: WindowSeat) -> None:
    row = seat.desk.ask(queue)[0]
    seat.desk.perform(OpenRecord(row.customer_id, "Looking"))
    seat.board.open_ticket(row.id, keep=True)
    seat.settle()
    assert seat.board.queue.kept.held()
    seat.board.ending.finish()
    seat.settle()
    assert seat.board.queue.kept.held() == ()
