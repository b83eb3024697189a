# SPDX-License-Identifier: MIT
"""From a fresh machine to a running crmtrainer, with nothing but Python's standard library.

Makes an environment in .venv beside this file, installs the pinned versions, and hands over to the program.
"""

# Pythons too old for it must still parse this, to be told so: hence quoted annotations and plain syntax.
import argparse
import collections
import contextlib
import csv
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

HERE = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 15)

APT_INSTALL = "apt-get install --yes --no-install-recommends"
# What Qt opens at run time, as Debian and Ubuntu name it; where releases differ, the newer name first.
LIBRARIES = "libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0t64|libglib2.0-0 fonts-dejavu-core"
WINDOW_LIBRARIES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"

SIGNS_OF_NO_NETWORK = re.compile(
    "new connection|NewConnection|NameResolution|ConnectTimeout|ProxyError|Temporary failure (in name )?resol"
    "|Network is unreachable|getaddrinfo failed|nodename nor servname"
)

HELP = """\
what to type:
  start.py            start crmtrainer; without a display, play its tour into the folder tour
  start.py test       run every check
  start.py bench      run the benchmarks
  start.py -- ARGS    hand ARGS to crmtrainer (after test: to pytest; after bench: names of benchmarks)
"""


class Stop(Exception):
    """What keeps us from going on, as one sentence that says what to do."""


def main(arguments: "list[str]") -> int:
    try:
        check_python(sys.version_info[:2])
        own, passed_on = split_arguments(arguments)
        options = parse(own)
        return carry_out(options.task, passed_on, options.offscreen or not has_display())
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except PermissionError as error:
        where = error.filename or HERE
        print(
            f"\nYou may not write to {where}: copy this folder to a place of your own and start there, "
            "or give yourself the right to write in it.",
            file=sys.stderr,
        )
        return 1
    except OSError as error:
        print(f"\nThe system refused ({error}): mend that, then start again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; start again whenever you like.", file=sys.stderr)
        return 130


def check_python(version: "tuple[int, ...]") -> None:
    if not OLDEST <= version <= NEWEST:
        raise Stop(
            "crmtrainer needs Python {}.{} to {}.{} and this is {}.{}: install one of those and start again "
            "with it, for example: python3.13 start.py".format(*OLDEST, *NEWEST, *version)
        )


def split_arguments(arguments: "list[str]") -> "tuple[list[str], list[str]]":
    """Ours, and after a bare -- those to pass on."""
    border = [*arguments, "--"].index("--")
    return arguments[:border], arguments[border + 1 :]


def parse(arguments: "list[str]") -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py",
        usage="python3 start.py [test | bench] [--offscreen] [-- ARGS]",
        description="Sets crmtrainer up in .venv beside this file and starts it.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", nargs="?", choices=["test", "bench"], help="instead of starting the program")
    parser.add_argument("--offscreen", action="store_true", help="play the tour without opening a window")
    return parser.parse_args(arguments)


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def carry_out(task: "str | None", passed_on: "list[str]", offscreen: bool) -> int:
    environment = Environment(HERE)
    install_system_packages(LIBRARIES if task or offscreen else f"{LIBRARIES} {WINDOW_LIBRARIES}")
    environment.prepare(extras="test" if task else "")
    if task == "test":
        return run_checks(environment, passed_on)
    if task == "bench":
        return environment.run("tests.benchmarks", *passed_on, PYTHONUTF8="1")  # for ≤ and × on Windows
    if offscreen and not passed_on:
        say("No window can or should be opened, so crmtrainer plays its tour into the folder tour.")
        passed_on = ["tour", "--out", "tour"]
    platform = {"QT_QPA_PLATFORM": "offscreen"} if offscreen else {}
    return environment.run("crmtrainer", *(passed_on or ["run"]), **platform)


def run_checks(environment: "Environment", pytest_arguments: "list[str]") -> int:
    """Every check, whatever the others say. Pytest comes last, so that its verdict is the last line."""
    failed = []
    for title, module, arguments in (
        ("style", "ruff", ["check", "."]),
        ("layout", "ruff", ["format", "--check", "."]),
        ("types", "mypy", []),
    ):
        say(f"Checking {title}: {' '.join([module, *arguments])}")
        if environment.run(module, *arguments):
            failed.append(title)
    if failed:
        say(f"FAILED before the tests: {', '.join(failed)}. See above; the tests run all the same.")
    workers = min(max(2, os.cpu_count() or 2), 8)
    say(f"Running the tests, import ladder and migrations among them, {workers} at a time")
    # Stealing work keeps the tests of a file together, and with them what they share, for as long as there is enough.
    verdict = environment.run("pytest", "-n", str(workers), "--dist", "worksteal", *pytest_arguments)
    return verdict or (1 if failed else 0)


