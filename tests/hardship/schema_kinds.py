# SPDX-License-Identifier: MIT
"""Kinds of tampering with what the file is made of: indexes, triggers, tables, the catalogue, pages that nothing shows.

They leave the entries in order, so no entry is to be named; some are no damage, and must not be called one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import SCHEMAS
from tests.hardship.seal_kinds import KINDS
from tests.hardship.tamper_kinds import Case, Expected, kind
from tests.journal.tampering import behind_the_back, content

__all__ = ["KINDS"]

_PAGE = 4096
_INDEXES = (
    "SELECT i.name, i.tbl_name, i.sql, i.rootpage, c.name FROM sqlite_master i, pragma_index_info(i.name) c"
    " WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.sql NOT LIKE '% WHERE %' AND c.seqno = 0"
)
"""Those of whole tables: a row may have no place in another."""
_WRITTEN = (
    ("NOT NULL", "NOT NULL CHECK (1)"),
    ("NOT NULL", "NOT NULL ON CONFLICT IGNORE"),
    ("NOT NULL", "NOT NULL DEFAULT 0"),
    ("VARCHAR(32)", "VARCHAR(32) COLLATE NOCASE"),
    ("PRIMARY KEY", "PRIMARY KEY /* the same */ ON CONFLICT REPLACE"),
)


@contextmanager
def _catalogue(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that may change the catalogue, which is read anew afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        version = connection.execute("PRAGMA schema_version").fetchone()[0]
        connection.execute("PRAGMA writable_schema = ON")
        yield connection
        connection.execute(f"PRAGMA schema_version = {version + 1}")


def some_table(connection: sqlite3.Connection, rng: Random) -> str:
    """A table under the journal's eye, with rows in it."""
    tables = connection.execute(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'last_act'"
    ).fetchall()
    filled = [name for (name,) in tables if connection.execute(f"SELECT 1 FROM {name}").fetchone()]
    return str(rng.choice(sorted(set(filled) - {"identity"})))


def _beside(case: Case, *kinds: Damage, state: RecordState = RecordState.DAMAGED) -> Expected:
    return Expected(frozenset(kinds), None, case.played.trust(), state=state)


@kind("index that hides rows")
def stale_index(case: Case) -> Expected:
    """Its table is put back to what it was while the index is not there."""
    with closing(sqlite3.connect(case.path)) as connection:
        found = connection.execute(_INDEXES).fetchall()
        filled = [row for row in found if connection.execute(f"SELECT 1 FROM {row[1]}").fetchone()]
    name, table, text, root, column = case.rng.choice([row for row in filled if not row[1].startswith("journal")])
    with closing(sqlite3.connect(case.path, isolation_level=None)) as connection:
        row, was = case.rng.choice(connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall())
        connection.execute(f"UPDATE {table} SET {column} = 'gone' WHERE rowid = ?", (row,))
    with _catalogue(case.path) as connection:
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
    with _catalogue(case.path) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (was, row))
        connection.execute("INSERT INTO sqlite_master VALUES ('index', ?, ?, ?, ?)", (name, table, root, text))
    return _beside(case, Damage.INDEX)


