# SPDX-License-Identifier: MIT
"""Passing messages: kept, announced, and where they lie."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QSplitter, QTextEdit
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.shell.main_window import MainWindow
from tests.ui.shell.two_panes import page


def test_toasts_are_kept_and_announced(window: MainWindow) -> None:
    window.toast("Call logged for Ms Okafor", action_text="Undo")
    window.toast("Note saved")
    assert window.messages() == ["Call logged for Ms Okafor", "Note saved"]
    assert window.announcer.said == ["Call logged for Ms Okafor"]


def test_a_message_lies_over_nothing_that_is_being_used(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.field.setFixedHeight(300)
    shown.layout().addStretch(1)
    toast = window.toast("Call logged for Ms Okafor")
    for widget in (shown.field, shown.button):
        widget.setFocus()
        qtbot.wait(1)
        lies = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        assert not toast.geometry().intersects(lies)
    # A field that comes to stand where the message lies, and takes the keyboard, has it move away.
    other = QLineEdit(window.body)
    other.setAccessibleName("Other")
    other.setGeometry(QRect(window.body.mapFrom(window, toast.pos()), toast.size()))
    other.show()
    other.setFocus()
    lies = QRect(other.mapTo(window, QPoint(0, 0)), other.size())
    assert not toast.geometry().intersects(lies)
    toast.dismiss()


def test_a_message_goes_although_the_pointer_rests_where_it_appeared(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.toast("Note saved")
    middle = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    assert toast._timer.isActive()
    qtbot.mouseMove(toast, QPoint(5, 5))
    QApplication.sendEvent(
        toast,
        QMouseEvent(
            QEvent.Type.MouseMove, middle, middle, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )  # fmt: skip
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    toast.dismiss()


@pytest.mark.sheet
def test_a_message_that_finds_a_list_lies_at_its_foot_and_no_wider(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    split = QSplitter()
    split.setHandleWidth(1)
    left, right = QListWidget(), QTextEdit()
    left.addItems([f"Case {n}" for n in range(60)])
    left.setFixedWidth(270)
    right.setAccessibleName("What you write")
    split.addWidget(left)
    split.addWidget(right)
    shown.layout().addWidget(split, 1)
    qtbot.waitUntil(right.isVisible)
    right.setFocus()
    toast = window.toast("The team has accepted your handoff.", action_text="Show it")
    lies = toast.geometry()
    assert lies.right() <= left.mapTo(window, left.rect().topRight()).x()
    assert lies.bottom() > window.status.geometry().top() - 40
    assert toast.action_button is not None
    assert toast.rect().contains(toast.action_button.geometry())
    assert toast._label.height() >= toast._label.heightForWidth(toast._label.width())
    toast.dismiss()


@pytest.mark.sheet
def test_a_message_covers_no_chip_where_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.layout().addStretch(1)
    chip = Chip("Prefers: Text", parent=shown)
    toast = window.toast("Call logged")
    chip.setGeometry(QRect(shown.mapFrom(window, toast.pos()), toast.size()))
    chip.show()
    window._place_toast()
    assert not toast.geometry().intersects(QRect(chip.mapTo(window, QPoint(0, 0)), chip.size()))
    toast.dismiss()
