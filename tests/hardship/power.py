# SPDX-License-Identifier: MIT
"""Power cuts, simulated: acts and whole files are recorded once, and the power goes at any place of the recording.

    python -m tests.hardship.power --cuts 10000

The settings are the shipped ones; the control has `synchronous = NORMAL` instead, and shows that the shim bites.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from crmtrainer import bootstrap
from crmtrainer.journal.backups import make_backup
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import SYSTEM, Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.people.commands import AddPerson, RenamePerson
from crmtrainer.store import engine
from crmtrainer.store.files import SCHEMAS, export_whole, look_at
from tests.hardship.disk import Disk, Step, written_out
from tests.hardship.next_schema import with_next_schema
from tests.hardship.recording import Recording
from tests.support import START

CENTRE = "centre.sqlite3"
WORLD = "w.sqlite3"
NORMAL = (("journal_mode", "WAL", "wal"), ("synchronous", "NORMAL", 1))
SESSIONS, ACTS = 6, 16


@dataclass(slots=True)
class Found:
    """What came of many cuts."""

    cuts: int = 0
    lost: int = 0
    """Cuts after which something was missing that had been acknowledged."""
    worst: int = 0
    """Most acts that one cut took."""
    broken: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was there before, and what was done."""

    before: dict[str, bytes]
    steps: tuple[Step, ...]

    def cuts(self, count: int, chance: random.Random) -> Iterator[tuple[dict[str, bytes], list[str]]]:
        """So many cuts at any place: what stands there afterwards, and what had been said until then."""
        disk, said, done = Disk(), list[str](), 0
        for name, content in self.before.items():
            disk.begin_with(name, content)
        for place in sorted(chance.randint(0, len(self.steps)) for _ in range(count)):
            for step in self.steps[done:place]:
                if step.kind == "said":
                    said.append(step.path)
                else:
                    disk.take(step)
            done = place
            yield disk.after_a_cut(chance), said


@contextmanager
def _below() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder).resolve()


def record_acts(*, settings: tuple[tuple[str, str, object], ...] = engine._LOG) -> Recorded:
    """Acts in a centre that is opened and closed again and again; the log is also written back in between."""
    with _below() as folder:
        bootstrap.open_centre(folder).close()
        before = {CENTRE: (folder / CENTRE).read_bytes()}
        recording = Recording(folder)
        with recording.running(), patch.object(engine, "_LOG", settings):
            for session in range(SESSIONS):
                _act(folder, recording, session)
        return Recorded(before, tuple(recording.steps))


def _act(folder: Path, recording: Recording, session: int) -> None:
    centre = bootstrap.open_centre(folder)
    for number in range(ACTS):
        pseudonym = f"L-{session}-{number}"
        recording.say(str(centre.perform(AddPerson(pseudonym, Role.LEARNER, "A Learner"), SYSTEM).seq))
        recording.say(str(centre.perform(RenamePerson(pseudonym, f"Learner {number}"), SYSTEM).seq))
        if number == ACTS // 2:  # the log is written back while work goes on, and begun anew
            with centre.database.writer.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(RESTART)")
    centre.close()


def cut_acts(recorded: Recorded, cuts: int, chance: random.Random) -> Found:
    """Cut the power so often, and see what the next opening finds."""
    found = Found()
    with _below() as folder:
        for image, said in recorded.cuts(cuts, chance):
            place = folder / str(found.cuts)
            place.mkdir()
            written_out(image, place)
            found.cuts += 1
            head, wrong = _read(place / CENTRE)
            if not wrong and found.cuts % 50 == 0:
                wrong = _open_and_verify(place)
            if wrong:
                found.broken[wrong] += 1
            missing = max(int(said[-1]) if said else 0, 1) - head
            if missing > 0:
                found.lost += 1
                found.worst = max(found.worst, missing)
            shutil.rmtree(place)
    return found


