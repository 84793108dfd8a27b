"""Alembic's entry point: runs the migrations on the connection that `plan.store.migrating`
gives.
"""

from __future__ import annotations

from alembic import context

from plan.store.database import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
