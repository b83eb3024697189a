# SPDX-License-Identifier: MIT
"""The tour at the command line: told in plain lines, and loud when it breaks off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crmtrainer.cli.root import app
from crmtrainer.ui import tour
from crmtrainer.ui.tour import TourBroken

Tell = Callable[[str], None]


def test_each_step_is_a_line_and_quick_leaves_out_the_dark_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(out: Path, *, dark: bool, tell: Tell) -> None:
        tell(f"{out.name} {'in both looks' if dark else 'in light'}")

    monkeypatch.setattr(tour, "play_tour", play)
    assert CliRunner().invoke(app, ["tour", "--out", str(tmp_path / "here")]).output == "here in both looks\n"
    assert CliRunner().invoke(app, ["tour", "--quick", "--out", str(tmp_path)]).output.endswith("in light\n")


def test_a_tour_that_breaks_off_says_where_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def play(out: Path, *, dark: bool, tell: Tell) -> None:
        raise TourBroken("Hand off: waited in vain: a field “Team”")

    monkeypatch.setattr(tour, "play_tour", play)
    result = CliRunner().invoke(app, ["tour", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "Hand off: waited in vain" in result.output
