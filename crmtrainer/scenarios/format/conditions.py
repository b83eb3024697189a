# SPDX-License-Identifier: MIT
"""What a pack can ask about: acts in the journal (`Pattern`), and the state of record and people (`Condition`).

Only the shapes; `seen` matches patterns and `scenarios.conditions` decides conditions.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.scenarios.format.base import Minutes, Model, Name, Names, Texts, Trust, Verbs, YesNo
from crmtrainer.tickets.rules import Status


def _plain_test(value: Any) -> Any:
    """A bare value asks for equality, a list for one of several."""
    return value if isinstance(value, dict) else {"is": value}


def _all_of(value: Any) -> Any:
    """A list of conditions asks for all of them."""
    return {"all": value} if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


_LISTED = BeforeValidator(_listed)
HandoffStates = Annotated[tuple[HandoffState | Literal["none"], ...], _LISTED]
TicketStates = Annotated[tuple[Status | Literal["none"], ...], _LISTED]
IdentityStates = Annotated[tuple[Literal["not_checked", "partial", "passed", "failed"], ...], _LISTED]
CallStates = Annotated[tuple[Literal["none", "ringing", "live", "held", "ended", "missed"], ...], _LISTED]
ClockStates = Annotated[tuple[Literal["running", "met", "missed"], ...], _LISTED]
PromiseStates = Annotated[tuple[Literal["none", "open", "kept", "broken", "withdrawn", "overdue"], ...], _LISTED]


class Test(Model):
    """What one value must be. Compared as text; `at_least` and `at_most` as whole numbers."""

    is_: Annotated[Texts | None, Field(alias="is")] = None
    is_not: Texts | None = None
    at_least: int | None = None
    at_most: int | None = None
    has: Texts | None = None
    """A list that holds all of these."""
    given: YesNo | None = None
    """Whether there is a value at all that is not empty."""

    @model_validator(mode="after")
    def _asks_something(self) -> Test:
        if not self.model_fields_set:
            raise ValueError("say what the value must be: a value, a list, or is_not, at_least, at_most, has, given")
        return self


class TextTest(Model):
    """What words must or must not hold: stems match the beginning of a word, in any case and without accents."""

    stems: Texts | None = None
    list: Name | None = None
    """A list of stems that the scenario keeps under `word_lists`."""
    or_when: YesNo = False
    """Yes: a day (not today) or a time of the clock will do as well as a stem."""
    firm: YesNo = False
    """Yes: look only at what is stated, not at questions, ifs, denials, or promises to be in touch."""
    unless: YesNo = False
    """Yes turns the test round: none of the stems."""

    @model_validator(mode="after")
    def _asks_something(self) -> TextTest:
        if self.stems is None and self.list is None and not self.or_when:
            raise ValueError("name the stems, or the list that holds them")
        return self


Where = Annotated[Test, BeforeValidator(_plain_test)]


class Pattern(Model):
    """Acts of a kind: by verb, by what was said of them, by the words in them."""

    verb: Verbs
    where: dict[Name, Where] = Field(default_factory=dict)
    words: TextTest | None = None
    refused: YesNo = False
    """Yes asks for acts that were refused instead of done ones."""


class Knows(Model):
    """What a person has been told."""

    person: Name
    facts: Names


class Trusts(Model):
    """How far a person believes what we say will happen, 0 to 100."""

    person: Name
    at_least: Trust | None = None
    below: Trust | None = None


class HandoffIs(Model):
    """The newest handoff to a team."""

    team: Name
    is_: Annotated[HandoffStates, Field(alias="is")]
    words: TextTest | None = None
    """Of what travelled with it: summary, items, answers."""


class TicketIs(Model):
    """The newest ticket of one of the cast."""

    customer: Name
    is_: Annotated[TicketStates, Field(alias="is")]


class IdentityIs(Model):
    """How far one of the cast has been identified in the newest conversation with them, or at all."""

    customer: Name
    is_: Annotated[IdentityStates, Field(alias="is")]


class CallIs(Model):
    """The newest conversation with a person."""

    person: Name
    is_: Annotated[CallStates, Field(alias="is")]


class ClockIs(Model):
    """Every clock of one metric that was started (and at least one)."""

    metric: Name
    is_: Annotated[ClockStates, Field(alias="is")]


class Often(Model):
    """How many acts of a kind there have been."""

    act: Pattern
    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)
    last: Minutes | None = None
    """Only acts of the last so many minutes."""


class Condition(Model):
    """A question about the world as it stands. Several keys together ask for all of them."""

    all: tuple[When, ...] | None = None
    any: tuple[When, ...] | None = None
    not_: Annotated[When | None, Field(alias="not")] = None
    said: Names | None = None
    """Any of these moves has been made."""
    answered: Names | None = None
    """Each of these turns of talk has been answered."""
    played: Names | None = None
    """Each of these beats has been played."""
    knows: Knows | None = None
    trust: Trusts | None = None
    done: Pattern | None = None
    just: Pattern | None = None
    """The learner's newest act is of this kind."""
    often: Often | None = None
    handoff: HandoffIs | None = None
    promise: PromiseStates | None = None
    """Any promise to the customer is in one of these states; `none`: no promise was made."""
    ticket: TicketIs | None = None
    identity: IdentityIs | None = None
    call: CallIs | None = None
    clock: ClockIs | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError("say what must hold")
        return self


When = Annotated[Condition, BeforeValidator(_all_of)]
Condition.model_rebuild()
