# SPDX-License-Identifier: MIT
"""The journal of a world as the trace that checks and conditions look at, each act with what was true around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.journal.entry import WORDS_KEY, Entry, Result, entry_from, with_words
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.commands import HUMANS, Command, Outcome, Role
from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.context import Around
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.script import staged
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.store.unit_of_work import UnitOfWork

SKIPPED = frozenset(
    {"journal.begin", "journal.checkpoint", "scenario.stage", "agenda.drop", "practice.set", "practice.jump"}
)
"""Acts about the world itself: no check or condition speaks of them."""


def trace(session: Session, content: Content, verbs: Collection[str] | None = None) -> tuple[ActSeen, ...]:
    """The acts of the journal in order, with their context; only those of `verbs`, when given."""
    return in_context(read_acts(session, verbs), content)


def read_acts(session: Session, verbs: Collection[str] | None = None) -> list[ActSeen]:
    """The acts of the journal in order, as they were entered."""
    entry = WORLD.entry.c
    wanted = entry.verb.not_in(SKIPPED) if verbs is None else entry.verb.in_(verbs)
    bodies = session.execute(select(entry.seq, entry.body).where(wanted).order_by(entry.seq)).all()
    learner = _learner(session)
    return [_act(_entry(row.body), words, learner) for row, words in _with_words(session, bodies)]


def act_now(work: UnitOfWork, command: Command, outcome: Outcome) -> ActSeen:
    """The act that is being carried out, as it will stand in the journal."""
    plain = to_plain(command)
    assert isinstance(plain, dict)
    typed = [f.name for f in fields(command) if f.name in command.typed]
    return ActSeen(
        seq=work.seq,
        at=to_micros(work.now),
        role=work.actor.role,
        verb=command.verb,
        args=plain,
        facts={name: to_plain(value) for name, value in outcome.facts.items()},
        subject=outcome.subject,
        words="\n".join(text for name in typed for text in _texts(plain[name])),
        of_others=_is_of_others(work.actor.role, work.actor.pseudonym, _learner(work.session)),
    )


def in_context(acts: Iterable[ActSeen], content: Content) -> tuple[ActSeen, ...]:
    """The acts, each with what was true as it happened, and with what only came out later about a promise."""
    around = Around(content)
    seen: list[ActSeen] = []
    theirs: set[int] = set()
    for each in acts:
        act = each
        handoff = act.number("handoff_id")
        if act.of_others and act.verb == "handoff.send" and handoff is not None:
            theirs.add(handoff)
        elif act.role is Role.SYSTEM and handoff in theirs:
            act = replace(act, of_others=True)  # what a team does with work that somebody else sent
        seen.append(replace(act, context=around.of(act)))
        around.after(act)
    return tuple(replace(act, context={**act.context, **around.later(act)}) for act in seen)


def _learner(session: Session) -> str:
    """Whose attempt this world is."""
    row = staged(session)
    return "" if row is None else row.learner


def _is_of_others(role: Role, actor: str, learner: str) -> bool:
    return role in HUMANS and actor != learner


def _with_words(session: Session, rows: Sequence[Any]) -> Iterator[tuple[Any, dict[str, str | None]]]:
    """Each row with the words kept apart from it, by commitment; erased words are None."""
    kept: dict[int, dict[str, str | None]] = {}
    if rows:
        words = WORLD.words.c
        found = session.execute(select(words.seq, words.commitment, words.words).where(words.seq >= rows[0].seq))
        for row in found:
            kept.setdefault(row.seq, {})[row.commitment] = row.words
    for row in rows:
        yield row, kept.get(row.seq, {})


def _act(entry: Entry, words: Mapping[str, str | None], learner: str) -> ActSeen:
    spoken = with_words(dict(entry.args), dict(words))
    assert isinstance(spoken, dict)
    typed = [spoken[name] for name, value in entry.args.items() if _holds_words(value)]
    return ActSeen(
        seq=entry.seq,
        at=entry.practice,
        role=Role(entry.role),
        verb=entry.verb,
        args=spoken,
        facts=entry.facts,
        refusal=entry.refusal if entry.result == Result.REFUSED else "",
        subject=entry.subject,
        words="\n".join(text for value in typed for text in _texts(value)),
        of_others=_is_of_others(Role(entry.role), entry.actor, learner),
    )


@lru_cache(maxsize=1024)
def _entry(body: bytes) -> Entry:
    """The entry that these bytes say: entries never change, so each is read once. Words are not part of it."""
    return entry_from(body)


def _holds_words(value: Any) -> bool:
    if isinstance(value, dict):
        return WORDS_KEY in value or any(_holds_words(item) for item in value.values())
    return isinstance(value, list) and any(_holds_words(item) for item in value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
