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
