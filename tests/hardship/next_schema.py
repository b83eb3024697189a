# SPDX-License-Identifier: MIT
"""The world schema after the newest one, as a newer program would bring it: a table rebuilt, filled and guarded."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from unittest.mock import patch

from crmtrainer import paths
from crmtrainer.journal import conversions
from crmtrainer.journal.conversions import Step, adding, rewriting
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import SCHEMAS

NEXT = Template(
    """
import sqlalchemy as sa
from alembic import op

revision = "$after"
down_revision = "$before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("shelf", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
    op.execute("INSERT INTO shelf (id, name) SELECT id, 'from before' FROM household")
    with op.batch_alter_table("household") as batch:
        batch.alter_column("name", existing_type=sa.String(200), type_=sa.String(240))
    op.add_column("household", sa.Column("size", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE product SET name = replace(name, 'e', 'E')")
    op.create_index("ix_product_name", "product", ["name"])
    op.execute("CREATE TRIGGER shelf_stays BEFORE DELETE ON shelf BEGIN SELECT RAISE(ABORT, 'shelves stay'); END")
"""
)
"""Rebuilds a table that others point at with keys: with keys on, their rows would go with it. Adds a column to it, and
writes the values of another table anew."""
_PRODUCT = ("id", "code", "name", "price")
STEP = Step(
    (
        adding("household", ("id", "name"), size=1),
        rewriting("product", _PRODUCT, frozenset({"name"}), lambda row: {**row, "name": row["name"].replace("e", "E")}),
    )
)


def write_next(folder: Path, text: str = "") -> Path:
    """A copy of the migrations in `folder`, with one more for worlds. Gives that one's file."""
    shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    number = SCHEMAS[Realm.WORLD]
    file = folder / "world" / f"w{number + 1:04}_next.py"
    text = text or NEXT.substitute(before=f"w{number:04}", after=f"w{number + 1:04}")
    file.write_text(text, encoding="utf-8")
    return file


@contextmanager
def with_next_schema(text: str = "") -> Iterator[None]:
    """The program as it would be with one more migration."""
    with tempfile.TemporaryDirectory() as folder:
        migrations = Path(folder) / "migrations"
        write_next(migrations, text)
        after = SCHEMAS[Realm.WORLD] + 1
        steps = {**conversions.STEPS[Realm.WORLD], after: STEP}
        with (
            patch.object(paths, "migrations", lambda: migrations),
            patch.dict(SCHEMAS, {Realm.WORLD: after}),
            patch.dict(conversions.STEPS, {Realm.WORLD: steps}),
        ):
            yield
