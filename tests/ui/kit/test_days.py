# SPDX-License-Identifier: MIT
"""The words of a day's marks: centred where they can be, in order, none over another, none outside the picture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.days import Day, DaysPicture, Notch, side_by_side

WORDS = st.lists(st.tuples(st.integers(20, 90), st.integers(0, 280)), max_size=4).map(
    lambda pairs: sorted(pairs, key=lambda pair: pair[1])
)


def test_they_stand_centred_where_there_is_room() -> None:
    assert side_by_side([40, 40], [60, 200], 280, 8) == [40, 180]


def test_the_last_ones_push_the_others_to_the_left_rather_than_out_of_sight() -> None:
    assert side_by_side([76, 60, 60], [90, 110, 250], 282, 8) == [52, 136, 220]
    assert side_by_side([76, 60, 60], [240, 250, 262], 282, 8) == [70, 154, 222]


@given(WORDS)
def test_none_stands_on_another_or_outside(pairs: list[tuple[int, int]]) -> None:
    widths, centres = [float(w) for w, _ in pairs], [float(c) for _, c in pairs]
    lefts = side_by_side(widths, centres, 280, 8)
    assert all(left >= 0 for left in lefts)
    if sum(widths) + 8 * max(0, len(widths) - 1) <= 280:
        assert all(left + width <= 280 for left, width in zip(lefts, widths, strict=True))
        boxes = list(zip(lefts, widths, strict=True))
        assert all(a + width + 8 <= b for (a, width), (b, _) in pairwise(boxes))


def test_the_hours_reach_to_a_mark_that_lies_beyond_them(qtbot: QtBot) -> None:
    picture = DaysPicture()
    qtbot.addWidget(picture)
    picture.resize(400, 80)
    opens = ((753, 769),)  # a promise made at 12:33 and kept at 12:49
    picture.show_days((Day("Tue 3", opens, (), (Notch(1080, "Due 18:00", strong=True),)),), "")
    assert picture._x(769) < picture.width() / 2 < picture._x(1080)
    picture.show_days((Day("Tue 3", opens, (), ()),), "")
    assert picture._x(769) > picture.width() / 2


def test_words_that_have_no_room_side_by_side_stand_on_lines_of_their_own(qtbot: QtBot) -> None:
    notches = tuple(Notch(minute, f"What is due at {minute}", strong=True) for minute in (600, 660, 720))
    picture = DaysPicture()
    qtbot.addWidget(picture)
    picture.show_days((Day("Mon 2 Mar", ((540, 1020),), (), notches),), "")
    picture.resize(900, 100)
    assert [len(line) for line in picture._lines_of(picture._days[0])] == [3]
    wide = picture.sizeHint().height()
    picture.resize(260, 100)
    lines = picture._lines_of(picture._days[0])
    assert [notch.minute for line in lines for notch in line] == [600, 660, 720]
    assert len(lines) > 1
    assert picture.sizeHint().height() > wide
