# SPDX-License-Identifier: MIT
"""The wheel works by itself: built, installed into a new environment, and asked from outside the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT))
    (built,) = folder.glob("*.whl")
    return built


def run(*command: str, cwd: Path | None = None) -> str:
    """What the command printed; its own words in the failure if it fails."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def new_environment(folder: Path) -> tuple[Path, Path]:
    """Its Python and the folder of its packages.

    The libraries are borrowed from this environment, so that nothing is fetched; the pth files of a borrowed
    folder are not obeyed, so the checkout is not borrowed with them.
    """
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    variables = {"base": str(folder), "platbase": str(folder)}
    own_packages = Path(sysconfig.get_path("purelib", "venv", variables))
    (own_packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", variables))
    return scripts / ("python.exe" if sys.platform == "win32" else "python"), own_packages


def test_the_wheel_brings_migrations_and_resources_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    for folder in ("migrations", "resources"):
        shipped = {name.removeprefix("crmtrainer/_data/") for name in names if f"_data/{folder}/" in name}
        kept = {
            file.relative_to(CHECKOUT).as_posix()
            for file in (CHECKOUT / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        assert shipped == kept
        assert kept
    assert {name.partition("/")[0] for name in names} == {"crmtrainer", "crmtrainer-0.1.0.dist-info"}


def test_the_installed_wheel_finds_everything_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    python, own_packages = new_environment(tmp_path / "environment")
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    crmtrainer = str(python.with_stem("crmtrainer"))
    findings = json.loads(run(crmtrainer, "--data", str(tmp_path / "data"), "doctor", "--json", cwd=tmp_path))

    found = {finding["what"]: finding["found"] for finding in findings}
    for name in ("migrations", "resources"):
        assert found[name] == str(own_packages / "crmtrainer" / "_data" / name)
    assert [finding["advice"] for finding in findings if finding["advice"]] == []
