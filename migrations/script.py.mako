# SPDX-License-Identifier: MIT
"""${message}."""

# Columns and rows of tables that the journal watches: say in crmtrainer/journal/conversions.py what becomes of them.

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
