# SPDX-License-Identifier: MIT
"""Letting practice time pass from the menu, over a real attempt in the window."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.interactions.commands import AnswerConversation, EndConversation
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.practice import PASSES
from crmtrainer.ui.shell.sections import Section


@pytest.fixture
def opened(qtbot: QtBot, home: Path) -> Iterator[Opened]:
    """A learner at the start of the scenario, practice time paused."""
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    made.board.start("passed-to-warehouse", Mode.PRACTISE)
    qtbot.waitUntil(lambda: made.board.attempt.is_running, timeout=60_000)
    made.board.begin()
    made.board.practice.set_speed(0)
    yield made
    made.close()


def reasons(opened: Opened) -> set[str]:
    return {opened.window.actions_.reason(act) for act in PASSES}


def test_without_a_scenario_no_time_can_pass(qtbot: QtBot, tmp_path: Path) -> None:
    made = open_window(tmp_path)
    qtbot.addWidget(made.window)
    assert reasons(made) == {"No scenario is running, and no practice world is open."}
    made.close()


def test_the_next_event_always_says_what_came(opened: Opened) -> None:
    window, desk = opened.window, opened.board.desk
    while desk.world.next_event_at() is not None:
        before = len(window.messages())
        opened.board.practice.next_event()
        assert len(window.messages()) > before
        for talk in desk.ask(live_conversations):
            desk.perform(AnswerConversation(talk.id))
            desk.perform(EndConversation(talk.id))
    assert window.actions_.reason(Act.NEXT_EVENT) == "Nothing more is planned."


def test_time_passes_up_to_the_ring_and_stands_while_somebody_is_on_the_line(opened: Opened) -> None:
    desk, actions = opened.board.desk, opened.window.actions_
    began = desk.world.clock.now()
    assert reasons(opened) == {""}
    actions[Act.PASS_60].trigger()
    (call,) = desk.ask(live_conversations)
    rang = desk.world.clock.now()
    assert rang - began < timedelta(minutes=5)
    assert reasons(opened) == {"Answer the telephone first."}
    opened.board.practice.let_pass(5)
    assert desk.world.clock.now() == rang

    assert desk.perform(AnswerConversation(call.id)) is not None
    assert desk.perform(EndConversation(call.id)) is not None
    actions[Act.PASS_15].trigger()
    assert desk.world.clock.now() - rang == timedelta(minutes=15)


def test_the_next_step_is_a_command_that_says_what_it_does(opened: Opened) -> None:
    desk, actions = opened.board.desk, opened.window.actions_
    assert actions.reason(Act.NEXT_STEP) == "Open a case that has a next step first."
    opened.board.practice.let_pass(60)
    (call,) = desk.ask(live_conversations)
    opened.board.go_to_call(call.id)
    opened.board.commands.follow()
    assert actions.words(Act.NEXT_STEP) == "Next step: Answer the call"
    actions[Act.NEXT_STEP].trigger()
    assert desk.ask(live_conversations)[0].state is ConversationState.LIVE


def test_a_running_clock_is_never_led_back(opened: Opened) -> None:
    desk = opened.board.desk
    refused: list[object] = []
    desk.refused.connect(refused.append)
    opened.board.practice.set_speed(60)
    before = desk.world.clock.now()
    opened.board.practice.let_pass(5)
    assert desk.world.clock.now() > before
    assert not refused


def test_a_ring_slows_a_fast_clock_to_the_pace_of_talk(opened: Opened) -> None:
    practice, desk = opened.board.practice, opened.board.desk
    practice.set_speed(60)
    practice.next_event()
    (call,) = desk.ask(live_conversations)
    assert practice.speed == 1
    assert "while the telephone rings" in opened.window.status.clock.label.text()
    assert desk.perform(AnswerConversation(call.id)) is not None
    assert "while you are on a call" in opened.window.status.clock.label.text()
    practice.set_speed(60)
    assert practice.speed == 1


def test_the_debrief_stands_under_scenarios_and_leads_to_a_practice_branch(opened: Opened, qtbot: QtBot) -> None:
    board, window = opened.board, opened.window
    board.practice.let_pass(5)
    (call,) = board.desk.ask(live_conversations)
    assert board.desk.perform(AnswerConversation(call.id)) is not None
    assert board.desk.perform(EndConversation(call.id)) is not None
    board.ending.finish()
    assert window.body.navigation.item(Section.SCENARIOS).isChecked()
    page = window.body.page()
    assert isinstance(page, DebriefPage)
    first = board.attempt.row
    assert first is not None
    ended = next(item for item in page.did.list.story.items() if "Ended the call" in item.title)
    page.go_to(ended.id)
    page.open_act(ended.id)
    told = list(window.messages())
    page.did.again.click()
    qtbot.waitUntil(lambda: board.attempt.is_running, timeout=60_000)
    row = board.attempt.row
    assert row is not None
    assert row.branch is not None
    assert (row.branch.ref, row.branch.number, row.branch.from_act) == (first.ref, 1, ended.id)
    assert window.body.section() is Section.QUEUE
    assert board.desk.ask(live_conversations)[0].id == call.id
    (said,) = window.messages()[len(told) :]
    assert said.startswith(f"Practice branch of attempt 1 from act {ended.id}.")


def test_events_nobody_hears_of_are_passed_over(opened: Opened) -> None:
    """Three of four presses used to end at “Nothing has come for you”."""
    practice, desk, window = opened.board.practice, opened.board.desk, opened.window
    practice.let_pass(5)
    (call,) = desk.ask(live_conversations)
    practice.next_event()
    assert window.messages()[-1] == "Answer the telephone first."
    desk.perform(AnswerConversation(call.id))
    desk.perform(EndConversation(call.id))
    day = desk.world.clock.now().date()
    told = []
    while desk.world.next_event_at() is not None and desk.world.clock.now().date() == day:
        practice.next_event()
        told.append(window.messages()[-1])
    assert told
    assert not [words for words in told if "Nothing has come for you yet" in words]


def test_where_nothing_is_planned_waiting_says_what_else_there_is(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(opened.board.desk.world), "next_event_at", lambda _self: None)
    opened.board.queue.wait_wanted.emit()
    assert opened.window.messages()[-1] == (
        "Nothing more is planned: go on yourself, by asking the team or telling the customer."
    )