def _read(path: Path) -> tuple[int, str]:
    """The last entry, and what is wrong with the file: pages, links, or an entry without its row and the reverse."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # this look need not last
            told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            links = connection.execute("SELECT seq, previous, hash FROM journal_entry ORDER BY seq").fetchall()
            added = connection.execute("SELECT COUNT(*) FROM journal_entry WHERE verb = 'person.add'").fetchone()[0]
            rows, latest = connection.execute("SELECT COUNT(*), MAX(last_act) FROM person").fetchone()
    except sqlite3.Error as problem:
        return 0, f"not readable: {problem}"
    if told != "ok":
        return 0, f"torn: {told}"
    head = len(links)
    is_chained = all(after[1] == before[2] and after[0] == before[0] + 1 for before, after in pairwise(links))
    if not is_chained or (links and links[-1][0] != head):
        return head, "the chain does not hold"
    return head, "" if rows == added and (latest or 0) <= head else "rows and entries are not paired"


def _open_and_verify(place: Path) -> str:
    bootstrap.open_centre(place).close()
    report = verify(place / CENTRE)
    return "" if report.result == "intact" else str(report.findings[0])


def record_files() -> Recorded:
    """A world that is backed up, exported and brought to a newer schema."""
    with _below() as folder:
        bootstrap.create_world(folder / WORLD, seed="s", about={"made": "by a test"}, starts_at=START)
        before = {WORLD: (folder / WORLD).read_bytes()}
        recording = Recording(folder)
        with recording.running():
            made = make_backup(folder / WORLD, Realm.WORLD, datetime(2026, 11, 22, tzinfo=UTC))
            recording.say(made.path.relative_to(folder).as_posix())
            export_whole(folder / WORLD, folder / "out" / WORLD)
            recording.say(f"out/{WORLD}")
            with with_next_schema():
                bootstrap.open_world(folder / WORLD).close()
            recording.say("migrated")
        return Recorded(before, tuple(recording.steps))


def cut_files(recorded: Recorded, cuts: int, chance: random.Random) -> Found:
    """Cut the power so often; every file that has its name then must be whole, and what was said must be there."""
    found, known = Found(), dict[bytes, tuple[str, int]]()
    with _below() as folder:
        for image, said in recorded.cuts(cuts, chance):
            found.cuts += 1
            whole = {name: content for name, content in image.items() if name.endswith(".sqlite3")}
            for name, content in whole.items():
                wrong, schema = known.get(content) or _judged(folder, content)
                known[content] = wrong, schema
                if wrong:
                    found.broken[f"{name}: {wrong}"] += 1
                if name == WORLD and "migrated" in said and schema == SCHEMAS[Realm.WORLD]:
                    found.lost += 1
            found.lost += WORLD not in whole or any(name not in whole for name in said if name != "migrated")
    return found


def _judged(folder: Path, content: bytes) -> tuple[str, int]:
    path = folder / "judged.sqlite3"
    path.write_bytes(content)
    with with_next_schema():
        try:
            schema = look_at(path).schema
        except StoreUnavailable as problem:
            return problem.code, 0
        newest = SCHEMAS[Realm.WORLD]
        report = verify(path)
    if schema != newest:
        report = verify(path)
    return ("" if report.result == "intact" else str(report.findings[0])), schema


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, bad = random.Random(given.seed), 0
    for title, found, is_control in (
        ("acts, as shipped", lambda: cut_acts(record_acts(), given.cuts, chance), False),
        ("acts, NORMAL", lambda: cut_acts(record_acts(settings=NORMAL), given.cuts, chance), True),
        ("files", lambda: cut_files(record_files(), given.cuts, chance), False),
    ):
        began = time.monotonic()
        result = found()
        print(
            f"{title:20}{result.cuts:>8} cuts, {result.lost} with something lost (at most {result.worst}),"
            f" {sum(result.broken.values())} broken, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for what, times in result.broken.most_common(10):
            print(f"    {times} times: {what}")
        bad += 0 if is_control else result.lost + sum(result.broken.values())
        bad += is_control and not result.lost
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
