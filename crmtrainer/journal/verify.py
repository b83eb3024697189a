# SPDX-License-Identifier: MIT
"""Verifying one file: the chain, what each entry says, and whether the tables are what the entries made of them.

Reads only, needs neither a template nor the rooms, and never trusts the file: what cannot be read is a finding.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crmtrainer.journal.comparing import compare_table
from crmtrainer.journal.conversions import step_to
from crmtrainer.journal.crossing import SchemaPath, shapes_at
from crmtrainer.journal.digests import TableDigest
from crmtrainer.journal.genesis import SCHEMA, Begin
from crmtrainer.journal.known_counts import COUNTS, are_recounted
from crmtrainer.journal.known_shapes import altered
from crmtrainer.journal.links import Chain, StoredLink, broken_links, walk
from crmtrainer.journal.reading import EntryReading, StoredEntry, told_by
from crmtrainer.journal.report import UNUSABLE, Damage, Finding, Note, RecordState, Report, in_order, shown
from crmtrainer.journal.schema_check import (
    StoredSchema,
    check_guards,
    guarded_by,
    has_journal,
    has_seals,
    shapes_in,
    stored_schema,
)
from crmtrainer.journal.segments import Migrated
from crmtrainer.journal.shapes import TableShape, raw_chunks, raw_rows
from crmtrainer.journal.storage import check_storage
from crmtrainer.journal.trust import NONE_BESIDE, NOTHING, Beside, Trust, beside_of
from crmtrainer.journal.undoing import Undoing
from crmtrainer.journal.witnesses import Witnesses
from crmtrainer.kernel.canonical import Json, parse
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import BadInput, Refused, StoreUnavailable
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import has_log, look_at, revision_of
from crmtrainer.store.rows import STAMP

_FIRST = "SELECT body FROM journal_entry NOT INDEXED WHERE seq = 1"
_LINKS = "SELECT seq, previous, body, hash FROM journal_entry NOT INDEXED ORDER BY seq"
_ENTRIES = (
    "SELECT seq, previous, body, hash, verb, outcome, practice_at, request_id"
    " FROM journal_entry NOT INDEXED ORDER BY seq"
)
_WORDS = "SELECT seq, commitment, salt, words FROM journal_words NOT INDEXED ORDER BY seq"
OLDEST = 1
"""The first schema: what was handed in under it is verified as it is, and never brought up to date."""
_FIRST_MIGRATION = (
    f"SELECT body FROM journal_entry NOT INDEXED WHERE verb = '{Migrated.verb}' AND outcome = 'done'"
    " ORDER BY seq LIMIT 1"
)
_CUT = frozenset({Damage.TRUNCATED, Damage.ROLLED_BACK})
_OTHER_SCHEMA = Finding(Damage.UNLOGGED, None, {"table": "alembic_version", "row": "", "what": "start"})
UNTOUCHED = 0
"""The stamp of a row that no entry has touched."""
_STEPS = 2_000
"""Steps of SQLite's own between two questions whether to give up: less than a millisecond."""
_NAME = re.compile(r"[\x21-\x7e]{1,64}\Z")


def verify(
    path: Path, give_up: Callable[[], bool] | None = None, *, trust: Trust = NOTHING, kept_at: Path | None = None
) -> Report:
    """Verify the world or centre at `path`, also one that is open elsewhere. Changes nothing and raises nothing.

    `trust` is what whoever verifies holds about it; `kept_at` the file it is a copy of, where that is at hand, for what
    was noted beside that one. `give_up` is asked again and again; once it says so, the rest is left, and the report is
    worth nothing.
    """
    try:
        kind = look_at(path)
        before = _standing(path)
        report, _ = examined(path, kind.realm, give_up, trust, beside_of(kept_at or path))
        if before is not None and _standing(path) != before:
            # Somebody opened it meanwhile; now that a log stands beside it, SQLite keeps us and them apart.
            report, _ = examined(path, kind.realm, give_up, trust, beside_of(kept_at or path))
    except StoreUnavailable as problem:
        return _unusable(Finding(Damage.UNOPENED, None, {**problem.facts, "code": problem.code}))
    return report


