# SPDX-License-Identifier: MIT
"""The one way to write (`perform`) and the one way to read (`ask`), for one open database.

Knows no subject: `bootstrap` hands in the rooms' handlers and reactors. Roles are checked here and nowhere else.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from crmtrainer.journal.checkpoints import outcome_of
from crmtrainer.journal.entry import Entry, Result
from crmtrainer.journal.repeats import says_the_same
from crmtrainer.journal.sealer import Sealer
from crmtrainer.journal.tables import CENTRE, WORLD, JournalTables
from crmtrainer.journal.writer import Account, Head, append, find_request, head_of
from crmtrainer.kernel.bounds import FIRST_YEAR, LARGEST_NUMBER, LAST_YEAR, brought_near, is_within
from crmtrainer.kernel.canonical import Json, stand_in, tidy_text
from crmtrainer.kernel.clock import Clock, SystemClock
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.commands import SYSTEM, Actor, Command, Done, HandlerTable, Origin, Outcome, Realm, Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.store.effects import Effect, WrittenSession
from crmtrainer.store.engine import Database
from crmtrainer.store.unit_of_work import LeftUndone, Reading, UnitOfWork, reading, writing

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=Command)

Reactor = Callable[[UnitOfWork, Command, Outcome], None]
"""Runs after a handler, in the same unit of work: may plan what follows, never refuses."""
Gate = Callable[[UnitOfWork, Command], None]
"""Runs before a handler, in the same unit of work: may raise `Refused` (an attempt that is over, say)."""
Within = Callable[[UnitOfWork], None]
LENGTH = "length"
"""The one fact of a refusal that is not entered: how long a text was that is kept only in part."""
OURS = ":"
"""Stands in every request id that the house itself gives: agenda:12, clock:3:50, begin:A-3F2C1B."""
Listener = Callable[[Done, Command], None]


def authorise(actor: Actor, command: type[Command], realm: Realm) -> None:
    """Whether `actor` may perform `command` here; deny by default. Raises `Refused`."""
    if command.realm is not realm:
        raise Refused("role.wrong_realm", verb=command.verb, realm=realm.value)
    if actor.role not in command.roles:
        raise Refused("role.not_allowed", verb=command.verb, role=actor.role.value)


def authorise_query(actor: Actor, query: Callable[..., object]) -> None:
    """Whether `actor` may ask `query`; a function not marked by `kernel.queries.answers` is never asked."""
    roles: frozenset[Role] = getattr(query, "roles", frozenset())
    if actor.role not in roles:
        raise Refused("role.not_allowed", verb=getattr(query, "query_name", query.__name__), role=actor.role.value)


class _OnlyAsked(LeftUndone):
    """Undoes the unit of work in which gates were only asked."""


class _RefusedBefore(LeftUndone):
    """The request's id is in the journal already: give the same answer (or say so), and enter nothing twice."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def tidied(command: C) -> C:
    """The command with its text as we keep it (NFC, bounded).

    Raises `Refused` for text that cannot be kept, and for numbers and times that nothing could be reckoned from.
    """
    tidy: C = _each_value(command, _kept)
    return tidy


def _as_kept(command: C) -> tuple[C, Refused | None]:
    """The command as it is entered, and why it cannot be carried out: its values are stood in for then."""
    try:
        return tidied(command), None
    except Refused as refusal:
        stood_in: C = _each_value(command, _stood_in)
        return stood_in, refusal


def _kept(value: str | int | datetime) -> str | int | datetime:
    if isinstance(value, str):
        return tidy_text(value)
    if is_within(value):
        return value
    if isinstance(value, datetime):
        raise Refused("time.out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    raise Refused("data.number_too_large", limit=LARGEST_NUMBER)


def _stood_in(value: str | int | datetime) -> str | int | datetime:
    return stand_in(value) if isinstance(value, str) else brought_near(value)


def _each_value(value: Any, change: Callable[[str | int | datetime], str | int | datetime]) -> Any:
    """`value` with its words, numbers and moments changed, however deep they stand."""
    if type(value) in (str, int, datetime):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_each_value(item, change) for item in value)
    if isinstance(value, Mapping):
        return {name: _each_value(item, change) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _each_value(getattr(value, f.name), change) for f in fields(value)})
    return value


