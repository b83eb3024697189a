# SPDX-License-Identifier: MIT
"""start.py: what it asks of Python, what it hands over to, and how it speaks when it cannot go on."""

import ast
import sys
from pathlib import Path

import pytest

import start
from start import Stop

SOURCE = Path(start.__file__).read_text(encoding="utf-8")


class RecordingEnvironment:
    """Stands in for the environment: notes what would be run, and answers with the codes it was given."""

    def __init__(self, codes: dict[str, int] | None = None) -> None:
        self.codes = codes or {}
        self.prepared: list[str] = []
        self.runs: list[list[str]] = []
        self.variables: list[dict[str, str]] = []

    def prepare(self, extras: str = "") -> None:
        self.prepared.append(extras)

    def run(self, module: str, *arguments: str, **variables: str) -> int:
        self.runs.append([module, *arguments])
        self.variables.append(variables)
        return self.codes.get(" ".join([module, *arguments[:1]]), self.codes.get(module, 0))


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> RecordingEnvironment:
    """A machine with a display and all its system packages."""
    environment = RecordingEnvironment()
    monkeypatch.setattr(start, "Environment", lambda root: environment)
    monkeypatch.setattr(start, "install_system_packages", lambda names: None)
    monkeypatch.setattr(start, "has_display", lambda: True)
    return environment


def test_it_needs_only_the_standard_library() -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
    assert imported <= sys.stdlib_module_names


def test_a_python_that_is_too_old_can_still_read_it() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 6))

    assert "__future__" not in SOURCE  # annotations from there came with 3.7
    annotations = [
        annotation
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for annotation in [node.returns, *(argument.annotation for argument in node.args.args)]
    ]
    # list[str] and str | None would be worked out, and fail, while the file is being read.
    assert [ast.unparse(a) for a in annotations if isinstance(a, ast.Subscript | ast.BinOp)] == []


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 16), (4, 0)])
def test_a_python_outside_the_range_is_told_in_one_sentence(version: tuple[int, int]) -> None:
    with pytest.raises(Stop, match=r"^crmtrainer needs Python 3\.11 to 3\.15 and this is [^\n]*start\.py$"):
        start.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 15)])
def test_a_python_inside_the_range_will_do(version: tuple[int, int]) -> None:
    start.check_python(version)


def test_old_python_and_refusals_end_in_a_sentence_and_not_in_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST", (3, 99))
    assert start.main([]) == 1
    assert capsys.readouterr().err.count("\n") == 2  # an empty line and the sentence

    def refuse(version: object) -> None:
        raise failure

    monkeypatch.setattr(start, "check_python", refuse)
    failure: OSError = PermissionError(13, "Permission denied", ".venv")
    assert start.main([]) == 1
    assert "You may not write to .venv: copy this folder" in capsys.readouterr().err
    failure = OSError(28, "No space left on device", ".venv")
    assert start.main([]) == 1
    assert "No space left on device: '.venv'" in capsys.readouterr().err


def test_interrupted_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(version: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "check_python", interrupt)
    assert start.main([]) == 130
    assert capsys.readouterr().err == "\nStopped; start again whenever you like.\n"


@pytest.mark.parametrize(
    ("typed", "own", "passed_on"),
    [
        ([], [], []),
        (["test"], ["test"], []),
        (["--", "seed", "--seed", "7"], [], ["seed", "--seed", "7"]),
        (["test", "--", "-k", "clock", "--", "x"], ["test"], ["-k", "clock", "--", "x"]),
    ],
)
def test_what_stands_after_the_dashes_is_passed_on(typed: list[str], own: list[str], passed_on: list[str]) -> None:
    assert start.split_arguments(typed) == (own, passed_on)


def test_it_starts_the_program(environment: RecordingEnvironment) -> None:
    assert start.main([]) == 0
    assert environment.prepared == [""]
    assert environment.runs == [["crmtrainer", "run"]]


def test_it_hands_arguments_and_exit_code_through(environment: RecordingEnvironment) -> None:
    environment.codes = {"crmtrainer": 2}
    assert start.main(["--", "verify", "world.sqlite3"]) == 2
    assert environment.runs == [["crmtrainer", "verify", "world.sqlite3"]]


