# SPDX-License-Identifier: MIT
"""Effects as handlers leave them: what a row was before the act, what it is after, whatever happened in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Date, Integer, String, Table, TypeDecorator

from crmtrainer.customers.models import Customer
from crmtrainer.orders.models import Product
from crmtrainer.scenarios.models import PersonaState
from crmtrainer.service_levels.models import StoryEvent
from crmtrainer.service_levels.rules import EventKind
from crmtrainer.store.base import CentreBase, WorldBase
from crmtrainer.store.effects import Effect
from crmtrainer.store.rows import STAMP, plain_in, plain_value, tracked_columns, tracked_tables
from crmtrainer.store.unit_of_work import UnitOfWork, writing
from tests.journal.play_room import populate
from tests.support import LEARNER, START, fresh_world

Doing = Callable[[UnitOfWork], object]


@pytest.fixture
def effects_of(tmp_path: Path) -> Iterator[Callable[[Doing], list[Effect]]]:
    world = fresh_world(tmp_path, populate=populate)

    def run(doing: Doing) -> list[Effect]:
        with writing(world.world.app.database) as session:
            work = UnitOfWork(session, 2, START, START, LEARNER, "r", "seed", False)
            doing(work)
            return work.effects()

    yield run
    world.world.close()


def person(**values: Any) -> PersonaState:
    return PersonaState(**{"key": "cleo", "name": "Cleo", "customer_id": None, "trust": 5, "knows": "[]", **values})


def told(effects: list[Effect]) -> list[tuple[Any, ...]]:
    return [(effect.table.name, effect.key, effect.before, effect.after) for effect in effects]


def test_a_new_row_is_told_whole(effects_of: Callable[[Doing], list[Effect]]) -> None:
    (effect,) = effects_of(lambda work: work.add(person()))
    assert (effect.table.name, effect.key, effect.before) == ("persona_state", ("cleo",), None)
    assert effect.after == {
        "key": "cleo",
        "name": "Cleo",
        "customer_id": None,
        "trust": 5,
        "mood": "",
        "knows": "[]",
    }


def test_a_changed_row_tells_what_differs(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def change(work: UnitOfWork) -> None:
        row = work.get(PersonaState, "anna")
        row.trust, row.mood, row.name = 60, "", "Anna"

    assert told(effects_of(change)) == [("persona_state", ("anna",), {"trust": 50}, {"trust": 60})]


def test_several_flushes_are_one_effect(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def change(work: UnitOfWork) -> None:
        row = work.get(PersonaState, "anna")
        for trust in (60, 70, 80):
            row.trust = trust
            work.session.flush()

    assert told(effects_of(change)) == [("persona_state", ("anna",), {"trust": 50}, {"trust": 80})]


def test_a_new_row_may_be_filled_in_later(effects_of: Callable[[Doing], list[Effect]]) -> None:
    """Also in columns that nobody named when it was added."""

    def add(work: UnitOfWork) -> None:
        row = work.add(
            StoryEvent(id=9, story="s", kind=EventKind.OPENED, at=work.now, entered_at=work.now, reason="why")
        )
        row.due_at, row.visible_message = work.now, True

    (effect,) = effects_of(add)
    assert effect.before is None
    assert effect.after is not None
    assert (effect.after["due_at"], effect.after["visible_message"]) == (1_772_528_400_000_000, True)


def test_what_ends_as_it_began_is_told_as_touched(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def waver(work: UnitOfWork) -> None:
        row = work.get(PersonaState, "anna")
        row.trust = 60
        work.session.flush()
        row.trust = 50

    assert told(effects_of(waver)) == [("persona_state", ("anna",), {}, {})]


def test_setting_what_stands_there_touches_nothing(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def same(work: UnitOfWork) -> None:
        row = work.get(PersonaState, "anna")
        row.trust, row.mood = 50, ""
        event = work.get(StoryEvent, 1)
        event.kind, event.visible_message = EventKind("opened"), True

    assert effects_of(same) == []


def test_a_removed_row_is_told_as_it_was(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def remove(work: UnitOfWork) -> None:
        row = work.get(Product, 2)
        row.price = 1
        work.session.flush()
        work.session.delete(row)

    before = {"id": 2, "code": "TOASTER", "name": "Toaster", "price": 2999}
    assert told(effects_of(remove)) == [("product", (2,), before, None)]


def test_a_row_made_and_removed_again_leaves_nothing(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def flicker(work: UnitOfWork) -> None:
        row = work.add(person())
        work.session.delete(row)

    assert effects_of(flicker) == []


def test_a_row_removed_and_made_again_is_a_change(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def replace(work: UnitOfWork) -> None:
        work.session.delete(work.get(PersonaState, "anna"))
        work.session.flush()
        work.add(person(key="anna", name="Anna", trust=1))

    assert told(effects_of(replace)) == [("persona_state", ("anna",), {"trust": 50}, {"trust": 1})]


def test_effects_come_in_one_order(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def several(work: UnitOfWork) -> None:
        for key in ("zoe", "ada", "mia"):
            work.add(person(key=key))
        work.new_id("thing")

    assert [effect.key for effect in effects_of(several)] == [("thing",), ("ada",), ("mia",), ("zoe",)]


def test_every_touched_row_bears_the_acts_number(effects_of: Callable[[Doing], list[Effect]], tmp_path: Path) -> None:
    stamps: list[int] = []

    def touch(work: UnitOfWork) -> None:
        row, other = work.get(PersonaState, "anna"), work.get(PersonaState, "ben")
        row.trust, other.trust = 51, 50
        work.session.flush()
        stamps.extend([row.last_act, other.last_act])

    effects_of(touch)
    assert stamps == [2, 0]


def test_an_old_value_that_was_never_read_is_a_bug(effects_of: Callable[[Doing], list[Effect]]) -> None:
    def blind(work: UnitOfWork) -> None:
        row = work.get(PersonaState, "anna")
        work.session.expire(row, ["trust"])
        row.trust = 3

    with pytest.raises(RuntimeError, match="not known"):
        effects_of(blind)


@pytest.mark.filterwarnings("ignore:The default date adapter is deprecated:DeprecationWarning")  # reached on the way
@pytest.mark.parametrize(
    "wrong",
    [person(trust="5"), person(name=5), person(name=True), person(trust=date(2026, 1, 1))],
    ids=["text for a number", "a number for text", "truth for text", "a day for a number"],
)
def test_a_value_that_the_engine_would_change_is_a_bug(
    effects_of: Callable[[Doing], list[Effect]], wrong: PersonaState
) -> None:
    with pytest.raises(TypeError, match="was given"):
        effects_of(lambda work: work.add(wrong))


@pytest.mark.parametrize(
    ("column", "value", "plain"),
    [
        (PersonaState.__table__.c.trust, True, True),
        (StoryEvent.__table__.c.visible_message, False, False),
        (StoryEvent.__table__.c.kind, EventKind.PAUSED, "paused"),
        (StoryEvent.__table__.c.at, datetime(1970, 1, 2, tzinfo=UTC), 86_400_000_000),
        (StoryEvent.__table__.c.due_at, None, None),
        (Customer.__table__.c.born, date(1960, 2, 29), "1960-02-29"),
    ],
)
def test_values_in_plain_form(column: Column[Any], value: object, plain: object) -> None:
    assert plain_in(column, value) == plain


def test_what_has_no_plain_form_is_a_bug() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        plain_value(1.5)


def test_only_the_stamp_is_untracked() -> None:
    """A file can be verified without the models, for it is known which column they leave out."""
    for metadata in (WorldBase.metadata, CentreBase.metadata):
        for table in tracked_tables(list(metadata.tables.values())):
            assert {column.name for column in table.columns} - {c.name for c in tracked_columns(table)} == {STAMP}


def test_columns_that_effects_and_digests_speak_of_hold_plain_values() -> None:
    """Fractions and bytes have no place in them."""
    for metadata in (WorldBase.metadata, CentreBase.metadata):
        for table in tracked_tables(list(metadata.tables.values())):
            for column in tracked_columns(table):
                kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
                assert kind.python_type in (int, str, bool, date), column


def test_a_table_of_any_shape_has_tracked_columns_in_its_order() -> None:
    table = Table("t", WorldBase.metadata.__class__(), Column("b", Date), Column("a", Integer), Column("c", String))
    assert [column.name for column in tracked_columns(table)] == ["b", "a", "c"]
