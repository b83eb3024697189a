# SPDX-License-Identifier: MIT
"""The order in which standards are tried: set by an act, and which of them no ticket can ever get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.casework.matching import KNOWN_TRAITS, match
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import ChangeStandard, OrderStandards
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.ordering import Tried, never_reached
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.standards import Fit, standards
from crmtrainer.tickets.rules import Priority, TicketType
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import Desk, a_desk
from tests.support import TRAINER

TODAY = date(2026, 3, 3)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def standard(ident: str, metric: Metric = Metric.FIRST_RESPONSE, **traits: Any) -> StandardDefinition:
    since, until = traits.pop("since", None), traits.pop("until", None)
    rule = ClockRule(id=ident, metric=metric, unit=Unit.BUSINESS_MINUTES, length=30, valid_from=since, valid_to=until)
    return StandardDefinition(rule, DESK, **traits)


def order(desk: Desk) -> list[str]:
    return [row.definition.rule.id for row in desk.world.ask(standards)]


def test_trainers_set_the_order_and_it_counts_for_what_begins_from_now_on(desk: Desk) -> None:
    desk.world.do(ChangeStandard(standard("hurry", priorities=("urgent",)), "The fair"), TRAINER)
    before = desk.ticket(priority=Priority.URGENT)
    was = order(desk)
    now = ["hurry", *(ident for ident in was if ident != "hurry")]
    facts = desk.world.do(OrderStandards(tuple(now), "Urgent ones first"), TRAINER).outcome.facts
    assert (order(desk), facts["first"], facts["moved"]) == (now, "hurry", len(was))
    after = desk.ticket(priority=Priority.URGENT)
    targets = [desk.clock(ticket, "first_response").target_minutes for ticket in (before, after)]
    assert targets == [60, 30]
    desk.world.do(OrderStandards(tuple(was), "As it was"), TRAINER)
    assert order(desk) == was


def test_an_order_names_every_standard_once_and_is_another_one(desk: Desk) -> None:
    now = order(desk)
    for wanted, words in (
        (now[1:], "The order must name each standard once, and no other. Look which there are now."),
        ([*now, "moon"], "The order must name each standard once, and no other. Look which there are now."),
        ([*now, now[0]], "The order must name each standard once, and no other. Look which there are now."),
        (now, "The standards are tried in this order already."),
    ):
        with pytest.raises(Refused) as caught:
            desk.world.do(OrderStandards(tuple(wanted), "To see"), TRAINER)
        assert sentence_for(caught.value) == words
    with pytest.raises(Refused, match="no_reason"):
        desk.world.do(OrderStandards(tuple(reversed(now)), " "), TRAINER)
    with pytest.raises(Refused, match="role"):
        desk.do(OrderStandards(tuple(reversed(now)), "Mine"))


def test_a_standard_is_put_at_a_place_and_back(desk: Desk) -> None:
    was = order(desk)
    fair = standard("fair")
    desk.world.do(ChangeStandard(fair, "The fair", place=2), TRAINER)
    assert order(desk) == [was[0], "fair", *was[1:]]
    desk.world.do(ChangeStandard(fair, "First", first=True), TRAINER)
    assert order(desk) == ["fair", *was]
    desk.world.do(ChangeStandard(fair, "Last", place=len(was) + 1), TRAINER)
    assert order(desk) == [*was, "fair"]
    desk.world.do(ChangeStandard(fair, "A new version stays"), TRAINER)
    assert order(desk) == [*was, "fair"]
    for place in (-1, len(was) + 2, 10**15):
        with pytest.raises(Refused, match="no_such_place") as caught:
            desk.world.do(ChangeStandard(fair, "Nowhere", place=place), TRAINER)
        words = f"There is no place {place} in the order: choose one from 1 to {len(was) + 1}."
        assert sentence_for(caught.value) == words


def hidden(*tried: StandardDefinition) -> dict[str, str]:
    return never_reached([Tried(each.rule.id, (each,)) for each in tried], TODAY, KNOWN_TRAITS)


ALL = standard("all")
HURRY = standard("hurry", priorities=("urgent",))


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ((ALL, HURRY), {"hurry": "all"}),
        ((HURRY, ALL), {}),
        ((standard("all", Metric.RESOLUTION), HURRY), {}),
        ((HURRY, standard("u2", priorities=("urgent",), types=("complaint",))), {"u2": "hurry"}),
        ((standard("u2", priorities=("urgent",), types=("complaint",)), HURRY), {}),
        ((standard("every", priorities=tuple(map(str, Priority))), ALL), {"all": "every"}),
        ((standard("a", categories=("Wrong part",)), standard("b", categories=(" wrong PART",))), {"b": "a"}),
        ((standard("a", categories=("Wrong part",)), ALL), {}),
        ((standard("spring", until=date(2026, 6, 1)), ALL), {}),
        ((standard("old", until=date(2026, 3, 2)), ALL), {}),
        ((standard("spring", until=date(2026, 6, 1)), standard("may", until=date(2026, 5, 31))), {"may": "spring"}),
        ((standard("later", since=date(2026, 4, 1)), ALL), {}),
        ((standard("later", since=date(2026, 4, 1)), standard("last", since=date(2026, 5, 1))), {"last": "later"}),
        ((ALL, standard("ended", until=date(2026, 3, 2))), {}),  # it says itself that it has ended
        ((ALL, HURRY, standard("third")), {"hurry": "all", "third": "all"}),
    ],
)
def test_a_standard_is_never_reached_where_one_before_it_takes_every_ticket_of_its_own(
    order: tuple[StandardDefinition, ...], found: dict[str, str]
) -> None:
    assert hidden(*order) == found


def test_a_version_that_is_to_come_may_let_tickets_through_or_take_the_rest() -> None:
    narrow = standard("all", priorities=("low",), since=date(2026, 4, 1))
    wide = standard("all", since=date(2026, 4, 1))
    hurry = Tried("hurry", (HURRY,))
    assert never_reached([Tried("all", (ALL, narrow)), hurry], TODAY, KNOWN_TRAITS) == {}
    assert never_reached([Tried("all", (ALL, wide)), hurry], TODAY, KNOWN_TRAITS) == {"hurry": "all"}
    to_come = Tried("hurry", (HURRY, replace(HURRY, types=("complaint",))))
    assert never_reached([Tried("all", (ALL,)), to_come], TODAY, KNOWN_TRAITS) == {"hurry": "all"}


def test_what_is_never_reached_is_tried_for_no_ticket_at_the_desk(desk: Desk) -> None:
    desk.world.do(ChangeStandard(ALL, "For all", place=1), TRAINER)
    desk.world.do(ChangeStandard(HURRY, "Too late", place=2), TRAINER)
    rows = desk.world.ask(standards)
    found = never_reached([Tried(row.definition.rule.id, (row.definition,)) for row in rows], TODAY, KNOWN_TRAITS)
    assert found["hurry"] == "all"
    for kind in TicketType:
        for priority in Priority:
            fits = {row.standard: row.fit for row in desk.world.ask(match, kind, priority)}
            assert fits["hurry"] is Fit.NOT_TRIED
