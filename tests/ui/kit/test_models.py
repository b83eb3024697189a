# SPDX-License-Identifier: MIT
"""The kit's models keep Qt's promises, fetch by page, and speak whole rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.ui import theme
from crmtrainer.ui.kit.bubbles import Bubble, BubblesModel, Side
from crmtrainer.ui.kit.clock_block import ClockState
from crmtrainer.ui.kit.rows import ROW_ROLE, Heading, Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import LongRowsView, RowsView
from crmtrainer.ui.kit.timeline_items import Party, TimelineItem, TimelineModel
from crmtrainer.ui.kit.windowed import PAGE, PAGES_KEPT, WindowedList
from crmtrainer.ui.kit.windowed_table import Column, WindowedTable

LAST = PAGE * 1_000 - 1


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


class Store:
    """Counts how it is asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []
        self.gone: set[int] = set()

    def fetch(self, ids: Sequence[int]) -> list[Person]:
        self.asked.append(ids)
        return [Person(i, f"Person {i}") for i in ids if i not in self.gone]


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def people(store: Store) -> WindowedList:
    return WindowedList(store.fetch, lambda p: p.id, lambda p: Row(p.id, p.name, f"K-{p.id}"))


ROWS: tuple[Row | Heading, ...] = (
    Heading("Overdue", "1"),
    Row(1, "Kettle", "C-1", "Ms O’Connor", mark=Mark.clock(ClockState.OVERDUE, "12 min over")),
    Heading("On track", "1"),
    Row(2, "Sofa", "C-2"),
)


def test_rows_model_keeps_its_promises(qtbot: QtBot) -> None:
    model = RowsModel()
    tester = watched(model)
    model.set_rows(ROWS)
    model.set_rows(ROWS[2:])
    assert model.rowCount() == 2
    assert tester.model() is model


def test_same_rows_repaint_only_what_changed(qtbot: QtBot) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    changed: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows((*ROWS[:3], Row(2, "Sofa, green", "C-2")))
    assert changed == [3]
    assert resets == []


def test_headings_are_passed_over(qtbot: QtBot) -> None:
    view = RowsView("Queue")
    qtbot.addWidget(view)
    model = RowsModel(view)
    model.set_rows(ROWS)
    view.setModel(model)
    view.go_to(1)
    view.step(1)
    assert view.current_id() == 2
    view.step(1)
    assert view.current_id() == 2
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEnabled


def test_a_row_speaks_as_one_sentence(qtbot: QtBot) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "C-1, Kettle, Ms O’Connor, 12 min over"


def test_enter_opens_and_control_enter_opens_a_tab(qtbot: QtBot) -> None:
    view = RowsView("Queue")
    qtbot.addWidget(view)
    model = RowsModel(view)
    model.set_rows(ROWS)
    view.setModel(model)
    view.go_to(3)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.opened_in_tab) as tab:
        qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (opened.args, tab.args) == ([2], [2])


def test_the_keyboard_rests_on_a_row_without_choosing_it(qtbot: QtBot) -> None:
    view, model = RowsView("Rows"), RowsModel()
    model.set_rows((Row(1, "One"), Row(2, "Two")))
    view.setModel(model)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    told: list[object] = []
    view.current_changed.connect(told.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert (view.current_id(), view.chosen_id(), told) == (1, None, [])
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(model.index(0)).center())
    assert (view.chosen_id(), told) == (1, [1])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert (view.chosen_id(), told) == (2, [1, 2])
    view.rest_on(0)
    assert (view.chosen_id(), told) == (None, [1, 2])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (view.chosen_id(), told) == (1, [1, 2, 1])


