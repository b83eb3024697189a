# SPDX-License-Identifier: MIT
"""A sealed attempt in the window: begun with a slip, its receipt read out, and noted by the assessor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import receipts
from crmtrainer.house import House
from crmtrainer.house.receipts import receipt_now
from crmtrainer.house.slips import ask_for_slip, give_out, given_out
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import opening
from crmtrainer.ui.assessment.sealing_forms import GiveSlipForm, NoteReceiptForm
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.scenarios.receipt_page import ReceiptPage
from crmtrainer.ui.scenarios.slip_form import TakeSlipForm
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.form_page import FormPage
from crmtrainer.ui.tasks import InlineTasks
from tests.ui.test_names import nameless

SCENARIO = "passed-to-warehouse"


@pytest.fixture
def opened(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A learner who has begun nothing yet; slow work is done on the spot."""
    monkeypatch.setattr(opening, "ThreadTasks", InlineTasks)
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def assessors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The assessor's machine."""
    with House.open(tmp_path_factory.mktemp("assessors")) as house:
        yield house


def form(opened: Opened) -> object:
    page = opened.window.body.page()
    return page.form if isinstance(page, FormPage) else page


def test_a_learner_begins_with_a_slip_and_reads_a_receipt_out(opened: Opened, assessors: House) -> None:
    actions = opened.window.actions_
    opened.board.commands.follow()
    assert actions.reason(Act.RECEIPT)
    actions[Act.TAKE_SLIP].trigger()
    taking = form(opened)
    assert isinstance(taking, TakeSlipForm)
    assert nameless(opened.window) == []
    taking.save_button.click()
    assert taking.form.rows["answer"].error()
    taking.copy.click()
    line = give_out(assessors, SCENARIO, QGuiApplication.clipboard().text(), assessors.actor_for(Role.ASSESSOR))
    taking.answer.setPlainText(line[:-1])
    taking.save_button.click()
    assert "CRM-SLIP-1" in taking.form.rows["answer"].error()
    taking.answer.setPlainText(line)
    taking.save_button.click()
    assert isinstance(opened.window.body.page(), BriefPage)
    assert opened.board.attempt.mode is Mode.ASSESSED
    opened.board.begin()
    opened.board.practice.set_speed(0)

    actions[Act.RECEIPT].trigger()
    page = opened.window.body.page()
    assert isinstance(page, ReceiptPage)
    assert nameless(opened.window) == []
    row = opened.board.attempt.row
    assert row is not None
    told = receipt_now(opened.board.desk.world.app.database, row.ref)
    assert page.code.text() == told.in_groups
    page.copy.click()
    assert QGuiApplication.clipboard().text() == f"{row.ref} {told.in_groups}"
    page.back.click()
    assert opened.window.body.page() is not page


def test_a_learner_is_reminded_of_receipts_as_often_as_the_slip_says(
    opened: Opened, assessors: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr("crmtrainer.ui.shell.sealing.time.monotonic", lambda: now[0])
    request = ask_for_slip(opened.house.home, opened.board.desk.actor)
    line = give_out(assessors, SCENARIO, request, assessors.actor_for(Role.ASSESSOR))
    assert opened.board.attempt.start_with(line) is None
    opened.board.begin()

    assert reminded(opened) == 1
    assert reminded(opened) == 1
    now[0] += 15 * 60 + 1
    assert reminded(opened) == 2
    opened.board.sealing.show_receipt()
    assert reminded(opened) == 2


def reminded(opened: Opened) -> int:
    """How often it has been said by now."""
    opened.board.sealing._remind()
    return opened.window.messages().count("Time for a receipt: read it out to your assessor.")


def test_nobody_is_reminded_of_receipts_that_no_assessor_waits_for(opened: Opened) -> None:
    opened.board.start(SCENARIO, Mode.ASSESSED)
    opened.board.begin()
    assert reminded(opened) == 0
    assert not opened.window.actions_.reason(Act.RECEIPT)


def test_a_slip_of_the_same_folder_counts_where_an_assessor_gave_it_out(opened: Opened) -> None:
    house, desk = opened.house, opened.board.desk
    line = give_out(house, SCENARIO, ask_for_slip(house.home, desk.actor), house.actor_for(Role.ASSESSOR))
    assert opened.board.attempt.start_with(line) is None
    opened.board.begin()
    assert reminded(opened) == 1


def test_an_assessor_gives_out_a_slip_and_notes_a_receipt(opened: Opened) -> None:
    house, actions = opened.board.desk.house, opened.window.actions_
    opened.board.start(SCENARIO, Mode.ASSESSED)
    row = opened.board.attempt.row
    assert row is not None
    told = receipt_now(opened.board.desk.world.app.database, row.ref)
    opened.board.commands.follow()
    assert actions.reason(Act.GIVE_SLIP)
    actions[Act.TAKE_SLIP].trigger()
    taking = form(opened)
    assert isinstance(taking, TakeSlipForm)
    taking.copy.click()
    request = QGuiApplication.clipboard().text()
    opened.window.close_page()
    opened.board.take_person(Role.ASSESSOR, "Ruth Calder")
    opened.board.commands.follow()

    actions[Act.GIVE_SLIP].trigger()
    giving = form(opened)
    assert isinstance(giving, GiveSlipForm)
    giving.save_button.click()
    assert giving.form.rows["request"].error()
    giving.request.setPlainText(request)
    giving.save_button.click()
    assert giving.line.toPlainText().startswith("CRM-SLIP-1:")
    assert nameless(opened.window) == []
    giving.copy.click()
    assert QGuiApplication.clipboard().text() == giving.line.toPlainText()
    giving.cancel_button.click()

    actions[Act.NOTE_RECEIPT].trigger()
    noting = form(opened)
    assert isinstance(noting, NoteReceiptForm)
    assert nameless(opened.window) == []
    noting.attempt.set_value(row.ref)
    noting.code.setText(told.code[:-1] + ("0" if told.code[-1] != "0" else "1"))
    noting.save_button.click()
    assert "compare each character" in noting.form.rows["code"].error()
    noting.code.setText(told.in_groups.lower())
    noting.save_button.click()
    (noted,) = house.centre.ask(receipts, opened.board.desk.actor, row.ref)
    assert noted.code == told.code
    assert given_out(house, row.ref) is not None
