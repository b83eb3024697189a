# SPDX-License-Identifier: MIT
"""Filled worlds to practise in freely: made from a profile, listed by what their files say, opened, removed, put back.

A removed world lies in a folder of its own for some time. What is in a world is the business of `seeding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session

from crmtrainer import bootstrap
from crmtrainer.agenda.ticking import tick_file
from crmtrainer.agenda.world import World
from crmtrainer.assessment.commands import RegisterWorld
from crmtrainer.house.checking import glance
from crmtrainer.house.folder import AT_THE_DESK, House
from crmtrainer.house.registered import places_called
from crmtrainer.house.timing import follow_timing
from crmtrainer.journal.models import WorldIdentity
from crmtrainer.kernel.canonical import Json, canonical, parse
from crmtrainer.kernel.commands import SYSTEM, Actor, Realm
from crmtrainer.kernel.errors import Expected, NotFound, Refused, StoreUnavailable
from crmtrainer.kernel.folding import words_of
from crmtrainer.seeding.builder import Built, Cancelled, Progress, build_world, never, untold
from crmtrainer.seeding.profile import FIRST_WITH_ORGANISATION, Profile
from crmtrainer.seeding.report import SeedReport, report_of
from crmtrainer.seeding.sectors import DEFAULT_SECTOR
from crmtrainer.store.engine import open_database, open_reading
from crmtrainer.store.files import has_log, look_at, remove_whole
from crmtrainer.store.holding import hold
from crmtrainer.store.opening import roll_back

DAYS_KEPT = 30
"""How long a removed world can be put back."""
_SUFFIX = ".sqlite3"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A filled world by itself. `kept_until` is the last day of a removed one, None while it stands."""

    path: Path
    name: str
    customers: int
    seed: str
    as_of: date
    bytes: int
    kept_until: date | None = None
    sector: str = DEFAULT_SECTOR
    has_organisation: bool = True
    """False for a world of an older program, which left the organisation to the scenario."""


def free_path(home: Path, profile: Profile) -> Path:
    """Where the world will stand; a world that is there already is never replaced, the new one gets a number."""
    stem = "-".join((*words_of(profile.name)[:6], str(profile.customers), str(profile.seed)))
    return _free(home / "worlds", stem)


def make_sandbox(home: Path, profile: Profile, *, progress: Progress = untold, cancelled: Cancelled = never) -> Built:
    """A new world among the others, whole or not at all; `register` makes it known. Raises what `build_world` does."""
    return build_world(free_path(home, profile), profile, progress=progress, cancelled=cancelled)


def register(house: House, built: Built, profile: Profile) -> None:
    """Tell the centre of a new world."""
    about: Json = dict(profile.about())
    place = built.path.relative_to(house.home).as_posix()
    house.centre.perform(
        RegisterWorld(built.journal, "sandbox", profile.name, place, canonical(about).decode()),
        SYSTEM,
        request_id=f"register:{built.journal}",
    )


def sandboxes(home: Path) -> tuple[Sandbox, ...]:
    """All filled worlds by name, the removed ones after the others. A file that cannot be read is left out."""
    standing = [found for file in _files(home / "worlds") if (found := sandbox_at(file)) is not None]
    removed = []
    for file in _files(removed_folder(home)):
        day = _removed_on(file)
        found = sandbox_at(file, None if day is None else day + timedelta(days=DAYS_KEPT))
        if day is not None and found is not None:
            removed.append(found)
    return (*sorted(standing, key=_by_name), *sorted(removed, key=_by_name))


def find(home: Path, named: str) -> Sandbox:
    """The standing world that this is the file or the name of; of several with one name the first file counts.

    Raises `NotFound`; `StoreUnavailable` for one that is there, as its file's name or the centre tells, and cannot be
    opened.
    """
    standing = [world for world in sandboxes(home) if world.kept_until is None]
    for world in standing:
        if named in (str(world.path), world.path.name, world.path.stem):
            return world
    for world in standing:
        if world.name.casefold() == named.strip().casefold():
            return world
    called = {home / place for place in places_called(home, named)}
    for file in _files(home / "worlds"):
        if file in called or named in (str(file), file.name, file.stem):
            problem = glance(file).problem
            if problem is not None:
                raise problem
    raise NotFound("world", named, [world.name for world in standing])


