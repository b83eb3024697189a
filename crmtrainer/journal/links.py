# SPDX-License-Identifier: MIT
"""The chain of stored bytes: whether it holds, and, where it does not, which entry is the first and what was done."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crmtrainer.journal.entry import chain, chain_tag, genesis_link
from crmtrainer.journal.report import Damage, Finding, shown
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.errors import Refused

StoredLink = Sequence[Any]
"""Number, previous hash, bytes and hash as they are stored: four values of any type, and what stands behind them."""


@dataclass(slots=True)
class Chain:
    """How far the chain of `journal` holds: up to `seq`, with that entry's hash, and whether that is all there is."""

    journal: str
    seq: int = 0
    hash: bytes = b""
    holds: bool = True

    def __post_init__(self) -> None:
        self.hash = genesis_link(self.journal)

    def follow(self, rows: Iterable[StoredLink]) -> None:
        """Go on over the next stored entries, as far as the chain holds."""
        if not self.holds:
            return
        tag, number, last = chain_tag(self.journal), self.seq, self.hash
        sha, pack = hashlib.sha256, struct.Struct(">Q").pack
        for row in rows:
            body, stored = row[2], row[3]
            if (
                row[0] != number + 1
                or row[1] != last
                or type(body) is not bytes
                or sha(tag + pack(number + 1) + last + body).digest() != stored
            ):
                self.holds = False
                break
            number, last = number + 1, stored
        self.seq, self.hash = number, last


def walk(rows: Iterable[StoredLink], journal: str) -> Chain:
    """Follow the chain from its beginning over stored bytes, as far as it holds."""
    found = Chain(journal)
    found.follow(rows)
    return found


@dataclass(frozen=True, slots=True)
class Link:
    """One stored entry: where it stands, what its bytes say, and whether its hash fits what they say."""

    seq: int
    said: int
    said_journal: str | None
    previous: bytes
    hash: bytes
    fits: bool


def read_link(row: StoredLink, journal: str) -> Link:
    """What stands in a row, made of whatever is there; bytes that say nothing count as edited in their place."""
    seq = row[0] if isinstance(row[0], int) else 0
    previous, body, stored = (value if isinstance(value, bytes) else b"" for value in row[1:4])
    said, said_journal = _said(body)
    if said is None or not 0 < said < 2**63:
        return Link(seq, seq, said_journal, previous, stored, False)
    fits = len(previous) == 32 and chain(previous, journal, said, body) == stored
    return Link(seq, said, said_journal, previous, stored, fits)


def _said(body: bytes) -> tuple[int | None, str | None]:
    try:
        data = parse(body)
    except Refused:
        return None, None
    if not isinstance(data, dict):
        return None, None
    seq, journal = data.get("seq"), data.get("journal")
    number = seq if isinstance(seq, int) and not isinstance(seq, bool) else None
    return number, journal if isinstance(journal, str) else None


def diagnose(rows: Iterable[StoredLink], journal: str) -> list[Finding]:
    """What was done to a chain that does not hold; never empty for one that `walk` found broken."""
    links = _with_edits_in_place([read_link(row, journal) for row in rows], journal)
    findings = [
        Finding(Damage.TRANSPLANTED, link.seq, {"journal": shown(link.said_journal)})
        for link in links
        if link.said_journal is not None and link.said_journal != journal
    ]
    inserted = _inserted(links)
    findings += [Finding(Damage.INSERTED, link.seq) for link in inserted]
    extra = set(map(id, inserted))
    genuine = [link for link in links if id(link) not in extra]
    findings += _reordered(genuine)
    ordered = sorted(genuine, key=lambda link: link.said)
    findings += _removed(ordered)
    findings += [Finding(Damage.EDITED, link.said) for link in ordered if not link.fits]
    findings += _replaced(ordered, journal)
    if not findings:
        findings = [
            Finding(Damage.COLUMN, link.said, {"column": "seq", "stored": link.seq})
            for link in ordered
            if link.seq != link.said
        ]
    return sorted(findings, key=lambda finding: finding.seq or 0)


def _with_edits_in_place(links: list[Link], journal: str) -> list[Link]:
    """Where an entry's neighbours still hold on to it but its bytes do not fit, the bytes were changed there."""
    settled = []
    for place, link in enumerate(links):
        before = links[place - 1].hash if place else genesis_link(journal)
        after = links[place + 1].previous if place + 1 < len(links) else link.hash
        if not link.fits and link.previous == before and link.hash == after:
            settled.append(Link(link.seq, link.seq, link.said_journal, link.previous, link.hash, False))
        else:
            settled.append(link)
    return settled


def _inserted(links: list[Link]) -> list[Link]:
    """Of several entries that claim one number, those that nobody is chained to."""
    by_number: dict[int, list[Link]] = {}
    for link in links:
        by_number.setdefault(link.said, []).append(link)
    claimed = {link.previous for link in links}
    extra = []
    for _, rivals in sorted(item for item in by_number.items() if len(item[1]) > 1):
        genuine = max(rivals, key=lambda link: (link.fits, link.hash in claimed, link.said == link.seq, -link.seq))
        extra += [link for link in rivals if link is not genuine]
    return extra


def _reordered(links: list[Link]) -> list[Finding]:
    """The first entry that does not stand where its number puts it among the others."""
    wanted = sorted(link.said for link in links)
    out_of_place = [link for link, said in zip(links, wanted, strict=True) if link.said != said]
    return [Finding(Damage.REORDERED, out_of_place[0].seq, {"entries": len(out_of_place)})] if out_of_place else []


def _removed(ordered: list[Link]) -> list[Finding]:
    """Gaps in the numbers, from 1 on."""
    findings, expected = [], 1
    for link in ordered:
        if link.said > expected:
            findings.append(Finding(Damage.REMOVED, expected, {"entries": link.said - expected}))
        expected = link.said + 1
    return findings


def _replaced(ordered: list[Link], journal: str) -> list[Finding]:
    """Entries that fit their own hash, while their successor was chained to another."""
    findings = []
    genesis = Link(0, 0, None, b"", genesis_link(journal), True)
    for link, successor in zip([genesis, *ordered], ordered, strict=False):
        follows = successor.said == link.said + 1
        if follows and link.fits and successor.fits and successor.previous != link.hash:
            kind = Damage.EDITED_WITH_HASH if link.said else Damage.EDITED
            findings.append(Finding(kind, max(link.said, 1), {"or": successor.said}))
    return findings


def check_chain(read: Callable[[], Iterable[StoredLink]], journal: str) -> tuple[Chain, list[Finding]]:
    """Follow the chain; where it breaks, read it once more and say what was done."""
    found = walk(read(), journal)
    return found, broken_links(found, read)


def broken_links(found: Chain, read: Callable[[], Iterable[StoredLink]]) -> list[Finding]:
    """What was done to a chain that was followed; nothing where it holds."""
    if found.holds:
        return []
    return diagnose(read(), found.journal) or [Finding(Damage.EDITED, found.seq + 1)]
