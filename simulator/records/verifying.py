"""Looks for what has changed in a class book since it was written: pages, rows, links, a cut-off end.

It deliberately mends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.i18n import Language
from simulator.records import chain

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def problems(connection: Connection, language: Language) -> list[str]:
    """One sentence per problem; empty when the book is as it was written."""
    from sqlalchemy.exc import SQLAlchemyError

    found: list[str] = []
    try:
        found += _pages(connection, language)
        found += _trainees(connection, language)
        found += _attempts(connection, language)
        found += _signatures(connection, language)
    except (SQLAlchemyError, ValueError, TypeError, OverflowError) as error:
        reason = str(getattr(error, "orig", None) or error)
        found.append(language.text("Une partie du cahier ne se lit plus : {reason}", reason=reason))
    return found


def _pages(connection: Connection, language: Language) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").fetchall()
    return [language.text("Le fichier est abîmé : {reason}", reason=row[0]) for row in rows if row[0] != "ok"]


def _trainees(connection: Connection, language: Language) -> list[str]:
    from sqlalchemy import select

    from simulator.records.schema import TRAINEE

    rows = connection.execute(select(TRAINEE)).mappings()
    return [
        language.text("La personne n° {id} a changé sans Brin.", id=row["id"])
        for row in rows
        if chain.trainee_hash(dict(row)) != row["digest"]
    ]


def _attempts(connection: Connection, language: Language) -> list[str]:
    from simulator.records.schema import ATTEMPT, ATTEMPTS

    said = {
        "content": language.text("L’essai n° {seq} a changé depuis qu’il a été gardé."),
        "link": language.text("L’essai n° {seq} ne suit pas celui d’avant."),
        "gap": language.text("Il manque un essai avant le n° {seq}."),
        "end": language.text("La fin du cahier ne correspond pas : il manque peut-être des essais."),
    }
    return _chain(connection, ATTEMPT, ATTEMPTS, chain.attempt_hash, said)


def _signatures(connection: Connection, language: Language) -> list[str]:
    from sqlalchemy import select

    from simulator.records.schema import ATTEMPT, SIGNATURE, SIGNATURES

    said = {
        "content": language.text("La signature n° {seq} a changé depuis qu’elle a été donnée."),
        "link": language.text("La signature n° {seq} ne suit pas celle d’avant."),
        "gap": language.text("Il manque une signature avant la n° {seq}."),
        "end": language.text("La fin des signatures ne correspond pas : il en manque peut-être."),
    }
    found = _chain(connection, SIGNATURE, SIGNATURES, chain.signature_hash, said)
    both = select(SIGNATURE.c.seq).join(ATTEMPT).where(SIGNATURE.c.attempt_hash != ATTEMPT.c.hash)
    other = language.text("La signature n° {seq} n’est pas celle de cet essai.")
    return found + [other.format(seq=seq) for seq in connection.execute(both).scalars()]


def _chain(
    connection: Connection,
    table: Table,
    head_id: int,
    hashed: Callable[[Mapping[str, Any], str], str],
    said: Mapping[str, str],
) -> list[str]:
    """What is wrong with one chain and its head, in the words for a break of each kind."""
    from sqlalchemy import select

    from simulator.records.schema import CHAIN_HEAD

    last: dict[str, Any] = {"seq": 0, "hash": chain.GENESIS}

    def rows() -> Iterator[Mapping[str, Any]]:
        for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
            last.update(seq=row["seq"], hash=row["hash"])
            yield dict(row)

    found = [said[kind].format(seq=seq) for seq, kind in chain.breaks(rows(), hashed)]
    head = connection.execute(select(CHAIN_HEAD).where(CHAIN_HEAD.c.id == head_id)).mappings().first()
    if head is None or (head["length"], head["hash"]) != (last["seq"], last["hash"]):
        found.append(said["end"])
    return found
