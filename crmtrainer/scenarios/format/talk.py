# SPDX-License-Identifier: MIT
"""What people say and do in a scenario: the learner's moves in turns of talk, and beats of the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from crmtrainer.interactions.rules import Channel
from crmtrainer.scenarios.format.base import Line, LocalTime, Minutes, Model, Name, Prose, Texts, YesNo
from crmtrainer.scenarios.format.cast import Phone
from crmtrainer.scenarios.format.conditions import When

State = Literal["parent", "adult", "child"]
Hidden = Annotated[str, Field(pattern=r"^(parent|adult|child)>(parent|adult|child)$")]
TrustMove = Annotated[int, Field(ge=-50, le=50)]


class Technique(StrEnum):
    """What a move does in a conversation. Shown in the debrief only."""

    GREET = "greet"
    ACKNOWLEDGE = "acknowledge"
    APOLOGISE = "apologise"
    ASK_OPEN = "ask_open"
    ASK_CLOSED = "ask_closed"
    PARAPHRASE = "paraphrase"
    REFLECT = "reflect"
    SUMMARISE = "summarise"
    VERIFY = "verify"
    INFORM = "inform"
    REQUEST = "request"
    OFFER = "offer"
    PROMISE = "promise"
    SET_EXPECTATION = "set_expectation"
    REFUSE = "refuse"
    SIGNPOST = "signpost"
    RULE_QUOTE = "rule_quote"
    DISCLOSE = "disclose"
    ASSUME = "assume"
    DISMISS = "dismiss"
    CLOSE = "close"


class Feels(Model):
    """What something does to a person: trust moves by so much, for a reason that the debrief tells."""

    person: Name
    trust: TrustMove = 0
    mood: Name | None = None
    learns: tuple[Name, ...] = ()
    cause: Line

    @model_validator(mode="after")
    def _moves_something(self) -> Feels:
        if not (self.trust or self.mood or self.learns):
            raise ValueError("say what changes: trust, mood or learns")
        return self


def _promised(value: Any) -> Any:
    return {"what": value} if isinstance(value, str) else value


class Promised(Model):
    """What a move binds us to, in a name that checks use; `by` where it gives a time for something others must do."""

    what: Name
    by: LocalTime | None = None


class Move(Model):
    """One thing the learner can say at a turn, with what it is and does; techniques stay hidden until the debrief."""

    key: Name
    label: Line
    """How it is shown when own words are heard as this."""
    words: Prose
    technique: Technique
    from_: Annotated[State, Field(alias="from")] = "adult"
    to: State = "adult"
    hidden: Hidden | None = None
    helpful: YesNo
    value: Name | None = None
    """The brand value it shows."""
    discloses: tuple[Name, ...] = ()
    """Facts from the record that it tells the other person."""
    promises: tuple[Annotated[Promised, BeforeValidator(_promised)], ...] = ()
    feels: Feels | None = None
    examples: tuple[Line, ...] = ()
    """Other ways to say the same: own words are compared with them."""
    cues: tuple[Texts, ...] = ()
    """Groups of word stems; own words that hold one of each group lean to this move."""


def _unlike(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    if len({move.words for move in moves}) < len(moves):
        raise ValueError("two moves of one turn have the same words")
    return moves


class Turn(Model):
    """One turn of talk: when it is on, and what can be said. Own words are always possible."""

    key: Name
    person: Name
    when: When | None = None
    moves: Annotated[tuple[Move, ...], Field(min_length=2), AfterValidator(_unlike)]


class Attached(Model):
    """A file that comes with a message, told by name and by what it shows."""

    key: Name
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,59}$")]
    about: Prose


class Says(Model):
    """One line spoken in the running conversation, with its transaction."""

    words: Prose
    from_: Annotated[State, Field(alias="from")] = "adult"
    to: State = "adult"
    hidden: Hidden | None = None


class Sends(Model):
    """A written message to us."""

    channel: Channel
    words: Prose
    attached: Attached | None = None


class Rings(Model):
    """A call to us."""

    shown: Phone


class TeamDoes(Model):
    """What a colleague's team does with our newest handoff."""

    team: Name
    asks: Prose | None = None
    reports: Prose | None = None
    finishes: Prose | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> TeamDoes:
        if sum(words is not None for words in (self.asks, self.reports, self.finishes)) != 1:
            raise ValueError("say one of: asks, reports, finishes")
        return self


def _delay(value: Any) -> Any:
    return {"minutes": value} if isinstance(value, str) else value


class Delay(Model):
    """How long after its conditions came true a beat is played."""

    minutes: Minutes = 0
    calendar: Name | None = None
    """Count working minutes by this calendar instead."""
    before_target: Minutes | None = None
    """So many minutes before the target of the newest handoff, if that is later."""
    after_target: Minutes | None = None
    """So many minutes after that target, if that is later."""

    @property
    def is_by_target(self) -> bool:
        """Whether it goes by a target, and moves with it."""
        return self.before_target is not None or self.after_target is not None


class Beat(Model):
    """Something that somebody else says or does once its conditions hold.

    Several beats may bear one name: the first in the file whose conditions hold is played.
    """

    beat: Name
    variant: Name = "only"
    person: Name
    when: When
    after: Annotated[Delay, BeforeValidator(_delay)] = Delay()
    at: LocalTime | None = None
    again: YesNo = False
    says: Says | None = None
    sends: Sends | None = None
    rings: Rings | None = None
    hangs_up: YesNo = False
    team: TeamDoes | None = None
    feels: Feels | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Beat:
        if not (self.says or self.sends or self.rings or self.hangs_up or self.team or self.feels):
            raise ValueError("say what happens: says, sends, rings, hangs_up, team or feels")
        return self


class Hint(Model):
    """One short sentence that points at the next step without giving it away; the first that fits is shown."""

    key: Name
    when: When
    words: Line
