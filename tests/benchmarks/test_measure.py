# SPDX-License-Identifier: MIT
"""The comparison takes turns fairly and says what it saw; the runner runs what is there."""

from pathlib import Path

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks import measure
from tests.benchmarks.measure import Comparison, at_least, at_most, spell, take_turns
from tests.benchmarks.worlds import Timings


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still unless what is measured moves it on."""
    now = [0.0]
    monkeypatch.setattr(measure, "perf_counter", lambda: now[0])
    return now


def lasting(clock: list[float], seconds: float) -> measure.Doing:
    def do() -> None:
        clock[0] += seconds

    return do


def test_turns_alternate_and_preparation_is_not_timed(clock: list[float]) -> None:
    order: list[str] = []
    result = take_turns(
        "anything",
        ours=lambda: order.append("ours"),
        other=lambda: order.append("other"),
        rounds=3,
        prepare=lasting(clock, 100),
    )

    assert order == ["ours", "other", "other", "ours", "ours", "other"]
    assert result == Comparison("anything", ours=[0, 0, 0], other=[0, 0, 0])


def test_a_goal_against_the_limit_is_met_from_below(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    at_most("P9 verify", 2.5, ours=lasting(clock, 3.0), limit=lasting(clock, 2.0))
    at_most("P9 verify", 1.2, ours=lasting(clock, 3.0), limit=lasting(clock, 2.0))

    met, _, missed, _ = capsys.readouterr().out.splitlines()
    assert met == "P9 verify: ×1.5 (goal ≤ ×2.5, met)"
    assert missed == "P9 verify: ×1.5 (goal ≤ ×1.2, NOT MET)"


def test_a_goal_against_the_slow_way_is_met_from_above(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    at_least("P4 page", 60, ours=lasting(clock, 0.0004), slow=lasting(clock, 0.032))

    assert capsys.readouterr().out.splitlines() == [
        "P4 page: ×80 (goal ≥ ×60, met)",
        "    ours 400 µs, other 32 ms, 5 rounds from ×80 to ×80",
    ]


@pytest.mark.parametrize(
    ("seconds", "spelt"), [(12.345, "12.3 s"), (0.0021, "2.1 ms"), (4e-6, "4 µs"), (8e-10, "0.8 ns")]
)
def test_durations_are_spelt_in_a_fitting_unit(seconds: float, spelt: str) -> None:
    assert spell(seconds) == spelt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    (folder / "bench_good.py").write_text("print('×1.0')", encoding="utf-8")
    (folder / "bench_bad.py").write_text("1 / 0", encoding="utf-8")
    return folder


def test_the_runner_goes_on_after_a_broken_benchmark_and_says_so(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main([], folder) == 1
    output = capfd.readouterr()
    assert output.out.splitlines() == ["== bad", "== good", "×1.0", "== 2 run, broken: bad"]
    assert "ZeroDivisionError" in output.err


def test_the_runner_runs_only_what_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["good"], folder) == 0
    assert capfd.readouterr().out.splitlines() == ["== good", "×1.0", "== 1 run"]

    assert runner.main(["goood"], folder) == 64
    assert capfd.readouterr().err == "No benchmark is called goood; there are: bad, good\n"


def test_options_go_on_to_each_benchmark_with_a_folder_for_worlds_that_is_removed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = "import sys, pathlib; print(sys.argv[3:], pathlib.Path(sys.argv[2]).is_dir(), sys.argv[2])"
    (folder / "bench_good.py").write_text(told, encoding="utf-8")

    assert runner.main(["good", "--size", "100"], folder) == 0

    _, line, _ = capfd.readouterr().out.splitlines()
    options, existed, worlds = line.rsplit(" ", 2)
    assert (options, existed) == ("['--size', '100']", "True")
    assert not Path(worlds).exists()


def test_a_size_without_a_name_is_for_all_of_them(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["--size", "100"], folder) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "== 2 run, broken: bad"


def test_the_slowest_hundredth_is_told_by_processor_time(capsys: pytest.CaptureFixture[str]) -> None:
    Timings(wall=[0.5] * 200, own=[0.001] * 196 + [0.004] * 4).tell("P10 newest", 0.002)

    assert capsys.readouterr().out.splitlines() == [
        "P10 newest: p99 4 ms of processor time (goal ≤ 2 ms, NOT MET)",
        "    by the wall p50 500 ms, p99 500 ms; 200 times",
    ]
