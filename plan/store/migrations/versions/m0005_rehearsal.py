"""Rehearsals of practitioners: each with its ways through, and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("practitioner_id", sa.String(length=64), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_rehearsal_practitioner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    op.create_index("ix_rehearsal_practitioner_id", "rehearsal", ["practitioner_id", "began_at"], unique=False)
    op.create_table(
        "rehearsal_path",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("rehearsal_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rehearsal_id"],
            ["rehearsal.id"],
            name=op.f("fk_rehearsal_path_rehearsal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal_path")),
    )
    op.create_index("ix_rehearsal_path_rehearsal_id", "rehearsal_path", ["rehearsal_id", "number"], unique=True)
    op.create_table(
        "rehearsal_turn",
        sa.Column("path_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["path_id"],
            ["rehearsal_path.id"],
            name=op.f("fk_rehearsal_turn_path_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("path_id", "number", name=op.f("pk_rehearsal_turn")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("rehearsal_turn")
    op.drop_index("ix_rehearsal_path_rehearsal_id", table_name="rehearsal_path")
    op.drop_table("rehearsal_path")
    op.drop_index("ix_rehearsal_practitioner_id", table_name="rehearsal")
    op.drop_table("rehearsal")
