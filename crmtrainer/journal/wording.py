# SPDX-License-Identifier: MIT
"""Sentences for what verification found, and for what it cannot prove; the faces fill in the places in braces."""

from __future__ import annotations

from crmtrainer.journal.levels import Level
from crmtrainer.journal.report import Damage, Finding, Note, Report
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Fact

WORDING: dict[str, str] = {
    "verify.result.intact": "Record: INTACT. {entries} entries, and every table is what they made of it.",
    "verify.result.unclosed": (
        "Record: UNCLOSED at entry {unclosed}. Nothing is wrong with the {entries} entries, but no entry closes them:"
        " whether more were made cannot be told."
    ),
    "verify.result.damaged": "Record: DAMAGED, first at entry {first_bad}.",
    "verify.result.damaged_outside": (
        "Record: DAMAGED. The {entries} entries hold, but what stands beside them was changed."
    ),
    "verify.result.unusable": "Record: UNVERIFIABLE. Nothing can be said about it.",
    "assurance.self_held.nothing_held": (
        "Assurance: self-held. The record was kept on the learner’s own machine, and neither slip nor receipt of it is"
        " held here; the chain shows changes made afterwards by somebody without the program’s help, and no more."
    ),
    "assurance.self_held.centre": (
        "Assurance: self-held. A centre is kept by whoever keeps its data folder, and is neither sealed nor read out in"
        " receipts; the chain shows changes made afterwards by somebody without the program’s help, and no more."
    ),
    "assurance.self_held.same_folder": (
        "Assurance: self-held. Slip, seals and receipts agree with the record, but the keys they rest on lie in the"
        " data folder in which it was made, so whoever kept that folder could have made them."
    ),
    "assurance.self_held.not_borne_out": (
        "Assurance: self-held. Slip, seals or receipts are held here, and the record as it stands is not borne out."
    ),
    "assurance.sealed": (
        "Assurance: sealed. It was begun under a slip from here, and every entry up to {sealed_to} bears a seal that"
        " only the key of its time could make; each key was overwritten by the next."
    ),
    "assurance.witnessed": (
        "Assurance: witnessed to entry {witnessed_to} at {witnessed_at}. A receipt read out then is held, so nothing up"
        " to there was changed since."
    ),
    "assurance.witnessed.sealed": (
        "Assurance: witnessed to entry {witnessed_to} at {witnessed_at}, sealed to entry {sealed_to}. A receipt read"
        " out then is held, so nothing up to there was changed since; what follows bears seals of keys that are gone."
    ),
    "verify.edited": "Entry {entry} was changed after it was written.",
    "verify.edited_with_hash": "Entry {entry} or {or} was changed after it was written, and the hash with it.",
    "verify.removed": "Entry {entry} is missing.",
    "verify.inserted": "Entry {entry} was put in afterwards.",
    "verify.reordered": "The entries from {entry} on are not in the order they were written in.",
    "verify.transplanted": "Entry {entry} belongs to another journal ({journal}).",
    "verify.rolled_back": (
        "Entries from {entry} on are gone, though entry {reached} was noted elsewhere: the log that held them was"
        " removed or swapped, they were cut off, or an older copy was put in the place of the file."
    ),
    "verify.rewritten": "Entries from {entry} on were written anew: the seal of entry {entry} is not theirs.",
    "verify.rewritten.before": (
        "The record was written anew behind entry {after}, at entry {entry} at the latest: what was noted of entry"
        " {entry} elsewhere is not what stands there."
    ),
    "verify.seal": "The seal of entry {entry} was changed; the entries themselves may be what they were.",
    "verify.unsealed": "Entry {entry} bears no seal, and the slip asks for one: it was not written in its time.",
    "verify.unsealed.restored": (
        "Entry {entry} says that the file was put back from a backup, and bears no seal, which the slip asks for and"
        " handing in would have given it: what stood behind entry {kept} is gone."
    ),
    "verify.epochs": (
        "Entry {entry} is sealed with the key of stretch {epoch} where that of stretch {turn} was due: what stood"
        " between is missing, or it was sealed afterwards."
    ),
    "verify.transplanted.slip": "Entry {entry} belongs to another attempt than {slip}, which its slip is for.",
    "verify.edited_with_hash.exactly": "Entry {entry} was changed after it was written, and the hash with it.",
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
    "verify.index": (
        "The index {index} does not say what its table {table} says: it was changed behind the journal’s back, and"
        " hides or shows rows wrongly."
    ),
    "verify.counts": (
        "The counts that Reports reads in {table} are not what the desk’s rows give: they were changed behind the"
        " journal’s back. `crmtrainer ask figures.recount` says where."
    ),
    "verify.torn": "The file cannot be read: {problem}.",
    "verify.format": "Entry {entry} is written in a format ({format}) that this program does not know.",
    "verify.no_journal": "There is no journal in this file.",
    "verify.note.clock_back": "At entry {entry} the computer’s clock stood {seconds} s earlier than before.",
    "verify.note.clock_jump": "Before entry {entry} the computer’s clock was moved by {seconds} s.",
    "verify.note.clock_offset": (
        "At entry {entry} the computer’s time zone was another than before:"
        " {after} instead of {before} minutes from UTC."
    ),
    "verify.note.redacted": "Entry {entry}, by {by}, erased {pieces} pieces of text.",
    "verify.note.restored": "At entry {entry} the file was put back from a backup; it had ended with entry {replaced}.",
    "verify.note.restored_unsealed": (
        "The record was rolled back to entry {kept} by entry {entry}, which nobody sealed: it was put back from a"
        " backup and not opened since, or its end was cut off."
    ),
    "verify.note.seals_before": (
        "Up to entry {entry} the seals hold. Those behind it were not checked, for the record is damaged there."
    ),
    "verify.note.seals_before.none": "No seal was checked, for the record is damaged from its first entry on.",
    "verify.note.unclosed": "No entry closes the record: whether an entry {entry} was made cannot be told.",
    "verify.note.key_gone": (
        "The file that seals this attempt is not beside it, and nothing closes the record: whether this is its newest"
        " copy cannot be told, and nothing can be entered in it here."
    ),
    "verify.note.out_of_time": "Entry {entry} was made outside the time that the slip allows.",
    "verify.note.old_program": "Entry {entry} was made by an older program than {wanted}, which the slip asks for.",
    "verify.note.unread": "The {what} that is held here for this attempt cannot be read: this data folder was damaged.",
    "verify.note.erased": "{pieces} pieces of text were erased. The entries still hold.",
    "verify.note.uncompared": "The tables could not be compared with the entries, for the entries are damaged.",
    "verify.note.uncompared_shape": "What stands in {table} could not be compared, for the table was altered.",
    "verify.note.uncompared_start": "{table} could not be followed back to its start, for words were erased.",
    "verify.note.extra_table": (
        "{table} is a table or view that this program does not make: it is no part of the record, and neither what"
        " stands in it nor a trigger on it is read, written or proved."
    ),
    "verify.not_proven": (
        "Not proven by a record that its owner kept: who was at the keyboard and with whose help; that the last entries"
        " were not cut off or written anew, or the whole record by a changed program; what happened outside it; and"
        " that the computer’s clock was right."
    ),
    "verify.not_proven.sealed": (
        "Not proven by seals alone: who was at the keyboard and with whose help; that nobody had prepared, before it"
        " began, to keep the keys; what was sealed last before the file was handed in; that the program was ours"
        " unchanged; what happened outside it; and that the computer’s clock was right."
    ),
    "verify.not_proven.witnessed": (
        "Not proven: who was at the keyboard and with whose help; that what stands before the first receipt, or between"
        " two, was done as it says, by our program unchanged; anything after the last receipt beyond its seals; what"
        " happened outside; and that the computer’s clock was right."
    ),
    "seal.rows_missing": (
        "Entries from {entry} on are missing in {path}: {sealed} were sealed. Its log was removed, or an older copy put"
        " in its place. It was left as it is: put the right file back, or restore a backup, which its record then says."
    ),
    "seal.key_missing": (
        "{path} is an assessed attempt whose entries are sealed, and the file that seals them, {key}, is missing or"
        " cannot be read. Put it back where it was: acts without it would count as somebody else’s, so nothing is"
        " entered. If it is gone for good, give your assessor the attempt as it is, and ask for a new slip."
    ),
    "seal.foreign": "Entry {entry} in {path} was not written by this program, so the record is not gone on with.",
    "slip.unreadable": "That is no slip of this program’s.",
    "slip.no_request": "That is no request for a slip, or not all of it. Copy the whole line that begins CRM-ASKS-1.",
    "slip.no_slip": "That is no slip, or not all of it. Copy the whole line that begins CRM-SLIP-1.",
    "slip.signature": "This slip was changed on its way: its signature does not hold. Ask your assessor for it again.",
    "slip.not_yours": "This slip was made out to somebody else.",
    "slip.not_now": "This slip holds from {opens} to {ends}. Ask your assessor for another.",
    "slip.not_asked": "This slip was not asked for here, or its attempt has begun already. Ask for a new one.",
    "slip.other_pack": "This machine has another version of {scenario} than the slip is for. Bring both up to date.",
    "slip.used": "Attempt {ref} was begun already.",
    "slip.known": "A slip for attempt {ref} was given out already.",
    "receipt.length": "A receipt has {wanted} characters; this has {length}.",
    "receipt.mistyped": "This is no receipt of attempt {attempt}: compare each character, and the attempt’s reference.",
    "receipt.not_yet": "A receipt cannot have been read out later than now.",
    "keys.gone": (
        "Slips given out: {slips}, without the key they were signed with. Backups leave it out: copy {path} over from"
        " where it was kept. Until then the seals of those attempts are not verified; chains, tables and receipts are."
    ),
    "keys.unreadable": "The keys in {path} cannot be read. Put the file back from a copy: no seal is verified without.",
    "replay.same": "Replayed: performing its {acts} acts again gives the same world.",
    "replay.differs": "Replayed: entry {entry} comes out otherwise ({what}). Another version wrote it, maybe.",
    "replay.differs_in_table": "Replayed: {table} {row} comes out otherwise ({what}). Another version wrote it, maybe.",
    "replay.erased": "Not replayed: words in {table} were erased, so the start cannot be told.",
    "replay.other_way": "Entry {seq} does not come out again as it is on record ({what}).",
    "replay.not_intact": "Only an intact record can be replayed. See: crmtrainer verify",
}


