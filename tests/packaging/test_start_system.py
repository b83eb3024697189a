# SPDX-License-Identifier: MIT
"""start.py and the system's packages, tried against stand-ins for Debian's own commands."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

import start
from start import LIBRARIES, Stop

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has these packages")

BOOKWORM = "libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 fonts-dejavu-core"
TRIXIE = BOOKWORM.replace("libglib2.0-0", "libglib2.0-0t64")


class Debian:
    """A machine whose dpkg and apt are scripts: installed and known packages are files in two folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.installed = folder / "installed"
        self.known = folder / "known"
        self.log = folder / "log"
        self.installed.mkdir()
        self.known.mkdir()
        # Like the real one it lists what it finds, and fails if anything is unknown.
        self.command(
            "dpkg-query",
            'shift 2; code=0; for name; do if [ -e installed/$name ]; then echo "installed $name"; '
            'else code=1; echo "no packages found matching $name" >&2; fi; done; exit $code',
        )
        self.command("apt-cache", "[ -e known/$2 ]")
        self.command("apt-get", 'echo "apt-get $* ($DEBIAN_FRONTEND)" >> log')

    def command(self, name: str, body: str) -> None:
        script = self.folder / name
        script.write_text(f"#!/bin/sh\ncd {self.folder}\n{body}\n", encoding="utf-8")
        script.chmod(0o755)

    def has(self, names: str) -> None:
        for name in names.split():
            (self.installed / name).touch()

    def said(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Debian:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return Debian(tmp_path)


@pytest.mark.parametrize("release", [BOOKWORM, TRIXIE])
def test_with_everything_installed_nothing_is_done(release: str, debian: Debian) -> None:
    debian.has(release)
    start.install_system_packages(LIBRARIES)
    assert debian.said() == []


def test_root_gets_what_is_missing_after_fresh_lists(debian: Debian, capsys: pytest.CaptureFixture[str]) -> None:
    debian.has(BOOKWORM.replace("libegl1", "").replace("libglib2.0-0", ""))
    start.install_system_packages(LIBRARIES)

    update, install = debian.said()
    assert update == "apt-get update (noninteractive)"
    assert install.startswith("apt-get install --yes --no-install-recommends ")
    assert install.endswith(" libegl1 libglib2.0-0 (noninteractive)")
    assert "Installing system packages: libegl1 libglib2.0-0" in capsys.readouterr().out.splitlines()


def test_a_release_that_renamed_a_package_gets_the_new_name(debian: Debian) -> None:
    debian.has(BOOKWORM.replace("libglib2.0-0", ""))
    # Known only once the lists are fetched, as in a fresh container.
    debian.command("apt-get", '[ "$1" = update ] && : > known/libglib2.0-0t64; echo "$*" >> log')
    start.install_system_packages(LIBRARIES)

    assert debian.said()[1].endswith(" libglib2.0-0t64")


def test_without_the_right_to_install_the_one_command_is_shown(debian: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    debian.has(BOOKWORM.replace("libgl1", "").replace("fonts-dejavu-core", ""))

    with pytest.raises(Stop) as reason:
        start.install_system_packages(LIBRARIES)

    assert str(reason.value).splitlines() == [
        "Some system packages are missing: type the next line, then start again.",
        "",
        '  sudo sh -c "apt-get update && apt-get install --yes --no-install-recommends libgl1 fonts-dejavu-core"',
    ]
    assert debian.said() == []


def test_a_source_out_of_reach_does_not_matter_if_the_packages_arrive(debian: Debian) -> None:
    debian.command("apt-get", '[ "$1" = install ]')
    start.install_system_packages(LIBRARIES)


def test_a_failure_is_explained(debian: Debian) -> None:
    debian.command("apt-get", "echo 'E: Unable to locate package libgl1'; exit 100")
    with pytest.raises(Stop, match="could not be installed; the last lines said:\n\nE: Unable to locate"):
        start.install_system_packages(LIBRARIES)

    debian.command("apt-get", "echo 'Temporary failure resolving'; exit 100")
    with pytest.raises(Stop, match="the network cannot be reached"):
        start.install_system_packages(LIBRARIES)


@pytest.fixture
def without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else found(name))


@pytest.mark.usefixtures("without_ensurepip")
def test_debians_python_gets_its_venv_package(debian: Debian) -> None:
    debian.has(BOOKWORM)
    start.install_system_packages(LIBRARIES)

    assert f" python3.{sys.version_info.minor}-venv " in debian.said()[1]


@pytest.mark.usefixtures("without_ensurepip")
def test_elsewhere_a_missing_venv_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Stop, match=r"^This Python came without venv and ensurepip: [^\n]*$"):
        start.install_system_packages(LIBRARIES)


def test_elsewhere_nothing_is_installed(debian: Debian) -> None:
    (debian.folder / "dpkg-query").unlink()
    start.install_system_packages(LIBRARIES)
    assert debian.said() == []
