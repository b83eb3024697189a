# SPDX-License-Identifier: MIT
"""Acts as checks and conditions see them, and whether one matches a pattern. Values only; `trace` reads the journal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from crmtrainer.interactions.times_said import says_when
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.folding import words_of
from crmtrainer.scenarios.format.conditions import Pattern, Test, TextTest
from crmtrainer.scenarios.stated import stated

Lists = Mapping[str, tuple[str, ...]]
"""The scenario's lists of word stems."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ActSeen:
    """One act of the journal. `at` is practice time in microseconds; `words` is all that was typed in it.

    `context` holds what was true as it happened (see `trace`): the state of the handoff and of identity, the technique
    of a move, the margin of a promise. `of_others`: done by somebody who is neither the attempt's learner nor the
    world; it happened, and is told, but answers no check and no condition.
    """

    seq: int
    at: int
    role: Role
    verb: str
    args: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    context: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    refusal: str = ""
    subject: str = ""
    words: str = ""
    of_others: bool = False

    @property
    def was_refused(self) -> bool:
        return bool(self.refusal)

    def value(self, name: str) -> Any:
        """What is known of it under `name`: context first, then facts, then arguments."""
        for known in (self.context, self.facts, self.args):
            if name in known:
                return known[name]
        return None

    def number(self, name: str) -> int | None:
        """The id that the act tells under `name`, or else was given; None where it is no number."""
        for source in (self.facts, self.args):
            value = source.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                return value
        return None


def matches(pattern: Pattern, act: ActSeen, lists: Lists = NOTHING) -> bool:
    """Whether the act is of the pattern's kind, and the learner's or the world's."""
    return (
        act.verb in pattern.verb
        and not act.of_others
        and act.was_refused == pattern.refused
        and all(fits(test, act.value(name)) for name, test in pattern.where.items())
        and (pattern.words is None or text_fits(pattern.words, act.words, lists))
    )


def fits(test: Test, value: Any) -> bool:
    """Whether a value passes the test. A value that is not there passes only `given: no`."""
    present = value is not None and value != "" and value != []
    if test.given is not None and test.given != present:
        return False
    if test.is_ is not None and as_text(value) not in test.is_:
        return False
    if test.is_not is not None and (value is None or as_text(value) in test.is_not):
        return False
    if test.at_least is not None and not (_is_number(value) and value >= test.at_least):
        return False
    if test.at_most is not None and not (_is_number(value) and value <= test.at_most):
        return False
    return test.has is None or (isinstance(value, list | tuple) and set(test.has) <= {as_text(item) for item in value})


def as_text(value: Any) -> str:
    """A value as a pack writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def text_fits(test: TextTest, text: str, lists: Lists = NOTHING) -> bool:
    """Whether the text holds one of the stems or says when (with `unless`: whether it does not)."""
    stems = (test.stems or ()) + (tuple(lists.get(test.list, ())) if test.list else ())
    looked_at = stated(text) if test.firm else text
    return (bool(stems_in(looked_at, stems)) or (test.or_when and says_when(looked_at))) != test.unless


def stems_in(text: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The stems that begin a word of the text, without regard to case and accents.

    A stem of several words must stand in that order; only its last word may go on, and not that either when the stem
    ends in a full stop.
    """
    folded = " ".join(words_of(text))
    return tuple(stem for stem in stems if _stem_pattern(stem).search(folded))


@lru_cache(maxsize=2048)
def _stem_pattern(stem: str) -> re.Pattern[str]:
    whole = r"(?= |$)" if stem.endswith(".") else ""
    return re.compile(r"(?:^| )" + re.escape(" ".join(words_of(stem))) + whole)
