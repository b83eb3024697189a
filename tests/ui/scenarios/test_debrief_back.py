# SPDX-License-Identifier: MIT
"""Ways back from a debrief: the whole run again, or a practice branch from one row."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.scenarios.debrief_rows import Who
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from tests.ui.scenarios.conftest import desk_in, make_home, seq_of, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.sheet
def test_a_missing_act_is_tried_again_from_where_there_was_room_for_it(still: DebriefPage, qtbot: QtBot) -> None:
    assert still.did.again.isVisible()
    assert not still.did.cite.isVisible()
    found = still._found
    assert found is not None
    row = still.current()
    assert row is not None
    before = [act.seq for act in found.acts[: found.acts.index(row)] if act.seq is not None and act.who is Who.YOU]
    with qtbot.waitSignal(still.branch_requested) as asked:
        qtbot.mouseClick(still.did.again, LEFT)
    assert asked.args == [max(before) + 1]


def test_an_act_is_tried_again_from_its_own_page(still: DebriefPage, qtbot: QtBot) -> None:
    seq = seq_of(still, "Opened the record")
    still.go_to(seq)
    assert not still.did.again.isVisible()
    qtbot.mouseClick(still.did.open, LEFT)
    with qtbot.waitSignal(still.branch_requested) as asked:
        qtbot.mouseClick(still.did.again, LEFT)
    assert asked.args == [seq]
    qtbot.keyClick(still.did.panel.area, Qt.Key.Key_Escape)
    for words in ("Mr Sahota rang", "Finished the scenario"):
        still.go_to(seq_of(still, words))
        qtbot.mouseClick(still.did.open, LEFT)
        assert not still.did.again.isVisible(), words
        qtbot.keyClick(still.did.panel.area, Qt.Key.Key_Escape)


def test_an_assessed_run_has_no_way_back(tmp_path: Path, qtbot: QtBot) -> None:
    make_home(tmp_path / "assessed", Mode.ASSESSED, lambda player: player.wait(1))
    for desk in desk_in(tmp_path / "assessed"):
        page = shown(desk, qtbot)
        for item in page.did.list.story.items():
            page.go_to(item.id)
            assert not page.did.again.isVisible()
        page.close()


def test_try_again_tells_scenario_and_mode(still: DebriefPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(still.try_again) as asked:
        qtbot.mouseClick(still.head.again, LEFT)
    assert asked.args == ["passed-to-warehouse", Mode.PRACTISE]
