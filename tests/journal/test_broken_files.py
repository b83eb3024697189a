# SPDX-License-Identifier: MIT
"""Whatever happens to a file's bytes, verification never fails, and says intact only if the file says the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from tests.journal.tampering import content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=8), values=st.binary(min_size=8, max_size=8)
)
def test_changed_bytes(played_once: Path, tmp_path: Path, places: list[float], values: bytes) -> None:
    whole = bytearray(played_once.read_bytes())
    for place, value in zip(places, values, strict=False):
        whole[int(place * len(whole))] = value
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(whole)
    if verify(broken).result is RecordState.INTACT:
        assert content(broken) == content(played_once)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(size=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short(played_once: Path, tmp_path: Path, size: float) -> None:
    whole = played_once.read_bytes()
    (tmp_path / "broken.sqlite3").write_bytes(whole[: int(size * len(whole))])
    report = verify(tmp_path / "broken.sqlite3")
    assert report.result is RecordState.UNUSABLE
    assert report.findings[0].kind is Damage.UNOPENED


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(page=st.integers(1, 400), other=st.integers(1, 400))
def test_pages_that_changed_places(played_once: Path, tmp_path: Path, page: int, other: int) -> None:
    whole = bytearray(played_once.read_bytes())
    pages = len(whole) // 4096
    one, two = page % pages * 4096, other % pages * 4096
    whole[one : one + 4096], whole[two : two + 4096] = whole[two : two + 4096], whole[one : one + 4096]
    (tmp_path / "broken.sqlite3").write_bytes(whole)
    if verify(tmp_path / "broken.sqlite3").result is RecordState.INTACT:
        assert content(tmp_path / "broken.sqlite3") == content(played_once)


@pytest.mark.parametrize(
    ("statements", "result"),
    [
        (["DROP TABLE journal_entry"], RecordState.UNUSABLE),
        (["DROP TABLE journal_words"], RecordState.UNUSABLE),
        (["DROP TABLE identity"], RecordState.UNUSABLE),
        (["DELETE FROM identity"], RecordState.UNUSABLE),
        (["ALTER TABLE journal_entry RENAME COLUMN body TO bytes"], RecordState.UNUSABLE),
        (["DROP TABLE reflection"], RecordState.DAMAGED),
        (["DROP TABLE persona_state"], RecordState.DAMAGED),
        (["ALTER TABLE persona_state ADD COLUMN age INTEGER"], RecordState.DAMAGED),
        (["ALTER TABLE product DROP COLUMN price"], RecordState.DAMAGED),
        (["UPDATE persona_state SET name = CAST(x'ff41' AS TEXT)"], RecordState.UNUSABLE),
        (["PRAGMA user_version = 99"], RecordState.UNUSABLE),
        (["PRAGMA user_version = 0"], RecordState.UNUSABLE),
        (["PRAGMA application_id = 1"], RecordState.UNUSABLE),
        (["CREATE TABLE diary (words TEXT)"], RecordState.INTACT),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_changed_catalogue(played: Path, statements: list[str], result: RecordState) -> None:
    with closing(sqlite3.connect(played, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    assert verify(played).result is result


@pytest.mark.parametrize("kind", ["table", "index", "trigger"])
@pytest.mark.parametrize("column", ["type", "name", "tbl_name", "sql"])
def test_a_catalogue_that_holds_bytes_for_words_is_no_fault_of_the_program(
    played: Path, kind: str, column: str
) -> None:
    with closing(sqlite3.connect(played, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            f"UPDATE sqlite_master SET {column} = CAST({column} AS BLOB) WHERE rowid ="
            " (SELECT max(rowid) FROM sqlite_master WHERE type = ? AND sql <> '')",
            (kind,),
        )
    assert verify(played).result in (RecordState.DAMAGED, RecordState.UNUSABLE)


def test_a_view_in_place_of_a_table_is_never_run(played: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS key, i AS last_act FROM n"
    with closing(sqlite3.connect(played, isolation_level=None)) as connection:
        connection.execute("DROP TABLE persona_state")
        connection.execute(f"CREATE VIEW persona_state AS {endless}")
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert {finding.kind for finding in report.findings} >= {Damage.TABLE}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("missing", None, "store.missing"),
        ("empty", b"", "store.empty"),
        ("foreign", b"PK\x03\x04" + bytes(200), "store.foreign"),
        ("nothing", b"SQLite format 3\x00" + bytes(84), "store.foreign"),
    ],
    ids=["missing", "empty", "foreign", "nothing"],
)
def test_what_is_no_file_of_ours(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    report = verify(path)
    assert (report.result, report.findings[0].facts["code"]) == (RecordState.UNUSABLE, code)
    assert (path.read_bytes() if data is not None else None) == data


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert verify(tmp_path).result is RecordState.UNUSABLE
