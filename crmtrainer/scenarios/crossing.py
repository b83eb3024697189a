# SPDX-License-Identifier: MIT
"""Whether the parts of a pack fit each other: every name that is used exists, and no name is given twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from crmtrainer.scenarios.asking import asks_for_nothing, nearest
from crmtrainer.scenarios.context import OTHER
from crmtrainer.scenarios.format.base import Model
from crmtrainer.scenarios.format.cast import CastOrder, Persona
from crmtrainer.scenarios.format.checks import Check, Vacuous
from crmtrainer.scenarios.format.conditions import (
    CallIs,
    ClockIs,
    Condition,
    HandoffIs,
    IdentityIs,
    Knows,
    TextTest,
    TicketIs,
    Trusts,
)
from crmtrainer.scenarios.format.organisation import PackFile, PackTeam, ServiceStandard
from crmtrainer.scenarios.format.runs import Run, Step
from crmtrainer.scenarios.format.scenario import Claimed, RunsFile, Scenario
from crmtrainer.scenarios.format.talk import Beat, Delay, Feels, Move, TeamDoes, Turn
from crmtrainer.scenarios.format.walking import Place, parts_of, texts_of
from crmtrainer.scenarios.grounds import groundless
from crmtrainer.scenarios.problems import PackProblem
from crmtrainer.scenarios.speech import RUNTIME_WORDS, places_in
from crmtrainer.service_levels.rules import Metric

Locate = Callable[[Place], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Known:
    """Every name that may be used, by kind."""

    calendars: frozenset[str]
    teams: frozenset[str]
    policies: frozenset[str]
    products: frozenset[str]
    law: frozenset[str]
    criteria: frozenset[str]
    values: frozenset[str]
    customers: frozenset[str]
    people: frozenset[str]
    turns: frozenset[str]
    moves: frozenset[str]
    beats: frozenset[str]
    facts: frozenset[str]
    lists: frozenset[str]
    checks: frozenset[str]


def cross_problems(pack: PackFile, scenario: Scenario, runs: tuple[Run, ...], locate: Locate) -> Iterator[PackProblem]:
    """What does not fit in one scenario, its runs and its pack."""
    known = _known(pack, scenario)
    yield from _pack_problems(pack, known)
    for place, part in parts_of(scenario):
        for kind, name, where in _uses(part, known):
            yield from _unknown(name, where, kind, locate((*place, kind)))
    for place, part in parts_of(RunsFile(runs=runs)):
        for kind, name, where in (*_uses(part, known), *_run_uses(part, known)):
            yield from _unknown(name, where, kind, locate((*place, kind)))
    for whole in (scenario, RunsFile(runs=runs)):
        yield from asks_for_nothing(whole, _decided_here(scenario, known), locate)
    yield from _vacuously_met(scenario, locate)
    yield from groundless(pack, scenario, locate)
    yield from _twice(scenario, runs, locate)
    words = set(scenario.varies) | RUNTIME_WORDS
    for place, text in texts_of(scenario):
        for name in places_in(text):
            if name not in words:
                file, line = locate(place)
                known_words = ", ".join(sorted(words))
                yield PackProblem(file, line, f"Nothing is known to put in place of {{{name}}}.", f"Use {known_words}.")


def _decided_here(scenario: Scenario, known: _Known) -> dict[str, frozenset[str]]:
    """Names that patterns ask for whose values the pack itself decides."""
    promised = {each.what for turn in scenario.turns for move in turn.moves for each in move.promises}
    return {
        "team": known.teams,
        "customer": known.customers | {OTHER},
        "turn": known.turns,
        "move": known.moves,
        "heard_first": known.moves,
        "persona": known.people,
        "beat": known.beats,
        "value": known.values,
        "promises": frozenset(promised),
    }


def _vacuously_met(scenario: Scenario, locate: Locate) -> Iterator[PackProblem]:
    for index, check in enumerate(scenario.checks):
        if check.if_never is Vacuous.MET:
            fix = "Leave it out, or write `if_never: missed` where that is a fault; `shown_by` says what shows it kept."
            yield PackProblem(*locate(("checks", index, "if_never")), "What never came up cannot be met.", fix)


def _known(pack: PackFile, scenario: Scenario) -> _Known:
    moves = [move for turn in scenario.turns for move in turn.moves]
    facts = {fact for persona in scenario.people for fact in persona.knows}
    facts |= {fact for move in moves for fact in move.discloses}
    for _, part in parts_of(scenario):
        if isinstance(part, Feels):
            facts |= set(part.learns)
    return _Known(
        calendars=frozenset(hours.key for hours in pack.calendars),
        teams=frozenset(team.key for team in pack.teams),
        policies=frozenset(policy.key for policy in pack.policies),
        products=frozenset(product.code for product in pack.products),
        law=frozenset(card.key for card in pack.law),
        criteria=frozenset(criterion.id for criterion in pack.criteria),
        values=frozenset(value.key for value in pack.values),
        customers=frozenset(customer.key for customer in scenario.cast),
        people=frozenset(persona.key for persona in scenario.people),
        turns=frozenset(turn.key for turn in scenario.turns),
        moves=frozenset(move.key for move in moves),
        beats=frozenset(beat.beat for beat in scenario.beats),
        facts=frozenset(facts),
        lists=frozenset(scenario.word_lists),
        checks=frozenset(check.key for check in scenario.checks),
    )


Use = tuple[str, str, frozenset[str]]
"""The field, the name in it, the names it may hold."""


def _uses(part: Model, known: _Known) -> Iterator[Use]:
    """The names that one part uses."""
    match part:
        case Scenario():
            yield "customer", part.customer, known.customers
            yield from _given("team", part.team, known.teams)
            yield from (("law", name, known.law) for name in part.law)
        case Claimed():
            yield "id", part.id, known.criteria
        case CastOrder():
            yield from (("lines", line.product, known.products) for line in part.lines)
        case Persona():
            yield from _given("customer", part.customer, known.customers)
            yield from _given("team", part.team, known.teams)
        case Turn():
            yield "person", part.person, known.people
        case Move():
            yield from _given("value", part.value, known.values)
        case Beat():
            yield "person", part.person, known.people
        case Feels() | Trusts() | CallIs():
            yield "person", part.person, known.people
        case Knows():
            yield "person", part.person, known.people
            yield from (("facts", fact, known.facts) for fact in part.facts)
        case HandoffIs() | TeamDoes():
            yield "team", part.team, known.teams
        case TicketIs() | IdentityIs():
            yield "customer", part.customer, known.customers
        case ClockIs():
            yield "metric", part.metric, frozenset(metric.value for metric in Metric)
        case Delay():
            yield from _given("calendar", part.calendar, known.calendars)
        case TextTest():
            yield from _given("list", part.list, known.lists)
        case Condition():
            yield from (("said", name, known.moves) for name in part.said or ())
            yield from (("answered", name, known.turns) for name in part.answered or ())
            yield from (("played", name, known.beats) for name in part.played or ())
        case Check():
            yield from (("criteria", name, known.criteria) for name in part.criteria)
            yield from (("detects", name, known.criteria) for name in part.detects)
            yield from (("policy", name, known.policies) for name in part.policy)
            yield from (("law", name, known.law) for name in part.law)
            yield from _given("calendar", part.calendar, known.calendars)


def _run_uses(part: Model, known: _Known) -> Iterator[Use]:
    match part:
        case Run():
            yield from (("misses", name, known.checks) for name in part.misses)
            yield from (("not_reached", name, known.checks) for name in part.not_reached)
        case Step():
            yield from _given("say", part.say, known.moves)


def _given(field: str, name: str | None, known: frozenset[str]) -> Iterator[Use]:
    if name is not None:
        yield field, name, known


def _unknown(name: str, known: frozenset[str], field: str, where: tuple[str, int]) -> Iterator[PackProblem]:
    if name in known:
        return
    yield PackProblem(*where, f"`{field}` names {name}, which does not exist.", nearest(name, known))


def _pack_problems(pack: PackFile, known: _Known) -> Iterator[PackProblem]:
    users: Iterable[ServiceStandard | PackTeam] = (*pack.standards, *pack.teams)
    for user in users:
        if user.calendar not in known.calendars:
            fix = f"Known here: {', '.join(sorted(known.calendars))}."
            yield PackProblem("pack.yaml", 0, f"{user.key} uses the calendar {user.calendar}, which is not there.", fix)
    for kind, keys in (
        ("calendar", [hours.key for hours in pack.calendars]),
        ("team", [team.key for team in pack.teams]),
        ("policy", [policy.key for policy in pack.policies]),
        ("product", [product.code for product in pack.products]),
        ("law card", [card.key for card in pack.law]),
        ("criterion", [criterion.id for criterion in pack.criteria]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield PackProblem("pack.yaml", 0, f"There are two of the {kind} {key}.", "Rename or remove one.")


def _twice(scenario: Scenario, runs: tuple[Run, ...], locate: Locate) -> Iterator[PackProblem]:
    moves = [move.key for turn in scenario.turns for move in turn.moves]
    for part, keys in (
        ("cast", [customer.key for customer in scenario.cast]),
        ("cast", [order.ref for customer in scenario.cast for order in customer.orders]),
        ("people", [persona.key for persona in scenario.people]),
        ("turns", [turn.key for turn in scenario.turns]),
        ("turns", moves),
        ("beats", [f"{beat.beat}/{beat.variant}" for beat in scenario.beats]),
        ("checks", [check.key for check in scenario.checks]),
        ("runs", [run.key for run in runs]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            second = [index for index, other in enumerate(keys) if other == key][1]
            file, line = locate((part, second) if part != "turns" or key not in moves else (part,))
            yield PackProblem(file, line, f"{key} stands here a second time.", "Give each its own name.")
    heads = {customer.key for customer in scenario.cast}
    if not any(persona.customer in heads for persona in scenario.people):
        file, line = locate(("people",))
        yield PackProblem(file, line, "Nobody of the cast acts.", "Give one of the people a `customer`.")
