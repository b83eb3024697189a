# SPDX-License-Identifier: MIT
"""A large world is made once in a run, and what the program asks of it is asked of the driver again as it was."""

import sys
from pathlib import Path

import pytest

from crmtrainer.customers.queries import customer_ids, customer_page
from tests.benchmarks import worlds


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "argv", ["bench", "--size", "30", "--worlds", str(tmp_path), "--else", "1"])
    return tmp_path


def test_a_world_is_made_once_and_its_statements_can_be_run_by_anybody(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with worlds.large_world() as large:
        assert (large.path, large.customers) == (small / "30.sqlite3", 30)
        ids = large.ask(customer_ids)
        asked = large.statements_of(lambda: large.ask(customer_page, ids=ids[:5]))
        rows = [large.raw.execute(statement).fetchall() for statement in asked]
        assert {row[0] for row in rows[-1]} == set(ids[:5])
        assert "customer" in large.plan(asked[-1])[0]
        assert large.statements_of(lambda: None) == []
    with worlds.large_world() as again:
        assert again.ask(customer_ids) == ids
    assert capsys.readouterr().out.count("30 customers seeded") == 1