def examined(
    path: Path,
    realm: Realm,
    give_up: Callable[[], bool] | None = None,
    trust: Trust = NOTHING,
    beside: Beside = NONE_BESIDE,
) -> tuple[Report, Undoing]:
    """The report on a file that looks like ours, and the story of every row that entries touched.

    Raises `StoreUnavailable` when it cannot be opened at all.
    """
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            if give_up is not None:
                driver: Any = connection.connection.driver_connection
                driver.set_progress_handler(give_up, _STEPS)
            examination = Examination(connection, realm, trust, beside)
            return examination.report(), examination.undoing
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as problem:
        # The last is the driver failing to read SQLite's own complaint, where that quotes broken text.
        told = problem.orig if isinstance(problem, DBAPIError) else problem
        return _unusable(Finding(Damage.TORN, None, {"problem": shown(str(told))})), Undoing({})
    finally:
        engine.dispose()


def _standing(path: Path) -> tuple[int, int] | None:
    """Size and time of a file that nobody has open; None for one that has a log beside it."""
    if has_log(path):
        return None
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _unusable(finding: Finding) -> Report:
    return Report(RecordState.UNUSABLE, findings=(finding,))


def _genesis_in(first: dict[str, Any] | None) -> Begin | None:
    """What the first entry says the start was, whether or not the chain holds."""
    if first is None or first["verb"] != Begin.verb:
        return None
    try:
        return from_plain(Begin, first["args"])
    except BadInput:
        return None


def _may_follow(finding: Finding) -> bool:
    """Whether a table may differ like this only because the entries that changed it are gone."""
    return finding.kind is Damage.UNLOGGED and finding.facts.get("what") in ("gone", "start")


def _is_told(identity: dict[str, Any], genesis: Begin) -> bool:
    """Whether the identity row is what the first entry says. No entry touches it ever after, so it bears no stamp."""
    about = _plain(identity["about"])
    return (identity["seed"], about, identity[STAMP]) == (genesis.seed, genesis.about, UNTOUCHED)


def _plain(text: object) -> Json:
    try:
        return parse(text) if isinstance(text, str) else None
    except Refused:
        return None


