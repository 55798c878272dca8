"""Names under attempts: who validated what and when, in a chain of their own. It checks no identity.

A signature is never changed: a later one takes its place, and one that is taken back leaves a row that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.records import chain, links
from simulator.scoring import Signature

if TYPE_CHECKING:
    from sqlalchemy import Connection

REMARK_LENGTH = 400


def add(connection: Connection, attempt_id: str, signature: Signature, withdrawn: bool) -> bool:
    """Put a signature, or that it was taken back, at the end of the chain; False where there is no such attempt."""
    from sqlalchemy import select

    from simulator.records.schema import ATTEMPT, SIGNATURE, SIGNATURES

    signed = connection.execute(select(ATTEMPT.c.hash).where(ATTEMPT.c.id == attempt_id)).scalar()
    if signed is None:
        return False
    row: dict[str, Any] = {
        "attempt_id": attempt_id,
        "attempt_hash": signed,
        "signer": signature.signer,
        "remark": signature.remark,
        "signed_iso": signature.signed,
        "withdrawn": withdrawn,
    }
    links.append(connection, SIGNATURE, SIGNATURES, row, chain.signature_hash)
    return True


def standing(connection: Connection, attempt_ids: Sequence[str] | None = None) -> dict[str, Signature]:
    """The signature that holds now under each attempt that has one; of some attempts, or of all."""
    from sqlalchemy import select

    from simulator.records.schema import SIGNATURE

    query = select(SIGNATURE).order_by(SIGNATURE.c.seq)
    if attempt_ids is not None:
        query = query.where(SIGNATURE.c.attempt_id.in_(attempt_ids))
    found: dict[str, Signature] = {}
    for row in connection.execute(query).mappings():
        if row["withdrawn"]:
            found.pop(row["attempt_id"], None)
        else:
            found[row["attempt_id"]] = Signature(row["signer"], row["remark"], row["signed_iso"])
    return found
