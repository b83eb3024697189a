# SPDX-License-Identifier: MIT
"""How a database is: at a glance, as each opening looks at it, or whole. Reads only; the window may run it beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from crmtrainer.journal.opening import Standing, standing_of
from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.belonging import belonging, of_kind
from crmtrainer.store.holding import holder_of
from crmtrainer.store.opening import examined


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of one file. `problem` says what keeps it from being opened, None where nothing does."""

    path: Path
    realm: Realm | None = None
    schema: int = 0
    entries: int = 0
    head: str = ""
    journal: str = ""
    """The name of the journal in it."""
    whole: bool = False
    """Whether all of it was looked at, and not only what must be sound for it to be opened."""
    holder: str = ""
    problem: StoreUnavailable | None = None


def glance(path: Path, realm: Realm | None = None) -> Health:
    """How a file is as far as can be told quickly. Raises nothing for any file there may be.

    A file that is not of this kind, or not of the kind that belongs at its place, has that as its problem.
    """
    holder = holder_of(path)
    try:
        kind = belonging(path) if realm is None else of_kind(path, realm)
    except StoreUnavailable as problem:
        return Health(path, holder=holder, problem=problem)
    try:
        found: Standing = examined(path, lambda connection, whole: standing_of(connection, path, whole=whole))
    except StoreUnavailable as problem:
        return Health(path, kind.realm, kind.schema, holder=holder, problem=problem)
    head, whole = found.hash.hex(), found.whole
    return Health(path, kind.realm, kind.schema, found.last.seq, head, found.journal, whole, holder)


def check_whole(path: Path, give_up: Callable[[], bool] | None = None) -> Health:
    """How a file is in every page, entry and row: the whole proof, for another thread. It may be open meanwhile.

    Once `give_up` says so the rest is left, and what is told is worth nothing.
    """
    seen = glance(path)
    if seen.problem is not None:
        return seen
    report = verify(path, give_up)
    problem = None
    if report.result is not RecordState.INTACT:
        finding = report.findings[0]
        code = str(finding.facts["code"]) if finding.kind is Damage.UNOPENED else "store.record_broken"
        problem = StoreUnavailable(code, path=str(path), entry=report.first_bad or 1)
    return replace(seen, entries=report.entries, head=report.head_hash, whole=True, problem=problem)