@kind("index page edited")
def index_page(case: Case) -> Expected:
    """One entry of an index points to another row, or says another value."""
    with closing(sqlite3.connect(case.path)) as connection:
        roots = [row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index'")]
    whole = bytearray(case.path.read_bytes())
    starts = [start for start in ((root - 1) * _PAGE for root in roots) if whole[start] == 10]
    filled = [start for start in starts if int.from_bytes(whole[start + 3 : start + 5], "big")]
    start = case.rng.choice(filled)
    cell = case.rng.randrange(int.from_bytes(whole[start + 3 : start + 5], "big"))
    at = start + int.from_bytes(whole[start + 8 + 2 * cell : start + 10 + 2 * cell], "big")
    size, length = whole[at] & 127, 1
    while whole[at + length - 1] & 128:
        size, length = size << 7 | whole[at + length] & 127, length + 1
    whole[at + length + size - 1] ^= 1 << case.rng.randrange(3)
    case.path.write_bytes(whole)
    return _beside(case, Damage.INDEX)


@kind("counts of the desk edited")
def counts_edited(case: Case) -> Expected:
    """What Reports reads says another number, or speaks of an hour in which nothing happened."""
    with closing(sqlite3.connect(case.path)) as connection, connection:
        hours = connection.execute("SELECT rowid, amount FROM desk_hour").fetchall()
        if hours and case.rng.random() < 0.7:
            row, amount = case.rng.choice(hours)
            connection.execute("UPDATE desk_hour SET amount = ? WHERE rowid = ?", (amount + 1, row))
        else:
            new = ("opened", case.rng.randrange(500_000), "enquiry", "", 1 + case.rng.randrange(9))
            connection.execute("INSERT INTO desk_hour (measure, hour, kind, state, amount) VALUES (?, ?, ?, ?, ?)", new)
    return _beside(case, Damage.COUNTS)


@kind("index dropped")
def index_dropped(case: Case) -> Expected:
    with closing(sqlite3.connect(case.path)) as connection:
        connection.execute(f"DROP INDEX {case.rng.choice(connection.execute(_INDEXES).fetchall())[0]}")
    return _beside(case, Damage.TABLE)


@kind("index made anew otherwise")
def index_made_otherwise(case: Case) -> Expected:
    with closing(sqlite3.connect(case.path)) as connection:
        name, table, text, _, column = case.rng.choice(connection.execute(_INDEXES).fetchall())
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != column]
        keyed, _, rest = text.partition("(")
        made = case.rng.choice(
            (
                f"{keyed}({case.rng.choice(columns)})",
                f"{keyed}({column} DESC)",
                f"{keyed}({column} COLLATE NOCASE)",
                f"{keyed}(lower({column}))",
                f"{keyed}({rest}\nWHERE {column} IS NOT NULL",
                f"{keyed}({rest.rstrip(')')}, {case.rng.choice(columns)})",
            )
        )
        connection.execute(f"DROP INDEX {name}")
        connection.execute(made.replace("UNIQUE ", ""))
    return _beside(case, Damage.TABLE)


@kind("index taken out of the catalogue")
def index_out_of_the_catalogue(case: Case) -> Expected:
    with _catalogue(case.path) as connection:
        name = case.rng.choice(connection.execute(_INDEXES).fetchall())[0]
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
    # Its pages belong to nothing now, which SQLite tells of as of any page that was lost.
    return _beside(case, Damage.TORN, state=RecordState.UNUSABLE)


@kind("guard that guards nothing")
def guard_replaced(case: Case) -> Expected:
    with closing(sqlite3.connect(case.path)) as connection:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'"
        ).fetchall()
        name, text = case.rng.choice(sorted(found))
        before, _, _ = text.partition(" BEGIN ")
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            case.rng.choice(
                (
                    f"{before} BEGIN SELECT 1; END",
                    text.replace(" BEFORE ", " AFTER "),
                    text.replace(" BEGIN ", f"{' AND' if ' WHEN ' in text else ' WHEN'} 0 BEGIN "),
                )
            )
        )
    return _beside(case, Damage.GUARD)


@kind("count that counts nothing")
def count_replaced(case: Case) -> Expected:
    """A trigger that keeps the hourly counts is taken away, or does nothing more."""
    with closing(sqlite3.connect(case.path)) as connection:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'desk_hour%'"
        ).fetchall()
        name, text = case.rng.choice(sorted(found))
        connection.execute(f"DROP TRIGGER {name}")
        if case.rng.random() < 0.5:
            connection.execute(f"{text.partition(' BEGIN ')[0]} BEGIN SELECT 1; END")
    return _beside(case, Damage.TABLE)


