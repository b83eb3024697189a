# SPDX-License-Identifier: MIT
"""Every form of a case filled with hostile words in a world of hostile words: plain text, and bounded.

A megabyte in a field is bounded or refused in a sentence; nothing that was typed is taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.rules import Question
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui import appearance
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.page import QueuePage
from crmtrainer.ui.customers.question_row import QuestionLine
from crmtrainer.ui.kit.form_panel import FormPanel
from tests.hostile.spoiling import spoil
from tests.hostile.test_every_widget import MARK, TICKET, show
from tests.hostile.values import SHORT, WORDS
from tests.hostile.walk import faults, shown_in
from tests.support import TRAINER
from tests.ui.casework.shift import Shift, a_shift

GOODS = "CLK-CCR-CANCEL-GOODS"
FORMS = (
    *(CaseAct.LOG_CALL, CaseAct.HAND_OFF, CaseAct.SET_STATUS, CaseAct.SET_PRIORITY, CaseAct.RECLASSIFY),
    *(CaseAct.FIRST_CONTACT, CaseAct.BEGIN_LIMIT, CaseAct.MERGE, CaseAct.NEW_COMPLAINT, CaseAct.CLOSE),
)


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """The warehouse asks back; the customer has a second ticket, into which the first could be merged."""
    with a_shift(tmp_path, "asked_back", before=spoil) as made:
        second = OpenTicket(CustomerId(5), TicketType.COMPLAINT, SHORT, "email", SHORT, SHORT, category=SHORT)
        made.do(second)
        yield made


def page_over(shift: Shift, qtbot: QtBot) -> QueuePage:
    with appearance.undressed():
        page = QueuePage(shift.desk)
    show(page, qtbot)
    page.open_ticket(TICKET)
    assert MARK in shown_in(page)
    return page


def fill(part: QWidget, words: str) -> int:
    """Put words into every field that takes any, as if pasted. Gives how many there were."""
    filled = 0
    for field in part.findChildren(QWidget):
        if isinstance(field, QLineEdit) and field.isVisible() and field.isEnabled() and not field.isReadOnly():
            field.selectAll()
            field.insert(words)
            filled += 1
        elif isinstance(field, QPlainTextEdit | QTextEdit) and field.isVisible() and not field.isReadOnly():
            field.selectAll()
            cursor = field.textCursor()
            cursor.insertText(words)
            filled += 1
    return filled


def form_of(page: QueuePage, act: CaseAct) -> FormPanel:
    assert page.work.reason_against(act) == ""
    assert page.work.conduct.act(act)
    return page.work.forms.current()


@pytest.mark.parametrize("act", FORMS)
def test_a_form_shows_plain_text_and_bounds_what_is_pasted(act: CaseAct, shift: Shift, qtbot: QtBot) -> None:
    page = page_over(shift, qtbot)
    form = form_of(page, act)
    assert "\n".join(faults(page)) == ""
    for words in (WORDS["a megabyte"], SHORT):
        if form is page.work.forms.current() and form.isVisible():
            assert fill(form, words) or act is CaseAct.SET_PRIORITY
            assert "\n".join(faults(page)) == ""
            form.saving.emit()
            assert "\n".join(faults(page)) == ""
    assert max(map(len, shown_in(page).split("\n"))) < 25_000


def test_every_act_of_a_limit_shows_plain_text(shift: Shift, qtbot: QtBot) -> None:
    for limit in (GOODS, "CLK-SAR"):
        shift.do(BeginLimit(TICKET, limit, shift.now(), SHORT))
    page = page_over(shift, qtbot)
    details = page.work.side.details
    page.work.side.tabs.setCurrentWidget(details)
    asked = set()
    for place in range(len(details.limits)):
        acts = list(details.limits[place]._acts)
        for act in sorted(acts, key=lambda name: name in ("met", "drop")):  # after these there is nothing to ask
            line = details.limits[place]  # drawn anew after each act
            if act in line._acts:
                line._acts[act]()
                line._asking.show()
                assert fill(line, SHORT)
                asked.add(act)
                assert "\n".join(faults(page)) == "", act
                line.confirm.click()
                assert "\n".join(faults(page)) == "", act
    assert {"not_told", "extend", "met"} <= asked


def test_waiving_shows_plain_text(shift: Shift, qtbot: QtBot) -> None:
    shift.advance(30 * 60)
    shift.desk.actor = TRAINER
    shift.world.perform(OpenRecord(CustomerId(5), SHORT), TRAINER)
    page = page_over(shift, qtbot)
    assert page.work.conduct.act(CaseAct.WAIVE)
    waiving = page.work.conduct.waiving
    assert fill(waiving, SHORT)
    assert "\n".join(faults(page)) == ""
    waiving.confirm.click()
    assert "\n".join(faults(page)) == ""


def test_what_a_caller_says_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    """Every question of the identity check answered with hostile words, his name among them."""
    with a_shift(tmp_path, "named", before=spoil) as shift:
        with appearance.undressed():
            page = QueuePage(shift.desk)
        show(page, qtbot)
        page.open_conversation(1)
        lines = page.work.caller.proof.identity.findChildren(QuestionLine)
        assert {line.question for line in lines} >= {Question.FULL_NAME, Question.POSTCODE}
        for line in lines:
            for words in (SHORT, WORDS["a megabyte"], ""):
                line.field.selectAll()
                line.field.insert(words)
                line.check.click()
                assert "\n".join(faults(page)) == "", line.question
                if not line.is_open():
                    line.asked_again.emit(line.question)
