"""Browsers that were let in, and tries that are counted for all processes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "stay",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=True),
        sa.Column("account_id", sa.String(length=64), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_stay_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["practitioner.id"], name=op.f("fk_stay_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    op.create_index(op.f("ix_stay_plan_id"), "stay", ["plan_id"], unique=False)
    op.create_index(op.f("ix_stay_account_id"), "stay", ["account_id"], unique=False)
    op.create_table(
        "try",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_try")),
    )
    op.create_index("ix_try_key_hash", "try", ["key_hash", "tried_at"], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_try_key_hash", table_name="try")
    op.drop_table("try")
    op.drop_index(op.f("ix_stay_account_id"), table_name="stay")
    op.drop_index(op.f("ix_stay_plan_id"), table_name="stay")
    op.drop_table("stay")