@pytest.mark.parametrize(("arguments", "display"), [([], False), (["--offscreen"], True), (["--"], False)])
def test_without_a_window_it_says_so_and_plays_the_tour(
    arguments: list[str],
    display: bool,
    environment: RecordingEnvironment,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start, "has_display", lambda: display)

    assert start.main(arguments) == 0
    assert environment.runs == [["crmtrainer", "tour", "--out", "tour"]]
    assert environment.variables == [{"QT_QPA_PLATFORM": "offscreen"}]
    assert "plays its tour into the folder tour" in capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_is_recognised(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not start.has_display()

    monkeypatch.setenv(variable, ":0")
    assert start.has_display()


def test_bench_runs_the_benchmarks_named(environment: RecordingEnvironment) -> None:
    assert start.main(["bench", "--", "search"]) == 0
    assert environment.prepared == ["test"]
    assert environment.runs == [["tests.benchmarks", "search"]]


def test_test_runs_every_check_and_the_tests_last(
    environment: RecordingEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["test", "--", "-k", "clock"]) == 0
    assert environment.prepared == ["test"]
    assert [run[:2] for run in environment.runs[:3]] == [["ruff", "check"], ["ruff", "format"], ["mypy"]]
    assert environment.runs[3][:2] == ["pytest", "-n"]
    assert int(environment.runs[3][2]) >= 2
    assert environment.runs[3][3:] == ["--dist", "worksteal", "-k", "clock"]
    assert "FAILED" not in capsys.readouterr().out


@pytest.mark.parametrize(("failing", "title"), [("ruff check", "style"), ("ruff format", "layout"), ("mypy", "types")])
def test_one_failed_check_fails_the_whole_but_the_others_run(
    failing: str, title: str, environment: RecordingEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.codes = {failing: 1}
    assert start.main(["test"]) == 1
    assert len(environment.runs) == 4

    said = capsys.readouterr().out.splitlines()
    assert f"FAILED before the tests: {title}. See above; the tests run all the same." in said
    assert said[-1].startswith("Running the tests")  # pytest's own verdict follows, and nothing of ours


def test_failing_tests_fail_the_whole(environment: RecordingEnvironment) -> None:
    environment.codes = {"pytest": 1}
    assert start.main(["test"]) == 1


def test_our_python_and_pip_are_not_led_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "cy_GB.UTF-8")

    variables = start.clean_variables(QT_QPA_PLATFORM="offscreen")

    assert not {"PYTHONPATH", "PIP_USER", "PYTHONDONTWRITEBYTECODE"} & set(variables)
    assert (variables["LANG"], variables["QT_QPA_PLATFORM"]) == ("cy_GB.UTF-8", "offscreen")


def test_a_command_is_silent_when_it_succeeds_and_quoted_when_it_fails() -> None:
    script = "import sys; print('one'); print('two', file=sys.stderr); sys.exit(int(sys.argv[1]))"
    heard: list[str] = []

    assert start.run_quietly([sys.executable, "-c", script, "0"], heard.append) is None
    assert heard == ["one\n", "two\n"]
    assert start.run_quietly([sys.executable, "-c", script, "3"]) == ["one", "two"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Collecting alembic<2,>=1.20 (from crmtrainer==0.1.0)", "  alembic\n"),
        ("Processing ./wheels/jinja2-3.1.6-py3-none-any.whl (from crmtrainer)", "  jinja2\n"),
        ("Installing collected packages: pytz, tzdata", "  unpacking\n"),
        ("  Downloading Faker-40.54.0-py3-none-any.whl (2.0 MB)", ""),
        ("", ""),
    ],
)
def test_pip_is_followed_in_plain_lines(line: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    start.tell_pip_progress(line)
    assert capsys.readouterr().out == told


@pytest.mark.parametrize(
    "line",
    [
        "WARNING: Retrying (Retry(total=4, ...)) after connection broken by 'NewConnectionError(': Failed to "
        "establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/alembic/",
        "WARNING: Retrying ... ConnectTimeoutError(...'Connection to registry timed out. (connect timeout=15)')",
        "WARNING: Retrying ... 'ProxyError('Cannot connect to proxy.', ...)'",
        "OSError: [Errno 101] Network is unreachable",
        "W: Failed to fetch InRelease  Temporary failure resolving 'mirror'",
        "... [Errno 11001] getaddrinfo failed",
    ],
)
def test_a_missing_network_is_told_in_one_sentence(line: str) -> None:
    lines = [line, "ERROR: Could not find a version that satisfies the requirement alembic (from versions: none)"]
    with pytest.raises(Stop, match=r"^It failed, for the network cannot be reached: [^\n]*$"):
        start.explain_failure(lines, "It failed")


def test_any_other_failure_shows_the_last_lines() -> None:
    lines = [f"line {number}" for number in range(30)] + ["ERROR: No space left on device"]
    with pytest.raises(Stop) as failure:
        start.explain_failure(lines, "It failed")

    assert str(failure.value).splitlines()[0] == "It failed; the last lines said:"
    assert str(failure.value).splitlines()[-1] == "ERROR: No space left on device"
    assert "line 3" not in str(failure.value).splitlines()
