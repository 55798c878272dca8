"""The tables of the class book as this program reads and writes them.

It deliberately creates nothing: migrations do, and for an empty file ``new_book``, which is held to them by a test.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)  # fmt: skip

#: Revisions that this program knows, oldest first; a test holds the list to the migration files.
REVISIONS = ("0001", "0002")

METADATA = MetaData()

TRAINEE = Table(
    "trainee",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("first_name", String(80), nullable=True),
    Column("group_name", String(80), nullable=True),
    Column("created", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("trainee_id", Integer, ForeignKey("trainee.id"), nullable=True, index=True),
    Column("course", String(120), nullable=False),
    Column("exercise", String(120), nullable=False, index=True),
    Column("content_sha256", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("started_iso", String(40), nullable=False),
    Column("finished_iso", String(40), nullable=False),
    Column("program_version", String(40), nullable=False),
    Column("help", String(20), nullable=False),
    Column("score", Float(53), nullable=False),
    Column("passed", Boolean(create_constraint=False), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("gates_broken", Text, nullable=False),
    Column("sheet_json", Text, nullable=False),
    Column("log_zlib", LargeBinary, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Names under attempts, in a chain of their own: a new one takes the place of an older one, and none is ever changed.
SIGNATURE = Table(
    "signature",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("attempt_id", String(64), ForeignKey("attempt.id"), nullable=False, index=True),
    Column("attempt_hash", String(64), nullable=False),
    Column("signer", String(80), nullable=False),
    Column("remark", Text, nullable=False),
    Column("signed_iso", String(40), nullable=False),
    Column("withdrawn", Boolean(create_constraint=False), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

#: A row for each chain, how long it is and its last hash, so that a cut-off end is seen as well.
ATTEMPTS, SIGNATURES = 1, 2
CHAIN_HEAD = Table(
    "chain_head",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("length", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
