# SPDX-License-Identifier: MIT
"""How well tampering is found, and honest work left in peace: `python -m tests.hardship.tampering --rounds 100`.

Prints, for each kind, how often it was found, how often the first bad entry was exact and the kind named right; then
honest journals with false alarms, and mutated files with faults, hangs and wrong words.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from crmtrainer.journal.levels import Level
from crmtrainer.journal.report import Damage, RecordState, Report
from crmtrainer.journal.verify import verify
from tests.hardship import logs
from tests.hardship.held_kinds import KINDS
from tests.hardship.honest import honest_journal
from tests.hardship.mutated import SLOW, Mutations, try_mutations
from tests.hardship.sealed_play import Played, copied, play_a_shift, shifts
from tests.hardship.tamper_kinds import Case, Expected
from tests.journal.play_room import play_room


@dataclass(slots=True)
class Score:
    """What came of one kind."""

    tried: int = 0
    found: int = 0
    exact: int = 0
    named: int = 0
    bounded: bool = False
    """Whether the first bad entry is told as lying between two, which then counts as exact."""
    missed: str = ""

    def add(self, report: Report, expected: Expected, what: str) -> None:
        first = report.findings[0] if report.findings else None
        self.tried += 1
        found = report.result is expected.state
        exact = report.first_bad == expected.first
        named = first is not None and first.kind in expected.kinds
        if expected.note is not None:
            places = [note.seq for note in report.notes if note.kind is expected.note]
            exact, named = expected.first in places, bool(places)
        elif expected.state is RecordState.UNCLOSED:
            exact, named = report.head_seq + 1 == expected.first, found
        elif expected.state is RecordState.INTACT:
            exact, named = exact and not report.warnings, found
        if expected.after is not None:
            self.bounded = True
            exact = exact and first is not None and first.facts.get("after") == expected.after
        self.found, self.exact, self.named = self.found + found, self.exact + exact, self.named + named
        if not (found and exact and named) and not self.missed:
            told = [(finding.kind.value, finding.seq) for finding in report.findings[:3]]
            self.missed = f"{what}: {report.result.value} {told}, not {sorted(expected.kinds)} at {expected.first}"

    @property
    def is_clean(self) -> bool:
        return self.tried == self.found == self.exact == self.named


def tamper(folder: Path, seed: int, rounds: int, only: str = "") -> Iterator[tuple[str, Score]]:
    """Every kind at so many random places of several worlds, one kind after the other."""
    worlds = list(shifts(folder / "worlds", seed, 6)) if rounds else []
    for name in KINDS if rounds else ():
        if only not in name:
            continue
        rng, score = Random(f"{seed} {name}"), Score()
        for number in range(rounds):
            played, other = rng.sample(worlds, 2)
            score.add(*_one(Case(played, other, Path(), rng), KINDS[name], folder / "case"), f"{name} {number}")
        yield name, score


def _one(case: Case, kind: Callable[[Case], Expected], folder: Path) -> tuple[Report, Expected]:
    shutil.rmtree(folder, ignore_errors=True)
    case.path = case.played.copy_to(folder)
    expected = kind(case)
    return verify(case.path, trust=expected.trust), expected


def take_logs_away(folder: Path, seed: int, rounds: int) -> dict[str, Score]:
    """The log removed, cut, put back as it was earlier, or swapped for another world's; and clocks moved."""
    names = ("log removed", "log cut off or edited", "log as it was earlier", "log of another world", "clock moved")
    scores = {name: Score() for name in names}
    before: Path | None = None
    for number in range(rounds):
        here = folder / f"log-{number % 2}"
        shutil.rmtree(here, ignore_errors=True)
        played, path, earlier = logs.killed(here, seed * 1000 + number, 12 + number % 20)
        trust = played.trust(ended=False)
        at = copied(path, here / "removed")
        first = logs.log_removed(at)
        expected = Expected(frozenset({Damage.ROLLED_BACK}), first, trust)
        scores["log removed"].add(verify(at, trust=trust), expected, f"log removed {number}")
        at = copied(path, here / "cut")
        logs.log_cut(at, Random(f"{seed} cut {number}"))
        report = verify(at, trust=trust)
        lost = report.head_seq < played.entries
        state = RecordState.DAMAGED if lost else RecordState.INTACT  # the log's end may be none of the record's
        first = report.head_seq + 1 if lost else None
        expected = Expected(frozenset({Damage.ROLLED_BACK}), first, trust, state=state)
        scores["log cut off or edited"].add(report, expected, f"log cut off or edited {number}")
        at = copied(path, here / "older")
        logs.log_swapped(at, earlier)
        report = verify(at, trust=trust)
        expected = Expected(frozenset({Damage.ROLLED_BACK}), report.head_seq + 1, trust)
        scores["log as it was earlier"].add(report, expected, f"log as it was earlier {number}")
        if before is not None:
            at = copied(path, here / "foreign")
            logs.log_swapped(at, before)
            report = verify(at, trust=trust)
            state = RecordState.UNUSABLE if report.result is RecordState.UNUSABLE else RecordState.DAMAGED
            expected = Expected(logs.ANYTHING, report.first_bad, trust, state=state)
            scores["log of another world"].add(report, expected, f"log of another world {number}")
        before = path.with_name(path.name + "-wal")
        path, trust, seq, note = logs.moved_clock(here / "clock", seed * 1000 + number, 12)
        report = verify(path, trust=trust)
        told = next((each for each in report.notes if each.kind is note), None)
        score = scores["clock moved"]
        score.tried, score.found = score.tried + 1, score.found + (told is not None)
        score.exact += told is not None and told.seq == seq
        score.named += told is not None and report.result is RecordState.INTACT
    return scores


