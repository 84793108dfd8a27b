"""All tables on one MetaData: plan, access and conversation; every free text is encrypted.

What is left readable is what the database must find, sort or join by: ids, states, parts, dates.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from plan.store.types import EncryptedJson, EncryptedText, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Counter = BigInteger().with_variant(Integer, "sqlite")


def _of_plan() -> Column[str]:
    return Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)


# The sentinel shows at opening whether the key is the one that everything here was encrypted with.
sentinel_table = Table(
    "sentinel",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("words", EncryptedText, nullable=False),
)

# The plan

plan_table = Table(
    "plan",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("framework", String(64)),
    Column("state", String(32), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("began_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)

statement_table = Table(
    "statement",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    _of_plan(),
    Column("turn", Integer, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_statement_plan_id", "plan_id", "position"),
)

line_table = Table(
    "plan_line",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    _of_plan(),
    Column("part", String(32), nullable=False),
    Column("outcome_id", String(64)),
    Column("revision", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("deadline", Date),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_plan_line_plan_id", "plan_id", "position"),
    Index("ix_plan_line_deadline", "deadline"),
)

shared_line_table = Table(
    "shared_line",
    metadata,
    _of_plan(),
    Column("line_id", String(64), nullable=False),
    Column("shared_at", UtcTime, nullable=False),
    UniqueConstraint("plan_id", "line_id"),
)

proposal_table = Table(
    "proposal",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    _of_plan(),
    Column("line_id", String(64), nullable=False),
    Column("answer", String(32), nullable=False),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_proposal_plan_id", "plan_id", "answer"),
)

version_table = Table(
    "plan_version",
    metadata,
    Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", EncryptedText, nullable=False),
    Column("why", String(32), nullable=False),
    Column("content", EncryptedJson, nullable=False),
)

signature_table = Table(
    "signature",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    _of_plan(),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("signed_at", UtcTime, nullable=False),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_signature_plan_id", "plan_id", "version"),
)

event_table = Table(
    "plan_event",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    _of_plan(),
    Column("happened_at", UtcTime, nullable=False),
    Column("what", String(64), nullable=False),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_plan_event_plan_id", "plan_id", "position"),
)

# Access: codes are found by keyed hash

practitioner_table = Table(
    "practitioner",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("email_hash", String(64), nullable=False, unique=True),
    Column("contact_code_hash", String(64), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("body", EncryptedJson, nullable=False),
)

resume_code_table = Table(
    "resume_code",
    metadata,
    Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("issued_at", UtcTime, nullable=False),
)

sharing_table = Table(
    "sharing",
    metadata,
    Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "practitioner_id",
        String(64),
        ForeignKey("practitioner.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("shared_at", UtcTime, nullable=False),
    # What stands for the plan in this practitioner's addresses, and what they call it.
    Column("key", String(32), unique=True, index=True),
    Column("label", EncryptedText),
)

# Where each plan stands, for lists: what can be told from the plan's own rows, kept at each change of it.
standing_table = Table(
    "standing",
    metadata,
    Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("waits_for", String(16)),
    Column("runs", Boolean, nullable=False),
    Column("raised", Boolean, nullable=False),
    Column("prepared", Boolean, nullable=False),
    Column("next_review", Date),
    Column("next_deadline", Date),
    Column("words", EncryptedJson, nullable=False),
)

stay_table = Table(
    "stay",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("plan_id", String(64), ForeignKey("plan.id", ondelete="CASCADE"), index=True),
    Column("account_id", String(64), ForeignKey("practitioner.id", ondelete="CASCADE"), index=True),
    Column("began_at", UtcTime, nullable=False),
    Column("used_at", UtcTime, nullable=False),
)

try_table = Table(
    "try",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=True),
    Column("key_hash", String(64), nullable=False),
    Column("tried_at", UtcTime, nullable=False),
    Index("ix_try_key_hash", "key_hash", "tried_at"),
)

# The audit trail: it outlives what it is about, so it hangs on nothing; no word of anybody's stands here.

trail_table = Table(
    "trail",
    metadata,
    Column("position", Counter, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("plan_id", String(64), index=True),
    Column("about", String(128)),
    Column("seal", String(64), nullable=False),
)

trail_head_table = Table(
    "trail_head",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("entries", Counter, nullable=False),
    Column("last_seal", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

# The conversation: bot.engine reads and writes these two itself, in the same transaction

conversation_table = Table(
    "conversation",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("framework", String(64)),
    Column("snapshot", EncryptedJson),
    Column("window_start", Integer, nullable=False, server_default="0"),
    Column("event_count", Integer, nullable=False, server_default="0"),
    Column("turn_count", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

conversation_event_table = Table(
    "conversation_event",
    metadata,
    Column(
        "conversation_id",
        String(64),
        ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("happened_at", Float, nullable=False),
    Column("body", EncryptedJson, nullable=False),
)
