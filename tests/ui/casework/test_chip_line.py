# SPDX-License-Identifier: MIT
"""Chips on one line: what has no room is counted and named, and comes back when there is."""

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.ui.casework.chip_line import ChipLine
from crmtrainer.ui.kit.chip import Chip, ChipData

NEED = ChipData("Text first, then allow five minutes at the door", "account-heart-outline")
PREFERS = ChipData("Prefers: Text", "cellphone")


def shown(line: ChipLine) -> list[str]:
    return [chip.chip().text for chip in line.findChildren(Chip) if chip.isVisible()]


@pytest.mark.sheet
def test_what_has_no_room_is_counted_and_named(qtbot: QtBot) -> None:
    line = ChipLine(whole_first=False)
    qtbot.addWidget(line)
    line.set_chips([NEED, PREFERS])
    line.resize(line.sizeHint())
    line.show()
    assert sorted(shown(line)) == sorted([NEED.text, PREFERS.text])
    line.resize(260, line.height())
    assert sorted(shown(line)) == sorted([NEED.text, "+1"])
    assert line.more.accessibleName() == PREFERS.text
    assert PREFERS.text in line.more.toolTip()
    assert line.texts() == [NEED.text, PREFERS.text]
    line.resize(line.sizeHint())
    assert "+1" not in shown(line)


def test_a_chip_is_never_cut_where_one_fewer_would_fit(qtbot: QtBot) -> None:
    line = ChipLine()
    qtbot.addWidget(line)
    line.set_chips([ChipData("In progress"), ChipData("Normal priority"), ChipData("Yours")])
    line.show()
    for width in range(line.minimumSizeHint().width(), line.sizeHint().width() + 1, 7):
        line.resize(width, line.height())
        for chip in line.findChildren(Chip):
            if chip.isVisible():
                assert chip.width() >= chip.sizeHint().width(), (width, chip.chip().text)
