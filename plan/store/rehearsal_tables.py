"""Tables of rehearsals, on the same MetaData as all others; rehearsal.store reads and writes them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from plan.store.database import metadata
from plan.store.types import EncryptedJson, UtcTime

# A practitioner's rehearsals are theirs alone; they go when the practitioner does.
rehearsal_table = Table(
    "rehearsal",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("practitioner_id", String(64), ForeignKey("practitioner.id", ondelete="CASCADE")),
    Column("began_at", UtcTime, nullable=False),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_rehearsal_practitioner_id", "practitioner_id", "began_at"),
)

# One way through a rehearsal: the first, or another from some turn on. Its id is that of its conversation.
rehearsal_path_table = Table(
    "rehearsal_path",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("rehearsal_id", String(64), ForeignKey("rehearsal.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", EncryptedJson, nullable=False),
    Index("ix_rehearsal_path_rehearsal_id", "rehearsal_id", "number", unique=True),
)

rehearsal_turn_table = Table(
    "rehearsal_turn",
    metadata,
    Column("path_id", String(64), ForeignKey("rehearsal_path.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", EncryptedJson, nullable=False),
)
