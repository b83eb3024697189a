# SPDX-License-Identifier: MIT
"""The list of cases: groups, filter, counting, calls on top, and what stands at its right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import complaints, queue
from crmtrainer.interactions.commands import ReceiveMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.queries import worst_clocks
from crmtrainer.ui.casework import complaints as complaints_section
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.complaints import ComplaintsPage
from crmtrainer.ui.casework.grouping import CaseData, SpotKind, group_of, listed, talk_spot, ticket_spot
from crmtrainer.ui.interactions.labels import short_name
from crmtrainer.ui.kit.rows import ROW_ROLE, Heading, Row
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift
from tests.ui.test_names import nameless


def shown_rows(page: object) -> list[Row | Heading]:
    model = page.list.model  # type: ignore[attr-defined]
    return [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]


def data_of(shift: Shift) -> CaseData:
    rows = shift.ask(queue)
    return CaseData(rows, shift.ask(worst_clocks, tuple(row.id for row in rows)))


def test_rows_stand_in_groups_with_the_worst_due_first(begin: Begin) -> None:
    shift = begin("complaint")
    rows = listed(data_of(shift), shift.now())
    headings = [row.text for row in rows if isinstance(row, Heading)]
    assert headings == ["On a call", "Overdue"]
    titles = [row.title for row in rows if isinstance(row, Row)]
    assert titles[:2] == ["Wrong legs with dining table", "Kettle refund not received"]


def test_a_filter_finds_names_references_and_words_without_accents(begin: Begin) -> None:
    shift = begin()
    for typed, found in (("sian", 1), ("C-1002", 1), ("lamp clark", 1), ("nobody", 0)):
        rows = [row for row in listed(data_of(shift), shift.now(), typed) if isinstance(row, Row)]
        assert len(rows) == found, typed


def test_a_filter_finds_how_a_case_stands_and_what_kind_it_is(begin: Begin) -> None:
    shift = begin()
    data, now = data_of(shift), shift.now()

    def refs(typed: str) -> list[str]:
        return [row.reference for row in listed(data, now, typed) if isinstance(row, Row)]

    every = refs("")
    for state in ("overdue", "due today", "paused"):
        expected = [row.ref for row in data.rows if state in group_of(row, data.clocks.get(row.id), now).value.lower()]
        assert sorted(refs(state)) == sorted(expected)
    states = {row.ref: data.clocks[row.id].state.value for row in data.rows}
    for typed in ("due soon", "on track"):
        assert refs(typed) == [ref for ref, state in states.items() if state == typed.replace(" ", "_")]
    assert refs("not counting") == refs("paused")
    assert refs("overdue kettle") == ["C-1001"]
    for row in data.rows:
        assert row.ref in refs(f"{row.channel} {row.status.value.replace('_', ' ').split()[0]}")
    assert set(refs("complaint")) == {row.ref for row in data.rows if "complaint" in row.type.value} < {*every, ""}


def test_a_row_speaks_as_one_sentence(begin: Begin) -> None:
    shift = begin()
    row = next(row for row in listed(data_of(shift), shift.now()) if isinstance(row, Row))
    assert row.sentence().startswith("C-1001, Kettle refund not received, Ms Siân O’Connor, ")
    assert "Overdue by" in row.sentence()


def test_names_are_shortened_only_where_their_parts_are_plain() -> None:
    assert short_name("Mr Harjit Sahota") == "Mr Sahota"
    assert short_name("Mrs Anna van der Berg") == "Mrs Anna van der Berg"
    assert short_name("Oakwood Care Ltd") == "Oakwood Care Ltd"


def test_a_list_that_is_only_entered_chooses_nothing(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.list.list.setFocus()
    assert page.list.current() == ticket_spot(1)
    assert page.current() is None
    assert page.work.nothing.isVisible()
    page.refresh()
    assert page.current() is None
    qtbot.keyClick(page.list.list, Qt.Key.Key_Space)
    assert page.current() == ticket_spot(1)
    assert page.work.opening.isVisible()


def test_arrows_show_a_case_whose_record_is_closed_as_a_question(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.list.list.setFocus()
    qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
    assert page.current() == ticket_spot(2)
    assert page.work.opening.isVisible()
    assert page.list.list.hasFocus()


def test_giving_a_reason_opens_the_ticket(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.list.list.setFocus()
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    first = page.work.opening.reasons.first()
    assert first is not None
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert page.work.header.subject.text() == "Kettle refund not received"
    assert page.work.side.isVisible()


def test_turning_back_from_the_question_goes_to_the_list(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.open_ticket(1)
    first = page.work.opening.reasons.first()
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert page.list.list.hasFocus()


def test_a_ringing_call_stands_on_top_is_told_once_and_shown_where_nothing_else_is(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin()
    page = show(shift)
    told: list[str] = []
    page.announce.connect(told.append)
    talk = shift.ringing()
    qtbot.waitUntil(lambda: page.current() == talk_spot(talk))
    first = shown_rows(page)[:2]
    assert isinstance(first[0], Heading)
    assert isinstance(first[1], Row)
    assert (first[0].text, first[1].title) == ("Ringing", "Phone ringing, 07700 900412")
    page.refresh()
    assert [words for words in told if "ringing" in words] == ["Phone ringing, 07700 900412"]


def test_a_call_does_not_push_away_what_somebody_works_on(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    page = show(shift)
    page.open_ticket(2)
    shift.ringing()
    qtbot.waitUntil(lambda: isinstance(shown_rows(page)[1], Row) and shown_rows(page)[1].id.kind is SpotKind.TALK)
    assert page.current() == ticket_spot(2)
    assert page.list.current() == ticket_spot(2)


def test_the_count_follows_and_the_current_row_stays(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    page = show(shift)
    counts: list[int] = []
    page.count_changed.connect(counts.append)
    page.list.list.step(1)
    shift.ringing()
    qtbot.waitUntil(lambda: counts == [5])
    assert page.list.count.text() == "5, worst due first"
    assert page.list.current() == ticket_spot(1)


def test_the_queue_counts_also_while_another_section_is_in_sight(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    page, others = show(shift), show(shift, ComplaintsPage)
    counts: list[int] = []
    page.count_changed.connect(counts.append)
    others.count_changed.connect(lambda _count: counts.append(-1))
    page.hide()
    others.hide()
    shift.ringing()
    qtbot.waitUntil(lambda: bool(counts))
    assert counts == [5]


def test_news_from_a_customer_makes_a_row_bold(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    page.open_ticket(5)
    sahota = shift.customer("LK-57120")
    shift.happens(ReceiveMessage(sahota, Channel.TEXT, "Mr Sahota", "Any news?", TicketId(5)))
    story = page.work.side.timeline.view.story
    qtbot.waitUntil(lambda: story.items()[0].body == "Any news?")
    assert any(isinstance(row, Row) and row.id == ticket_spot(5) and row.unread for row in shown_rows(page))


def test_filtering_to_nothing_offers_to_clear(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.list.filter.setFocus()
    qtbot.keyClicks(page.list.filter, "zeppelin")
    assert page.list.no_match.isVisible()
    assert page.list.no_match.button is not None
    qtbot.mouseClick(page.list.no_match.button, Qt.MouseButton.LeftButton)
    assert page.list.list.isVisible()
    assert page.list.filter.hasFocus()


def test_enter_in_the_filter_goes_to_the_first_row(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin())
    page.list.filter.setFocus()
    qtbot.keyClicks(page.list.filter, "lamp")
    qtbot.keyClick(page.list.filter, Qt.Key.Key_Return)
    assert page.list.list.hasFocus()
    assert page.list.current() == ticket_spot(3)


def test_stepping_goes_to_the_next_record_and_back(begin: Begin, show: Show) -> None:
    page = show(begin())
    page.step_record(1)
    page.step_record(1)
    assert page.current() == ticket_spot(2)
    page.step_record(-1)
    assert page.current() == ticket_spot(1)


def test_without_a_world_it_says_what_would_be_here(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    page = show(shift)
    shift.desk.open_world(None)
    assert page.no_world.isVisible()
    assert page.no_world.button is not None
    with qtbot.waitSignal(page.show_scenarios):
        qtbot.mouseClick(page.no_world.button, Qt.MouseButton.LeftButton)
    assert page.reason_against("reply") == "Open a practice world first."


def test_complaints_show_closed_ones_on_request(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("closed")
    page = show(shift, ComplaintsPage)
    assert isinstance(page, ComplaintsPage)
    assert ticket_spot(1) not in page.list.spots()
    qtbot.mouseClick(page.with_closed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ticket_spot(1) in page.list.spots())
    page.open_ticket(1)
    assert page.reason_against("hand_off") == "Closed tickets cannot be handed off: reopen first."
    assert page.reason_against("reopen") == ""
    reopen = next(a for a in page.work.header.menu.actions() if a.data() == CaseAct.CLOSE)
    assert not reopen.isEnabled()
    assert reopen.statusTip() == "This ticket is closed already."


def test_complaints_are_read_by_the_window_counted_whole_and_filtered_over_all(
    begin: Begin, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaints_section, "WINDOW", 2)
    page = show(begin("after_the_call"), ComplaintsPage)
    pane = page.list
    in_all = [ticket_spot(row.id) for row in page._desk.ask(complaints)]
    assert len(in_all) == 5
    assert pane.count.text() == "5, worst due first"
    assert len(pane.spots()) == 2
    assert pane.more_words.text() == "The first 2 of 5"
    assert [row.count.endswith("+") for row in shown_rows(page) if isinstance(row, Heading)][-1]

    beyond = next(row for row in page._desk.ask(complaints) if ticket_spot(row.id) not in pane.spots())
    qtbot.keyClicks(pane.filter, f"{beyond.subject.split()[0].upper()} {beyond.ref}")
    qtbot.waitUntil(lambda: pane.spots() == (ticket_spot(beyond.id),))
    assert pane.count.text() == "1, worst due first"
    assert pane.more.isHidden() or not pane.more.isVisible()
    pane.clear_filter()
    qtbot.waitUntil(lambda: len(pane.spots()) == 2)
    qtbot.mouseClick(pane.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.spots()) == 4)
    qtbot.mouseClick(pane.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.spots()) == 5)
    assert set(pane.spots()) == set(in_all)
    assert not pane.more.isVisible()
    assert not any(row.count.endswith("+") for row in shown_rows(page) if isinstance(row, Heading))


def test_time_passing_moves_a_row_to_another_group(begin: Begin, show: Show) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    spots = page.list.spots()
    assert spots.index(ticket_spot(5)) == 4
    shift.advance(70)
    page.tick(shift.now())
    page.refresh()
    headings = [row.text for row in shown_rows(page) if isinstance(row, Heading)]
    assert headings == ["Overdue"]


def test_everything_that_takes_the_keyboard_has_a_name(begin: Begin, show: Show) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_ticket(5)
    assert nameless(page) == []
    for act in ("log_call", "new_complaint", "hand_off", "set_status", "set_priority", "close"):
        assert page.work.conduct.act(CaseAct(act)), act
        assert nameless(page) == []
        page.work.leave_form()


def test_panes_are_visited_in_reading_order(begin: Begin, show: Show) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_ticket(5)
    assert page.panes()[0] is page.list
    assert page.panes()[-1] is page.work.call
    assert QApplication.focusWidget() is not None