def told_result(report: Report) -> tuple[str, dict[str, Fact]]:
    """The code of the sentence that says what verification comes to, and the facts that fill it."""
    facts: dict[str, Fact] = {
        "entries": report.entries,
        "first_bad": report.first_bad,
        "unclosed": report.head_seq + 1,
    }
    return f"verify.result.{report.result.value}{'_outside' if report.is_beside else ''}", facts


def told_assurance(report: Report) -> tuple[str, dict[str, Fact]]:
    """The code of the sentence that says how far a record can be relied on, and the facts that fill it."""
    if report.realm is Realm.CENTRE:
        return "assurance.self_held.centre", {}
    if report.assurance is Level.SELF_HELD:
        return f"assurance.{report.assurance.value}.{report.ground.value}", {}
    at = report.witnessed_at
    facts: dict[str, Fact] = {
        "sealed_to": report.sealed_to,
        "witnessed_to": report.witnessed_to,
        "witnessed_at": "a time not noted" if at is None else f"{at:%d %b %Y, %H:%M} UTC",
    }
    both = report.assurance is Level.WITNESSED and report.sealed_to > report.witnessed_to
    return f"assurance.{report.assurance.value}{'.sealed' if both else ''}", facts


def told_not_proven(report: Report) -> str:
    """The code of the standing sentence on what is not proven."""
    return "verify.not_proven" + ("" if report.assurance is Level.SELF_HELD else f".{report.assurance.value}")


