# SPDX-License-Identifier: MIT
"""The settings page by keyboard: each change holds at once and is kept, and every refusal is in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.settings.page import SettingsPage
from crmtrainer.ui.settings.parts import Part
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.choices import Choices
from crmtrainer.ui.shell.help_pages import HelpPage
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.theme import Look, Scheme
from tests.ui.test_names import nameless

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PERSON = "L-1"


class Queue(Page):
    """Something to come back to."""

    def __init__(self) -> None:
        super().__init__("My queue")
        self.field = SearchField("Filter this list", key="Ctrl+F")
        QVBoxLayout(self).addWidget(self.field)

    @override
    def first_focus(self) -> QWidget:
        return self.field


class Seat:
    """The frame of the window with somebody's choices, and a keyboard."""

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        actions = Actions()
        self.window = MainWindow(actions)
        actions.setParent(self.window)
        qtbot.addWidget(self.window)
        self.window.add_section(Section.QUEUE, Queue())
        self.kept = Kept(home)
        self.choices = Choices(self.window, self.kept, theme.active())
        self.choices.sit(PERSON, "Jo Okafor")
        self.window.resize(1180, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the keyboard is."""
        self._qtbot.keyClick(self.focus(), key, held)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def page(self) -> SettingsPage:
        found = self.window.body.page()
        assert isinstance(found, SettingsPage)
        return found

    def open(self) -> SettingsPage:
        self.key(KEY.Key_Comma, CONTROL)
        return self.page()

    def open_keys(self, command: str) -> SettingsPage:
        """The keys, with a command chosen and the field of its key under the keyboard."""
        self.choices.open_page(Part.KEYS)
        page = self.page()
        page.keys.choose(command)
        self.key(KEY.Key_Return)
        assert self.focus() is page.keys.field
        return page


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(tmp_path, qtbot)
    yield made
    made.window.close()


def test_control_comma_opens_it_and_escape_goes_back_to_where_one_was(seat: Seat) -> None:
    before, where = seat.window.body.page(), seat.focus()
    page = seat.open()
    assert seat.focus() is page.reading.fields["look.scheme"]
    seat.key(KEY.Key_Comma, CONTROL)
    seat.key(KEY.Key_Escape)
    assert seat.window.body.page() is before
    assert seat.focus() is where


def test_help_says_what_the_page_is_for(seat: Seat) -> None:
    seat.open()
    seat.key(KEY.Key_F1)
    assert "kept for you alone" in seat.window.body.help.accessibleName()


def test_each_option_is_set_with_the_keyboard_alone(seat: Seat) -> None:
    page = seat.open()
    fields = page.reading.fields
    for field, keys in (
        (fields["look.scheme"], (KEY.Key_Down, KEY.Key_Down)),  # from light to cream
        (fields["look.family"], (KEY.Key_End,)),
        (fields["look.text_size"], (KEY.Key_Up, KEY.Key_Up)),
        (fields["look.line_spacing"], (KEY.Key_End,)),
        (fields["look.density"], (KEY.Key_End,)),
        (fields["look.underline_links"], (KEY.Key_Space,)),
        (fields["look.motion"], (KEY.Key_Down,)),
    ):
        assert seat.focus() is field, "Tab goes through the options in order"
        for key in keys:
            seat.key(key)
        seat.key(KEY.Key_Tab)
    look = theme.active()
    assert (look.chosen, look.family, look.text_scale) == (Scheme.CREAM, "Lexend", 1.2)
    assert (look.spacing, look.compact, look.underline_links, look.motion) == (1.6, True, True, True)


def test_view_and_settings_agree(seat: Seat) -> None:
    page = seat.open()
    colours, size = page.reading.fields["look.scheme"], page.reading.fields["look.text_size"]
    assert isinstance(colours, QComboBox)
    assert isinstance(size, QSpinBox)
    seat.key(KEY.Key_Plus, CONTROL)
    assert size.value() == 110
    seat.window.actions_[Act.LOOK_DARK].trigger()
    assert colours.currentText() == "Dark"
    colours.setFocus()
    seat.key(KEY.Key_Down)
    checked = [act for act in Act if act.name.startswith("LOOK") and seat.window.actions_[act].isChecked()]
    assert checked == [Act.LOOK_CREAM]
    assert seat.kept.of(PERSON) == {
        "look.text_size": "110",
        "look.scheme": "cream",
    }


def test_scrolling_over_a_field_changes_nothing(seat: Seat) -> None:
    page = seat.open()
    before = seat.choices.values()
    for field in page.reading.fields.values():
        if not isinstance(field, QCheckBox):
            field.setFocus()
            turn = QWheelEvent(
                QPointF(5, 5), field.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(field, turn)
    assert seat.choices.values() == before


def test_reading_goes_back_to_the_defaults_and_that_can_be_undone(seat: Seat, qtbot: QtBot) -> None:
    seat.choices.choose("look.line_spacing", "1.6")
    seat.choices.choose("look.text_size", 120)
    page = seat.open()
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert (theme.active().spacing, theme.active().text_scale, theme.active().chosen) == (1.4, 1.0, Scheme.SYSTEM)
    assert not page.restore.isEnabled()
    assert page.restore.accessibleDescription()
    toast = seat.window._toast
    assert toast is not None
    assert toast.action_button is not None
    qtbot.mouseClick(toast.action_button, Qt.MouseButton.LeftButton)
    assert (theme.active().spacing, theme.active().text_scale, theme.active().chosen) == (1.6, 1.2, Scheme.LIGHT)


# Keys


def test_a_command_takes_the_key_that_is_pressed(seat: Seat) -> None:
    page = seat.open_keys("SHORTCUTS")
    seat.key(KEY.Key_G, CONTROL)
    assert seat.focus() is page.keys.table, "the keyboard goes to the result"
    assert page.keys.row.error() == ""
    assert "All shortcuts has the key Ctrl+G now." in page.keys.field.accessibleDescription()
    spoken = page.keys.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Command All shortcuts, Key Ctrl+G. Usually Ctrl+/, Menu Help"
    seat.key(KEY.Key_Escape)
    seat.key(KEY.Key_Slash, CONTROL)
    assert not isinstance(seat.window.body.page(), HelpPage), "the usual key does nothing now"
    seat.key(KEY.Key_G, CONTROL)
    shown = seat.window.body.page()
    assert isinstance(shown, HelpPage)
    model = shown.table.model()
    rows = [[model.index(row, column).data() for column in (0, 1)] for row in range(model.rowCount())]
    assert ["Ctrl+G", "All shortcuts"] in rows


def test_a_pressed_key_does_not_do_what_it_is_for(seat: Seat) -> None:
    page = seat.open_keys("REPLY")
    seat.key(KEY.Key_Comma, CONTROL)
    seat.key(KEY.Key_Q, CONTROL)
    assert seat.window.isVisible()
    assert seat.window.body.page() is page


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        (KEY.Key_N, CONTROL, "Ctrl+N is the key of “New of this kind”. Give that another key first."),
        (KEY.Key_C, CONTROL, "Text boxes and lists need Ctrl+C."),
        (KEY.Key_G, Qt.KeyboardModifier.NoModifier, "dictation"),
        (KEY.Key_G, CONTROL | ALT, "screen readers"),
        (KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "needed to move about"),
        (KEY.Key_F, ALT, "Alt+F opens the menu File."),
    ],
)
def test_a_key_that_may_not_be_given_is_refused_in_place(
    seat: Seat, key: Qt.Key, held: Qt.KeyboardModifier, said: str
) -> None:
    page = seat.open_keys("REPLY")
    seat.key(key, held)
    assert said in page.keys.row.error()
    assert said in page.keys.field.accessibleDescription()
    assert seat.focus() is page.keys.field
    assert page.keys.field.keySequence().toString() == "Ctrl+R", "the field shows the key in force"
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+R",)
    seat.key(KEY.Key_G, CONTROL)
    assert page.keys.row.error() == ""
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+G",)


def test_tab_and_escape_leave_the_field(seat: Seat) -> None:
    page = seat.open_keys("REPLY")
    seat.key(KEY.Key_Escape)
    assert seat.focus() is page.keys.table
    assert page.isVisible()
    seat.key(KEY.Key_Return)
    seat.key(KEY.Key_Tab)
    assert seat.focus() is not page.keys.field
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+R",)


def test_one_key_or_all_of_them_can_be_put_back(seat: Seat, qtbot: QtBot) -> None:
    page = seat.open_keys("REPLY")
    assert not page.keys.usual.isEnabled()
    assert page.keys.usual.accessibleDescription()
    seat.key(KEY.Key_G, CONTROL)
    qtbot.mouseClick(page.keys.usual, Qt.MouseButton.LeftButton)
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+R",)
    seat.choices.choose_key("REPLY", "Ctrl+G")
    seat.choices.choose_key("LARGER_TEXT", "Ctrl+J")
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert not any(command.is_changed for command in seat.choices.commands())
    assert seat.kept.of(PERSON) == {}


def test_a_usual_key_that_another_command_has_by_now_is_not_taken_from_it(seat: Seat, qtbot: QtBot) -> None:
    seat.choices.choose_key("REPLY", "Ctrl+G")
    seat.choices.choose_key("ADD_NOTE", "Ctrl+R")
    page = seat.open_keys("REPLY")
    qtbot.mouseClick(page.keys.usual, Qt.MouseButton.LeftButton)
    assert "Ctrl+R is the key of “Add note”" in page.keys.row.error()
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+G",)
    assert seat.window.actions_.all_keys(Act.ADD_NOTE) == ("Ctrl+R",)


def test_the_commands_can_be_filtered_by_name_key_and_menu(seat: Seat) -> None:
    seat.choices.open_page(Part.KEYS)
    keys = seat.page().keys
    seat.key(KEY.Key_F, CONTROL)
    assert seat.focus() is keys.filter
    for words, first in (("hand off", "HAND_OFF"), ("ctrl+shift+a", "ANSWER"), ("help about", "ABOUT")):
        keys.filter.setText(words)
        command = keys.command()
        assert command is not None
        assert command.name == first
    seat.key(KEY.Key_Return)
    assert seat.focus() is keys.table
    keys.filter.setText("nothing of the kind")
    assert keys.command() is None
    assert not keys.field.isEnabled()
    keys.filter.clear()
    assert keys.field.isEnabled()


def test_all_shortcuts_leads_to_the_keys(seat: Seat, qtbot: QtBot) -> None:
    seat.key(KEY.Key_Slash, CONTROL)
    shown = seat.window.body.page()
    assert isinstance(shown, HelpPage)
    qtbot.mouseClick(shown.change, Qt.MouseButton.LeftButton)
    assert seat.page().part() is Part.KEYS
    seat.key(KEY.Key_Escape)
    assert seat.window.body.page() is shown


# For everybody


@pytest.mark.parametrize("part", Part)
def test_everything_on_it_has_a_name(seat: Seat, part: Part) -> None:
    seat.choices.open_page(part)
    assert nameless(seat.page()) == []


@pytest.mark.sheet
@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("family", ["Noto Sans", "Lexend"])
@pytest.mark.parametrize(("size", "scale"), [((1024, 560), 1.0), ((1180, 720), 1.0), ((1024, 560), 2.0)])
def test_it_fits_every_window_and_all_of_it_can_be_reached(
    seat: Seat, qtbot: QtBot, part: Part, family: str, size: tuple[int, int], scale: float
) -> None:
    seat.window.resize(*size)
    seat.window.wear(Look(motion=False, family=family).with_text_scale(scale))
    seat.choices.open_page(part)
    for _ in range(3):
        QApplication.processEvents()
    page = seat.page()
    assert seat.window.width() == size[0]
    assert page.minimumSizeHint().width() <= page.width()
    last = page.keys.field if part is Part.KEYS else page.reading.fields["look.motion"]

    def is_whole_in_sight() -> bool:
        first = seat.window.body.navigation.help
        first.setFocus(Qt.FocusReason.TabFocusReason)
        last.setFocus(Qt.FocusReason.TabFocusReason)
        return last.visibleRegion().boundingRect().height() == last.height()

    qtbot.waitUntil(is_whole_in_sight)
    words = [row.label for row in page.reading.form.rows.values() if row.isVisible()]
    assert [
        label.text() for label in words if label.width() < label.fontMetrics().horizontalAdvance(label.text())
    ] == []
