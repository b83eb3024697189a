# SPDX-License-Identifier: MIT
"""The cards of a debrief: numbers under their points, two abreast, opened where they are shortened, and their links."""

from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.house.running import Running, hand_in
from crmtrainer.limits.book import title_of
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.scenarios.debrief_rows import DebriefClock
from crmtrainer.scenarios.queries import debrief
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.rows import ROW_ROLE
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.shell.page_frame import PageFrame
from tests.ui.scenarios.conftest import newest_attempt

LEFT = Qt.MouseButton.LeftButton


def test_the_numbers_stand_in_one_column_a_minute_and_all_in_the_table(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.trust
    minutes = [moment.at.strftime("%H:%M") for moment in card._known]
    assert len(minutes) == len(set(minutes))
    assert sum(len(moment.seqs) for moment in card._known) > len(minutes)
    assert card.numbers.written() == tuple(range(len(minutes)))
    for moved in card._moved:
        assert f" {moved.after}" in card.numbers.accessibleName() or moved.seq not in (
            moment.seqs[-1] for moment in card._known
        )
    qtbot.mouseClick(card.as_table, LEFT)
    table = card.fold.table
    assert table is not None
    assert table.model().rowCount() == len(minutes)
    assert not table.verticalScrollBar().isVisible()
    qtbot.mouseClick(card.as_table, LEFT)
    assert card.fold.table is None


@pytest.mark.sheet
def test_the_whole_picture_stands_side_by_side_where_there_is_room(still: DebriefPage, qtbot: QtBot) -> None:
    came = still.came
    assert came.exchange.y() == came.clocks.y()
    assert came.clocks.x() > came.exchange.geometry().right()
    for upper, lower in ((came.exchange, came.law), (came.clocks, came.criteria)):
        assert lower.x() == upper.x()
        assert 0 < lower.y() - upper.geometry().bottom() < 20
    assert came.law.y() < came.viewport().height()
    frame = PageFrame(still)
    qtbot.addWidget(frame)
    frame.resize(700, 620)
    frame.show()
    qtbot.waitUntil(frame.verticalScrollBar().isVisible)
    assert not still.did.list.verticalScrollBar().isVisible()
    qtbot.waitUntil(lambda: still.did.list.height() >= still.did.list.whole_height())
    assert still.did.open.mapTo(still, QPoint(0, 0)).y() < still.did.list.mapTo(still, QPoint(0, 0)).y()
    still._show_side("came")
    qtbot.waitUntil(lambda: came.clocks.y() > came.exchange.geometry().bottom())
    assert came.criteria.y() > came.law.geometry().bottom()
    qtbot.waitUntil(frame.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: not came.verticalScrollBar().isVisible())
    frame.takeWidget()


def test_what_is_shortened_can_be_opened(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.exchange
    assert card.their_words.is_cut()
    assert card.their_words.accessibleName() == card.their_words.text()
    before = card.their_words.height()
    qtbot.mouseClick(card.unfold, LEFT)
    qtbot.waitUntil(lambda: card.their_words.height() > before)
    assert card.unfold.accessibleName() == "Show the first words"
    criteria = still.came.criteria
    titles_ = criteria._more
    assert not any(widget.isVisible() for widget in titles_)
    qtbot.mouseClick(criteria.unfold, LEFT)
    assert all(widget.isVisibleTo(criteria) for widget in titles_)


def test_the_law_follows_the_act_and_can_be_walked_through(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.law
    card.go_to(0)
    assert not card.previous.isEnabled()
    qtbot.mouseClick(card.next, LEFT)
    assert card.count.text() == "2 of 2"
    assert card.previous.hasFocus()
    shown = card.heading.text()
    checked = next(
        act
        for act in still._found.acts  # type: ignore[union-attr]
        if act.seq is not None and any(check.law == ("gdpr-32",) for check in act.checks)
    )
    card.go_to(0)
    still.go_to(checked.seq)
    assert card.heading.text() == shown


def test_what_moved_trust_leads_to_the_act(still: DebriefPage, qtbot: QtBot) -> None:
    card = still.came.trust
    qtbot.mouseClick(card.why, LEFT)
    assert card.causes.hasFocus()
    qtbot.keyClick(card.causes, Qt.Key.Key_Down)
    qtbot.keyClick(card.causes, Qt.Key.Key_Return)
    assert still.did.list.hasFocus()
    assert "→" in still.came.trust.cause.text()


def test_a_law_card_that_nobody_has_checked_says_so_even_folded(still: DebriefPage) -> None:
    card = still.came.law
    told = [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]

    assert not card.unfold.is_open
    assert "The law as at 1 March 2026, not checked against the source" in told


def test_links_of_law_and_criteria_lead_to_the_acts(still: DebriefPage, qtbot: QtBot) -> None:
    still.came.law.go_to(1)
    links = still.came.law.links()
    assert links
    qtbot.mouseClick(links[-1], LEFT)
    item = still.did.list.current()
    assert item is not None
    assert links[-1].accessibleName().rpartition(". ")[2] in [line.words for line in item.pinned]
    offered = next(button for button in still.came.criteria.findChildren(Button) if "offered" in button.text())
    qtbot.mouseClick(offered, LEFT)
    assert still.did.list.hasFocus()
    wanting = next(b for b in still.came.criteria.findChildren(Button) if b.text() == "Reflect on it")
    qtbot.mouseClick(wanting, LEFT)
    assert still.came.reflection.words.hasFocus()


def links_of(page: DebriefPage) -> list[str]:
    """What the card of the criteria says and offers beside their names."""
    card = page.came.criteria
    return [part.text() for kind in (QLabel, Button) for part in card.findChildren(kind) if part.isVisibleTo(card)]


def test_a_criterion_that_rests_on_a_saved_reflection_says_so(page: DebriefPage, desk: Desk, qtbot: QtBot) -> None:
    assert "Reflect on it" in links_of(page)
    assert "In your reflection" not in links_of(page)
    assert desk.perform(SubmitReflection("I let him tell it in his own order.", ())) is not None
    qtbot.waitUntil(lambda: "In your reflection" in links_of(page))
    assert "Reflect on it" not in links_of(page)
    assert "No act offered" not in links_of(page)


def test_no_reflection_is_offered_once_the_attempt_is_handed_in(page: DebriefPage, desk: Desk, qtbot: QtBot) -> None:
    hand_in(desk.house, Running(newest_attempt(desk), desk.world), desk.actor)
    qtbot.waitUntil(lambda: "No act offered" in links_of(page))
    assert "Reflect on it" not in links_of(page)


def test_a_clock_that_takes_two_lines_is_whole_at_every_width(still: DebriefPage) -> None:
    view = still.came.clocks.list
    for width in (1036, 1500, 1036):
        still.resize(width, 620)
        QApplication.processEvents()
        last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
        assert (last.height() > view.visualRect(view.model().index(0, 0)).height()) is (width == 1036)
        assert view.viewport().rect().contains(last), width


def test_clocks_of_several_handoffs_are_told_apart_and_none_is_cut(
    still: DebriefPage, still_desk: Desk, qtbot: QtBot
) -> None:
    numbers = count(1)

    def clock(metric: str, ref: str, state: str) -> DebriefClock:
        return DebriefClock(next(numbers), metric, ref, "Warehouse, parts picking", state, 60, None, None, 1200, 0)

    clocks = (
        clock("handoff_accept", "H-0001", "sent_back"),
        clock("handoff_accept", "H-0002", "sent_back"),
        clock("handoff_accept", "H-0003", "met"),
        clock("handoff_complete", "H-0003", "met"),
    )
    card = still.came.clocks
    card.show_run(replace(still_desk.ask(debrief), clocks=clocks))
    assert card.aside.text() == "2 met, 2 sent back"
    model = card.list.model()
    rows = [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]
    assert [row.title for row in rows[:3]] == ["Acceptance H-0001", "Acceptance H-0002", "Acceptance H-0003"]
    assert [row.mark.words for row in rows[:3]] == ["Answered: sent back", "Answered: sent back", "Met, 20 min left"]
    qtbot.waitUntil(lambda: card.list.visualRect(model.index(3, 0)).bottom() <= card.list.viewport().height())
    narrow = card.list.visualRect(model.index(0, 0)).height()
    still.came.clocks.list.setFixedWidth(600)
    qtbot.waitUntil(lambda: card.list.visualRect(model.index(0, 0)).height() < narrow)


def test_limits_of_the_law_are_told_apart_and_in_days(still: DebriefPage, still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    one = replace(found.clocks[0], metric="statutory", state="missed", in_working_time=False, over_seconds=12 * 86_400)
    two = replace(one, id=999, state="met", due=found.ended_at, left_seconds=5 * 86_400, limit="CLK-BREACH-ICO")
    card = still.came.clocks
    card.show_run(replace(found, clocks=(replace(one, limit="CLK-SAR"), two)))
    model = card.list.model()
    rows = [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]
    names = [f"By law: {title_of(name)}" for name in ("CLK-SAR", "CLK-BREACH-ICO")]
    assert [row.title for row in rows] == names
    assert [row.mark.words for row in rows] == ["Missed by 12 days", "Met, 5 days left"]
    assert len(set(names)) == 2
    worked = replace(one, id=998, metric="resolution", in_working_time=True)
    card.show_run(replace(found, clocks=(worked, two)))
    assert card.note.text() == "In working time; promises and limits by law day and night."


def test_a_clock_that_was_called_off_is_told_as_neither_met_nor_missed(still: DebriefPage, still_desk: Desk) -> None:
    found = still_desk.ask(debrief)
    one = next(clock for clock in found.clocks if clock.state == "met")
    gone = replace(one, id=999, metric="resolution", state="called_off", due=None)
    card = still.came.clocks
    card.show_run(replace(found, clocks=(replace(one, metric="promise"), gone)))
    assert card.aside.text() == "1 met, 1 called off"
    model = card.list.model()
    row = model.index(1, 0).data(ROW_ROLE)
    assert (row.title, row.mark.words) == ("Resolution", "Called off: no standard fitted any more")


def test_what_a_closed_ticket_still_owes_is_said_with_why(still: DebriefPage, still_desk: Desk, qtbot: QtBot) -> None:
    found = still_desk.ask(debrief)
    open_still = next(clock for clock in found.clocks if clock.state == "running")
    owing = replace(found, clocks=(replace(open_still, is_owed=True),))
    still._found = owing
    still.came.clocks.show_run(owing)
    still._show_side("came")
    lines = still.came.clocks.list
    row = lines.model().index(0, 0).data(ROW_ROLE)
    assert row.mark.words == "Still owed though the ticket was closed"
    assert "Still owed though the ticket was closed" in row.spoken
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert still.why.isVisible()
    assert "The ticket was closed" in still.why.view.owed.text()
    still.why.put_away()
    still.entered()


@pytest.mark.sheet
def test_a_clock_of_the_debrief_says_why_it_was_due_then(still: DebriefPage, qtbot: QtBot) -> None:
    clocks, why = still.came.clocks.list, still.why
    still._show_side("came")
    clocks.setFocus()
    clocks.setCurrentIndex(clocks.model().index(0, 0))
    qtbot.keyClick(clocks, Qt.Key.Key_Return)
    assert why.isVisible()
    assert why.view.sentence.text().startswith("1 h of working time from ")
    assert still.rect().contains(why.geometry())
    assert why.area.verticalScrollBar().maximum() == 0, "there is room for all of it"
    qtbot.keyClick(why.close_button, Qt.Key.Key_Escape)
    assert not why.isVisible()
    assert clocks.hasFocus()
    place = clocks.visualRect(clocks.model().index(1, 0)).center()
    qtbot.mouseClick(clocks.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert why.isVisible()
    assert "working time" in why.view.sentence.text()
