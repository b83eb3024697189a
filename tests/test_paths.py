# SPDX-License-Identifier: MIT
"""Folders are found in a checkout, in a wheel's layout, and where the user says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crmtrainer import paths

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("find", [paths.migrations, paths.resources])
def test_a_checkout_keeps_them_beside_the_package(find: Callable[[], Path]) -> None:
    assert find() == CHECKOUT / find.__name__


@pytest.mark.parametrize("find", [paths.migrations, paths.resources])
def test_a_wheel_keeps_them_inside_the_package(find: Callable[[Path], Path], tmp_path: Path) -> None:
    package = tmp_path / "crmtrainer"
    inside = package / "_data" / find.__name__
    inside.mkdir(parents=True)
    (tmp_path / find.__name__).mkdir()  # a stranger's folder of the same name must not win

    assert find(package) == inside


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"^migrations did not come with the program: .*_data"):
        paths.migrations(tmp_path / "crmtrainer")


def test_the_chosen_folder_beats_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "environment"))

    assert paths.data_folder(tmp_path / "chosen") == tmp_path / "chosen"
    assert paths.data_folder() == tmp_path / "environment"


def test_a_relative_or_home_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert paths.data_folder(Path("here")) == tmp_path / "here"
    assert paths.data_folder(Path("~/there")) == tmp_path / "there"


def test_without_a_word_the_user_has_their_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)

    folder = paths.data_folder()

    assert folder.is_absolute()
    assert "crmtrainer" in folder.parts
    assert not folder.is_relative_to(CHECKOUT)
