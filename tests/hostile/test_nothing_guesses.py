# SPDX-License-Identifier: MIT
"""What would take words for markup is not used in the window, but where a reason is given here."""

from pathlib import Path

import pytest

import crmtrainer.ui
from tests.hostile.guessing import uses

ROOT = Path(crmtrainer.ui.__file__).parent
REASONS = {
    ("kit/text.py", "QLabel"): "the kit's label: plain text always",
    ("kit/text.py", "another plain_tip"): "here it is made",
    ("kit/composer.py", "QTextDocument"): "holds what is written while another kind is shown; laid out as plain text",
    ("kit/questions.py", "QInputDialog"): "asks for a line; its own label is set to plain text",
    ("kit/questions.py", "setLabelText"): "the words for it, hidden characters spelt out",
    ("kit/windowed_table.py", "ToolTipRole"): "among the roles it answers; what it answers goes through plain_tip",
    ("casework/header.py", "setToolTipsVisible"): "each act's tip is set, so none is taken from its text",
    ("way_on.py", "QMessageBox"): "says why nothing opens, before there is a window; set to plain text",
    ("paper.py", "QTextDocument"): "prints from our own templates, which escape what they are given",
    ("paper.py", "setHtml"): "prints from our own templates, which escape what they are given",
    ("shell/toast_place.py", "QTextEdit"): "only tells fields from other widgets, to keep clear of them",
}


def found() -> set[tuple[str, str]]:
    return {
        (file.relative_to(ROOT).as_posix(), what)
        for file in ROOT.rglob("*.py")
        for what in uses(file.read_text(encoding="utf-8"))
    }


def test_no_widget_is_left_to_guess() -> None:
    assert sorted(found() - set(REASONS)) == []
    assert sorted(set(REASONS) - found()) == []


@pytest.mark.parametrize(
    "text",
    [
        "x = QLabel(name)",
        "class Name(QLabel):\n    def __init__(self, name):\n        super().__init__(name)",
        "make = QLabel\nmake(name)",
        "from PySide6.QtWidgets import QLabel as Words",
        "from PySide6.QtWidgets import *",
        "import PySide6.QtWidgets as W\nW.QLabel(name)",
        "make: type[QWidget] = QLabel",
        'getattr(QtWidgets, "QLabel")(name)',
        "QLabel.setText(label, name)",
        "parent.setToolTip(name)",
        "parent.setToolTip(plain_tip(a) + name)",
        "parent.setToolTip(plain_tip(a) or name)",
        'parent.setToolTip("" if a else name)',
        'parent.setToolTip("<b>bold</b>")',
        "tell = parent.setToolTip",
        "changed.connect(parent.setToolTip)",
        'getattr(parent, "setToolTip")(name)',
        'parent.setProperty("toolTip", name)',
        "QWidget(toolTip=name)",
        "parent.setToolTip(*names)",
        "QWidget.setToolTip(parent, name)",
        "def plain_tip(words):\n    return words",
        "plain_tip = str",
        "from somewhere import plain_tip",
        "from somewhere import words as plain_tip",
        "from crmtrainer.ui.kit.text import visible as plain_tip",
        "action.setStatusTip(name)",
        "parent.setWhatsThis(name)",
        "tabs.setTabToolTip(0, name)",
        "menu.setToolTipsVisible(True)",
        "button.setDefaultAction(action)",
        "QToolTip.showText(where, name)",
        "QToolTip.showText(where, plain_tip(name))",
        "QTextEdit().setText(name)",
        "QtWidgets.QTextEdit(name)",
        "view.setHtml(name)",
        "cursor.insertHtml(name)",
        "view.setMarkdown(name)",
        "QTextBrowser(self)",
        "QProgressDialog(name, a, 0, 1)",
        "QMessageBox.warning(self, a, name)",
        "QInputDialog.getText(self, a, name)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "label.setTextFormat(kind)",
        "plot.addLegend()",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    x = name",
        "def data(role):\n    if role == Qt.ToolTipRole:\n        return name",
        "def data(role):\n    if role != Qt.ToolTipRole:\n        return plain_tip(name)\n    return name",
        "def data(role):\n    if role in (Qt.DisplayRole, Qt.ToolTipRole):\n        return name",
        "def data(role):\n    return name if role == Qt.ItemDataRole.ToolTipRole else None",
        "def data(role):\n    match role:\n        case Qt.ItemDataRole.ToolTipRole:\n            return name",
        "item.setData(Qt.ItemDataRole.ToolTipRole, name)",
        "TIP = Qt.ItemDataRole.ToolTipRole",
    ],
)
def test_the_search_finds_what_guesses(text: str) -> None:
    assert uses(text)
    assert not uses("\n".join(f"# {line}" for line in text.splitlines()))


@pytest.mark.parametrize(
    "text",
    [
        "isinstance(widget, QLabel | QLineEdit)",
        "def words(label: QLabel) -> QLabel: ...",
        "parts.findChildren(QLabel)",
        "parent.setToolTip(plain_tip(name))",
        "tabs.setTabToolTip(0, plain_tip(name))",
        'parent.setToolTip(plain_tip(name) if narrow else "")',
        "action.setStatusTip(spoken(reason))",
        "menu.setToolTipsVisible(False)",
        "label.setTextFormat(Qt.TextFormat.PlainText)",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        return plain_tip(name) or None",
        "from crmtrainer.ui.kit.text import plain_tip",
    ],
)
def test_what_cannot_guess_is_let_be(text: str) -> None:
    assert uses(text) == set()
