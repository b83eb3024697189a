# SPDX-License-Identifier: MIT
"""Widgets that flow: side by side while there is room, then below."""

import pytest
from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.flow_layout import FlowLayout


class Box(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(50, 20)


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(170, 100)
    return made


def places(room: QWidget) -> list[tuple[int, int]]:
    return [(box.x(), box.y()) for box in room.findChildren(Box)]


def fill(room: QWidget, count: int) -> FlowLayout:
    flow = FlowLayout(room, across=10, down=4)
    for _ in range(count):
        flow.addWidget(Box())
    room.show()
    return flow


def test_a_line_goes_on_below_when_it_is_full(room: QWidget) -> None:
    flow = fill(room, 4)
    assert places(room) == [(0, 0), (60, 0), (120, 0), (0, 24)]
    assert flow.heightForWidth(170) == 44
    assert flow.heightForWidth(169) == 44
    assert flow.heightForWidth(1000) == 20


@pytest.mark.sheet
def test_what_is_wider_than_the_room_stands_alone(room: QWidget) -> None:
    assert fill(room, 2).heightForWidth(30) == 44


def test_margins_are_kept(room: QWidget) -> None:
    flow = fill(room, 3)
    flow.setContentsMargins(QMargins(5, 6, 5, 7))
    flow.setGeometry(QRect(0, 0, 170, 100))
    assert places(room) == [(5, 6), (65, 6), (5, 30)]
    assert flow.heightForWidth(170) == 6 + 44 + 7
    assert flow.minimumSize().width() >= 10


@pytest.mark.sheet
def test_what_is_hidden_takes_no_room(room: QWidget) -> None:
    flow = fill(room, 3)
    room.findChildren(Box)[0].hide()
    flow.activate()
    assert places(room)[1:] == [(0, 0), (60, 0)]


def test_what_is_taken_out_is_gone(room: QWidget) -> None:
    flow = fill(room, 2)
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 1
    assert flow.itemAt(1) is None
    assert flow.takeAt(1) is None
