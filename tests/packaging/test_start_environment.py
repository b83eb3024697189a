# SPDX-License-Identifier: MIT
"""start.py's environment: made once, repaired when half-made, and never by two at once."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

import start
from start import Environment, Stop

CHECKOUT = Path(start.__file__).parent


class Installer:
    """Stands in for venv and pip: makes a real but empty environment, and "installs" one package into it."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fails_with: BaseException | list[str] | None = None

    def __call__(self, command: list[str], hear: Callable[[str], None] = lambda line: None) -> list[str] | None:
        if "venv" in command:
            self.calls.append("make")
            venv.create(command[-1], clear=True, with_pip=False, symlinks=sys.platform != "win32")
            return None
        target = command[command.index("--editable") + 1]
        self.calls.append("install [test]" if target.endswith("[test]") else "install")
        package = site_packages(Path(command[0])) / "alembic"
        package.mkdir(exist_ok=True)
        (package / "op.py").write_text("pass\n", encoding="utf-8")
        about = package.with_name("alembic-1.20.1.dist-info")
        about.mkdir(exist_ok=True)
        lines = ["alembic/op.py,sha256=x,5", "alembic/__pycache__/op.cpython-311.pyc,,", f"{about.name}/RECORD,,"]
        (about / "RECORD").write_text("\n".join(lines), encoding="utf-8")
        if isinstance(self.fails_with, BaseException):
            raise self.fails_with
        return self.fails_with


def site_packages(python: Path) -> Path:
    folder = python.parents[1]
    return next(iter([*folder.glob("lib/*/site-packages"), *folder.glob("Lib/site-packages")]))


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    installer = Installer()
    monkeypatch.setattr(start, "run_quietly", installer)
    return installer


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("alembic==1.20.1", encoding="utf-8")
    return Environment(tmp_path)


@pytest.fixture
def ready(environment: Environment, installer: Installer) -> Environment:
    """An environment that was set up before; what the installer does from here on is what counts."""
    environment.prepare()
    installer.calls.clear()
    return environment


def test_the_first_start_makes_and_installs(environment: Environment, installer: Installer) -> None:
    environment.prepare()
    assert installer.calls == ["make", "install"]


def test_the_second_start_does_nothing(ready: Environment, installer: Installer) -> None:
    ready.prepare()
    assert installer.calls == []


def test_the_first_check_adds_what_checks_need_and_later_starts_are_content(
    ready: Environment, installer: Installer
) -> None:
    ready.prepare(extras="test")
    ready.prepare(extras="test")
    ready.prepare()
    assert installer.calls == ["install [test]"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_new_versions_are_installed(name: str, ready: Environment, installer: Installer) -> None:
    (ready.root / name).write_text("changed", encoding="utf-8")
    ready.prepare()
    assert installer.calls == ["install"]


def test_a_moved_checkout_is_installed_again(ready: Environment, installer: Installer, tmp_path: Path) -> None:
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    Environment(moved).prepare()
    assert installer.calls == ["install"]


def test_cut_off_while_installing_it_begins_anew(ready: Environment, installer: Installer) -> None:
    (ready.root / "constraints.txt").write_text("changed", encoding="utf-8")
    installer.fails_with = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        ready.prepare()
    installer.fails_with = None
    installer.calls.clear()

    ready.prepare()
    assert installer.calls == ["make", "install"]


def test_a_failed_installation_is_not_taken_for_a_finished_one(environment: Environment, installer: Installer) -> None:
    installer.fails_with = ["ERROR: No space left on device"]
    with pytest.raises(Stop, match="No space left on device"):
        environment.prepare()
    assert not environment.is_ready("")


def lose_python(environment: Environment) -> None:
    environment.python.unlink()


def break_python(environment: Environment) -> None:
    environment.python.unlink()
    environment.python.write_bytes(b"not a program")
    environment.python.chmod(0o755)


def lose_a_package(environment: Environment) -> None:
    shutil.rmtree(site_packages(environment.python) / "alembic")


def lose_a_module(environment: Environment) -> None:
    (site_packages(environment.python) / "alembic" / "op.py").unlink()


def cut_a_module_short(environment: Environment) -> None:
    (site_packages(environment.python) / "alembic" / "op.py").write_text("", encoding="utf-8")


def lose_the_stamp(environment: Environment) -> None:
    environment.stamp.unlink()


def garble_the_stamp(environment: Environment) -> None:
    environment.stamp.write_text('{"inputs":', encoding="utf-8")


def empty_the_stamp(environment: Environment) -> None:
    environment.stamp.write_text("[]", encoding="utf-8")


def upgrade_the_systems_python(environment: Environment) -> None:
    stamp = environment.stamp.read_text(encoding="utf-8")
    environment.stamp.write_text(stamp.replace(sys.version.split()[0], "3.10.1"), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        lose_python,
        break_python,
        lose_a_package,
        lose_a_module,
        cut_a_module_short,
        lose_the_stamp,
        garble_the_stamp,
        empty_the_stamp,
        upgrade_the_systems_python,
    ],
)
def test_a_damaged_environment_is_made_anew(
    damage: Callable[[Environment], None], ready: Environment, installer: Installer
) -> None:
    damage(ready)
    ready.prepare()
    assert installer.calls == ["make", "install"]
    assert ready.is_ready("")


def test_an_environment_cannot_replace_the_python_that_runs_it(
    environment: Environment, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(environment.folder))
    with pytest.raises(Stop, match="start again with the system's own Python"):
        environment.prepare()
    assert installer.calls == []


HOLD_THE_LOCK = """
import start, sys, pathlib
with start.one_at_a_time(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def start_holder(script: str, *arguments: str) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


@pytest.mark.parametrize("how", ["finished", "killed"])
def test_a_second_start_waits_for_the_first(how: str, tmp_path: Path) -> None:
    lock = tmp_path / ".venv.lock"
    with start_holder(HOLD_THE_LOCK, str(lock)) as holder:
        with lock.open("a") as file:
            assert not start.try_lock(file)
        if how == "killed":
            holder.kill()
        else:
            assert holder.stdin is not None
            holder.stdin.close()
        with start.one_at_a_time(lock), lock.open("a") as file:
            assert not start.try_lock(file)
    with lock.open("a") as file:
        assert start.try_lock(file)


HOLD_THE_LOCK_BY_A_CHILD = """
import start, sys, pathlib
with start.one_at_a_time(pathlib.Path(sys.argv[1])):
    start.run_quietly([sys.executable, "-c", "print('held', flush=True); open(%r).read()" % sys.argv[2]], say)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock belongs to one process and cannot be handed down")
def test_a_pip_that_outlives_its_start_is_waited_for(tmp_path: Path) -> None:
    lock, gate = tmp_path / ".venv.lock", tmp_path / "gate"
    os.mkfifo(gate)
    script = HOLD_THE_LOCK_BY_A_CHILD.replace("say", "lambda line: print(line, end='', flush=True)")
    with start_holder(script, str(lock), str(gate)) as holder:
        holder.kill()
        holder.wait()
        with lock.open("a") as file:
            assert not start.try_lock(file)
        gate.write_text("done", encoding="utf-8")  # lets the orphan finish
        with start.one_at_a_time(lock):
            assert holder.returncode
