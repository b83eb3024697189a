# SPDX-License-Identifier: MIT
"""The customers list: every order and filter right, and answered from an index without sorting."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from sqlalchemy import event, text

from crmtrainer.customers.listing import LARGEST_PAGE, ids_in_order
from crmtrainer.customers.neighbours import NEIGHBOURS
from crmtrainer.customers.queries import customer_count, customer_ids, customer_page, find
from crmtrainer.customers.rules import CustomerFilter, CustomerKind, CustomerSort, Stage
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.store.unit_of_work import UnitOfWork
from tests.customers.town import CONNOR, HANDLEY, ILVES, OAKWOOD, OCONNOR, SAHOTA, add_customer
from tests.support import WorldUnderTest, fresh_world

TABLES = ("customer", "contact_point", "address", "name_key", *(neighbour.name for neighbour in NEIGHBOURS))
FILTERS = [
    CustomerFilter(name=name, town=town, stage=stage, kind=kind)
    for name, town, stage, kind in itertools.product(
        ("", "sa"), ("", "lee"), (None, Stage.ACTIVE), (None, CustomerKind.PERSON)
    )
]


def populate_crowd(work: UnitOfWork) -> None:
    """Enough customers, unevenly spread, for the planner to have a choice."""
    chance = random.Random(7)
    names = ["Sahota", "Smith", "Ilves", "Árnason", "Zeller", "Bielski"]
    for ident in range(1, 401):
        add_customer(
            work,
            ident,
            ("Mx", chance.choice(["Jo", "Ann", "Sam", "Łucja"]), chance.choice(names)),
            town=chance.choice(["Leeds", "Leek", "York", "Élmet"]),
            stage=chance.choice([*Stage, Stage.ACTIVE, Stage.ACTIVE]),
            kind=chance.choice([*CustomerKind]),
            phone="",
            line1="",
        )


@pytest.fixture(scope="module", params=["analysed", "not analysed"])
def crowd(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[WorldUnderTest]:
    world = fresh_world(tmp_path_factory.mktemp("crowd"), populate=populate_crowd)
    if request.param == "analysed":
        with world.world.app.database.writer.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.exec_driver_sql("COMMIT")
        world.reopen()
    yield world
    world.world.close()


def plan(world: WorldUnderTest, statement: str, parameters: object) -> list[str]:
    """What SQLite says it will do."""
    with world.world.app.database.reader.connect() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[call-overload]
        return [row[3] for row in found]


@pytest.mark.parametrize("sort", CustomerSort)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_under_every_filter_comes_from_one_covering_index(
    crowd: WorldUnderTest, sort: CustomerSort, descending: bool
) -> None:
    for filter in FILTERS:
        compiled = ids_in_order(sort, filter, descending=descending).compile(
            crowd.world.app.database.reader, compile_kwargs={"literal_binds": True}
        )
        steps = plan(crowd, str(compiled), ())
        assert len(steps) == 1, (filter, steps)
        assert "USING COVERING INDEX" in steps[0], (filter, steps)


def test_a_sorted_and_filtered_beginning_is_searched_not_scanned(crowd: WorldUnderTest) -> None:
    for sort, filter in (
        (CustomerSort.NAME, CustomerFilter(stage=Stage.LAPSED)),
        (CustomerSort.STAGE, CustomerFilter(stage=Stage.LAPSED)),
        (CustomerSort.TOWN, CustomerFilter(town="Yo")),
    ):
        compiled = ids_in_order(sort, filter, descending=False).compile(
            crowd.world.app.database.reader, compile_kwargs={"literal_binds": True}
        )
        assert plan(crowd, str(compiled), ())[0].startswith("SEARCH"), sort


@pytest.mark.parametrize(
    "typed", ["sa", "sah", "jo sah", "07700900142", "90014", "LS99 4QT", "LS9", "a@example.org", "C-1042", "10042"]
)
def test_pages_and_searches_touch_tables_only_by_index(crowd: WorldUnderTest, typed: str) -> None:
    seen: list[tuple[str, object]] = []
    engine = crowd.world.app.database.reader

    def note(conn: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        crowd.ask(find, text=typed)
        crowd.ask(customer_page, ids=tuple(range(1, 51)))
    finally:
        event.remove(engine, "before_cursor_execute", note)

    steps = [step for statement, parameters in seen for step in plan(crowd, statement, parameters)]
    assert seen
    assert [step for step in steps if step.startswith("SCAN") and step.split()[1].startswith(TABLES)] == []


def test_orders(quiet_town: WorldUnderTest) -> None:
    by_name = (CONNOR, HANDLEY, ILVES, OAKWOOD, OCONNOR, SAHOTA)

    assert quiet_town.ask(customer_ids) == by_name
    assert quiet_town.ask(customer_ids, descending=True) == by_name[::-1]
    assert quiet_town.ask(customer_ids, sort=CustomerSort.SINCE) == (1, 2, 3, 4, 5, 6)
    assert quiet_town.ask(customer_ids, sort=CustomerSort.TOWN) == (OAKWOOD, HANDLEY, ILVES, SAHOTA, CONNOR, OCONNOR)
    assert quiet_town.ask(customer_ids, sort=CustomerSort.STAGE)[:4] == (CONNOR, HANDLEY, OCONNOR, SAHOTA)
    assert quiet_town.ask(customer_ids, limit=2) == by_name[:2]


@pytest.mark.parametrize(
    ("filter", "ids"),
    [
        (CustomerFilter(name="ros"), (HANDLEY,)),
        (CustomerFilter(name="Rosa HAND"), (HANDLEY,)),
        (CustomerFilter(name="handley r"), (HANDLEY,)),
        (CustomerFilter(name="Ms Rosa Handley"), (HANDLEY,)),
        (CustomerFilter(name="Mr. Handley"), (HANDLEY,)),
        (CustomerFilter(name="o'co"), (OCONNOR,)),
        (CustomerFilter(name="oakwood care"), (OAKWOOD,)),
        (CustomerFilter(name="%"), ()),
        (CustomerFilter(name="h_ndley"), ()),
        (CustomerFilter(town="ELM"), (OAKWOOD,)),
        (CustomerFilter(town="yo", name="s"), (CONNOR, OCONNOR)),
        (CustomerFilter(stage=Stage.AT_RISK), (ILVES,)),
        (CustomerFilter(kind=CustomerKind.ORGANISATION), (OAKWOOD,)),
        (CustomerFilter(stage=Stage.AT_RISK, town="york"), ()),
    ],
)
def test_filters(quiet_town: WorldUnderTest, filter: CustomerFilter, ids: tuple[int, ...]) -> None:
    for sort in CustomerSort:
        assert set(quiet_town.ask(customer_ids, sort=sort, filter=filter)) == set(ids)
    assert quiet_town.ask(customer_ids, filter=filter) == ids
    assert quiet_town.ask(customer_count, filter=filter) == len(ids)


def test_a_page_keeps_the_order_of_its_ids_and_covers_telephones(quiet_town: WorldUnderTest) -> None:
    rows = quiet_town.ask(customer_page, ids=(SAHOTA, 999, CONNOR, OAKWOOD))

    assert [row.id for row in rows] == [SAHOTA, CONNOR, OAKWOOD]
    assert [row.name for row in rows] == ["Mr Harjit Sahota", "Mr Sean Connor", "Oakwood Care Ltd"]
    assert [row.phone for row in rows] == ["07700 900•••", "", "020 7946 0•••"]


def test_a_page_has_an_end(quiet_town: WorldUnderTest) -> None:
    with pytest.raises(BadInput, match=r"list\.page_too_large"):
        quiet_town.ask(customer_page, ids=tuple(range(LARGEST_PAGE + 1)))


def test_the_world_itself_does_not_read_lists(quiet_town: WorldUnderTest) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        quiet_town.ask_as(Actor("system", Role.SYSTEM), customer_ids)


def test_everybody_is_counted_and_listed_once(crowd: WorldUnderTest) -> None:
    for sort in CustomerSort:
        assert sorted(crowd.ask(customer_ids, sort=sort)) == list(range(1, 401))
    assert crowd.ask(customer_count) == 400
