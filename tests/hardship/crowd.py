# SPDX-License-Identifier: MIT
"""Four programs at one data folder at once: they act, ask, verify, back up and look, and none is turned away."""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.agenda.queries import practice
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house import PATIENCE, House
from crmtrainer.house.backups import back_up
from crmtrainer.house.checking import check_whole, glance
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Origin, Role
from crmtrainer.kernel.errors import Expected
from crmtrainer.people.commands import SetPreference
from tests.hardship.children import CONTEXT

PROGRAMS = 4
_TRAINER = Actor("T-1", Role.TRAINER, Origin.CLI)


def world_of(home: Path) -> Path:
    return home / "worlds" / "w.sqlite3"


def crowd(home: Path, rounds: int, programs: int = PROGRAMS, patience: float = PATIENCE) -> tuple[set[str], list[str]]:
    """Let them all at it. Gives the requests that were acknowledged, and every complaint that was heard."""
    said = CONTEXT.Queue()
    them = [
        CONTEXT.Process(target=_visit, args=(home, number, rounds, patience, said), daemon=True)
        for number in range(programs)
    ]
    for each in them:
        each.start()
    done: set[str] = set()
    complaints: list[str] = []
    for _ in them:
        told = said.get(timeout=110)
        done.update(told[0])
        complaints += told[1]
    for each in them:
        each.join()
        each.close()
    said.close()
    said.join_thread()
    return done, complaints


def _visit(home: Path, number: int, rounds: int, patience: float, said: object) -> None:
    done: list[str] = []
    complaints: list[str] = []
    for turn in range(rounds):
        request = f"r-{number}-{turn}"
        try:
            with House.open(home, patience=patience) as house, house.world_at(world_of(home), "", _TRAINER) as world:
                world.ask(practice, _TRAINER)
                world.perform(OpenRecord(1 + turn % 3, f"Seen by program {number}."), _TRAINER, request_id=request)
                house.centre.perform(SetPreference(f"seen.{number}", str(turn)), _TRAINER, request_id=request)
            done.append(request)
            _look(home, number + turn)
        except Expected as problem:
            complaints.append(f"{request}: {problem}")
    said.put((done, complaints))  # type: ignore[attr-defined]  # a queue of the context's own kind


def _look(home: Path, which: int) -> None:
    """What people run beside: the doctor, a proof, a backup. None of them holds the folder."""
    file = world_of(home)
    if which % 3 == 0:
        for each in (file, home / "centre.sqlite3"):
            _raise(glance(each).problem)
    elif which % 3 == 1:
        report = verify(file)
        if report.result != "intact":
            raise Expected("crowd.not_intact", found=str(report.findings[0]))
        _raise(check_whole(home / "centre.sqlite3").problem)
    else:
        for problem in back_up(home, datetime.now(UTC)).failed:
            raise problem


def _raise(problem: Expected | None) -> None:
    if problem is not None:
        raise problem


def requests_in(path: Path) -> list[str]:
    """The requests of people that a file's journal answered."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT request_id FROM journal_entry WHERE request_id LIKE 'r-%'")
        return sorted(request for (request,) in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make_home(home)
        done, complaints = crowd(home, given.rounds)
        lost = [sorted(done - set(requests_in(file))) for file in (world_of(home), home / "centre.sqlite3")]
        print(
            f"{len(done)} rounds of {PROGRAMS} programs, {len(complaints)} complaints, {sum(map(len, lost))} acts lost"
        )
        for complaint in complaints:
            print(f"  {complaint}")


def make_home(home: Path) -> None:
    """A data folder with one small world."""
    from crmtrainer.seeding.builder import build_world
    from crmtrainer.seeding.profile import Profile

    House.open(home).close()
    build_world(world_of(home), Profile(20, 7))
    bootstrap.open_world(world_of(home)).close()


if __name__ == "__main__":
    main()
