# SPDX-License-Identifier: MIT
"""A record held against what others noted of it: its seals, the slip it was begun under, receipts, what stands beside.

Anything noted counts, also where it is inconvenient; what is held by whoever verifies decides the level of assurance.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from crmtrainer.journal.checkpoints import LETTERS, Checkpoint
from crmtrainer.journal.levels import Ground, Level
from crmtrainer.journal.links import Chain
from crmtrainer.journal.reading import told_by
from crmtrainer.journal.receipts import SIZES, read_receipt
from crmtrainer.journal.report import Damage, Finding, Note
from crmtrainer.journal.seals import evolved, fits
from crmtrainer.journal.segments import Restored, is_of_the_file
from crmtrainer.journal.shapes import raw_rows
from crmtrainer.journal.slips import SignedSlip, Slip, digest_of, is_signed, slip_from
from crmtrainer.journal.trust import Beside, Trust
from crmtrainer.kernel.errors import Refused

_HASHES = "SELECT seq, hash FROM journal_entry NOT INDEXED WHERE typeof(seq) = 'integer' AND typeof(hash) = 'blob'"
_BODY = "SELECT verb, body FROM journal_entry NOT INDEXED WHERE seq = ?"
_VERBS = f"SELECT seq, verb FROM journal_entry NOT INDEXED WHERE verb IN ('{Checkpoint.verb}', '{Restored.verb}')"
_SEALS = "SELECT seq, epoch, seal FROM journal_seal NOT INDEXED ORDER BY seq"
_SLIPS = "SELECT slip, signature, attempt FROM journal_slip NOT INDEXED"
_STAGED = "scenario.stage"
_MOST_EPOCHS = 100_000
"""More than an attempt reaches in a year; a key is not evolved further for a number out of a file."""


@dataclass(slots=True)
class Witnesses:
    """Let it `hear` each entry, ask `refine` about a broken chain, then `look`; then the rest tells what came of it."""

    connection: Connection
    trust: Trust
    beside: Beside
    has_seals: bool
    """Whether the file has a table of seals: those of the first schema have none."""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    sealed_to: int = 0
    witnessed_to: int = 0
    witnessed_at: datetime | None = None
    is_closed: bool = False
    slip: Slip | None = None
    """What was given out for the attempt, where that is held and can be read."""
    _foreign: list[int] = field(default_factory=list)
    _late: int | None = None
    _programs: dict[str, int] = field(default_factory=dict)
    """Each program that made entries, with its first."""
    _on_paper: bool = False
    _hashes: dict[int, bytes] = field(default_factory=dict)
    _seals: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    _waiting: dict[int, str] | None = None
    _keys: list[bytes] = field(default_factory=list)
    """The key of each epoch, as far as they were asked for."""

    def __post_init__(self) -> None:
        if self.trust.slip is not None:
            try:
                self.slip = slip_from(self.trust.slip)
            except Refused:
                self.notes.append(Finding(Note.UNREAD, None, {"what": "slip"}))

    def hear(self, seq: int, told: dict[str, Any]) -> None:
        """What entry `seq` says, as far as a slip has to do with it: who staged what, when, and by which program."""
        slip = self.slip
        if slip is None:
            return
        if told["verb"] == _STAGED and told["result"] == "done":
            args, wanted = told["args"], {"attempt": slip.attempt, "learner": slip.learner, "pack_hash": slip.pack}
            if any(args.get(name) != value for name, value in wanted.items()):
                self._foreign.append(seq)
        if self._late is None and not slip.opens - _HOUR <= told["wall"] <= slip.ends:
            self._late = seq
        self._programs.setdefault(told["app"], seq)

    def look(self, chain: Chain, about: dict[str, str], *, broken_at: int) -> None:
        """Hold the record against everything that is known of it. `about` is what its first entry says.

        Of a chain that is `broken_at` an entry only the seals before it are looked at, and what reaches behind its end.
        """
        self._read()
        head = max(self._hashes, default=0)
        self.is_closed = _closes(self._entry(head))
        self._look_behind_the_end(chain, head)
        if broken_at:
            if self._wants_seals and self.has_seals and chain.journal:
                self._check_seals_before(broken_at, head)
            return
        if self.has_seals:
            self._check_kept_slip(about)
        slip = self.slip
        if slip is not None:
            self._check_slip(slip, about)
        if self._wants_seals:
            self._check_seals(head, head)
        self._check_lines(chain)
        self._check_receipts(head)
        if self.is_closed:
            return
        if slip is not None and self.trust.ended:
            self.notes.append(Finding(Note.UNCLOSED, head + 1))
        elif self.has_seals and self._began_sealed() and self.beside.sealed(chain.journal) is None:
            self.notes.append(Finding(Note.KEY_GONE))

    def refine(self, findings: list[Finding]) -> list[Finding]:
        """Where the chain leaves open which of two entries was replaced, the seals tell."""
        if self.trust.key is None or not self.has_seals:
            return findings
        self._read()
        return [self._exactly(finding) if finding.kind is Damage.EDITED_WITH_HASH else finding for finding in findings]

    def level(self, *, holds: bool) -> tuple[Level, Ground]:
        """How far the record can be relied on, and why no further. `holds`: nothing at all was found."""
        if self.trust.slip is None and not self.trust.receipts and not self.trust.on_paper:
            return Level.SELF_HELD, Ground.NOTHING_HELD
        if not holds:
            return Level.SELF_HELD, Ground.NOT_BORNE_OUT
        if self.witnessed_to and (self.trust.elsewhere or self._on_paper):
            return Level.WITNESSED, Ground.ENOUGH
        if not self.trust.elsewhere:
            return Level.SELF_HELD, Ground.SAME_FOLDER
        return (Level.SEALED, Ground.ENOUGH) if self.sealed_to else (Level.SELF_HELD, Ground.NOTHING_HELD)

    def _read(self) -> None:
        if self._hashes:
            return
        self._hashes = dict(raw_rows(self.connection, _HASHES))
        if self.has_seals:
            for seq, epoch, seal in raw_rows(self.connection, _SEALS):
                self._seals[seq] = (epoch, seal)

    def _entry(self, seq: int) -> dict[str, Any] | None:
        """What an entry says; None for one that is not there, or whose column says another act than its bytes."""
        found = self.connection.exec_driver_sql(_BODY, (seq,)).first()
        told = None if found is None or seq not in self._hashes else told_by(found.body)
        return told if told is not None and found is not None and told["verb"] == found.verb else None

    # What reaches behind the end

    def _look_behind_the_end(self, chain: Chain, head: int) -> None:
        """Something that speaks of an entry which is not there: entries were cut off, or the file is an older one."""
        journal = chain.journal
        sealed = max(self._seals, default=0)
        if sealed > head:
            self._find(Damage.TRUNCATED, head + 1, table="journal_seal", row="", touched_by=sealed)
            return
        counted = self.beside.sealed(journal) or 0
        reached = max([counted, *(line.seq for line in self.beside.told(journal))])
        restored = min((seq for seq, verb in self._awaiting(head).items() if verb == Restored.verb), default=0)
        if restored:
            # It was put back and not opened since, or somebody cut it off and says so: what is beside cannot tell.
            kept = restored - 1
            if self.trust.key is not None or reached > kept:
                self.notes.append(Finding(Note.RESTORED_UNSEALED, restored, {"kept": kept, "reached": reached}))
            if self._wants_seals and self.slip is not None and self.trust.ended:
                # Handing in opens the world, which seals it. So this was handed in by hand, or never stood there.
                self._find(Damage.UNSEALED, restored, kept=kept)
        elif reached > head:
            self._find(Damage.ROLLED_BACK, head + 1, reached=reached)

    def _awaiting(self, head: int) -> dict[int, str]:
        """The acts of the last entries that are about the file itself: not opened since, none could be sealed."""
        if self._waiting is None:
            self._waiting = {}
            while head not in self._seals and (told := self._entry(head)) is not None and is_of_the_file(told):
                self._waiting[head] = told["verb"]
                head -= 1
        return self._waiting

    # The slip

    def _check_kept_slip(self, about: dict[str, str]) -> None:
        """The slip that stands in the file itself is the one that its first entry names, as it was signed."""
        kept = self._kept_slips()
        wanted = [about["slip"]] if "slip" in about else []
        sound = all(is_signed(signed) and signed.slip.attempt == attempt for signed, attempt in kept)
        if [signed.digest for signed, _ in kept] != wanted or not sound:
            self._find(Damage.UNLOGGED, 1, table="journal_slip", row="", what="start")

    def _kept_slips(self) -> list[tuple[SignedSlip, Any]]:
        rows = raw_rows(self.connection, _SLIPS)
        return [(SignedSlip(_bytes(content), _bytes(signature)), attempt) for content, signature, attempt in rows]

    def _began_sealed(self) -> bool:
        """Whether the file says that it was begun under a slip that wants seals."""
        return any(is_signed(signed) and signed.slip.sealed for signed, _ in self._kept_slips())

    def _check_slip(self, slip: Slip, about: dict[str, str]) -> None:
        assert self.trust.slip is not None
        if about.get("slip") != digest_of(self.trust.slip):
            kind = Damage.TRANSPLANTED if "slip" in about or not slip.sealed else Damage.UNSEALED
            self._find(kind, 1, slip=slip.attempt)
            return
        for seq in self._foreign:
            self._find(Damage.TRANSPLANTED, seq, slip=slip.attempt)
        if self._late is not None:
            self.notes.append(Finding(Note.OUT_OF_TIME, self._late))
        old = [seq for program, seq in self._programs.items() if _version(program) < _version(slip.program)]
        if old:
            self.notes.append(Finding(Note.OLD_PROGRAM, min(old), {"wanted": slip.program}))

    # Seals

    def _key(self, epoch: int) -> bytes:
        assert self.trust.key is not None
        if not self._keys:
            self._keys.append(self.trust.key)
        while len(self._keys) <= epoch:
            self._keys.append(evolved(self._keys[-1]))
        return self._keys[epoch]

    def _is_sealed(self, seq: int) -> bool:
        epoch, seal = self._seals.get(seq, (None, None))
        digest = self._hashes.get(seq)
        if digest is None or type(epoch) is not int or not 0 <= epoch <= _MOST_EPOCHS:
            return False
        return fits(seal, self._key(epoch), seq, digest)

    @property
    def _wants_seals(self) -> bool:
        return self.trust.key is not None and (self.slip is None or self.slip.sealed)

    def _check_seals_before(self, broken_at: int, head: int) -> None:
        """As far as the chain holds its seals can be asked; behind it they do not tell which entry it is."""
        found = len(self.findings)
        self._check_seals(broken_at - 1, head)
        if len(self.findings) == found:
            self.notes.append(Finding(Note.SEALS_BEFORE, self.sealed_to))

    def _check_seals(self, until: int, head: int) -> None:
        """Hold each entry up to `until`, of `head` in all, against its seal, and stop at the first that fails."""
        before, evolves = 0, False
        verbs: dict[int, str] = dict(raw_rows(self.connection, _VERBS))
        for seq in range(1, until + 1):
            verb = verbs.get(seq)
            epoch = self._seals.get(seq, (None, None))[0]
            if epoch is None:
                if seq not in self._awaiting(head):
                    self._find(Damage.UNSEALED, seq)
                return
            if not self._is_sealed(seq):
                self._find(self._kind_of_break(seq, head), seq)
                return
            turn = before + evolves
            if epoch != turn and not (verb == Restored.verb and epoch > turn):
                self._find(Damage.EPOCHS, seq, turn=turn, epoch=epoch)
                return
            before, evolves, self.sealed_to = epoch, verb == Checkpoint.verb, seq

    def _kind_of_break(self, seq: int, head: int) -> Damage:
        """What was done to entry `seq` of a whole chain, whose seal is the first that does not hold."""
        if seq == head:
            return Damage.EDITED_WITH_HASH
        # Had the entry been changed, so would be the next one's hash; and its seal, unless its key could be had.
        same_key = self._seals[seq][0] == self._seals.get(seq + 1, (None, None))[0]
        return Damage.SEAL if same_key and self._is_sealed(seq + 1) else Damage.REWRITTEN

    def _exactly(self, finding: Finding) -> Finding:
        seq, other = finding.seq, finding.facts.get("or")
        if seq is None or not isinstance(other, int):
            return finding
        if not self._is_sealed(seq):
            return replace(finding, facts={})
        return finding if self._is_sealed(other) else replace(finding, seq=other, facts={})

    # Checkpoints told beside, and receipts

    def _check_lines(self, chain: Chain) -> None:
        head, agreed = max(self._hashes, default=0), 0
        until = head - len(self._awaiting(head))
        for line in sorted(self.beside.told(chain.journal), key=lambda line: line.seq):
            if not 0 < line.seq <= until:
                continue
            if self._hashes[line.seq].hex()[:LETTERS] != line.head:
                self._find_rewritten(agreed, line.seq, "lines")
                return
            agreed = line.seq

    def _check_receipts(self, head: int) -> None:
        agreed, wrong, until = [0], [], head - len(self._awaiting(head))
        for held, by_paper in (
            *((held, False) for held in self.trust.receipts),
            *((held, True) for held in self.trust.on_paper),
        ):
            try:
                receipt = read_receipt(self.trust.attempt, held.code)
            except Refused:
                self.notes.append(Finding(Note.UNREAD, None, {"what": "receipt"}))
                continue
            places = range(receipt.size or SIZES, head + 1, SIZES)
            found = next((seq for seq in places if receipt.fits(seq, self._hashes[seq])), 0)
            if found:
                agreed.append(found)
                self._on_paper |= by_paper
                if found >= self.witnessed_to:
                    self.witnessed_to, self.witnessed_at = found, held.at
            elif not places:
                self._find(Damage.ROLLED_BACK, until + 1, reached=receipt.size)
            else:
                wrong.append(places[-1])
        if wrong:
            first = min(wrong)
            self._find_rewritten(max(seq for seq in agreed if seq < first), first, "receipt")

    def _find_rewritten(self, agreed: int, seq: int, by: str) -> None:
        """Somewhere behind the last reference that agrees; a seal that fails says where exactly."""
        if not any(finding.kind in (Damage.REWRITTEN, Damage.EDITED_WITH_HASH) for finding in self.findings):
            self._find(Damage.REWRITTEN, seq, after=agreed, by=by)

    def _find(self, kind: Damage, seq: int, **facts: str | int) -> None:
        self.findings.append(Finding(kind, seq, dict(facts)))


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


_HOUR = 3_600_000_000
"""Microseconds: two machines' clocks differ, and a slip may be used at once."""


def _closes(told: dict[str, Any] | None) -> bool:
    return told is not None and told["verb"] == Checkpoint.verb and told["args"].get("closes") is True


def _version(text: str) -> tuple[int, ...]:
    """A version as numbers; what is none counts as the oldest."""
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() and part.isascii() for part in parts) else ()
