# SPDX-License-Identifier: MIT
"""Filled worlds kept to be copied, one for each profile, schema and generation; the journal begins in the copy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.folding import words_of
from crmtrainer.seeding.builder import (
    Cancelled,
    Progress,
    begin_journal,
    fill,
    never,
    untold,
)
from crmtrainer.seeding.profile import GENERATION, Profile
from crmtrainer.seeding.unfinished import unfinished
from crmtrainer.store.files import SCHEMAS, copy_whole, settle

_LONGEST = 40
_MAKING = ".making"


def template_world(home: Path, profile: Profile, *, progress: Progress = untold, cancelled: Cancelled = never) -> Path:
    """The filled file for this profile, made when it is missing. It has no journal: copy it, never open it.

    While somebody else makes the same one, this waits for it. Raises what `builder.fill` raises.
    """
    template = template_path(home, profile)
    if stands(template):
        return template
    with _alone(template):
        if stands(template):
            return template  # made meanwhile by somebody else
        template.unlink(missing_ok=True)
        with unfinished(template) as part:
            filled = fill(part, profile, progress=progress, cancelled=cancelled)
            # The digests first: where a template stands, they stand too.
            noted = part.with_name(part.name + ".part")
            noted.write_text(json.dumps(filled.start, sort_keys=True), encoding="utf-8")
            settle(noted, _start_file(template))
    return template


def stands(template: Path) -> bool:
    """Whether a template is there, and whole."""
    return template.is_file() and _start_file(template).is_file()


@contextmanager
def _alone(template: Path) -> Iterator[None]:
    """Nobody else makes this template meanwhile; whoever comes second waits for the first."""
    lock = template.with_name(template.name + _MAKING)
    try:
        template.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(lock)
        held.acquire()
    except OSError as problem:
        raise StoreUnavailable("store.not_written", path=str(template), problem=str(problem)) from problem
    try:
        yield
    finally:
        held.release()
        lock.unlink(missing_ok=True)


def start_of(template: Path) -> dict[str, str]:
    """The digests of a template's tables, as the first entry of each copy tells them."""
    found = json.loads(_start_file(template).read_text(encoding="utf-8"))
    return {str(table): str(digest) for table, digest in found.items()}


def copy_world(template: Path, to: Path, *, about: dict[str, str], seed: str, starts_at: datetime) -> str:
    """A world of its own from a template, by SQLite's backup, its journal begun. Gives the journal's id.

    Raises `StoreUnavailable` when a file is at `to`, or the copy cannot be written.
    """
    with unfinished(to) as part:
        copy_whole(template, part)
        return begin_journal(part, about, seed=seed, starts_at=starts_at, start=start_of(template))


def template_path(home: Path, profile: Profile) -> Path:
    """Where the template for this profile stands, made or not."""
    name = "-".join(words_of(profile.name))[:_LONGEST] or "world"
    mark = hashlib.sha256(profile.name.encode()).hexdigest()[:6]
    made = "-".join((f"{profile.customers}-{profile.seed}-{profile.as_of.isoformat()}", *_chosen(profile)))
    version = f"g{GENERATION}s{SCHEMAS[Realm.WORLD]}"
    return home / "worlds" / "templates" / f"{name}-{mark}-{made}-{version}.sqlite3"


def _chosen(profile: Profile) -> list[str]:
    return [f"{name}{share}" for name, share in profile.choices.items()]


def _start_file(template: Path) -> Path:
    return template.with_suffix(".start.json")
