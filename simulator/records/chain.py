"""The chain that makes a changed attempt visible: each record's SHA-256 covers its content and the hash before it.

It deliberately proves nothing against somebody who rewrites the whole book; it finds damage and single changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

GENESIS = "0" * 64
#: Columns of an attempt that its hash covers, in this order; the packed log enters as its own SHA-256.
COVERED = (
    "seq", "id", "trainee_id", "course", "exercise", "content_sha256", "seed", "started_iso", "finished_iso",
    "program_version", "help", "score", "passed", "verdict", "gates_broken", "sheet_json",
)  # fmt: skip


def attempt_hash(row: Mapping[str, Any], prev_hash: str) -> str:
    """SHA-256 of an attempt and of the hash before it, as 64 hexadecimal digits."""
    values = [row[name] for name in COVERED]
    values.append(hashlib.sha256(row["log_zlib"]).hexdigest())
    text = json.dumps([prev_hash, *values], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


#: Columns of a signature that its hash covers; the hash of the attempt stands for all that is signed.
SIGNED = ("seq", "attempt_id", "attempt_hash", "signer", "remark", "signed_iso", "withdrawn")


def signature_hash(row: Mapping[str, Any], prev_hash: str) -> str:
    """SHA-256 of a signature and of the hash before it, as 64 hexadecimal digits."""
    text = json.dumps([prev_hash, *(row[name] for name in SIGNED)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def trainee_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 of a trainee's row; it changes with the name, so it stands beside it and outside the chain."""
    values = [row["id"], row["first_name"], row["group_name"], row["created"]]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def breaks(
    rows: Iterable[Mapping[str, Any]], hashed: Callable[[Mapping[str, Any], str], str] = attempt_hash
) -> Iterable[tuple[int, str]]:
    """Where a chain does not hold: (seq, 'content' | 'link' | 'gap') of each break; rows come in order of seq."""
    expected, previous = 1, GENESIS
    for row in rows:
        if row["seq"] != expected:
            yield row["seq"], "gap"
        if row["prev_hash"] != previous:
            yield row["seq"], "link"
        if hashed(row, row["prev_hash"]) != row["hash"]:
            yield row["seq"], "content"
        expected, previous = row["seq"] + 1, row["hash"]
