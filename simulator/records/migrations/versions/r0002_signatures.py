"""Signatures under attempts, that can only be added, and the head of their chain. It moves no data."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "signatures are append-only"
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table and the triggers that refuse any change of a signature."""
    op.create_table(
        "signature",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("attempt_id", sa.String(64), sa.ForeignKey("attempt.id"), nullable=False, index=True),
        sa.Column("attempt_hash", sa.String(64), nullable=False),
        sa.Column("signer", sa.String(80), nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("signed_iso", sa.String(40), nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(HEAD, [{"id": 2, "length": 0, "hash": "0" * 64}])
    for statement in TRIGGERS[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Remove everything of this step."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER signature_append_only ON signature")
        op.execute("DROP FUNCTION signature_refuse()")
    op.drop_table("signature")
    op.execute("DELETE FROM chain_head WHERE id = 2")


HEAD = sa.table(
    "chain_head", sa.column("id", sa.Integer), sa.column("length", sa.BigInteger), sa.column("hash", sa.String)
)
TRIGGERS = {
    "sqlite": (
        f"CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        # INSERT OR REPLACE deletes without asking the delete trigger.
        "CREATE TRIGGER signature_no_replace BEFORE INSERT ON signature "
        "WHEN EXISTS (SELECT 1 FROM signature WHERE seq = NEW.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION signature_refuse() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signature "
        "FOR EACH STATEMENT EXECUTE FUNCTION signature_refuse()",
    ),
}
