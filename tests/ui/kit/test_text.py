# SPDX-License-Identifier: MIT
"""Words from data stay words: no markup, no hidden characters."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.text import ElidedLabel, Label, plain_tip, visible


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Siân O’Connor", "Siân O’Connor"),
        ("abc\u202egnp.exe", "abc[U+202E]gnp.exe"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("bell\x07", "bell[U+0007]"),
        ("one\ntwo", "one\ntwo"),
        ("tab\there", "tab here"),
        ("ŵ ŷ £45.60", "ŵ ŷ £45.60"),
    ],
)
def test_hidden_characters_are_spelt_out(given: str, shown: str) -> None:
    assert visible(given) == shown


def test_one_line_words_have_no_line_ends() -> None:
    assert visible("one\ntwo", lines=False) == "one two"


def test_labels_never_take_words_for_markup(qtbot: QtBot) -> None:
    label = Label("<b>not bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>not bold</b>"


def test_tips_show_markup_as_typed() -> None:
    assert plain_tip("<img src=x>") == "<p>&lt;img src=x&gt;</p>"
    assert plain_tip("") == ""


def test_elided_label_gives_way_and_keeps_its_words(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long name of somebody who lives far away")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 4
    assert label.accessibleName() == "A very long name of somebody who lives far away"
    assert "far away" in label.toolTip()
