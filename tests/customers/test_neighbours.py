# SPDX-License-Identifier: MIT
"""The tables this room reads by name are really there, and hold what it takes them to hold."""

from typing import Any

import pytest
from sqlalchemy import TableClause

from crmtrainer import bootstrap
from crmtrainer.customers.neighbours import GOING_ON, NEIGHBOURS
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.store.base import WorldBase
from crmtrainer.store.types import UtcDateTime


@pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=lambda neighbour: neighbour.name)
def test_tables_named_by_text_exist_with_these_columns(neighbour: TableClause) -> None:
    assert bootstrap.all_commands()
    real = WorldBase.metadata.tables[neighbour.name].columns

    for column in neighbour.columns:
        assert column.name in real
        assert _is_instant(column) == _is_instant(real[column.name])


def _is_instant(column: Any) -> bool:
    return isinstance(column.type, UtcDateTime)


def test_states_named_by_text_exist() -> None:
    assert set(GOING_ON) == {ConversationState.LIVE.value, ConversationState.HELD.value}
