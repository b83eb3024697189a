# SPDX-License-Identifier: MIT
"""The slips that were given out for attempts, and the receipts that were read out from them."""

import sqlalchemy as sa
from alembic import op

revision = "c0002"
down_revision = "c0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slip",
        sa.Column("attempt", sa.String(length=40), nullable=False),
        sa.Column("learner", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="its canonical bytes as text"),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("attempt", name=op.f("pk_slip")),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempt", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False, comment="when it was read out, by the assessor's clock"),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("last_act", sa.Integer(), nullable=False, comment="sequence of the entry that last touched it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_attempt"), "receipt", ["attempt"], unique=False)
