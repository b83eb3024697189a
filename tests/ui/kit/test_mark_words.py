# SPDX-License-Identifier: MIT
"""What a mark says in the room there is: whom a row is about keeps their place, and no time is cut in its middle."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from crmtrainer.ui import fonts
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.row_data import Mark
from crmtrainer.ui.kit.row_delegate import words_of_mark
from crmtrainer.ui.theme import Tone

NAME, REFERENCE = "Mrs Varga", "C-1015"
MARK = Mark("Warehouse: 1 h 30 min left · 14:00", "", Tone.WARN, "Warehouse: 1 h 30 min left", "1 h 30 min left")

pytestmark = pytest.mark.usefixtures("qapp")


def wide(words: str, weight: int | None = None) -> float:
    font = fonts.font(Type.CAPTION) if weight is None else fonts.font(Type.CAPTION, weight)
    return QFontMetricsF(font).horizontalAdvance(words)


def said(room: float, *, beside: str = NAME, whole: str = REFERENCE) -> str:
    return words_of_mark(MARK, room, beside, whole)[0]


def test_a_name_keeps_its_place_beside_the_reference() -> None:
    both = wide(REFERENCE) + 8 + wide(NAME) + 8
    assert said(both + wide(MARK.words, SEMIBOLD) + 1) == MARK.words
    assert said(both + wide(MARK.words, SEMIBOLD) - 9) == MARK.short
    assert said(both + wide(MARK.short, SEMIBOLD) + 1) == MARK.short


def test_where_the_name_would_have_no_place_the_time_alone_is_said() -> None:
    both = wide(REFERENCE) + 8 + wide(NAME) + 8
    assert said(both + wide(MARK.short, SEMIBOLD) - 20) == MARK.least


def test_on_a_line_of_its_own_it_is_as_short_as_it_takes_not_to_be_cut() -> None:
    assert said(wide(MARK.words, SEMIBOLD) + 1, beside="", whole="") == MARK.words
    assert said(wide(MARK.short, SEMIBOLD) + 1, beside="", whole="") == MARK.short
    assert said(wide(MARK.short, SEMIBOLD) - 1, beside="", whole="") == MARK.least