class Environment:
    """The virtual environment beside start.py, and the stamp that says it is whole."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "crmtrainer.json"
        self.inputs = [root / "pyproject.toml", root / "constraints.txt"]
        windows = sys.platform == "win32"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        self.installed = "Lib/site-packages/*" if windows else "lib/*/site-packages/*"
        self.records = self.installed + ".dist-info/RECORD"

    def run(self, module: str, *arguments: str, **variables: str) -> int:
        """Run a module of the environment in the checkout and wait for it."""
        command = [str(self.python), "-m", module, *arguments]
        return subprocess.call(command, cwd=str(self.root), env=clean_variables(**variables))

    def prepare(self, extras: str = "") -> None:
        if self.is_ready(extras):
            return
        with one_at_a_time(self.root / ".venv.lock"):
            if self.is_ready(extras):  # another start.py has just done it
                return
            began = time.monotonic()
            if not self.is_sound():
                self.make()
            self.install(extras)
            say(f"Ready after {time.monotonic() - began:.0f} seconds.")

    def is_ready(self, extras: str) -> bool:
        """Whole, made from today's pyproject.toml and constraints.txt, and with the extras asked for."""
        stamp = self.read_stamp()
        if stamp.get("inputs") != self.digest() or extras not in ("", stamp.get("extras")):
            return False
        return self.is_sound()

    def is_sound(self) -> bool:
        """Once finished, nothing gone since, and its Python still runs and is the one it was made with."""
        stamp = self.read_stamp()
        if not stamp or not self.python.exists() or not set(stamp["packages"]) <= set(self.packages()):
            return False
        return self.version() == stamp["python"] and all(map(is_whole, self.folder.glob(self.records)))

    def make(self) -> None:
        if Path(sys.prefix) == self.folder:
            raise Stop("The environment .venv must be made anew: start again with the system's own Python.")
        say("Making .venv anew, for it is not whole" if self.folder.exists() else "Making .venv")
        lines = run_quietly([sys.executable, "-m", "venv", "--clear", str(self.folder)])
        if lines is not None:
            raise Stop("The environment could not be made:\n" + "\n".join(lines))

    def install(self, extras: str) -> None:
        # Without its stamp it counts as half-made: should this be cut off, the next start begins anew.
        with contextlib.suppress(FileNotFoundError):
            self.stamp.unlink()
        say("Installing " + ("crmtrainer and what its checks need" if extras else "crmtrainer"))
        target = str(self.root) + (f"[{extras}]" if extras else "")
        constraints = str(self.root / "constraints.txt")
        # Compiling every module would take a third of the time; Python compiles those it uses, as it uses them.
        # Without a network, pip's own five tries would keep people waiting for a minute.
        command = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]
        command += ["--retries", "2"]
        lines = run_quietly([*command, "--editable", target, "--constraint", constraints], tell_pip_progress)
        if lines is not None:
            explain_failure(lines, "The packages could not be installed")
        self.write_stamp(extras)

    def digest(self) -> str:
        # The folder as well: an editable installation knows the checkout by its path.
        material = [str(self.root).encode(), *(file.read_bytes() for file in self.inputs)]
        return hashlib.sha256(b"\0".join(material)).hexdigest()

    def version(self) -> str:
        command = [str(self.python), "-I", "-S", "-c", "import sys; print(sys.version)"]
        try:
            return subprocess.run(command, capture_output=True, text=True).stdout.strip()
        except OSError:
            return ""

    def packages(self) -> "list[str]":
        return sorted(path.name for path in self.folder.glob(self.installed) if path.name != "__pycache__")

    def read_stamp(self) -> "dict[str, Any]":
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def write_stamp(self, extras: str) -> None:
        whole = {"inputs": self.digest(), "python": self.version(), "packages": self.packages()}
        unfinished = self.stamp.with_suffix(".new")
        unfinished.write_text(json.dumps({**whole, "extras": extras}, indent=1), encoding="utf-8")
        unfinished.replace(self.stamp)


