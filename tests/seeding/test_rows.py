# SPDX-License-Identifier: MIT
"""Batches follow the mapped tables: nothing is dropped, invented or left to chance."""

import numpy as np
import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from crmtrainer.customers.models import Household
from crmtrainer.seeding.rows import Batch, insert_into, table_of, where

TABLE = Table(
    "thing",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String),
    Column("note", String, default=""),
    Column("owner", Integer, nullable=True),
)


def test_rows_stand_in_the_order_of_the_table_whatever_the_order_given() -> None:
    batch = Batch(TABLE, 2, {"owner": None, "name": ["a", "b"], "note": "n", "id": np.array([1, 2])})
    assert list(batch.rows()) == [(1, "a", "n", None), (2, "b", "n", None)]
    assert insert_into(TABLE) == 'INSERT INTO "thing" ("id", "name", "note", "owner") VALUES (?, ?, ?, ?)'


def test_a_column_left_out_gets_its_declared_default() -> None:
    assert list(Batch(TABLE, 1, {"id": [1], "name": ["a"], "owner": [3]}).rows()) == [(1, "a", "", 3)]


def test_a_column_without_default_cannot_be_left_out() -> None:
    with pytest.raises(RuntimeError, match=r"thing\.owner"):
        Batch(TABLE, 1, {"id": [1], "name": ["a"]}).rows()


def test_a_column_that_is_not_there_cannot_be_filled() -> None:
    with pytest.raises(RuntimeError, match="nickname"):
        Batch(TABLE, 1, {"id": [1], "name": ["a"], "owner": None, "nickname": ["b"]}).rows()


def test_columns_of_unlike_length_are_not_cut_short() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(Batch(TABLE, 2, {"id": [1, 2], "name": ["a"], "owner": None}).rows())


def test_values_are_plain_for_the_driver() -> None:
    row = next(iter(Batch(TABLE, 1, {"id": np.array([1]), "name": ["a"], "owner": np.array([2])}).rows()))
    assert [type(value) for value in row] == [int, str, str, int]


def test_bookkeeping_of_a_mapped_table_starts_at_zero() -> None:
    assert list(Batch(table_of(Household), 1, {"id": [1], "name": ["Ilves household"]}).rows()) == [
        (1, "Ilves household", 0)
    ]


def test_where_leaves_gaps() -> None:
    assert where(np.array([True, False]), np.array([5, 6])) == [5, None]
