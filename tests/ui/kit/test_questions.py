# SPDX-License-Identifier: MIT
"""A question in a dialog shows its words as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.questions import line_dialog


def test_the_words_of_a_question_are_plain_text(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = line_dialog(parent, "Who\u202e?", "The file of <b>A</b>\x07")
    assert dialog.windowTitle() == "Who[U+202E]?"
    labels = dialog.findChildren(QLabel)
    assert [label.text() for label in labels if "<b>" in label.text()] == ["The file of <b>A</b>[U+0007]"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_long_question_makes_no_dialog_wide(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    short = line_dialog(parent, "Who?", "Name:")
    dialog = line_dialog(parent, "Who?", "The file of this attempt knows its learner by a pseudonym only. " * 3)
    assert dialog.sizeHint().width() <= short.minimumWidth() + 20
    assert dialog.sizeHint().height() > short.sizeHint().height()