def test_long_list_fetches_only_the_pages_it_shows(qtbot: QtBot) -> None:
    store = Store()
    model = people(store)
    tester = watched(model)
    assert model.answer(model.question(), range(LAST + 1))
    store.asked.clear()
    model.refresh_rows()
    shown = model.index(LAST).data(ROW_ROLE)
    assert isinstance(shown, Row)
    assert shown.title == f"Person {LAST}"
    assert model.index(LAST - 1).data() == f"Person {LAST - 1}"
    assert [len(ids) for ids in store.asked if LAST in ids] == [PAGE]
    assert tester.model() is model


def test_a_long_view_asks_for_no_more_than_it_shows(qtbot: QtBot) -> None:
    store = Store()
    model = people(store)
    view = LongRowsView("People")
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    assert model.answer(model.question(), range(LAST + 1))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == LAST
    qtbot.keyClicks(view, "zebra")
    assert view.current_id() == LAST
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id() == 0
    qtbot.waitUntil(lambda: view.visualRect(model.index(0)).top() == 0)
    assert len(store.asked) <= 4


def test_home_and_end_go_past_headings(qtbot: QtBot) -> None:
    model = RowsModel()
    model.set_rows((Heading("Overdue", "2"), Row(id=1, title="One"), Row(id=2, title="Two"), Heading("Closed", "0")))
    view = RowsView("Cases")
    view.setModel(model)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id() == 1


def test_a_list_goes_on_where_its_first_rows_stand(qtbot: QtBot) -> None:
    model = people(Store())
    tester = watched(model)
    generation = model.question()
    model.answer(generation, range(3))
    assert model.index(2).data() == "Person 2"
    with qtbot.assertNotEmitted(model.modelReset):
        assert model.go_on(generation, range(PAGE + 5))
    assert [model.index(place).data() for place in (2, 3, PAGE + 4)] == ["Person 2", "Person 3", f"Person {PAGE + 4}"]
    assert model.go_on(generation, range(PAGE + 5))
    assert tester.model() is model


def test_a_list_that_changed_meanwhile_is_shown_as_it_is_now(qtbot: QtBot) -> None:
    model = people(Store())
    generation = model.question()
    model.answer(generation, [1, 2])
    with qtbot.waitSignal(model.modelReset):
        assert model.go_on(generation, [2, 3, 4])
    assert [model.index(place).data() for place in range(3)] == ["Person 2", "Person 3", "Person 4"]
    model.question()
    assert not model.go_on(generation, [1])


def test_few_pages_are_kept(qtbot: QtBot) -> None:
    store = Store()
    model = people(store)
    model.answer(model.question(), range(PAGE * (PAGES_KEPT + 5)))
    for page in range(PAGES_KEPT + 1):
        model.index(page * PAGE).data()
    store.asked.clear()
    model.index(PAGES_KEPT * PAGE).data()
    assert store.asked == []
    model.index(0).data()
    assert len(store.asked) == 1


def test_an_older_answer_is_dropped(qtbot: QtBot) -> None:
    model = people(Store())
    first = model.question()
    second = model.question()
    assert model.answer(second, [7, 8])
    assert not model.answer(first, [1, 2, 3])
    assert model.rowCount() == 2


def test_a_row_that_has_gone_shows_nothing(qtbot: QtBot) -> None:
    store = Store()
    store.gone = {2}
    model = people(store)
    model.answer(model.question(), [1, 2, 3])
    assert model.index(1).data() is None
    assert model.index(2).data() == "Person 3"


def test_table_speaks_the_whole_row_from_its_first_cell(qtbot: QtBot) -> None:
    model = WindowedTable((Column("Name", lambda p: p.name), Column("Number", lambda p: str(p.id), right=True)))
    tester = watched(model)
    model.set_rows([Person(4, "Ffion"), Person(5, "Siân")])
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Name Siân, Number 5"
    assert model.index(1, 1).data() == "5"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Number"
    assert model.row_at(0) == Person(4, "Ffion")
    assert tester.model() is model


