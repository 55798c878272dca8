"""First class book: trainees, attempts that can only be added, and the head of their chain. It moves no data."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSAL = "attempts are append-only"
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables and the triggers that refuse any change of an attempt."""
    op.create_table(
        "trainee",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("first_name", sa.String(80), nullable=True),
        sa.Column("group_name", sa.String(80), nullable=True),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "attempt",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("trainee_id", sa.Integer, sa.ForeignKey("trainee.id"), nullable=True, index=True),
        sa.Column("course", sa.String(120), nullable=False),
        sa.Column("exercise", sa.String(120), nullable=False, index=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("started_iso", sa.String(40), nullable=False),
        sa.Column("finished_iso", sa.String(40), nullable=False),
        sa.Column("program_version", sa.String(40), nullable=False),
        sa.Column("help", sa.String(20), nullable=False),
        sa.Column("score", sa.Float(53), nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("gates_broken", sa.Text, nullable=False),
        sa.Column("sheet_json", sa.Text, nullable=False),
        sa.Column("log_zlib", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    head = op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "length": 0, "hash": "0" * 64}])
    for statement in TRIGGERS[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Remove everything of this step."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER attempt_append_only ON attempt")
        op.execute("DROP FUNCTION attempt_refuse()")
    op.drop_table("chain_head")
    op.drop_table("attempt")
    op.drop_table("trainee")


TRIGGERS = {
    "sqlite": (
        f"CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        # INSERT OR REPLACE deletes without asking the delete trigger.
        "CREATE TRIGGER attempt_no_replace BEFORE INSERT ON attempt "
        "WHEN EXISTS (SELECT 1 FROM attempt WHERE seq = NEW.seq OR id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION attempt_refuse() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER attempt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt "
        "FOR EACH STATEMENT EXECUTE FUNCTION attempt_refuse()",
    ),
}