def is_whole(record: Path) -> bool:
    """Whether each file of a package is there, and as long as pip noted in its record when it wrote it."""
    site = str(record.parent.parent)
    try:
        with record.open(encoding="utf-8", newline="") as lines:
            # Plain strings: to make a Path of each of twelve thousand files would take longer than to ask for it.
            return all(os.stat(f"{site}/{name}").st_size == int(size) for name, _, size in csv.reader(lines) if size)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def install_system_packages(names: str) -> None:
    """On Debian and its kin the libraries Qt opens; elsewhere only see that environments can be made."""
    can_make_environments = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    if not (sys.platform.startswith("linux") and shutil.which("dpkg-query") and shutil.which("apt-get")):
        if not can_make_environments:
            raise Stop("This Python came without venv and ensurepip: install them, then start again.")
        return
    if not can_make_environments:
        names += " python{}.{}-venv".format(*sys.version_info)
    present = installed_packages(names.replace("|", " ").split())
    missing = [name for name in names.split() if not present.intersection(name.split("|"))]
    if not missing:
        return
    if os.geteuid() != 0:
        raise Stop(
            "Some system packages are missing: type the next line, then start again.\n\n"
            f'  sudo sh -c "apt-get update && {APT_INSTALL} {known_names(missing)}"'
        )
    say("Asking the system for its list of packages")
    # One source out of reach must not keep us from the others; whether it matters, the next step tells.
    run_quietly(["apt-get", "update"])
    packages = known_names(missing)
    say(f"Installing system packages: {packages}")
    lines = run_quietly(f"{APT_INSTALL} --option DPkg::Lock::Timeout=120 {packages}".split())
    if lines is not None:
        explain_failure(lines, "The system packages could not be installed")


def installed_packages(names: "list[str]") -> "set[str]":
    command = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n", *names]
    # It fails as soon as one name is unknown, and still lists the others.
    listing = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return {line.split()[1] for line in listing.splitlines() if line.startswith("installed ")}


def known_names(alternatives: "list[str]") -> str:
    """Of each name|older name the first that this release has."""

    def is_known(name: str) -> bool:
        return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0

    choices = [names.split("|") for names in alternatives]
    return " ".join(next(filter(is_known, names[:-1]), names[-1]) for names in choices)


def run_quietly(command: "list[str]", hear: "Callable[[str], None]" = lambda line: None) -> "list[str] | None":
    """Run it with its output kept back; None when all went well, else what it said."""
    said: collections.deque[str] = collections.deque(maxlen=400)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=clean_variables(PYTHONUNBUFFERED="1", DEBIAN_FRONTEND="noninteractive"),
        close_fds=False,  # see one_at_a_time
    ) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            hear(line)
    return list(said) if process.returncode else None


def tell_pip_progress(line: str) -> None:
    words = line.split()
    if words[:1] in (["Collecting"], ["Processing"]):
        say("  " + re.split(r"[^\w.-]|-\d", Path(words[1]).name)[0])
    elif line.startswith("Installing collected packages"):
        say("  unpacking")


def explain_failure(lines: "list[str]", what: str) -> NoReturn:
    if any(map(SIGNS_OF_NO_NETWORK.search, lines)):
        raise Stop(f"{what}, for the network cannot be reached: connect this machine, then start again.")
    raise Stop(f"{what}; the last lines said:\n\n" + "\n".join(lines[-15:]))


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> "Iterator[None]":
    """Hold the lock, waiting for whoever holds it. The system lets go of it when its holders end, however."""
    with lock.open("a") as file:
        # Pip inherits it: if only this process is killed, nobody starts anew beside a pip still at work.
        os.set_inheritable(file.fileno(), True)
        if not try_lock(file):
            say("Another start.py is setting this up; waiting for it")
            while not try_lock(file):
                time.sleep(0.2)
        yield


def try_lock(file: "IO[str]") -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def clean_variables(**variables: str) -> "dict[str, str]":
    """Our surroundings without what would lead Python or pip away from the environment, or make every start slow."""
    misleading = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    misleading.add("PYTHONDONTWRITEBYTECODE")  # nothing is compiled when it is installed, so the first use must
    return {**{name: value for name, value in os.environ.items() if name not in misleading}, **variables}


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
