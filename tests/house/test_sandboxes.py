# SPDX-License-Identifier: MIT
"""Filled worlds made, listed, removed for a while and put back; other files are left alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.casework.lists import queue
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.handoffs.commands import HandoffItemGiven, SendHandoff
from crmtrainer.handoffs.queries import of_ticket
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.house import House
from crmtrainer.house.sandboxes import (
    DAYS_KEPT,
    clear_out,
    find,
    make_sandbox,
    open_sandbox,
    put_back,
    register,
    remove,
    removed_folder,
    report_on,
    sandboxes,
)
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import NotFound, Refused, StoreUnavailable
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.organisation.queries import organisation, teams
from crmtrainer.seeding.profile import Profile
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason, TicketType
from tests.support import LEARNER, START, TRAINER

TODAY = date(2026, 3, 3)
CLASS = Profile(30, 5, date(2026, 5, 29), "Tuesday class")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The data folder in which the worlds stand."""
    with House.open(tmp_path) as house:
        yield house


@pytest.fixture
def world(tmp_path: Path) -> Path:
    with House.open(tmp_path) as house:
        built = make_sandbox(tmp_path, CLASS)
        register(house, built, CLASS)
    return built.path


def test_a_world_is_listed_by_what_its_file_says(world: Path, tmp_path: Path) -> None:
    (tmp_path / "worlds" / "notes.sqlite3").write_text("no database")
    bootstrap.create_world(
        tmp_path / "worlds" / "other.sqlite3", seed="s", about={"made": "by a test"}, starts_at=START
    )
    (found,) = sandboxes(tmp_path)
    assert (found.path, found.name, found.customers, found.seed) == (world, "Tuesday class", 30, "5")
    assert (found.as_of, found.bytes, found.kept_until) == (CLASS.as_of, world.stat().st_size, None)


def test_a_removed_world_lies_aside_and_comes_back_as_it_was(world: Path, tmp_path: Path) -> None:
    before = world.read_bytes()
    lies = remove(tmp_path, world, TODAY)
    assert not world.exists()
    assert lies.parent == removed_folder(tmp_path)
    (found,) = sandboxes(tmp_path)
    assert found.kept_until == TODAY + timedelta(days=DAYS_KEPT)
    assert put_back(tmp_path, lies) == world
    assert world.read_bytes() == before
    assert [row.kept_until for row in sandboxes(tmp_path)] == [None]


def test_a_world_made_meanwhile_is_not_replaced(world: Path, tmp_path: Path) -> None:
    lies = remove(tmp_path, world, TODAY)
    again = make_sandbox(tmp_path, CLASS).path
    assert again == world
    back = put_back(tmp_path, lies)
    assert back != world
    assert {row.path for row in sandboxes(tmp_path)} == {world, back}


def test_removed_worlds_go_when_their_time_is_over(world: Path, tmp_path: Path) -> None:
    lies = remove(tmp_path, world, TODAY)
    (removed_folder(tmp_path) / "mine.sqlite3").write_text("put there by hand")
    assert clear_out(tmp_path, TODAY + timedelta(days=DAYS_KEPT)) == 0
    assert lies.exists()
    assert clear_out(tmp_path, TODAY + timedelta(days=DAYS_KEPT + 1)) == 1
    assert [file.name for file in removed_folder(tmp_path).iterdir()] == ["mine.sqlite3"]


def test_a_world_in_use_stays(world: Path, tmp_path: Path) -> None:
    opened = bootstrap.open_world(world)
    try:
        with pytest.raises(StoreUnavailable) as refused:
            remove(tmp_path, world, TODAY)
    finally:
        opened.close()
    assert refused.value.code == "store.in_use"
    assert world.exists()


def test_only_filled_worlds_of_this_folder_are_removed(world: Path, tmp_path: Path) -> None:
    other = tmp_path / "worlds" / "other.sqlite3"
    bootstrap.create_world(other, seed="s", about={"made": "for an attempt"}, starts_at=START)
    for path in (other, tmp_path / "centre.sqlite3"):
        with pytest.raises(Refused):
            remove(tmp_path, path, TODAY)
        assert path.exists()
    with pytest.raises(Refused):
        put_back(tmp_path, world)


