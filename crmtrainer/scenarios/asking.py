# SPDX-License-Identifier: MIT
"""Patterns of a pack that ask for what no act ever tells: an unknown act, an unknown name, an unknown value of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rapidfuzz import fuzz, process

from crmtrainer.scenarios.format.base import Model
from crmtrainer.scenarios.format.conditions import Pattern, Test
from crmtrainer.scenarios.format.runs import Step
from crmtrainer.scenarios.format.walking import Place, parts_of
from crmtrainer.scenarios.known_facts import FACTS, names_for
from crmtrainer.scenarios.known_values import values_for
from crmtrainer.scenarios.problems import PackProblem

Locate = Callable[[Place], tuple[str, int]]


def asks_for_nothing(whole: Model, named: Mapping[str, frozenset[str]], locate: Locate) -> Iterator[PackProblem]:
    """The faults of all patterns and steps in a part of a pack. `named`: the values of names that the pack decides."""
    for place, part in parts_of(whole):
        if isinstance(part, Step) and part.do is not None:
            yield from _unknown_act(part.do, locate((*place, "do")))
        if isinstance(part, Pattern):
            for verb in part.verb:
                yield from _unknown_act(verb, locate((*place, "verb")))
            for name, test in part.where.items():
                where = locate((*place, "where", name))
                yield from _unknown_name(name, part, where)
                wrong = "names {value}, which does not exist" if name in named else "cannot be {value}"
                yield from _unknown_values(f"`{name}` {wrong}.", test, _values(name, part, named), where)


def nearest(name: str, known: frozenset[str]) -> str:
    """What may have been meant, as a sentence."""
    best = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=50)
    return f"Did you mean {best[0]}?" if best else f"Known here: {', '.join(sorted(known)) or 'none'}."


def _unknown_act(verb: str, where: tuple[str, int]) -> Iterator[PackProblem]:
    if verb not in FACTS:
        best = process.extractOne(verb, sorted(FACTS), scorer=fuzz.ratio, score_cutoff=50)
        meant = f"Did you mean {best[0]}? " if best else ""
        yield PackProblem(*where, f"There is no act called {verb}.", f"{meant}All of them: crmtrainer acts.")


def _unknown_name(name: str, pattern: Pattern, where: tuple[str, int]) -> Iterator[PackProblem]:
    for verb in pattern.verb:
        names = names_for(verb)
        if names is not None and name not in names:
            what = f"`where` asks for {name}, which {verb} does not tell."
            yield PackProblem(*where, what, nearest(name, names))


def _values(name: str, pattern: Pattern, named: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """What the name may be in any of these acts; None where one of them leaves it open."""
    if name in named:
        return named[name]
    found: set[str] = set()
    for verb in pattern.verb:
        values = values_for(verb, name)
        if values is None:
            return None
        found |= values
    return frozenset(found)


def _unknown_values(
    what: str, test: Test, known: frozenset[str] | None, where: tuple[str, int]
) -> Iterator[PackProblem]:
    if known is None:
        return
    for value in (*(test.is_ or ()), *(test.is_not or ()), *(test.has or ())):
        if value not in known:
            yield PackProblem(*where, what.format(value=value or "empty"), nearest(value, known))
