"""The audit trail.

Entries hang on nothing, because they outlive the plans that they are about.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "trail",
        sa.Column("position", COUNTER, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=True),
        sa.Column("about", sa.String(length=128), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_trail")),
    )
    op.create_index(op.f("ix_trail_plan_id"), "trail", ["plan_id"], unique=False)
    op.create_table(
        "trail_head",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("entries", COUNTER, nullable=False),
        sa.Column("last_seal", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_trail_head")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("trail_head")
    op.drop_index(op.f("ix_trail_plan_id"), table_name="trail")
    op.drop_table("trail")
