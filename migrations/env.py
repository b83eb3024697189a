# SPDX-License-Identifier: MIT
"""Runs migrations on the connection that `crmtrainer.store.upgrade` hands in, inside its transaction."""

from alembic import context

from crmtrainer.kernel.commands import Realm
from crmtrainer.store.base import CentreBase, WorldBase

connection = context.config.attributes["connection"]
realm = context.config.attributes["realm"]
metadata = WorldBase.metadata if realm is Realm.WORLD else CentreBase.metadata

context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    # The transaction is the caller's: one for all steps and the version row.
    transactional_ddl=False,
)
context.run_migrations()