def told(finding: Finding) -> tuple[str, dict[str, Fact]]:
    """The code of a finding's sentence, and the facts that fill it."""
    facts = {**finding.facts, "entry": finding.seq}
    if finding.kind is Damage.UNOPENED:
        return str(facts.pop("code")), facts
    if finding.kind is Damage.UNLOGGED:
        what = finding.facts.get("what")
        return f"verify.unlogged.{what if what in ('gone', 'back', 'start') else 'column'}", facts
    if finding.kind is Note.UNCOMPARED and finding.facts.get("part") in ("start", "shape"):
        return f"verify.note.uncompared_{finding.facts['part']}", facts
    family = "verify.note" if isinstance(finding.kind, Note) else "verify"
    return ".".join(filter(None, (family, finding.kind.value, _variant(finding)))), facts


def _variant(finding: Finding) -> str:
    """Which of several sentences about one kind fits what is known of it."""
    if finding.kind is Damage.REWRITTEN and "after" in finding.facts:
        return "before"
    if finding.kind is Damage.TRANSPLANTED and "slip" in finding.facts:
        return "slip"
    if finding.kind is Note.SEALS_BEFORE and not finding.seq:
        return "none"
    if finding.kind is Damage.UNSEALED and "kept" in finding.facts:
        return "restored"
    if finding.kind is Damage.EDITED_WITH_HASH and "or" not in finding.facts:
        return "exactly"
    return ""
