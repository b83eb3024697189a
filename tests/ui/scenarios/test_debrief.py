# SPDX-License-Identifier: MIT
"""The debrief of an attempt that was broken off after the call, under real keys and clicks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import drafts
from crmtrainer.house.running import Running, hand_in, resume
from crmtrainer.reports.acts import acts
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.scenarios.format.checks import Severity
from crmtrainer.scenarios.queries import debrief
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import appearance
from crmtrainer.ui.dates import when
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.scenarios.debrief_head import result_words
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.scenarios.reflection_card import Cited
from crmtrainer.ui.scenarios.story import AT_END, Filter, story
from crmtrainer.ui.theme import Look
from tests.ui.scenarios.conftest import OWN_WORDS, desk_in, make_home, newest_attempt, seq_of, shown
from tests.ui.test_names import nameless

LEFT = Qt.MouseButton.LeftButton


def titles(page: DebriefPage) -> list[str]:
    return [item.title for item in page.did.list.story.items()]


def test_it_begins_at_what_is_to_be_put_right_first(still: DebriefPage) -> None:
    item = still.did.list.current()
    assert item is not None
    assert item.is_missing
    assert "missed" in item.pinned[0].words
    assert item.body
    assert still.did.list.hasFocus()
    told = still.result.accessibleName()
    assert told.startswith("Missed: ")
    assert "checks met" in told
    assert item.body.startswith(told.partition("To put right first: ")[2].partition(". ")[0])
    assert "Still open at the end: C-" in told


def test_advice_that_was_missed_is_told_beside_checks_that_were_all_met(still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    met = replace(found.results[0], verdict=Verdict.MET, advisory=False)
    advice = replace(met, title="Advice, the door note travels", verdict=Verdict.MISSED, advisory=True)
    clean = replace(found, results=(met,), critical_missed=(), to_put_right=None, checks_never=0, open_items=())
    clean = replace(clean, checks_met=1, checks_counted=1, clocks=())
    assert result_words(clean) == "Every check met. There is nothing to put right."
    told = result_words(replace(clean, results=(met, advice)))
    assert "Every check" not in told
    assert "Advice missed, which does not count: Advice, the door note travels." in told


def test_what_was_missed_is_told_before_what_was_met(still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    met = replace(found.results[0], verdict=Verdict.MET, severity=Severity.CRITICAL, advisory=False)
    small = replace(met, title="The call written down", verdict=Verdict.MISSED, severity=Severity.MAJOR, sentence="No.")
    grave = replace(small, title="Told before closed", severity=Severity.CRITICAL, sentence="He heard nothing.")
    late = replace(found.clocks[0], metric="next_response", state="missed", over_seconds=300)
    run = replace(
        found, results=(met,), critical_missed=(), to_put_right=None, checks_never=0, open_items=(), clocks=()
    )
    run = replace(run, checks_met=9, checks_counted=9)

    assert result_words(replace(run, clocks=(late,))) == (
        "Missed: 1 clock. Next reply, missed by 5 min. 9 of 9 checks met, and every critical one."
    )
    one = replace(run, results=(met, small), checks_counted=10, to_put_right=small)
    assert result_words(one) == ("Missed: 1 check. 9 of 10 checks met, and every critical one. To put right first: No.")
    both = replace(one, results=(met, small, grave), critical_missed=(grave,), checks_counted=11, to_put_right=grave)
    assert result_words(replace(both, clocks=(late,))) == (
        "Critical, missed: Told before closed. Missed besides: 1 check and 1 clock. Next reply, missed by 5 min. "
        "9 of 11 checks met. To put right first: He heard nothing."
    )
    explored = result_words(replace(both, counts=False))
    assert explored.startswith("You were exploring: nothing counts. 2 of 11 checks would have been missed, 9 met.")
    assert "Critical, missed: Told before closed." in explored


def test_each_row_speaks_as_one_sentence_and_carries_its_checks(still: DebriefPage, still_desk: Desk) -> None:
    model = still.did.list.story
    spoken = [str(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    opened = next(words for words in spoken if "Opened the record of Mr Harjit Sahota" in words)
    assert opened.startswith("Tuesday 3 March 2026 at ")
    assert "The right record, opened for a reason: met" in opened
    pinned = [line.words for item in model.items() for line in item.pinned]
    for check in still_desk.ask(debrief).results:
        assert any(check.title[1:] in words for words in pinned), check.key


def test_the_list_keeps_to_the_rules_of_a_model(still: DebriefPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(still.did.list.story)


def test_filters_leave_the_acts_they_name(still: DebriefPage, qtbot: QtBot) -> None:
    every = len(titles(still))
    _, checks, clocks = still.did.filter.findChildren(QAbstractButton)
    qtbot.mouseClick(checks, LEFT)
    assert 0 < len(titles(still)) < every
    assert all(item.pinned for item in still.did.list.story.items())
    qtbot.mouseClick(clocks, LEFT)
    assert titles(still) == ["Answered the call", "How it stood at the end"]
    assert still.did.list.story.items()[0].pinned[0].words.startswith("First reply: met")
    assert still.did.list.current() is not None


def test_choosing_an_act_moves_the_line_and_the_exchange(still: DebriefPage, qtbot: QtBot) -> None:
    still.go_to(seq_of(still, "Said what comes next"))
    assert OWN_WORDS in still.came.exchange.our_words.text()
    assert still.came.exchange.count.text() == "2 of 3"
    assert "in your own words" in still.came.exchange.technique.text()
    first = still.came.trust._marks
    assert "You said what you were doing while he waited" in still.came.trust.cause.text()
    qtbot.keyClick(still.did.list, Qt.Key.Key_Up)
    assert still.came.exchange.count.text() == "1 of 3"
    still.go_to(seq_of(still, "Asked Mr Sahota an open question"))
    assert still.came.trust._marks != first
    still.go_to(seq_of(still, "Acknowledged"))
    assert still.came.exchange.verdict.chip().text == "Crossed, and helpful"


def test_previous_and_next_walk_the_talk_and_the_list_follows(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.exchange
    card.go_to(0)
    assert not card.previous.isEnabled()
    assert card.previous.accessibleDescription()
    qtbot.mouseClick(card.next, LEFT)
    qtbot.mouseClick(card.next, LEFT)
    assert card.count.text() == "3 of 3"
    item = still.did.list.current()
    assert item is not None
    assert item.title == "Asked Mr Sahota an open question"
    assert not card.next.isEnabled()
    assert card.previous.hasFocus()


def test_enter_opens_the_act_in_full_and_escape_goes_back(still: DebriefPage, qtbot: QtBot) -> None:
    still.go_to(seq_of(still, "Opened the record of Mr Harjit Sahota"))
    qtbot.keyClick(still.did.list, Qt.Key.Key_Return)
    assert still.did.shows_act
    assert still.did.panel.area.hasFocus()
    words = still.did.panel.words()
    for wanted in (
        "Jo Bloggs",
        "Practice time",
        "By the wall clock",
        "“On the call with him: wrong legs for LK-57120”",
        "The right record, opened for a reason: met",
        "Good example",
        "Facts in the journal",
        "Changed in the records",
    ):
        assert wanted in words, wanted
    assert still.did.panel.area.accessibleDescription() == words
    qtbot.keyClick(still.did.panel.area, Qt.Key.Key_Escape)
    assert not still.did.shows_act
    assert still.did.list.hasFocus()
    assert still.did.list.current() is not None


def test_a_missing_act_opens_with_a_good_example(still: DebriefPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(still.did.open, LEFT)
    words = still.did.panel.words()
    assert "No act here" in words
    assert "Good example" in words
    assert not still.did.cite.isEnabled()
    qtbot.mouseClick(still.did.panel.back, LEFT)
    assert still.did.list.isVisible()


def test_a_double_click_opens_too(still: DebriefPage, qtbot: QtBot) -> None:
    still.go_to(seq_of(still, "Ended the call"))
    view = still.did.list
    middle = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=middle)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=middle)
    assert "Ended the call" in still.did.panel.words()


def test_a_reflection_cites_acts_and_is_an_act(page: DebriefPage, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    page.told.connect(said.append)
    seq = seq_of(page, "Asked Mr Sahota an open question")
    page.go_to(seq)
    qtbot.mouseClick(page.did.cite, LEFT)
    qtbot.mouseClick(page.did.cite, LEFT)
    assert page.came.reflection.cited() == (seq,)
    assert "Cited already" in said[-1]
    qtbot.mouseClick(page.head.write, LEFT)
    card = page.came.reflection
    assert card.words.hasFocus()
    qtbot.keyClicks(card.words, "I let him tell it in his own order.")
    qtbot.keyClick(card.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = desk.ask(debrief).reflections
    assert (kept.words, kept.cites) == ("I let him tell it in his own order.", (seq,))
    assert said[-1] == "Your reflection is saved."
    assert card.text() == ""
    assert card.cited() == ()
    saved = card.newest()
    assert saved is not None
    qtbot.waitUntil(saved.hasFocus)
    heard = saved.accessibleName()
    wall = next(act.wall for act in desk.ask(acts) if act.verb == "reflection.submit")
    assert heard.startswith(f"Saved {when(wall)}. ")
    assert "I let him tell it in his own order. Cites Tue 12:33 Asked Mr Sahota an open question" in heard
    assert page.came.viewport().rect().contains(saved.mapTo(page.came.viewport(), saved.rect().bottomRight()))
    assert card.another.isVisible()
    links = [button for button in card.findChildren(Button) if not button.isHidden()]
    link = next(button for button in links if "Asked Mr Sahota an open question" in button.text())
    page.go_to(AT_END)
    qtbot.mouseClick(link, LEFT)
    current = page.did.list.current()
    assert current is not None
    assert current.id == seq


def test_an_empty_reflection_is_refused_at_its_field(still: DebriefPage, still_desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(still.came.reflection.save, LEFT)
    faults = still.came.reflection.form.faults()
    assert set(faults) == {"words", "cites"}
    assert still.came.reflection.form.summary.hasFocus()
    assert still_desk.ask(debrief).reflections == ()


def test_a_reflection_without_an_act_asks_for_one_and_offers_those_of_the_run(
    page: DebriefPage, desk: Desk, qtbot: QtBot
) -> None:
    card = page.came.reflection
    page.reflect()
    qtbot.keyClicks(card.words, "I let him tell it in his own order.")
    qtbot.keyClick(card.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.ask(debrief).reflections == ()
    assert card.form.faults() == {"cites": "Cite at least one act that shows what you write."}
    qtbot.keyClick(card.form.summary, Qt.Key.Key_Return)
    assert card.citing.hasFocus()
    seq = seq_of(page, "Asked Mr Sahota an open question")
    ours = {action.data(): action for action in card.menu.actions()}
    assert seq_of(page, "Mr Sahota rang") not in ours
    ours[seq].trigger()
    assert card.cited() == (seq,)
    assert card.form.faults() == {}
    qtbot.keyClick(card.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.cites for each in desk.ask(debrief).reflections] == [(seq,)]


def test_only_own_acts_can_be_cited(still: DebriefPage, qtbot: QtBot) -> None:
    still.go_to(seq_of(still, "Mr Sahota rang"))
    assert not still.did.cite.isEnabled()
    assert still.did.cite.accessibleDescription() == "Only something you did can be cited."
    still.go_to(seq_of(still, "Ended the call"))
    assert still.did.cite.isEnabled()


def test_a_cited_act_can_be_taken_out(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.reflection
    card.cite(Cited(6, "Tue 12:31 Answered a call"))
    qtbot.mouseClick(card.cites.findChildren(Button)[0], LEFT)
    assert card.cited() == ()
    assert card.citing.hasFocus()


def test_what_is_written_and_cited_is_kept_when_the_window_goes(page: DebriefPage, desk: Desk, qtbot: QtBot) -> None:
    row = newest_attempt(desk)
    seq = seq_of(page, "Ended the call")
    page.go_to(seq)
    qtbot.mouseClick(page.did.cite, LEFT)
    qtbot.keyClicks(page.came.reflection.words, "Half a thought")
    desk.close()
    assert drafts.read(desk.house.home, row.ref)["reflection/run"].fields == {
        "words": "Half a thought",
        "cites": str(seq),
    }
    desk.open_world(resume(desk.house, row, desk.actor).world)
    again = shown(desk, qtbot)
    card = again.came.reflection
    assert card.text() == "Half a thought"
    assert card.cited() == (seq,)
    assert card.draft_line.words.text().startswith("Draft from ")
    card.save.click()
    desk.drafts.flush()
    assert drafts.read(desk.house.home, row.ref) == {}


def test_handing_in_shows_at_once(page: DebriefPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.hand_in_requested):
        qtbot.mouseClick(page.head.hand_in, LEFT)
    hand_in(desk.house, Running(newest_attempt(desk), desk.world), desk.actor)
    assert newest_attempt(desk).state is AttemptState.HANDED_IN
    assert page.head.hand_in.text() == "Handed in"
    assert not page.head.hand_in.isEnabled()
    assert not page.head.write.isEnabled()
    assert page.came.reflection.form.isHidden()
    assert not page.did.cite.isEnabled()


def test_everything_has_a_name_and_every_pane_takes_the_keyboard(still: DebriefPage) -> None:
    assert nameless(still) == []
    reached = [pane for pane in still.panes() if pane.isVisible()]
    assert len(reached) == 8


@pytest.mark.sheet
def test_a_narrow_page_shows_one_side_at_a_time(still_desk: Desk, qtbot: QtBot) -> None:
    page = shown(still_desk, qtbot, 700, 620)
    assert page.did.isVisible()
    assert not page.came.isVisible()
    qtbot.mouseClick(page.head.write, LEFT)
    assert page.came.isVisible()
    assert page.came.reflection.words.hasFocus()
    page.go_to(seq_of(page, "Ended the call"))
    assert page.did.list.hasFocus()
    page.resize(1036, 620)
    assert page.did.isVisible()
    assert page.came.isVisible()
    assert page.did.filter.isVisibleTo(page.did)


@pytest.mark.sheet
@pytest.mark.parametrize("size", [(976, 464), (1132, 530)])
def test_large_text_needs_no_wider_window(
    still_desk: Desk, qtbot: QtBot, qapp: QApplication, size: tuple[int, int]
) -> None:
    appearance.apply(qapp, Look(motion=False, text_scale=2.0))
    page = shown(still_desk, qtbot, *size)
    assert page.minimumSizeHint().width() <= size[0]
    for card in page.came.cards():
        assert card.minimumSizeHint().width() <= size[0] - 60, type(card).__name__


def test_each_clock_stands_once_among_the_clocks_whoever_stopped_it(still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    replied = next(clock for clock in found.clocks if clock.satisfied_at is not None)
    told_later = replace(replied, id=901, satisfied_at=replied.satisfied_at - timedelta(minutes=3))
    stopped_by_nobody = replace(replied, id=902, satisfied_at=found.ended_at + timedelta(days=1))
    clocks = (*found.clocks, told_later, stopped_by_nobody)
    rows = story(replace(found, clocks=clocks), {}, Filter.CLOCKS)
    lines = [line.words for row in rows for line in row.pinned]
    assert len(lines) == len(clocks)
    assert sum(words.startswith("First reply: met") for words in lines) == 3
    assert [row.title for row in rows][-1] == "How it stood at the end"
    assert len(rows[-1].pinned) == 1 + sum(clock.satisfied_at is None for clock in found.clocks)


def test_exploring_says_that_nothing_counts(tmp_path: Path, qtbot: QtBot) -> None:
    make_home(tmp_path / "explored", Mode.EXPLORE, lambda player: player.wait(1))
    for desk in desk_in(tmp_path / "explored"):
        page = shown(desk, qtbot)
        told = page.result.accessibleName()
        assert told.startswith("You did nothing in this run.")
        pinned = [line.words for item in page.did.list.story.items() for line in item.pinned]
        assert any("would have been" in words for words in pinned)
        assert page.head.hand_in.isHidden()
        assert page.came.exchange.nothing.isVisible()
        page.did.filter.set_value(Filter.CLOCKS)
        page.did.filter_chosen.emit(Filter.CLOCKS)
        assert page.did.nothing.heading.text() == "No clock was stopped"
        assert not page.did.list.isVisible()
        page.close()
