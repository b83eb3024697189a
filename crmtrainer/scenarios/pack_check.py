# SPDX-License-Identifier: MIT
"""Whether a pack is fit to be used: its files, its names, its runs, and what nobody ever reaches in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crmtrainer.scenarios.beginnings import Beginnings, TrialWorlds
from crmtrainer.scenarios.exploring import walk
from crmtrainer.scenarios.format.conditions import TextTest
from crmtrainer.scenarios.format.runs import Run
from crmtrainer.scenarios.format.scenario import Scenario
from crmtrainer.scenarios.format.walking import parts_of
from crmtrainer.scenarios.loader import Pack, PackScenario, load_pack
from crmtrainer.scenarios.problems import PackFaulty, PackProblem
from crmtrainer.scenarios.runs import RunReport, play

MOST_LISTED = 100
"""Faults that are listed: whoever has mended these checks again."""

Told = Callable[[str], None]
"""Hears what is being done, one line at a time."""


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """What came of checking one scenario."""

    key: str
    title: str
    checks: int
    runs: tuple[RunReport, ...]


@dataclass(frozen=True, slots=True)
class PackReport:
    """What came of checking a pack. Faults make it unfit; advice does not."""

    folder: str
    title: str
    hash: str
    faults: tuple[PackProblem, ...]
    advice: tuple[PackProblem, ...]
    scenarios: tuple[ScenarioReport, ...]
    more: int = 0
    """How many more faults there are than are listed."""

    @property
    def is_fit(self) -> bool:
        """Whether the pack can be used, and its runs come out as they say."""
        runs = [run for scenario in self.scenarios for run in scenario.runs]
        return not self.faults and all(run.is_as_expected for run in runs)


def check_pack(path: Path, worlds: TrialWorlds, told: Told = lambda line: None) -> PackReport:
    """Read the pack in `path`, lint it, play all its runs in worlds of their own, and walk through its talk."""
    try:
        pack = load_pack(path)
    except PackFaulty as faulty:
        listed = faulty.problems[:MOST_LISTED]
        return PackReport(str(path), path.name, "", listed, (), (), len(faulty.problems) - len(listed))
    faults: list[PackProblem] = []
    advice: list[PackProblem] = []
    reports: list[ScenarioReport] = []
    for found in pack.scenarios:
        faults += lint(found)
        runs = []
        beginnings = Beginnings(worlds, found.runs)
        for number, run in enumerate(found.runs, start=1):
            told(f"{found.scenario.key}: run {number} of {len(found.runs)}, {run.key}")
            runs.append(play(pack, found.scenario.key, run, worlds, beginnings=beginnings))
        advice += _unreached(pack, found, tuple(runs), worlds, told)
        report = ScenarioReport(found.scenario.key, found.scenario.title, len(found.scenario.checks), tuple(runs))
        reports.append(report)
    return PackReport(
        str(path), pack.file.title, pack.hash, tuple(sorted(faults)), tuple(sorted(advice)), tuple(reports)
    )


def lint(found: PackScenario) -> Iterator[PackProblem]:
    """What the runs show to be wrong before they are played, beyond names that do not exist."""
    locate = found.places.locate
    if not any(run.golden and not run.not_reached for run in found.runs):
        what = "There is no golden run in which every check comes up."
        yield PackProblem(*locate(("runs",)), what, "Write one that meets every check.")
    for index, run in enumerate(found.runs):
        if run.like is not None:
            yield from _like_problems(run, found.runs, locate(("runs", index)))
    missed = {key for run in found.runs for key in run.misses}
    for index, check in enumerate(found.scenario.checks):
        if check.key not in missed:
            fix = "Write a run that misses it, or it may never fail anybody."
            yield PackProblem(*locate(("checks", index)), f"No run misses the check {check.key}.", fix)


def _like_problems(run: Run, runs: tuple[Run, ...], where: tuple[str, int]) -> Iterator[PackProblem]:
    model = next((other for other in runs if other.key == run.like), None)
    if model is None or model.like is not None:
        yield PackProblem(*where, f"{run.key} is like {run.like}, which has no steps of its own.", "Name one that has.")
        return
    named = {step.as_ for step in model.steps if step.as_}
    for name in run.change:
        if name not in named:
            fix = f"Named steps are: {', '.join(sorted(named))}."
            yield PackProblem(*where, f"{run.key} changes the step {name}, which {run.like} does not have.", fix)


def _unreached(
    pack: Pack, found: PackScenario, runs: tuple[RunReport, ...], worlds: TrialWorlds, told: Told
) -> Iterator[PackProblem]:
    """Beats, moves and lists that no run and no walk ever comes to."""
    scenario, locate = found.scenario, found.places.locate
    beats = {beat for run in runs for beat in run.beats}
    moves = {move for run in runs for move in run.moves}
    walks = max((len(turn.moves) for turn in scenario.turns), default=0)
    for which in range(walks):
        told(f"{scenario.key}: walk {which + 1} of {walks}")
        walked = walk(pack, scenario.key, worlds, which)
        beats |= walked.beats
        moves |= walked.moves
    for index, beat in enumerate(scenario.beats):
        if (beat.beat, beat.variant) not in beats:
            what = f"The beat {beat.beat} ({beat.variant}) was never played."
            yield PackProblem(*locate(("beats", index)), what, "Write a run that comes to it, or remove it.")
    for index, turn in enumerate(scenario.turns):
        for move in turn.moves:
            if move.key not in moves:
                what = f"The move {move.key} was never made."
                yield PackProblem(*locate(("turns", index)), what, "Look at the conditions of its turn.")
    for name in sorted(set(scenario.word_lists) - _lists_used(scenario)):
        yield PackProblem(*locate(("word_lists", name)), f"Nothing uses the list {name}.", "Remove it.")


def _lists_used(scenario: Scenario) -> set[str]:
    return {part.list for _, part in parts_of(scenario) if isinstance(part, TextTest) and part.list}
