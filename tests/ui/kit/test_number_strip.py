# SPDX-License-Identifier: MIT
"""The numbers below a chart: which columns are written, and what a screen reader is told."""

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.number_strip import NumberStrip, StripRow, fitting


@pytest.mark.parametrize(
    ("widths", "step", "weights", "written"),
    [
        ((), 40.0, (), ()),
        ((30.0, 30.0, 30.0), 40.0, (), (0, 1, 2)),
        ((30.0, 30.0, 30.0, 30.0), 20.0, (), (0, 3)),
        ((30.0, 30.0, 30.0, 30.0), 20.0, (0, 1, 0, 0), (1, 3)),
        ((30.0, 30.0, 30.0, 30.0, 30.0), 20.0, (1, 1, 3, 1, 1), (0, 2, 4)),
    ],
)
def test_crowded_columns_give_way_but_the_last(
    widths: tuple[float, ...], step: float, weights: tuple[int, ...], written: tuple[int, ...]
) -> None:
    assert fitting(widths, step, 6.0, weights) == written


@pytest.mark.sheet
def test_it_tells_every_number_also_those_without_room(qtbot: QtBot) -> None:
    strip = NumberStrip()
    qtbot.addWidget(strip)
    labels = tuple(f"12:{minute:02d}" for minute in range(30))
    strip.resize(300, strip.sizeHint().height())
    strip.show_numbers("Trust", "Time", labels, (StripRow("Mr Sahota", tuple(map(str, range(30)))),))
    assert len(strip.written()) < 30
    assert strip.written()[-1] == 29
    for minute in range(30):
        assert f"12:{minute:02d} {minute}" in strip.accessibleName()


def test_clamped_words_grow_when_opened(qtbot: QtBot) -> None:
    words = Clamped(2)
    qtbot.addWidget(words)
    words.setText("One two three four five six seven eight nine ten eleven twelve thirteen fourteen.")
    words.resize(120, 40)
    words.show()
    assert words.is_cut()
    folded = words.heightForWidth(120)
    with qtbot.assertNotEmitted(words.cut_changed):
        words.set_open(True)
    assert words.heightForWidth(120) > folded
    with qtbot.waitSignal(words.cut_changed):
        words.setText("Short.")
    assert words.accessibleName() == "Short."