@dataclass(slots=True)
class Application:
    """One open world or centre. Acts are performed in single file by the thread that owns it."""

    realm: Realm
    database: Database
    journal_id: str
    handlers: HandlerTable
    clock: Clock
    wall: Clock = field(default_factory=SystemClock)
    seed: str = ""
    gates: tuple[Gate, ...] = ()
    reactors: tuple[Reactor, ...] = ()
    sealer: Sealer | None = None
    """Seals the entries of an assessed attempt; None where none are sealed."""
    run_id: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    _listeners: list[Listener] = field(default_factory=list)

    @property
    def tables(self) -> JournalTables:
        return CENTRE if self.realm is Realm.CENTRE else WORLD

    def perform(
        self,
        command: Command,
        by: Actor,
        *,
        request_id: str | None = None,
        at: datetime | None = None,
        within: Within | None = None,
    ) -> Done:
        """Carry out one act, whole or not at all, and enter it in the journal in the same transaction.

        `request_id`: a repeated one gives the first result and does nothing, and for another act it is refused; the
        first result's changes do not come again, as nothing changed now and the journal has effects instead of them.
        Ids with a colon are the house's own and refused to people, who could otherwise answer for what the world is to
        do. `at`: the realm's time of the act,
        for what the world does at its due time; otherwise the clock's now. `within`: work that belongs into the
        same transaction. Raises `Refused` (journalled by itself), `StoreUnavailable`, or whatever bug was met.
        """
        account, refused = self._account(command, by, request_id, at or self.clock.now())
        try:
            done = self._carry_out(account, within, refused, is_new=request_id is None)
        except _RefusedBefore as before:
            raise before.refusal from None
        except Refused as refusal:
            self._enter_refusal(account, refusal)
            raise
        if not done.repeated:
            self._sealed()
            for listener in tuple(self._listeners):
                listener(done, command)
        return done

    def check(self, command: Command, by: Actor, *, request_id: str | None = None) -> None:
        """Meet what would refuse an act before its handler (role and gates), changing nothing.

        Raises `Refused`, which is journalled as the act's own would be.
        """
        account, refused = self._account(command, by, request_id, self.clock.now())
        try:
            with writing(self.database) as session:
                earlier = find_request(session, self.tables, account.request_id)
                if earlier is not None:
                    self._repeated(session, earlier, account)
                    raise _OnlyAsked
                if refused is not None:
                    raise refused
                work, _ = self._begun(session, account)
                self._pass_gates(work, command)
                raise _OnlyAsked
        except _OnlyAsked:
            return
        except _RefusedBefore as before:
            raise before.refusal from None
        except Refused as refusal:
            self._enter_refusal(account, refusal)
            raise

    def _account(
        self, command: Command, by: Actor, request_id: str | None, moment: datetime
    ) -> tuple[Account, Refused | None]:
        """What is to be told of an act, and what refuses it before anything else is looked at."""
        taken = request_id is not None and OURS in request_id and by.origin is not Origin.SYSTEM
        request = uuid.uuid4().hex if request_id is None or taken else request_id
        kept, refused = _as_kept(command)
        account = Account(kept, by, request, moment, self.wall.now(), Result.DONE)
        return account, Refused("request.reserved") if taken else refused

    def _begun(self, session: WrittenSession, account: Account) -> tuple[UnitOfWork, Head]:
        """The unit of work of an act that its role may perform, and the chain's head that it goes on from."""
        authorise(account.actor, type(account.command), self.realm)
        head = head_of(session, self.tables, self.journal_id)
        work = UnitOfWork(
            session,
            head.seq + 1,
            self._moment(account, head),
            account.wall,
            account.actor,
            account.request_id,
            self.seed,
            self.realm is Realm.CENTRE,
        )
        return work, head

    def _pass_gates(self, work: UnitOfWork, command: Command) -> None:
        for gate in self.gates:
            gate(work, command)

    def _carry_out(self, account: Account, within: Within | None, refused: Refused | None, *, is_new: bool) -> Done:
        command = account.command
        with writing(self.database) as session:
            # A number that was just drawn answered nothing before; the entry's unique index would say so.
            earlier = None if is_new else find_request(session, self.tables, account.request_id)
            if earlier is not None:
                return self._repeated(session, earlier, account)
            if refused is not None:
                raise refused
            work, head = self._begun(session, account)
            if within is not None:
                within(work)
            self._pass_gates(work, command)
            outcome = self.handlers[type(command)](command, work)
            for reactor in self.reactors:
                reactor(work, command, outcome)
            told = replace(
                account,
                command=command,
                practice=work.now,
                facts=_plain_facts(outcome.facts),
                subject=outcome.subject,
            )
            return Done(self._append(session, head, told, work.effects()).seq, outcome)

    def _repeated(self, session: Session, earlier: Entry, account: Account) -> Done:
        """The answer that one request was given before. What had changed then is not told again: it was announced."""
        is_the_same = says_the_same(session, self.tables, earlier, account.command)
        if earlier.actor != account.actor.pseudonym or not is_the_same:
            raise _RefusedBefore(Refused("request.reused", verb=earlier.verb))
        if earlier.result == Result.REFUSED:
            facts = {name: value for name, value in earlier.facts.items() if not isinstance(value, list | dict)}
            raise _RefusedBefore(Refused(earlier.refusal, **facts))
        return Done(earlier.seq, Outcome((), earlier.facts, earlier.subject), repeated=True)

    def _enter_refusal(self, account: Account, refusal: Refused) -> None:
        with writing(self.database) as session:
            head = head_of(session, self.tables, self.journal_id)
            told = replace(
                account,
                practice=self._moment(account, head),
                result=Result.REFUSED,
                refusal=refusal.code,
                # Of text that was too long a part is kept, which a replay finds as long as it is.
                facts=_plain_facts({name: fact for name, fact in refusal.facts.items() if name != LENGTH}),
            )
            self._append(session, head, told, [])
        self._sealed()

    def _append(self, session: Session, head: Head, told: Account, effects: list[Effect]) -> Head:
        seal = None if self.sealer is None else self.sealer.seal
        return append(session, self.tables, self.journal_id, self.run_id, head, told, effects, seal)

    def _sealed(self) -> None:
        """An entry was committed: note its seal, and evolve the key where it is time for that."""
        if self.sealer is not None:
            self.sealer.committed()
            self.checkpoint_if_due()

    def checkpoint_if_due(self) -> bool:
        """Enter a checkpoint where entries are sealed and it is time for one. Says whether there was one.

        What keeps it from being written is logged: the act before it is done all the same, and the next tries again.
        """
        if self.sealer is None or not self.sealer.is_due:
            return False
        try:
            self.checkpoint()
        except StoreUnavailable as problem:
            log.warning("%s goes on without a checkpoint: %s", self.database.path.name, problem.code)
            return False
        return True

    def checkpoint(self, *, closes: bool = False) -> None:
        """Enter where the journal stands, and evolve the key; nothing where entries are not sealed.

        `closes`: the attempt is handed in. Raises `StoreUnavailable`.
        """
        if self.sealer is None:
            return
        with writing(self.database) as session:
            head = head_of(session, self.tables, self.journal_id)
            command = self.sealer.next_checkpoint(head.seq, head.hash, closes=closes)
            request = f"checkpoint:{head.seq}"
            account = Account(command, SYSTEM, request, self.clock.now(), self.wall.now(), Result.DONE)
            told = replace(account, practice=self._moment(account, head), subject=outcome_of(command).subject)
            reached = self._append(session, head, told, [])
        self.sealer.passed(reached.seq, reached.hash, to_micros(told.wall))

    def _moment(self, account: Account, head: Head) -> datetime:
        """The realm's time of an act: practice time never goes back, the centre's time is the wall's."""
        if self.realm is Realm.CENTRE:
            return account.wall
        return account.practice if head.practice is None else max(account.practice, from_micros(head.practice))

    def ask(self, query: Callable[Concatenate[Reading, P], R], by: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """The query's frozen rows, as `by` may see them.

        Raises `Refused` for a role without the right, and for words or numbers that no act could have left behind.
        """
        authorise_query(by, query)
        for value in (*args, *kwargs.values()):
            _each_value(value, _kept)
        with reading(self.database) as session:
            return query(Reading(session, self.clock.now(), by), *args, **kwargs)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each act that was done. Gives the function that ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        """Close the database file."""
        if self.sealer is not None:
            self.sealer.close()
        self.database.close()


def _plain_facts(facts: Mapping[str, Any]) -> dict[str, Json]:
    return {name: to_plain(value) for name, value in facts.items()}


def merged(tables: Iterable[HandlerTable]) -> HandlerTable:
    """The rooms' handler tables as one. Raises `RuntimeError` when two rooms claim one command."""
    found: dict[type[Command], Callable[[Any, Any], Outcome]] = {}
    for table in tables:
        twice = set(found) & set(table)
        if twice:
            raise RuntimeError(f"two handlers for {sorted(cls.verb for cls in twice)}")
        found.update(table)
    return found
