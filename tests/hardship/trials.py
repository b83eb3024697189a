# SPDX-License-Identifier: MIT
"""What is cut off: acts, a filled world, a migration, backups, exports, a hand-in, a restore; and what must hold.

Each trial prepares a folder, works in it in a child that is killed, and judges what stands there at the next start.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house import House
from crmtrainer.house.backups import back_up, databases
from crmtrainer.house.documents import write_whole
from crmtrainer.house.restoring import restore
from crmtrainer.house.running import finish, hand_in, handed_in_file, resume
from crmtrainer.house.sandboxes import make_sandbox, register, sandboxes
from crmtrainer.journal.backups import backups_of, prove
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Origin, Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.store.files import SCHEMAS, export_whole, look_at
from tests.hardship.children import Say, Work
from tests.hardship.next_schema import with_next_schema

TRAINER = Actor("T-1", Role.TRAINER, Origin.CLI)
CUSTOMERS = 20
ACTS = 60
BEFORE = 3
SEEDED = Profile(30, 11, name="Sandbox")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_WHOLE = re.compile(
    r"(backups/centre\.[\dTZ.]+|centre|handed-in/[^/]+|out/[^/]+|worlds/[^/]+|worlds/backups/[^/]+"
    r"|worlds/templates/[^/]+)\.sqlite3|keys/centre\.key|worlds/a-[^/]+\.checkpoints"
    r"|worlds/templates/[^/]+\.start\.json|out/page\.html"
)
"""The files that may stand in a data folder that nobody has open. Anything else is half made."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found wrong, by its kind."""

    lost: int = 0
    unpaired: int = 0
    half_made: Sequence[str] = ()
    other: Sequence[str] = ()

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.unpaired or self.half_made or self.other)


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of work: `prepare` makes its folder from a data folder that was made once."""

    name: str
    prepare: Callable[[Path, Path], None]
    work: Work
    judge: Callable[[Path, Sequence[str]], Verdict]


def make_once(home: Path) -> None:
    """The data folder that every trial begins with: a centre and one small world, closed."""
    House.open(home).close()
    build_world(home / "worlds" / "w.sqlite3", Profile(CUSTOMERS, 7))


def copied(made: Path, home: Path) -> None:
    shutil.copytree(made, home)


def half_made_in(home: Path) -> list[str]:
    """Files that the next start left standing and that are no whole ones by their name."""
    found = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    return [name for name in found if not _WHOLE.fullmatch(name)]


def requests_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return {request for (request,) in connection.execute("SELECT request_id FROM journal_entry")}


def unpaired_in(*files: Path) -> tuple[int, list[str]]:
    """How many files have an entry without its rows or rows without their entry, and what else is wrong with them."""
    unpaired, other = 0, []
    for file in files:
        report = verify(file)
        if report.result != "intact":
            unpaired += report.result == "damaged"
            other.append(f"{file.name}: {report.result} {report.findings[0]}")
    return unpaired, other


def start_again(home: Path, world: Path) -> None:
    """The next start of the program, with the world that was open, and its end."""
    House.open(home).close()
    bootstrap.open_world(world).close()


def do_acts(home: Path, say: Say) -> None:
    with House.open(home) as house, house.world_at(home / "worlds" / "w.sqlite3", "", TRAINER) as world:
        for number in range(ACTS):
            request = f"r-{number}"
            world.perform(OpenRecord(1 + number % CUSTOMERS, "A look at the record."), TRAINER, request_id=request)
            say(request)


def judge_acts(home: Path, said: Sequence[str]) -> Verdict:
    world = home / "worlds" / "w.sqlite3"
    start_again(home, world)
    unpaired, other = unpaired_in(world)
    there = {request for request in requests_in(world) if request.startswith("r-")}
    if len(there - set(said)) > 1:
        other.append(f"{len(there - set(said))} acts that nobody acknowledged")
    return Verdict(len(set(said) - there), unpaired, half_made_in(home), other)


def do_fill(home: Path, say: Say) -> None:
    with House.open(home) as house:
        built = make_sandbox(home, SEEDED)
        register(house, built, SEEDED)
        say(built.path.name)


def judge_fill(home: Path, said: Sequence[str]) -> Verdict:
    start_again(home, home / "worlds" / "w.sqlite3")
    files = sorted((home / "worlds").glob("sandbox*.sqlite3"))
    unpaired, other = unpaired_in(*files, home / "centre.sqlite3")
    whole = {found.path.name for found in sandboxes(home) if found.customers == SEEDED.customers}
    other += [f"{file.name} is not what was asked for" for file in files if file.name not in whole]
    return Verdict(len(set(said) - whole), unpaired, half_made_in(home), other)


def do_migrate(home: Path, say: Say) -> None:
    with with_next_schema():
        bootstrap.open_world(home / "worlds" / "w.sqlite3").close()
        say("migrated")


def judge_migration(home: Path, said: Sequence[str]) -> Verdict:
    world = home / "worlds" / "w.sqlite3"
    with with_next_schema():
        newest = SCHEMAS[Realm.WORLD]
        lost = int("migrated" in said and look_at(world).schema != newest)
        start_again(home, world)
        unpaired, other = unpaired_in(world)
        if look_at(world).schema != newest:
            other.append("it was not brought up to date at the next opening")
    other += _unsound_backups(world)
    return Verdict(lost, unpaired, half_made_in(home), other)


def do_back_up(home: Path, say: Say) -> None:
    for number in range(3):
        for made in back_up(home, NOW + timedelta(hours=number)).made:
            say(made.path.relative_to(home).as_posix())
        with House.open(home) as house, house.world_at(home / "worlds" / "w.sqlite3", "", TRAINER) as world:
            world.perform(OpenRecord(1, "Something to back up."), TRAINER)


def judge_backups(home: Path, said: Sequence[str]) -> Verdict:
    lost = sum(not (home / name).is_file() for name in said)
    start_again(home, home / "worlds" / "w.sqlite3")
    failed = back_up(home, NOW + timedelta(days=1)).failed
    other = [str(problem) for problem in failed]
    for file in databases(home):
        other += _unsound_backups(file)
    unpaired, worse = unpaired_in(*databases(home))
    return Verdict(lost, unpaired, half_made_in(home), other + worse)


def _unsound_backups(file: Path) -> list[str]:
    wrong = []
    for backup in backups_of(file):
        try:
            prove(backup.path, look_at(backup.path).realm)
        except StoreUnavailable as problem:
            wrong.append(f"{backup.path.name}: {problem}")
    return wrong


PAGE = b"<!doctype html>" + b"<p>What the attempt shows.</p>" * 20_000 + b"</html>"


def do_export(home: Path, say: Say) -> None:
    for number in range(3):
        export_whole(home / "worlds" / "w.sqlite3", home / "out" / f"{number}.sqlite3")
        say(f"{number}.sqlite3")
        write_whole(home / "out" / "page.html", PAGE)
        say("page.html")


def judge_export(home: Path, said: Sequence[str]) -> Verdict:
    out = home / "out"
    lost = sum(not (out / name).is_file() for name in said)
    exported = sorted(out.glob("*.sqlite3"))
    unpaired, other = unpaired_in(*exported, home / "worlds" / "w.sqlite3")
    page = out / "page.html"
    half_made = [page.name] if page.exists() and page.read_bytes() != PAGE else []
    for again in [file.name for file in exported] or ["0.sqlite3"]:  # the next export tidies up after the last one
        (out / again).unlink(missing_ok=True)
    do_export_again(home)
    return Verdict(lost, unpaired, half_made + half_made_in(home), other)


def do_export_again(home: Path) -> None:
    for file in (home / "out").glob("*.sqlite3"):
        file.unlink()
    do_export(home, lambda _words: None)


def do_hand_in(home: Path, say: Say) -> None:
    with House.open(home) as house:
        learner = house.actor_for(Role.LEARNER, Origin.WINDOW)
        running = resume(house, house.attempt_named(ref_in(home)), learner)
        try:
            if running.row.state is AttemptState.RUNNING:
                finish(house, running, learner)
            say("finished")
            hand_in(house, running, learner)
            say("handed in")
        finally:
            running.world.close()


def judge_hand_in(home: Path, said: Sequence[str]) -> Verdict:
    with House.open(home) as house:
        row = house.attempt_named(ref_in(home))
    start_again(home, home / row.path)
    other, half_made = [], half_made_in(home)
    if row.state is not AttemptState.HANDED_IN:  # it is sealed until then
        half_made.remove(f"{row.path}.seal")
    file = handed_in_file(home, row.ref)
    lost = int("finished" in said and row.state is AttemptState.RUNNING)
    lost += int("handed in" in said and (row.state is not AttemptState.HANDED_IN or not file.is_file()))
    if row.state is AttemptState.HANDED_IN and not file.is_file():
        other.append("the centre knows of a hand-in without a file")
    unpaired, worse = unpaired_in(*([file] if file.exists() else []), home / row.path, home / "centre.sqlite3")
    if row.state is not AttemptState.HANDED_IN:
        do_hand_in(home, lambda _words: None)
    return Verdict(lost, unpaired, half_made + half_made_in(home), other + worse)


def ref_in(home: Path) -> str:
    """The attempt of a data folder that has one."""
    return next((home / "worlds").glob("a-*.sqlite3")).stem.upper()


def with_attempt(made: Path, home: Path) -> None:
    """The data folder with an attempt begun in it; the template stays where it was made."""
    shutil.copytree(made, home, ignore=shutil.ignore_patterns("templates"))


def with_log_left(made: Path, home: Path) -> None:
    """The data folder with a backup, and acts since, the last ones in a log that a crash left."""
    shutil.copytree(made, home)
    file = home / "worlds" / "w.sqlite3"
    back_up(home, NOW)
    world = bootstrap.open_world(file)
    for number in range(BEFORE):
        world.perform(OpenRecord(1, "Before the restore."), TRAINER, request_id=f"before-{number}")
    parts = {path: path.read_bytes() for path in (file, file.with_name(f"{file.name}-wal"))}
    world.close()
    for path, data in parts.items():
        path.write_bytes(data)


def do_restore(home: Path, say: Say) -> None:
    file = home / "worlds" / "w.sqlite3"
    for number in range(3):
        restore(file, home, NOW + timedelta(hours=1 + number))
        say(f"restored {number}")
        with House.open(home) as house, house.world_at(file, "", TRAINER) as world:
            world.perform(OpenRecord(2, "After the restore."), TRAINER, request_id=f"after-{number}")
            say(f"after-{number}")


def judge_restore(home: Path, said: Sequence[str]) -> Verdict:
    """Every act is in the world, or in what a restore that the world tells of has kept."""
    file = home / "worlds" / "w.sqlite3"
    start_again(home, file)
    kept = sorted((home / "worlds" / "backups").glob("w.replaced.*.sqlite3"))
    requests = requests_in(file)
    found = requests.union(*(requests_in(path) for path in kept))
    wanted = {f"before-{number}" for number in range(BEFORE)} | {words for words in said if words.startswith("after-")}
    told = sum(request.startswith("journal.restore:") for request in requests)
    unpaired, other = unpaired_in(file, *kept)
    if not (told or wanted <= requests):
        other.append("acts are gone, and the world tells of no restore")
    if any(words.startswith("restored ") for words in said) and not (told and kept):
        other.append("a restore that was acknowledged is not told, or kept nothing")
    return Verdict(len(wanted - found), unpaired, half_made_in(home), other + _unsound_backups(file))


TRIALS = (
    Trial("acts", copied, do_acts, judge_acts),
    Trial("filling a world", copied, do_fill, judge_fill),
    Trial("migration", copied, do_migrate, judge_migration),
    Trial("backup", copied, do_back_up, judge_backups),
    Trial("export", copied, do_export, judge_export),
    Trial("hand-in", with_attempt, do_hand_in, judge_hand_in),
    Trial("restore", with_log_left, do_restore, judge_restore),
)