@dataclass(slots=True)
class Examination:
    """One look at an open file, within one transaction. `undoing` afterwards holds every row's story."""

    connection: Connection
    realm: Realm
    trust: Trust = NOTHING
    beside: Beside = NONE_BESIDE
    undoing: Undoing = field(default_factory=lambda: Undoing({}))
    _findings: list[Finding] = field(default_factory=list)
    _notes: list[Finding] = field(default_factory=list)
    _altered: frozenset[str] = frozenset()
    _schema: int = OLDEST
    _stored: dict[str, TableShape] = field(default_factory=dict)

    def report(self) -> Report:
        """Examine everything. Raises `DBAPIError` where storage cannot be read."""
        schema = stored_schema(self.connection)
        if not has_journal(schema):
            return _unusable(Finding(Damage.NO_JOURNAL))
        stored = check_storage(self.connection)
        torn = next((found for found in stored if found.kind is Damage.TORN), None)
        if torn is not None:
            return _unusable(torn)
        identity = self._identity()
        if identity is None:
            return _unusable(Finding(Damage.NO_JOURNAL))
        self._findings += [*stored, *check_guards(schema)]
        self._compare_shape()
        witnesses = Witnesses(self.connection, self.trust, self.beside, has_seals(schema))
        first = told_by(self.connection.exec_driver_sql(_FIRST).scalar())
        genesis = _genesis_in(first)
        chain = self._chain(identity["journal"], first)
        path = SchemaPath(self.realm, self._schema_at_start(first))
        self._undo_over(schema, genesis, path.schema)
        reading = EntryReading(path, chain.journal, self.undoing, witnesses.hear if witnesses.slip else None)
        reading.read(self._followed(chain), raw_rows(self.connection, _WORDS))
        broken = witnesses.refine(broken_links(chain, self._links)) if chain.journal else []
        self._add(broken, reading)
        if not broken:
            self._compare_schema(path, chain.seq)
        if genesis is None and not self._findings:
            self._findings.append(Finding(Damage.IMPOSSIBLE if reading.count else Damage.REMOVED, 1, {"what": "entry"}))
        self._compare_identity(identity, chain.journal, genesis)
        if broken or genesis is None or any(found.kind is Damage.IMPOSSIBLE for found in self._findings):
            self._notes.append(Finding(Note.UNCOMPARED, None, {"table": "", "part": "all"}))
        else:
            self._compare_tables(genesis, chain.seq)
            self._compare_counts()
        witnesses.look(chain, dict(genesis.about) if genesis else {}, broken_at=self._broken_at(broken, chain))
        self._hear(witnesses)
        return self._summed_up(reading, chain, genesis, witnesses)

    def _compare_shape(self) -> None:
        """The tables are built as their schema builds them, and the file's revision is the schema's own."""
        driver: Any = self.connection.connection.driver_connection
        named = {guarded_by(found) for found in self._findings}
        self._altered = frozenset(altered(driver, self.realm))
        self._findings += [
            Finding(Damage.TABLE, None, {"table": shown(name)}) for name in sorted(self._altered - named)
        ]
        self._schema = self.connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if "alembic_version" not in self._altered:
            revisions = self.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
            if revisions != [revision_of(self.realm, self._schema)]:
                self._findings.append(_OTHER_SCHEMA)

    def _identity(self) -> dict[str, Any] | None:
        rows = self.connection.exec_driver_sql("SELECT journal, seed, about, last_act FROM identity").all()
        return dict(rows[0]._mapping) if len(rows) == 1 else None

    def _chain(self, identity: object, first: dict[str, Any] | None) -> Chain:
        """The chain, to be followed under the name in the identity row, or in the first entry if it holds longer so."""
        names = [name for name in (identity, first and first["journal"]) if isinstance(name, str) and _NAME.match(name)]
        rivals = list(dict.fromkeys(names))
        if len(rivals) > 1:
            rivals.sort(key=lambda name: walk(self._links(), name).seq, reverse=True)
        return Chain(rivals[0]) if rivals else Chain("", holds=False)

    def _followed(self, chain: Chain) -> Iterator[StoredEntry]:
        """The stored entries, each with the chain followed that far or further: one reading serves both."""
        for rows in raw_chunks(self.connection, _ENTRIES):
            chain.follow(rows)
            yield from rows

    def _links(self) -> Iterator[StoredLink]:
        return raw_rows(self.connection, _LINKS)

    def _schema_at_start(self, genesis: dict[str, Any] | None) -> int:
        """The schema of the file when its journal began; first entries of older programs do not tell it."""
        told = genesis["facts"].get(SCHEMA) if genesis is not None else None
        if told is None:
            migration = told_by(self.connection.exec_driver_sql(_FIRST_MIGRATION).scalar())
            told = migration["args"].get("before") if migration else None
        return told if type(told) is int and OLDEST <= told <= self._schema else self._schema

    def _undo_over(self, schema: StoredSchema, genesis: Begin | None, began: int) -> None:
        shapes, findings, notes = shapes_in(schema, self._start_of(genesis) if genesis else ())
        self._stored = shapes
        self.undoing = Undoing(shapes_at(self.realm, began, self._schema, shapes), altered=self._altered)
        self._findings += [found for found in findings if found not in self._findings]
        self._notes += notes

    def _start_of(self, genesis: Begin) -> dict[str, str]:
        """The digest of each table when the journal began."""
        steps = (step_to(self.realm, schema) for schema in range(OLDEST + 1, self._schema + 1))
        added = [name for step in steps for name in step.added]
        return {**dict.fromkeys(added, TableDigest().told()), **genesis.start}

    def _add(self, broken: list[Finding], reading: EntryReading) -> None:
        """Take over what was found; behind the first break of the chain nothing more can be told from entries."""
        limit = min((finding.seq or 0 for finding in broken), default=None)
        self._findings += broken
        self._findings += [f for f in reading.findings if limit is None or (f.seq is not None and f.seq < limit)]
        self._notes += reading.notes

    def _compare_schema(self, path: SchemaPath, head: int) -> None:
        """The file has the schema to which its entries say that it was brought, and no migration is half told."""
        if any(found.kind is Damage.IMPOSSIBLE for found in self._findings):
            return
        if path.is_between:
            self._findings.append(Finding(Damage.IMPOSSIBLE, head, {"what": "schema"}))
        elif path.schema != self._schema and _OTHER_SCHEMA not in self._findings:
            self._findings.append(_OTHER_SCHEMA)

    def _compare_identity(self, identity: dict[str, Any], journal: str, genesis: Begin | None) -> None:
        """The one row that says which database this is repeats the first entry."""
        if identity["journal"] != journal:
            self._findings.append(Finding(Damage.TRANSPLANTED, 1, {"journal": shown(str(identity["journal"]))}))
        elif genesis and not _is_told(identity, genesis):
            self._findings.append(Finding(Damage.UNLOGGED, 1, {"table": "identity", "row": "", "what": "start"}))

    def _compare_tables(self, genesis: Begin, head: int) -> None:
        start = self._start_of(genesis)
        for name, shape in self.undoing.shapes.items():
            if name in self.undoing.lost or shape != self._stored[name]:
                self._notes.append(Finding(Note.UNCOMPARED, None, {"table": shown(name), "part": "shape"}))
                continue
            stories, crossings = self.undoing.stories.get(name, {}), self.undoing.crossings.get(name, [])
            findings, notes = compare_table(self.connection, shape, stories, crossings, head=head, start=start[name])
            self._findings += findings
            self._notes += notes

    def _compare_counts(self) -> None:
        """The counts follow from their rows. Where rows were changed the counts follow those: that is told once."""
        if not self._findings and not are_recounted(self.connection, self.realm, self._schema):
            self._findings.append(Finding(Damage.COUNTS, None, {"table": COUNTS}))

    def _broken_at(self, broken: list[Finding], chain: Chain) -> int:
        """The first entry at which the chain does not hold, or 0."""
        return min((found.seq for found in broken if found.seq), default=0 if chain.holds else chain.seq + 1)

    def _hear(self, witnesses: Witnesses) -> None:
        """Take over what others noted. Where entries are gone, so are rows that they removed: that is no second damage.

        A file whose own rows say that entries were cut off was not simply put back.
        """
        self._notes += witnesses.notes
        found = [*self._findings, *witnesses.findings]
        kinds = {finding.kind for finding in found}
        if kinds & _CUT:
            apart = [finding for finding in found if not _may_follow(finding)]
            if len(apart) < len(found):
                self._notes.append(Finding(Note.UNCOMPARED, None, {"table": "", "part": "all"}))
            found = apart
        if Damage.TRUNCATED in kinds:
            found = [finding for finding in found if finding.kind is not Damage.ROLLED_BACK]
        self._findings = found

    def _summed_up(self, reading: EntryReading, chain: Chain, genesis: Begin | None, witnesses: Witnesses) -> Report:
        kinds = {finding.kind for finding in self._findings}
        state = RecordState.DAMAGED if self._findings else RecordState.INTACT
        if not self._findings and any(note.kind is Note.UNCLOSED for note in self._notes):
            state = RecordState.UNCLOSED
        if kinds & UNUSABLE:
            state = RecordState.UNUSABLE
        level, ground = witnesses.level(holds=not self._findings)
        ordered = in_order(self._findings)
        return Report(
            state,
            entries=reading.count,
            head_seq=chain.seq,
            head_hash=chain.hash.hex(),
            first_bad=next((finding.seq for finding in ordered if finding.seq is not None), None),
            findings=ordered,
            notes=tuple(self._notes),
            journal=chain.journal,
            about=dict(genesis.about) if genesis else {},
            erased=len(reading.erased),
            assurance=level,
            ground=ground,
            sealed_to=witnesses.sealed_to,
            witnessed_to=witnesses.witnessed_to,
            witnessed_at=witnesses.witnessed_at,
            realm=self.realm,
        )
