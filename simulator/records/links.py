"""Adds a row to the end of a chain: attempts have one, signatures another.

It deliberately knows no content; what a hash covers is ``chain``'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.records import chain

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def append(
    connection: Connection,
    table: Table,
    head_id: int,
    row: dict[str, Any],
    hashed: Callable[[Mapping[str, Any], str], str],
) -> None:
    """Number a row, link it to the one before, insert it and move the chain's head, in the transaction at hand."""
    from sqlalchemy import insert, select, update

    from simulator.records.schema import CHAIN_HEAD

    # FOR UPDATE: on a server, two PCs may save at the same moment, and the chain has one end.
    here = CHAIN_HEAD.c.id == head_id
    head = connection.execute(select(CHAIN_HEAD).where(here).with_for_update()).mappings().first()
    newest = select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)
    last = connection.execute(newest).first() or (0, chain.GENESIS)
    # After a cut-off end the numbers go on from the head, so that the gap stays visible.
    row["seq"] = max(last[0], head["length"] if head else 0) + 1
    row["prev_hash"] = last[1]
    row["hash"] = hashed(row, row["prev_hash"])
    connection.execute(insert(table).values(**row))
    connection.execute(update(CHAIN_HEAD).where(here).values(length=row["seq"], hash=row["hash"]))
