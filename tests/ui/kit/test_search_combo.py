# SPDX-License-Identifier: MIT
"""A drop-down that is searched by typing: real keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.search_combo import SearchCombo

KEY = Qt.Key
LANDS = (
    ("EW", "England and Wales"),
    ("FR", "France"),
    ("NL", "Netherlands"),
    ("RE", "Réunion"),
    ("US", "United States"),
)
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    page, made = QWidget(), Form()
    qtbot.addWidget(page)
    combo: SearchCombo[str] = SearchCombo(LANDS, lambda value: "America" if value == "US" else value)
    made.add("land", "Public holidays of", combo)
    made.add("after", "After", QLineEdit())
    QVBoxLayout(page).addWidget(made)
    page.resize(400, 200)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    yield made
    page.close()


def combo_of(form: Form) -> SearchCombo[str]:
    found = form.rows["land"].field
    assert isinstance(found, SearchCombo)
    return found


def offered(combo: SearchCombo[str]) -> list[str]:
    model = combo.line().completer().completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "fits", "value"),
    [
        ("land", ["England and Wales", "Netherlands"], "EW"),
        ("wales", ["England and Wales"], "EW"),
        ("reun", ["Réunion"], "RE"),
        ("america", ["United States"], "US"),
        ("France", ["France"], "FR"),
        ("nl", ["Netherlands"], "NL"),
    ],
)
def test_typing_offers_what_fits_and_tab_takes_the_first(
    form: Form, qtbot: QtBot, typed: str, fits: list[str], value: str
) -> None:
    combo = combo_of(form)
    combo.set_value("FR")
    combo.line().selectAll()
    qtbot.keyClicks(combo, typed)
    assert offered(combo) == fits
    combo.line().completer().popup().hide()
    qtbot.keyClick(combo, KEY.Key_Return)
    assert (combo.value(), combo.currentText(), form.unread()) == (value, dict(LANDS)[value], {})
    assert offered(combo) == [words for _, words in LANDS]


def test_an_entry_of_the_list_is_taken_by_keyboard(form: Form, qtbot: QtBot) -> None:
    combo = combo_of(form)
    chosen: list[int] = []
    combo.activated.connect(chosen.append)
    combo.line().selectAll()
    qtbot.keyClicks(combo, "land")
    popup = combo.line().completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.accessibleName() == "What fits"
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):
        qtbot.keyClick(popup, key)
    assert (combo.value(), combo.currentText(), chosen) == ("NL", "Netherlands", [2])


def test_what_fits_nothing_stays_and_is_refused_in_words(form: Form, qtbot: QtBot) -> None:
    combo = combo_of(form)
    combo.line().selectAll()
    qtbot.keyClicks(combo, "Narnia")
    form.rows["after"].field.setFocus(Qt.FocusReason.TabFocusReason)
    words = "Nothing here is called “Narnia”. Type a part of its name, or press Alt+Down for all."
    assert (combo.currentText(), form.rows["land"].error(), combo.written()) == ("Narnia", words, "Narnia")
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    combo.line().selectAll()
    qtbot.keyClicks(combo, "fra")
    assert form.rows["land"].error() == ""
    combo.line().completer().popup().hide()
    form.rows["after"].field.setFocus(Qt.FocusReason.TabFocusReason)
    assert (combo.value(), combo.written(), form.rows["land"].error()) == ("FR", "FR", "")


def test_arrows_go_from_value_to_value(form: Form, qtbot: QtBot) -> None:
    combo = combo_of(form)
    qtbot.keyClick(combo, KEY.Key_Down)
    qtbot.keyClick(combo, KEY.Key_Down)
    assert (combo.value(), combo.currentText(), combo.fault()) == ("NL", "Netherlands", "")
    assert QApplication.focusWidget() is not None
