# SPDX-License-Identifier: MIT
"""Whether a file's storage is sound, and its indexes say what its tables say: what is shown is often found by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection

from crmtrainer.journal.report import Damage, Finding, shown
from crmtrainer.store.problems import first_complaint

_MOST = 1_000
"""Complaints that are listened to; one stale index may make one for each of its rows."""
_OF_AN_INDEX = re.compile(r".* index (.+)", re.DOTALL)


def check_storage(connection: Connection) -> list[Finding]:
    """What SQLite's whole check finds: `TORN` for storage that cannot be read, `INDEX` for each index that is stale.

    Raises `DBAPIError` where it cannot even be checked.
    """
    complaints = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").all()]
    if complaints == ["ok"]:
        return []
    # The quick check compares no index with its table: what it finds as well is no matter of an index.
    torn = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    stale = dict(_stale(connection, complaints)) if torn == "ok" else {}
    if not stale:
        return [Finding(Damage.TORN, None, {"problem": shown(first_complaint(complaints[0]))})]
    return [
        Finding(Damage.INDEX, None, {"index": shown(index), "table": shown(table)}) for index, table in stale.items()
    ]


def _stale(connection: Connection, complaints: list[str]) -> Iterator[tuple[str, str]]:
    """The indexes that are complained of, each with its table."""
    rows = connection.exec_driver_sql("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'").all()
    tables = {str(name): str(table) for name, table in rows}
    for complaint in complaints:
        found = _OF_AN_INDEX.fullmatch(complaint)
        if found is not None and found[1] in tables:
            yield found[1], tables[found[1]]
