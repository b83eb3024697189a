# SPDX-License-Identifier: MIT
"""How standards were kept, on the trainers' page: asked for when it is unfolded, told with its base."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from crmtrainer.figures.by_standard import by_standard
from crmtrainer.figures.rules import Window
from crmtrainer.ui.kit.windowed_table import CELL_ROLE
from tests.ui.standards.conftest import Shown
from tests.ui.test_names import nameless


def cells(shown: Shown) -> list[list[str]]:
    model = shown.page.kept.table.model()
    return [
        [model.index(row, column).data(CELL_ROLE).text for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_folded_it_asks_nothing_and_unfolded_it_tells_each_standard(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    ask = shown.desk.ask
    monkeypatch.setattr(shown.desk, "ask", lambda query, *a, **k: (asked.append(query), ask(query, *a, **k))[1])
    card = shown.page.kept
    shown.page.refresh()
    assert by_standard not in asked
    assert not card.table.isVisible()
    shown.bot.keyClick(card.unfold, Qt.Key.Key_Space)
    assert by_standard in asked
    assert [row[0] for row in cells(shown)] == ["First response", "Resolution"]
    assert cells(shown)[0][2:] == ["0", "0", "0", "1", "too few"]
    assert card.caption.text().startswith("Met, of met and missed, of what fell due from ")
    assert card.caption.text().endswith("No share of fewer than 30. Formula: share met in time (F-SLA).")
    assert " up to now. What was waived" in card.caption.text()
    assert not nameless(card)
    shown.bot.keyClick(card.unfold, Qt.Key.Key_Space)
    assert not card.table.isVisible()


def test_what_is_missed_is_told_and_an_empty_window_says_so(shown: Shown) -> None:
    card = shown.page.kept
    shown.click(card.unfold)
    shown.desk.world.clock.at += timedelta(days=40)
    shown.desk.world.tick()
    card.window_choice.set_value(Window.ALL)
    card.ask()
    assert cells(shown)[0][2:] == ["0", "1", "0", "0", "too few"]
    card.window_choice.set_value(Window.WEEK)
    card.ask()
    assert not card.table.isVisible()
    assert card.nothing.isVisible()
