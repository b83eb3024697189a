# SPDX-License-Identifier: MIT
"""A question in a dialog of its own, for the few that come before there is a place for them on a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QWidget

from crmtrainer.ui import theme
from crmtrainer.ui.kit.text import spoken, visible

WIDTH = 380


def ask_for_line(parent: QWidget, title: str, words: str) -> str:
    """What is typed in answer, in one line; empty when the person changed their mind."""
    dialog = line_dialog(parent, title, words)
    answer = dialog.textValue() if dialog.exec() else ""
    dialog.deleteLater()
    return answer


def line_dialog(parent: QWidget, title: str, words: str) -> QInputDialog:
    """The dialog itself. Qt's label in it would guess whether its words are markup; here it does not."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(spoken(title))
    dialog.setLabelText(visible(words))
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)  # in large letters one line would be wider than a screen
    dialog.setMinimumWidth(theme.px(WIDTH))
    return dialog