@kind("trigger added")
def trigger_added(case: Case) -> Expected:
    with closing(sqlite3.connect(case.path)) as connection:
        table = some_table(connection, case.rng)
        table = case.rng.choice((table, table.upper(), f'"{table}"', f"[{table.title()}]"))
        when = case.rng.choice(("BEFORE INSERT", "AFTER UPDATE OF last_act", "AFTER DELETE"))
        connection.execute(f"CREATE TRIGGER added {when} ON {table} BEGIN DELETE FROM promise; END")
    return _beside(case, Damage.TABLE)


@kind("table written otherwise in the catalogue")
def table_written_otherwise(case: Case) -> Expected:
    with _catalogue(case.path) as connection:
        old, new = case.rng.choice(_WRITTEN)
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE ?", (f"%{old}%",)
        ).fetchall()
        name, text = case.rng.choice(rows)
        places = [at for at in range(len(text)) if text.startswith(old, at)]
        at = case.rng.choice(places)
        if new.startswith("PRIMARY KEY"):
            end = text.index(")", at) + 1
            text = f"{text[:end]} ON CONFLICT REPLACE{text[end:]}"
        else:
            text = f"{text[:at]}{new}{text[at + len(old) :]}"
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text, name))
    return _beside(case, Damage.TABLE)


@kind("table replaced by one of another form")
def table_replaced(case: Case) -> Expected:
    """With row numbers no more, a value worked out, or a view in its place; what can be read in it is the same."""
    with behind_the_back(case.path) as connection:
        table = some_table(connection, case.rng)
        text = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        made = connection.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index'", (table,))
        indexes = [sql for (sql,) in made if sql]
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute(f"ALTER TABLE {table} RENAME TO old_one")
        form = case.rng.choice(("no row numbers", "worked out", "view"))
        kept = ", ".join(f'"{name}"' for name in names)
        if form == "view":
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM old_one")
            return _beside(case, Damage.TABLE)
        if form == "worked out":
            text = text.replace("last_act INTEGER NOT NULL", "last_act INTEGER NOT NULL, x AS (last_act)")
        else:
            text += " WITHOUT ROWID"
        connection.execute(text)
        connection.execute(f"INSERT INTO {table} ({kept}) SELECT {kept} FROM old_one")
        connection.execute("DROP TABLE old_one")
        for sql in indexes:
            connection.execute(sql)
    return _beside(case, Damage.TABLE)


@kind("table or view added")
def table_added(case: Case) -> Expected:
    with closing(sqlite3.connect(case.path)) as connection:
        table = some_table(connection, case.rng)
        connection.execute(
            case.rng.choice(
                (
                    "CREATE TABLE added (a)",
                    f"CREATE TABLE added AS SELECT * FROM {table}",
                    f"CREATE VIEW added AS SELECT * FROM {table}",
                    "CREATE VIRTUAL TABLE added USING fts5(a)",
                )
            )
        )
    expected = case.expect(first=None)
    return Expected(frozenset(), None, expected.trust, state=RecordState.INTACT, note=Note.EXTRA_TABLE)


@kind("file that says another schema or revision")
def schema_told_otherwise(case: Case) -> Expected:
    way = case.rng.choice(("older", "newer", "foreign", "revision", "no revision"))
    with closing(sqlite3.connect(case.path, isolation_level=None)) as connection:
        if way == "foreign":
            connection.execute("PRAGMA application_id = 1")
        elif way == "newer":
            connection.execute(f"PRAGMA user_version = {case.rng.randrange(SCHEMAS[Realm.WORLD] + 1, 99)}")
        elif way == "older":
            connection.execute("PRAGMA user_version = 1")
        elif way == "revision":
            connection.execute("UPDATE alembic_version SET version_num = version_num || 'x'")
        else:
            connection.execute("DELETE FROM alembic_version")
    if way in ("foreign", "newer"):
        return _beside(case, Damage.UNOPENED, state=RecordState.UNUSABLE)
    # Tables that a later schema gave an index or a trigger are not what the older one makes.
    return _beside(case, Damage.UNLOGGED, Damage.TABLE) if way == "older" else _beside(case, Damage.UNLOGGED)


