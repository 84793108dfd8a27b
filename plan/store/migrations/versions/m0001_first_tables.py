"""The first tables: plan, access and conversation.

Types are written out here as they were: a migration must not change when the code does. Encrypted
columns are text to the database.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("framework", sa.String(length=64), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("window_start", sa.Integer(), server_default="0", nullable=False),
        sa.Column("event_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("turn_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("framework", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_state"), "plan", ["state"], unique=False)
    op.create_table(
        "practitioner",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("contact_code_hash", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner")),
        sa.UniqueConstraint("contact_code_hash", name=op.f("uq_practitioner_contact_code_hash")),
        sa.UniqueConstraint("email_hash", name=op.f("uq_practitioner_email_hash")),
    )
    op.create_table(
        "sentinel",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sentinel")),
    )
    op.create_table(
        "conversation_event",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_event_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "position", name=op.f("pk_conversation_event")),
    )
    op.create_table(
        "plan_event",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_event_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_plan_event")),
    )
    op.create_index("ix_plan_event_plan_id", "plan_event", ["plan_id", "position"], unique=False)
    op.create_table(
        "plan_line",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("outcome_id", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_line_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("id", name=op.f("uq_plan_line_id")),
    )
    op.create_index("ix_plan_line_deadline", "plan_line", ["deadline"], unique=False)
    op.create_index("ix_plan_line_plan_id", "plan_line", ["plan_id", "position"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_version")),
    )
    op.create_table(
        "proposal",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_proposal_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_proposal")),
        sa.UniqueConstraint("id", name=op.f("uq_proposal_id")),
    )
    op.create_index("ix_proposal_plan_id", "proposal", ["plan_id", "answer"], unique=False)
    op.create_table(
        "resume_code",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_resume_code_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_resume_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_resume_code_code_hash")),
    )
    op.create_table(
        "shared_line",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_shared_line_plan_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("plan_id", "line_id", name=op.f("uq_shared_line_plan_id")),
    )
    op.create_table(
        "sharing",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("practitioner_id", sa.String(length=64), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_sharing_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_sharing_practitioner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "practitioner_id", name=op.f("pk_sharing")),
    )
    op.create_index(op.f("ix_sharing_practitioner_id"), "sharing", ["practitioner_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_signature_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_signature")),
    )
    op.create_index("ix_signature_plan_id", "signature", ["plan_id", "version"], unique=False)
    op.create_table(
        "statement",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_statement_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_statement")),
        sa.UniqueConstraint("id", name=op.f("uq_statement_id")),
    )
    op.create_index("ix_statement_plan_id", "statement", ["plan_id", "position"], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_statement_plan_id", table_name="statement")
    op.drop_table("statement")
    op.drop_index("ix_signature_plan_id", table_name="signature")
    op.drop_table("signature")
    op.drop_index(op.f("ix_sharing_practitioner_id"), table_name="sharing")
    op.drop_table("sharing")
    op.drop_table("shared_line")
    op.drop_table("resume_code")
    op.drop_index("ix_proposal_plan_id", table_name="proposal")
    op.drop_table("proposal")
    op.drop_table("plan_version")
    op.drop_index("ix_plan_line_plan_id", table_name="plan_line")
    op.drop_index("ix_plan_line_deadline", table_name="plan_line")
    op.drop_table("plan_line")
    op.drop_index("ix_plan_event_plan_id", table_name="plan_event")
    op.drop_table("plan_event")
    op.drop_table("conversation_event")
    op.drop_table("sentinel")
    op.drop_table("practitioner")
    op.drop_index(op.f("ix_plan_state"), table_name="plan")
    op.drop_table("plan")
    op.drop_table("conversation")
