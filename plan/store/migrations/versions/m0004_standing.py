"""Where plans stand, for lists; and what stands for a plan in a practitioner's addresses.

The rows of `standing` are filled when the store is opened: what they say is worked out from plans, which lie
encrypted and which a migration does not read.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "standing",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("waits_for", sa.String(length=16), nullable=True),
        sa.Column("runs", sa.Boolean(), nullable=False),
        sa.Column("raised", sa.Boolean(), nullable=False),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("next_deadline", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_standing_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_standing")),
    )
    op.add_column("sharing", sa.Column("key", sa.String(length=32), nullable=True))
    op.add_column("sharing", sa.Column("label", sa.Text(), nullable=True))
    sharing = sa.table("sharing", sa.column("plan_id"), sa.column("practitioner_id"), sa.column("key"))
    connection = op.get_bind()
    for plan_id, practitioner_id in connection.execute(sa.select(sharing.c.plan_id, sharing.c.practitioner_id)).all():
        connection.execute(
            sa.update(sharing)
            .where(sharing.c.plan_id == plan_id, sharing.c.practitioner_id == practitioner_id)
            .values(key=secrets.token_hex(16))
        )
    op.create_index(op.f("ix_sharing_key"), "sharing", ["key"], unique=True)


def downgrade() -> None:
    """Back."""
    op.drop_index(op.f("ix_sharing_key"), table_name="sharing")
    op.drop_column("sharing", "label")
    op.drop_column("sharing", "key")
    op.drop_table("standing")
