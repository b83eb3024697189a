# SPDX-License-Identifier: MIT
"""A data folder that does not open: a person at a window is told why in a sentence, and can go back to a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.bootstrap import create_world
from crmtrainer.house import House
from crmtrainer.house.backups import back_up
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.ui import opening, way_on
from crmtrainer.ui.way_on import WayOn
from crmtrainer.wording import sentence_for

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder in which somebody is known, and which was backed up."""
    folder = tmp_path / "home"
    with House.open(folder) as house:
        house.enrol(Role.LEARNER, "Jo Okafor")
    back_up(folder, NOW)
    return folder


def refusal(home: Path) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as told:
        House.open(home)
    return told.value


def cut_short(home: Path) -> None:
    file = home / "centre.sqlite3"
    file.write_bytes(file.read_bytes()[:4096])


@pytest.mark.parametrize("spoil", [cut_short, lambda home: (home / "centre.sqlite3").unlink()], ids=["cut", "gone"])
def test_a_centre_that_is_lost_is_put_back_by_hand(qtbot: QtBot, home: Path, spoil: Callable[[Path], object]) -> None:
    spoil(home)
    problem = refusal(home)
    told = WayOn(home, problem)
    qtbot.addWidget(told)
    assert told.text().startswith(sentence_for(problem))
    assert told.textFormat() is Qt.TextFormat.PlainText
    assert "22 Nov" in told.text()
    assert told.defaultButton() is told.closing, "nothing is put back by pressing a key too much"
    told.restore()
    with House.open(home) as house:
        assert [person.name for person in house.people()] == ["Jo Okafor"]


def test_a_centre_that_is_lost_without_a_backup_is_made_anew_by_hand(qtbot: QtBot, home: Path) -> None:
    (home / "worlds").mkdir()
    create_world(home / "worlds" / "w.sqlite3", seed="s", about={}, starts_at=NOW)
    for file in ((home / "centre.sqlite3"), *(home / "backups").iterdir()):
        file.unlink()
    told = WayOn(home, refusal(home))
    qtbot.addWidget(told)
    assert (told.restoring, told.defaultButton()) == (None, told.closing)
    assert "not their learners’ names" in told.text()
    told.begin_anew()
    with House.open(home) as house:
        assert house.people() == ()


def test_a_backup_dated_in_the_future_is_said_to_be(qtbot: QtBot, home: Path) -> None:
    (only,) = (home / "backups").iterdir()
    only.rename(only.with_name(only.name.replace(".2026", ".2226")))
    cut_short(home)
    told = WayOn(home, refusal(home))
    qtbot.addWidget(told)
    assert "Its date is wrong" in told.text()


def test_against_what_a_backup_does_not_help_none_is_offered(qtbot: QtBot, home: Path) -> None:
    with House.open(home):
        told = WayOn(home, refusal(home))
    qtbot.addWidget(told)
    assert told.restoring is None
    assert "backup" not in told.text()


def test_the_window_opens_after_the_backup_was_put_back(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(home)
    monkeypatch.setattr(way_on, "_UNSEEN", ())
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.restoring.click())
    opened, handler = opening.open_with_log(home)
    qtbot.addWidget(opened.window)
    assert [person.name for person in opened.house.people()] == ["Jo Okafor"]
    opened.close()
    opening.logging.getLogger().removeHandler(handler)
    handler.close()


def test_whoever_closes_the_message_leaves_the_file_as_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_short(home)
    before = (home / "centre.sqlite3").read_bytes()
    monkeypatch.setattr(way_on, "_UNSEEN", ())
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.closing.click())
    with pytest.raises(StoreUnavailable, match="truncated"):
        opening.open_with_log(home)
    assert (home / "centre.sqlite3").read_bytes() == before


def test_nobody_is_asked_where_nobody_sees_it(qapp: QWidget, home: Path) -> None:
    cut_short(home)
    assert not way_on.find_way_on(home, refusal(home))