def test_long_table_fetches_by_page(qtbot: QtBot) -> None:
    store = Store()
    model = WindowedTable((Column("Name", lambda p: p.name),), store.fetch, lambda p: p.id)
    model.answer(model.question(), range(1_000))
    assert model.index(999, 0).data() == "Person 999"
    assert [ids[0] for ids in store.asked] == [999 // PAGE * PAGE]


def test_timeline_inserts_news_on_top(qtbot: QtBot) -> None:
    model = TimelineModel()
    tester = watched(model)
    old = TimelineItem(1, Party.YOU, "email-outline", "You", "to Mr Sahota", "12:30", "Tue 3 Mar, 12:30", "Words")
    new = TimelineItem(2, Party.SYSTEM, "check", "Accepted", when="13:00")
    model.set_items((old,))
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        model.set_items((new, old))
    assert inserted.args[1:] == [0, 0]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "You, to Mr Sahota, Tue 3 Mar, 12:30, Words"
    assert tester.model() is model


def test_conversation_appends(qtbot: QtBot) -> None:
    model = BubblesModel()
    tester = watched(model)
    first = Bubble(Side.THEM, "Mrs Ilves", "Hello")
    model.set_items((first,))
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        model.set_items((first, Bubble(Side.YOU, "You", "Good morning")))
    assert inserted.args[1:] == [1, 1]
    assert tester.model() is model


def test_a_mark_with_no_room_beside_the_first_fact_has_a_line_of_its_own(qtbot: QtBot) -> None:
    view, model = RowsView("Attempts"), RowsModel()
    qtbot.addWidget(view)
    view.setModel(model)
    facts = (Mark("Attempt 1", "history"),)

    def heights(*marks: str) -> list[int]:
        told = [Mark(words, "history") for words in marks]
        model.set_rows(tuple(Row(at, "Jo", icon="history", mark=mark, facts=facts) for at, mark in enumerate(told)))
        QApplication.processEvents()
        return [view.visualRect(model.index(place)).height() for place in range(2)]

    view.show()
    view.resize(theme.px(236), theme.px(300))
    assert heights("To mark", "To mark") == [theme.row(76), theme.row(76)]
    assert heights("To mark", "1 of 5 marked") == [theme.row(76), theme.row(98)]
    view.resize(theme.px(400), theme.px(300))
    assert heights("To mark", "1 of 5 marked") == [theme.row(76), theme.row(76)]


def test_a_reference_is_never_cut_for_a_mark(qtbot: QtBot) -> None:
    view, model = RowsView("Queue"), RowsModel()
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()

    def shown(reference: str, mark: Mark | None, wide: int) -> tuple[int, QImage]:
        view.resize(theme.px(wide), theme.px(200))
        model.set_rows((Row(1, "Kettle", reference, "Ms O’Connor", "phone", mark=mark),))
        QApplication.processEvents()
        there = view.visualRect(model.index(0))
        line = there.adjusted(theme.px(40), theme.row(27), 0, theme.row(48) - there.height())
        line.setWidth(theme.px(44))
        return there.height(), view.viewport().grab(line).toImage()

    long = Mark("Promise: 3 h 58 min left · 16:31", "timer-outline", short="Promise: 3 h 58 min left")
    for wide, high in ((420, 52), (280, 52), (214, 74)):
        assert shown("C-1001", long, wide) == (theme.row(high), shown("C-1001", None, wide)[1])


def test_a_detail_that_wraps_is_whole_at_any_width(qtbot: QtBot) -> None:
    view, model = RowsView("Files"), RowsModel()
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    about = "One oak leg beside the table frame; its plate has four holes. On the label: LK-TL-68-OAK."
    model.set_rows((Row(1, "leg.jpg", detail=about, icon="paperclip", mark=Mark("Tue 3 Mar, 12:31"), wraps=True),))
    heights = []
    for wide in (900, 400, 240):
        view.resize(theme.px(wide), theme.px(300))
        QApplication.processEvents()
        heights.append(view.visualRect(model.index(0)).height())
    assert heights[0] == theme.row(52)
    assert heights == sorted(set(heights))