def test_a_learner_handles_a_case_of_a_filled_world_and_its_clocks_follow(house: House, tmp_path: Path) -> None:
    profile = Profile(240, 7, sector="housing", cases=300)
    made = make_sandbox(tmp_path, profile)
    world = open_sandbox(house, made.path, LEARNER)
    try:
        assert world.clock.now() == profile.starts_at
        found = world.ask(organisation, LEARNER)
        assert found is not None
        assert found.name == profile.name
        row = next(each for each in world.ask(queue, LEARNER) if each.due_at and each.type is TicketType.COMPLAINT)
        world.perform(OpenRecord(CustomerId(row.customer_id), "Working on their ticket"), LEARNER)
        running = [clock for clock in world.ask(clocks_of, LEARNER, row.id) if clock.satisfied_at is None]
        assert "resolution" in {clock.metric for clock in running}

        ticket, customer = TicketId(row.id), CustomerId(row.customer_id)
        world.perform(SendMessage(customer, Channel.EMAIL, "I am looking into it today.", ticket), LEARNER)
        answered = {clock.metric: clock.satisfied_at for clock in world.ask(clocks_of, LEARNER, row.id)}
        assert answered["first_response"] is not None
        team = next(team for team in world.ask(teams, LEARNER) if team.key == "repairs")
        given = tuple(
            HandoffItemGiven(each.field, "Second floor; the joint by the bath") for each in team.acceptance.required
        )
        world.perform(SendHandoff(ticket, team.key, "The joint leaks again.", items=given), LEARNER)
        for _ in range(300):
            (handoff,) = world.ask(of_ticket, LEARNER, ticket)
            if handoff.state is not HandoffState.SENT:
                break
            world.jump_to_next(LEARNER)
        assert handoff.state in (HandoffState.ACCEPTED, HandoffState.DONE)
        world.perform(OpenRecord(customer, "Working on their ticket"), LEARNER)
        world.perform(CloseTicket(ticket, CloseReason.RESOLVED, "Mended and told."), LEARNER)
        over = {
            clock.metric: clock.satisfied_at for clock in world.ask(clocks_of, LEARNER, row.id) if not clock.subject
        }
        assert over["resolution"] == world.clock.now()
    finally:
        world.close()
    assert verify(made.path).result is RecordState.INTACT
    again = open_sandbox(house, made.path, TRAINER)
    assert again.clock.now() > profile.starts_at
    again.close()


def test_what_was_kept_beside_a_scenario_and_who_is_not_at_the_desk_open_nothing(
    world: Path, tmp_path: Path, house: House
) -> None:
    with pytest.raises(Refused) as told:
        open_sandbox(house, world, Actor("A-1", Role.ASSESSOR))
    assert told.value.code == "world.not_at_the_desk"
    with pytest.raises(Refused) as told:
        open_sandbox(house, tmp_path / "centre.sqlite3", LEARNER)
    assert told.value.code == "world.not_a_sandbox"
    old = tmp_path / "worlds" / "old.sqlite3"
    about = {**CLASS.about(), "generation": "1"}
    bootstrap.create_world(old, seed="5", about=about, starts_at=START)
    assert not find(tmp_path, "old").has_organisation
    with pytest.raises(Refused) as told:
        open_sandbox(house, old, LEARNER)
    assert told.value.code == "world.no_organisation"


def test_a_world_is_found_by_its_name_or_file(world: Path, tmp_path: Path) -> None:
    for named in ("Tuesday class", "tuesday CLASS ", world.name, world.stem, str(world)):
        assert find(tmp_path, named).path == world
    with pytest.raises(NotFound) as told:
        find(tmp_path, "Tuesday clas")
    assert told.value.facts["near"] == "Tuesday class"
    remove(tmp_path, world, TODAY)
    with pytest.raises(NotFound):
        find(tmp_path, "Tuesday class")


def test_a_world_is_counted_as_it_stands(world: Path, tmp_path: Path) -> None:
    told = report_on(find(tmp_path, "Tuesday class"))
    assert told.about["name"] == "Tuesday class"
    assert told.section("size").count("customers") == 30
