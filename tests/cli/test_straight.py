# SPDX-License-Identifier: MIT
"""The straight way to the window: the same window as by the long way, and nothing but the window."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crmtrainer.__main__ import main
from crmtrainer.cli.root import app
from crmtrainer.cli.straight import home_for_window
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.paths import HOME_VARIABLE
from crmtrainer.ui import starting

Opened = list[tuple[Path, object]]


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    """The data folders of which the window was opened, and the practice world it was opened in."""
    found: Opened = []

    def run_window(home: Path, arguments: object, *, world: object = None) -> int:
        found.append((home, world))
        return 3

    monkeypatch.setattr(starting, "run_window", run_window)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "of the environment"))
    return found


@pytest.mark.parametrize("arguments", [["run"], ["--data", "here", "run"], ["--data", "~/there", "run"]])
def test_both_ways_open_the_same_window(opened: Opened, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert home_for_window(arguments) is not None
    monkeypatch.setattr(sys, "argv", ["crmtrainer", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == CliRunner().invoke(app, arguments).exit_code == 3
    straight, long = opened
    assert straight == long


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--data", "here"],
        ["--data", "", "run"],
        ["--data", "--help", "run"],
        ["--version", "run"],
        ["run", "--help"],
        ["run", "--world", "Autumn"],
        ["run", "now"],
        ["doctor"],
    ],
)
def test_whatever_asks_for_more_goes_the_long_way(arguments: list[str]) -> None:
    assert home_for_window(arguments) is None


def test_a_folder_that_cannot_be_opened_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run_window(home: Path, arguments: object, *, world: object = None) -> int:
        raise StoreUnavailable("store.missing", path=str(home))

    monkeypatch.setattr(starting, "run_window", run_window)
    monkeypatch.setattr(sys, "argv", ["crmtrainer", "--data", str(tmp_path), "run"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(tmp_path) in said