def _with_free_pages(case: Case) -> list[int]:
    """Give the file pages that belong to nothing: the first of them lists the others."""
    with closing(sqlite3.connect(case.path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE filler (a)")
        connection.execute("INSERT INTO filler VALUES (zeroblob(60000))")
        connection.execute("DROP TABLE filler")
    whole = case.path.read_bytes()
    trunk = int.from_bytes(whole[32:36], "big")
    start = (trunk - 1) * _PAGE
    count = int.from_bytes(whole[start + 4 : start + 8], "big")
    leaves = [int.from_bytes(whole[start + 8 + 4 * n : start + 12 + 4 * n], "big") for n in range(count)]
    return [trunk, *leaves]


@kind("free page overwritten")
def free_page(case: Case) -> Expected:
    """Nothing is shown of it: no damage."""
    page = case.rng.choice(_with_free_pages(case)[1:])
    whole = bytearray(case.path.read_bytes())
    whole[(page - 1) * _PAGE : page * _PAGE] = case.rng.randbytes(_PAGE)
    case.path.write_bytes(whole)
    return _beside(case, state=RecordState.INTACT)


@kind("list of free pages edited")
def free_list(case: Case) -> Expected:
    """It says that a page of the record is free: the next act would write over it."""
    trunk = _with_free_pages(case)[0]
    whole = bytearray(case.path.read_bytes())
    pages = len(whole) // _PAGE
    start = (trunk - 1) * _PAGE
    if case.rng.random() < 0.5:
        was = int.from_bytes(whole[start + 8 : start + 12], "big")
        other = case.rng.choice([page for page in range(2, pages) if page != was])
        whole[start + 8 : start + 12] = other.to_bytes(4, "big")
    else:
        whole[start + 4 : start + 8] = (10**6).to_bytes(4, "big")
    case.path.write_bytes(whole)
    return _beside(case, Damage.TORN, state=RecordState.UNUSABLE)


@kind("overflow page edited")
def overflow_page(case: Case) -> Expected:
    """A byte of words that were too long for one page, where the journal keeps them or in a row that has them."""
    data, before = case.path.read_bytes(), set(content(case.path))
    with closing(sqlite3.connect(case.path)) as connection:
        long = [text for (text,) in connection.execute("SELECT words FROM journal_words WHERE length(words) > 4500")]
    changed: list[str] = []
    while not changed:  # what was found may run over the edge of a page, or lie on one that is free
        case.path.write_bytes(_with_a_letter_changed(data, case.rng.choice(long).encode(), case.rng))
        changed = [line for line in content(case.path) if line not in before]
    values = changed[0].rstrip(");").partition("(")[2].split(",")
    if changed[0].startswith('INSERT INTO "journal_words"'):
        return case.expect(Damage.WORDS_CHANGED, first=int(values[1]))  # the commitment stands before it
    table = changed[0].split('"')[1]
    with closing(sqlite3.connect(case.path)) as connection:
        columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    stamp = columns.index("last_act") - len(columns)  # counted from the end: words before it may hold commas
    return case.expect(Damage.UNLOGGED, first=int(values[stamp]) or 1)


def _with_a_letter_changed(data: bytes, text: bytes, rng: Random) -> bytes:
    """The bytes of a file with one letter changed far behind the beginning of a text that stands in it."""
    at = rng.randrange(4200, len(text) - 40)
    piece, places, whole = text[at : at + 40], [], bytearray(data)
    found = data.find(piece)
    while found >= 0:
        places += [place for place in range(found, found + 40) if whole[place] in b"abcdefghi"]
        found = data.find(piece, found + 1)
    if places:
        whole[rng.choice(places)] += 1
    return bytes(whole)
