# SPDX-License-Identifier: MIT
"""Where undo is offered and where not: fields, messages, other worlds and people, and every act of the catalogue."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmtrainer.bootstrap import all_commands
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import HUMANS, Actor, Role
from crmtrainer.kernel.ids import TicketId
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.scenarios.debrief import debrief
from crmtrainer.tickets.commands import CloseTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Status
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.shell.opposites import OPPOSITES, STANDING
from tests.ui.shell.undoer import Begin, begin, opened

__all__ = ["begin"]


NO_WORK = {
    "agenda.drop": "the world's own",
    "practice.set": "time",
    "practice.jump": "time",
    "record.open": "looking",
    "record.reveal": "looking",
    "record.print": "looking, on paper",
    "scenario.stage": "the world's own",
    "scenario.finish": "ends the list",
    "reflection.submit": "after the end",
    "clock": "what a trainer waives or rebases: the reason stands",
    "attempt": "an attempt as a whole, never from within one",
    "person": "who sits here",
    "preference": "how the window looks, in sight and changed back where it was changed",
    "receipt": "what was read out",
    "rubric": "content",
    "slip": "what was given out",
    "timing": "what a trainer sets for a learner, and changes where it was set",
    "world": "files",
}
"""What is no work on a case, so that undo passes it over."""


def test_a_text_field_keeps_its_own_undo(begin: Begin, qtbot: QtBot) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    field = QLineEdit(hands.window)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "half a word")
    hands.undo()
    assert (field.text(), hands.status(ticket)) == ("", Status.WAITING)
    hands.redo()
    assert field.text() == "half a word"
    hands.window.body.navigation.setFocus()
    hands.undo()
    assert hands.status(ticket) is Status.IN_PROGRESS


def test_where_nothing_was_done_the_keys_do_nothing(begin: Begin) -> None:
    hands = begin()
    before = len(hands.entries())
    hands.undo()
    hands.redo()
    assert len(hands.entries()) == before
    assert hands.reason() == "Nothing was done here that can be undone."
    assert not hands.undoing.undo()
    assert not hands.undoing.redo()


def test_a_message_goes_with_the_undo_that_it_offered(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.undoing.tell("Status saved")
    offered = [toast for toast in hands.window.findChildren(Toast) if toast.isVisible()]
    assert [toast.action_button is not None for toast in offered] == [True]
    hands.undoing.forget()
    assert not [toast for toast in hands.window.findChildren(Toast) if toast.isVisible()]
    hands.window.toast("Handed in")
    hands.undoing.forget()
    assert [toast.words() for toast in hands.window.findChildren(Toast) if toast.isVisible()] == ["Handed in"]


def test_nothing_is_undone_in_another_world_or_by_another_person(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    nothing = "Nothing was done here that can be undone."
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.desk.actor = Actor("p-other", Role.TRAINER)
    hands.undo()
    assert hands.reason() == nothing
    hands.desk.actor = hands.undoing._actor
    world = hands.desk.world
    hands.desk._world = None  # as if another one were put under the desk
    hands.desk.world_changed.emit()
    hands.desk._world = world
    assert hands.reason() == nothing


def test_the_message_after_an_act_offers_undo_once_and_only_for_that_act(begin: Begin, qtbot: QtBot) -> None:
    hands = begin()
    ticket, customer = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.undoing.tell("Status set")
    toast = hands.window._toast
    assert toast is not None
    assert toast.action_button is not None
    assert (toast.words(), toast.action_button.text(), toast._timer.interval()) == ("Status set", "Undo", 10_000)
    hands.undoing.tell("Something else")
    assert hands.window._toast is not None
    assert hands.window._toast.action_button is None
    hands.do(SetStatus(ticket, Status.IN_PROGRESS))
    hands.undoing.tell("Status set")
    offered = hands.window._toast
    hands.do(SetPriority(ticket, Priority.HIGH, "Urgent for her"))
    assert offered is not None
    assert offered.action_button is not None
    qtbot.mouseClick(offered.action_button, Qt.MouseButton.LeftButton)
    assert hands.said() == "Something else was done after it: undo that first."
    hands.do(SendMessage(customer, Channel.EMAIL, "We are on it.", ticket))
    hands.undoing.tell("Sent")
    assert hands.window._toast is not None
    assert hands.window._toast.action_button is None


def test_undoing_erases_nothing_of_what_was_done_for_the_debrief(begin: Begin) -> None:
    hands = begin("handed_off")
    ticket = TicketId(5)
    hands.do(CloseTicket(ticket, CloseReason.RESOLVED, "The legs are on their way."))
    closing = hands.entries()[-1].seq
    hands.undo()
    assert hands.status(ticket) is Status.IN_PROGRESS
    hands.shift.do(FinishScenario())
    told = {result.key: result for result in hands.shift.ask(debrief).results}["told-before-closing"]
    assert (told.verdict.value, told.cites) == ("missed", (closing,))


def test_every_act_at_the_desk_has_its_opposite_or_its_reason_or_is_no_work_on_a_case() -> None:
    at_the_desk = {kind for kind in all_commands().values() if kind.roles & HUMANS}
    declared = set(OPPOSITES) | set(STANDING)
    assert not set(OPPOSITES) & set(STANDING)
    left_out = {kind.verb for kind in at_the_desk - declared}
    assert {verb for verb in left_out if not {verb, verb.partition(".")[0]} & set(NO_WORK)} == set()
