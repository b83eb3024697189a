# SPDX-License-Identifier: MIT
"""Sentences for what verification found, and for what it cannot prove; the faces fill in the places in braces."""

from __future__ import annotations

from crmtrainer.journal.report import Damage, Finding, Note, RecordState, Report
from crmtrainer.kernel.errors import Fact

WORDING: dict[str, str] = {
    "verify.result.intact": "Intact: {entries} entries, and every table is what they made of it.",
    "verify.result.damaged": "Damaged, first at entry {first_bad}.",
    "verify.result.damaged_outside": "Damaged: the {entries} entries hold, but what stands beside them was changed.",
    "verify.result.unusable": "Unusable: nothing can be said about this record.",
    "verify.edited": "Entry {entry} was changed after it was written.",
    "verify.edited_with_hash": "Entry {entry} or {or} was changed after it was written, and the hash with it.",
    "verify.removed": "Entry {entry} is missing.",
    "verify.inserted": "Entry {entry} was put in afterwards.",
    "verify.reordered": "The entries from {entry} on are not in the order they were written in.",
    "verify.transplanted": "Entry {entry} belongs to another journal ({journal}).",
    "verify.truncated": "Entries from {entry} on were cut off: {table} {row} speaks of entry {touched_by}.",
    "verify.column": "Beside entry {entry}, the column {column} does not say what the entry says.",
    "verify.impossible": "Entry {entry} says what this program never writes.",
    "verify.backwards": "Practice time goes back at entry {entry}.",
    "verify.words_changed": "Words typed in entry {entry} were changed afterwards.",
    "verify.words_missing": "Words typed in entry {entry} are missing.",
    "verify.words_stray": "There are words that entry {entry} does not speak of.",
    "verify.words_erased": "Words typed in entry {entry} were erased, and no entry says so.",
    "verify.effects": "Entry {entry} found {table} otherwise than the entries before had left it.",
    "verify.unlogged.gone": "{table} {row} was removed behind the journal’s back, after entry {entry}.",
    "verify.unlogged.back": "{table} {row} was put back behind the journal’s back, after entry {entry}.",
    "verify.unlogged.start": "{table} was changed behind the journal’s back, in what no entry touched.",
    "verify.unlogged.column": "{table} {row} was changed behind the journal’s back ({what}), after entry {entry}.",
    "verify.guard": "The guard {guard} that keeps the journal append-only is missing or was changed.",
    "verify.table": "The table {table} is missing or is no longer what it was.",
    "verify.torn": "The file cannot be read: {problem}.",
    "verify.format": "Entry {entry} is written in a format ({format}) that this program does not know.",
    "verify.no_journal": "There is no journal in this file.",
    "verify.note.clock_back": "At entry {entry} the computer’s clock stood {seconds} s earlier than before.",
    "verify.note.clock_jump": "Before entry {entry} the computer’s clock was moved by {seconds} s.",
    "verify.note.erased": "{pieces} pieces of text were erased. The entries still hold.",
    "verify.note.uncompared": "The tables could not be compared with the entries, for the entries are damaged.",
    "verify.note.uncompared_start": "{table} could not be followed back to its start, for words were erased.",
    "verify.note.extra_table": "The table {table} is no part of the record.",
    "verify.not_proven": (
        "Not proven by a record that its owner kept: who was at the keyboard and with whose help; that the last entries"
        " were not cut off or written anew, or the whole record by a changed program; what happened outside it; and"
        " that the computer’s clock was right."
    ),
    "replay.same": "Replayed: performing its {acts} acts again gives the same world.",
    "replay.differs": "Replayed: entry {entry} comes out otherwise ({what}). Another version wrote it, maybe.",
    "replay.differs_in_table": "Replayed: {table} {row} comes out otherwise ({what}). Another version wrote it, maybe.",
    "replay.erased": "Not replayed: words in {table} were erased, so the start cannot be told.",
    "replay.other_way": "Entry {seq} does not come out again as it is on record ({what}).",
    "replay.not_intact": "Only an intact record can be replayed. See: crmtrainer verify",
    "store.older": "The file {path} was written by an older version. Open it once with this program, then verify it.",
}


_BESIDE = {Damage.UNLOGGED, Damage.GUARD, Damage.TABLE}
"""What leaves the entries themselves in order."""


def told_result(report: Report) -> tuple[str, dict[str, Fact]]:
    """The code of the sentence that says what verification comes to, and the facts that fill it."""
    facts: dict[str, Fact] = {"entries": report.entries, "first_bad": report.first_bad}
    beside = report.result is RecordState.DAMAGED and all(found.kind in _BESIDE for found in report.findings)
    return f"verify.result.{report.result.value}{'_outside' if beside else ''}", facts


def told(finding: Finding) -> tuple[str, dict[str, Fact]]:
    """The code of a finding's sentence, and the facts that fill it."""
    facts = {**finding.facts, "entry": finding.seq}
    if finding.kind is Damage.UNOPENED:
        return str(facts.pop("code")), facts
    if finding.kind is Damage.UNLOGGED:
        what = finding.facts.get("what")
        return f"verify.unlogged.{what if what in ('gone', 'back', 'start') else 'column'}", facts
    if finding.kind is Note.UNCOMPARED and finding.facts.get("part") == "start":
        return "verify.note.uncompared_start", facts
    family = "verify.note" if isinstance(finding.kind, Note) else "verify"
    return f"{family}.{finding.kind.value}", facts