def open_sandbox(house: House, path: Path, actor: Actor) -> World:
    """Open a filled world to practise in freely; its clock stands where it stood, at first at nine on its day.

    Limits give whoever opens it the time that was set for them.

    Raises `Refused` for what is no filled world of this folder, has no organisation in it, or for somebody who does
    not work at the desk; `StoreUnavailable` when it is open already or cannot be opened.
    """
    is_here = path.parent == house.home / "worlds"
    found = sandbox_at(path) if is_here else None
    if is_here and found is None and (problem := glance(path).problem) is not None:
        raise problem
    if found is None:
        raise Refused("world.not_a_sandbox", path=path.name)
    if actor.role not in AT_THE_DESK:
        raise Refused("world.not_at_the_desk")
    if not found.has_organisation:
        raise Refused("world.no_organisation", name=found.name)
    world = bootstrap.open_world(path)
    try:
        follow_timing(house.centre, world, actor.pseudonym)
    except BaseException:
        world.close()
        raise
    return world


def report_on(found: Sandbox) -> SeedReport:
    """Count what is in a filled world as it stands now. Raises `StoreUnavailable`."""
    return report_of(found.path, _about(found.path))


def remove(home: Path, path: Path, today: date) -> Path:
    """Put a filled world aside, from where it can be put back for some time. Gives where it lies.

    Raises `Refused` for what is no filled world of this folder, `StoreUnavailable` when it is open or cannot be moved.
    """
    if path.parent != home / "worlds" or sandbox_at(path) is None:
        raise Refused("world.not_a_sandbox", path=path.name)
    target = _free(removed_folder(home), f"{today.isoformat()}_{path.stem}")
    _move(path, target)
    return target


def put_back(home: Path, path: Path) -> Path:
    """Bring a removed world back among the others. Gives where it stands. Raises like `remove`."""
    if path.parent != removed_folder(home) or _removed_on(path) is None:
        raise Refused("world.not_a_sandbox", path=path.name)
    target = _free(home / "worlds", path.stem.partition("_")[2])
    _move(path, target)
    return target


def clear_out(home: Path, today: date) -> int:
    """Erase removed worlds whose time is over. Gives how many there were."""
    over = [
        file
        for file in _files(removed_folder(home))
        if (day := _removed_on(file)) is not None and day + timedelta(days=DAYS_KEPT) < today
    ]
    for file in over:
        remove_whole(file)
    return len(over)


def removed_folder(home: Path) -> Path:
    """Where removed worlds lie."""
    return home / "worlds" / "removed"


def _by_name(found: Sandbox) -> tuple[str, str]:
    return found.name.casefold(), found.path.name


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _removed_on(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem.partition("_")[0])
    except ValueError:
        return None


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}{_SUFFIX}", 2
    while path.exists():
        path = folder / f"{stem}-{number}{_SUFFIX}"
        number += 1
    return path


def sandbox_at(file: Path, kept_until: date | None = None) -> Sandbox | None:
    """What a world's file says about how it was filled; None for any other file."""
    try:
        if look_at(file).realm is not Realm.WORLD:
            return None
        roll_back(file)
        told = _about(file)
        if told.get("made") != "seeded":
            return None
        day, size = date.fromisoformat(told["as_of"]), file.stat().st_size
        sector, whole = told.get("sector", DEFAULT_SECTOR), int(told["generation"]) >= FIRST_WITH_ORGANISATION
        return Sandbox(file, told["name"], int(told["customers"]), told["seed"], day, size, kept_until, sector, whole)
    except (Expected, DBAPIError, InvalidRequestError, OSError, KeyError, ValueError, TypeError, AttributeError):
        return None  # whoever opens or verifies it is told


def _about(file: Path) -> dict[str, str]:
    """What a world's first entry tells of how it was made."""
    engine = open_reading(file)
    try:
        with Session(engine) as session:
            about = parse(session.scalars(select(WorldIdentity.about)).one().encode())
    finally:
        engine.dispose()
    return {key: str(value) for key, value in about.items()} if isinstance(about, dict) else {}


def _move(path: Path, target: Path) -> None:
    """Give a world that nobody has open another place."""
    if has_log(path):
        open_database(path).close()  # takes the log into the file, which then moves in one step
    held = hold(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        tick_file(path).unlink(missing_ok=True)
    except OSError as problem:
        raise StoreUnavailable("store.not_written", path=str(target), problem=str(problem)) from problem
    finally:
        held.let_go()
