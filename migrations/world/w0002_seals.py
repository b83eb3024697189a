# SPDX-License-Identifier: MIT
"""Seals of entries, and the slip an attempt was begun under. They stand beside the journal and never touch it."""

import sqlalchemy as sa
from alembic import op

revision = "w0002"
down_revision = "w0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_seal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False, comment="how often the key had been evolved"),
        sa.Column("seal", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_seal")),
    )
    op.create_table(
        "journal_slip",
        sa.Column("attempt", sa.String(length=40), nullable=False),
        sa.Column("slip", sa.LargeBinary(), nullable=False, comment="its canonical bytes"),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("attempt", name=op.f("pk_journal_slip")),
    )
    op.execute(
        "CREATE TRIGGER journal_seal_no_update BEFORE UPDATE ON journal_seal"
        " BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_seal_no_delete BEFORE DELETE ON journal_seal"
        " BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END"
    )
