# SPDX-License-Identifier: MIT
"""The order in which standards are tried: set by a trainer, and which of them never come to their turn in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import OrderStandards
from crmtrainer.service_levels.definitions import StandardDefinition
from crmtrainer.service_levels.setting import kept_standards, place_standards, want_reason
from crmtrainer.service_levels.traits import Trait, folded
from crmtrainer.store.unit_of_work import UnitOfWork

_ONE = timedelta(days=1)

Known = Mapping[Trait, Collection[str]]
"""All that a ticket can be like, by trait; a trait that is left out can be anything."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One standard at its place in the order: its versions that count from some day on, the older first."""

    ident: str
    versions: tuple[StandardDefinition, ...]


def order_standards(cmd: OrderStandards, work: UnitOfWork) -> Outcome:
    want_reason(cmd.reason)
    before = [kept.definition.rule.id for kept in kept_standards(work.session, work.now)]
    if sorted(before) != sorted(cmd.standards):
        raise Refused("standard.other_standards")
    if before == list(cmd.standards):
        raise Refused("standard.same_order")
    place_standards(work, cmd.standards)
    moved = sum(1 for was, now in zip(before, cmd.standards, strict=True) if was != now)
    return Outcome((Change("standard", 0),), {"first": cmd.standards[0], "moved": moved}, "standard:order")


HANDLERS: HandlerTable = {OrderStandards: order_standards}


def never_reached(order: Sequence[Tried], today: date, known: Known) -> dict[str, str]:
    """The standards that no ticket can get from today on, each with the first before it that takes all of its own."""
    found = {}
    for place, later in enumerate(order):
        spans = [span for span in _spans(later, today) if span.first <= span.last]
        for earlier in order[:place]:
            if spans and all(_takes_all(earlier, span, today, known) for span in spans):
                found[later.ident] = earlier.ident
                break
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """The days on which one version is the one that counts."""

    first: date
    last: date
    of: StandardDefinition


def _spans(tried: Tried, today: date) -> Iterator[_Span]:
    begins = [version.rule.valid_from or date.min for version in tried.versions]
    ends = [*(max(after, today) - _ONE for after in begins[1:]), date.max]
    for begin, end, version in zip(begins, ends, tried.versions, strict=True):
        yield _Span(max(begin, today), min(end, version.rule.valid_to or date.max), version)


def _takes_all(earlier: Tried, span: _Span, today: date, known: Known) -> bool:
    """Whether on each day of that span a version of the earlier one is in force that fits whatever the span's fits."""
    reached = span.first
    for own in _spans(earlier, today):
        if own.first <= reached <= own.last and _fits_all(own.of, span.of, known):
            if own.last >= span.last:
                return True
            reached = own.last + _ONE
    return False


def _fits_all(earlier: StandardDefinition, later: StandardDefinition, known: Known) -> bool:
    if earlier.rule.metric is not later.rule.metric:
        return False
    for trait, values in earlier.wanted.items():
        wanted = set(map(folded, values))
        possible = set(map(folded, later.wanted[trait] or known.get(trait, ())))
        if wanted and not (possible and possible <= wanted):
            return False
    return True