def be_honest(folder: Path, seed: int, count: int) -> Iterator[tuple[Played, Report]]:
    """So many honest journals, one after the other."""
    for number in range(count):
        here = folder / "honest"
        shutil.rmtree(here, ignore_errors=True)
        yield honest_journal(here, seed * 100_000 + number)


def is_alarm(played: Played, report: Report) -> bool:
    """Whether an honest journal was called anything but intact, or its level was not reached."""
    level = Level.WITNESSED if played.receipts else Level.SEALED
    return (
        report.result is not RecordState.INTACT or report.assurance is not level or report.sealed_to != report.entries
    )


def mutate(folder: Path, seed: int, count: int) -> Mutations:
    """So many mutated files."""
    found = Mutations()
    played = play_a_shift(folder / "mutated", seed, 60)
    try_mutations(played, folder, seed, count, found)
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25, help="random places of each kind")
    parser.add_argument("--honest", type=int, default=100, help="honest journals")
    parser.add_argument("--mutated", type=int, default=1000, help="mutated files")
    parser.add_argument("--only", default="", help="kinds with this in their name")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    began, spent = perf_counter(), process_time()
    with play_room(), TemporaryDirectory() as name:
        is_clean = _run(Path(name), chosen)
    _say(f"{perf_counter() - began:.0f} s, {process_time() - spent:.0f} s of processor time")
    return 0 if is_clean else 1


def _run(folder: Path, chosen: argparse.Namespace) -> bool:
    scores: dict[str, Score] = {}
    for name, score in tamper(folder, chosen.seed, chosen.rounds, chosen.only):
        scores[name] = score
        _tell(name, score)
    if not chosen.only:
        for name, score in take_logs_away(folder, chosen.seed, chosen.rounds).items():
            scores[name] = score
            _tell(name, score)
    tried = sum(score.tried for score in scores.values())
    _say(f"{len(scores)} kinds, {tried} tries, {sum(score.found for score in scores.values())} found")
    alarms, entries = [], 0
    for number, (played, report) in enumerate(be_honest(folder, chosen.seed, chosen.honest)):
        entries += report.entries
        if is_alarm(played, report):
            alarms.append(f"{number}: {report.result.value} {report.assurance.value} {report.findings[:2]}")
    _say(f"{chosen.honest} honest journals of {entries} entries, {len(alarms)} false alarms")
    for alarm in alarms[:5]:
        _say(f"    {alarm}")
    found = mutate(folder, chosen.seed, chosen.mutated)
    hung = " (a hang)" if found.slowest > SLOW else ""
    _say(
        f"{found.tried} mutated files: {len(found.faults)} faults, {len(found.wrong)} wrongly whole,"
        f" slowest {found.slowest:.2f} s{hung}; {dict(sorted(found.results.items()))}"
    )
    for told in (*found.faults[:5], *found.wrong[:5]):
        _say(f"    {told}")
    return all(score.is_clean for score in scores.values()) and not (alarms or found.faults or found.wrong or hung)


def _tell(name: str, score: Score) -> None:
    bound = " (told as between two entries)" if score.bounded else ""
    _say(f"{name:40} {score.found}/{score.tried} found, {score.exact} exact{bound}, {score.named} named")
    if score.missed:
        _say(f"    first miss: {score.missed}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
