# SPDX-License-Identifier: MIT
"""What a tour leaves in its folder, and that it touches nothing else there."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.tour.hands import TourBroken
from crmtrainer.ui.tour.record import Record


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(40, 30)
    return made


def played(out: Path, window: QWidget, *, dark: bool = False) -> list[str]:
    told: list[str] = []
    record = Record(out, dark=dark, tell=told.append)
    with record.step("Look around", window, "look"):
        pass
    record.write({"checks": {}})
    return told


def test_a_step_is_told_and_leaves_a_picture_in_each_look(tmp_path: Path, window: QWidget) -> None:
    told = played(tmp_path, window, dark=True)
    assert len(told) == 1
    assert "1. Look around" in told[0]
    assert {file.name for file in tmp_path.iterdir()} == {"01-look-light.png", "01-look-dark.png", "tour.json"}
    (step,) = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))["steps"]
    assert step["name"] == "Look around"
    assert sorted(step["pictures"]) == ["01-look-dark.png", "01-look-light.png"]


def test_another_tour_replaces_what_the_one_before_left_and_nothing_else(tmp_path: Path, window: QWidget) -> None:
    played(tmp_path, window, dark=True)
    (tmp_path / "01-mine.png").write_bytes(b"mine")
    played(tmp_path, window)
    assert {file.name for file in tmp_path.iterdir()} == {"01-look-light.png", "01-mine.png", "tour.json"}


def test_a_list_that_names_files_elsewhere_is_not_followed(tmp_path: Path, window: QWidget) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious.txt").write_text("precious")
    listed = {"format": "crmtrainer tour 1", "files": ["../precious.txt", str(tmp_path / "precious.txt"), 7]}
    (out / "tour.json").write_text(json.dumps(listed))
    played(out, window)
    assert (tmp_path / "precious.txt").read_text() == "precious"


def test_a_broken_step_is_named_and_pictured(tmp_path: Path, window: QWidget) -> None:
    record = Record(tmp_path, dark=False, tell=lambda words: None)
    with pytest.raises(TourBroken, match="Find it: waited in vain"), record.step("Find it", window, "found"):
        raise TourBroken("waited in vain")
    assert (tmp_path / "01-broken-light.png").exists()


def test_what_the_program_got_wrong_breaks_the_step(tmp_path: Path, window: QWidget) -> None:
    record = Record(tmp_path, dark=False, tell=lambda words: None)
    with pytest.raises(TourBroken, match="went wrong"), record.step("Press", window, "pressed"):
        record.note_fault("KeyError\nsomewhere.py:3 there")
