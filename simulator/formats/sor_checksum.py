"""The checksum of a .sor file: which of the makers' rules a stored value follows, and two bytes that please two rules.

It deliberately never judges: no reader may refuse a file for its checksum, real instruments disagree too much.
Rules and seeds were found on 228 real files; CRC-16, polynomial 0x1021, most significant bit first.
"""

from __future__ import annotations

from binascii import crc_hqx

from simulator.formats.sor_model import Checksum

_POLYNOMIAL = 0x11021
#: x ** _ORDER = 1 modulo the polynomial, which is (x + 1) times a primitive one of degree 15.
_ORDER = 2**15 - 1
_SEEDS_C = (0x9ECF, 0x2226, 0xEE39)
_NAME = b"Cksum\0"


def report(data: bytes, block: int, value: int) -> Checksum:
    """Which rules the checksum at offset ``value`` follows; its block begins at ``block``. One pass over the data."""
    view = memoryview(data)
    plain = crc_hqx(view[:block], 0)
    seeds = [plain ^ _advance(seed, block) for seed in _SEEDS_C]
    zero_start = crc_hqx(view[block:value], plain)
    usual = zero_start ^ _advance(0xFFFF, value)
    stored = int.from_bytes(data[value : value + 2], "little")
    whole = crc_hqx(view[value + 2 :], crc_hqx(b"\0\0", usual))
    found = {"A": stored == usual, "B": stored == whole, "C": stored in seeds, "D": stored == zero_start,
             "E": stored == usual ^ 0xFFFF}  # fmt: skip
    return Checksum(stored, usual, tuple(rule for rule, holds in found.items() if holds))


def padding(before: bytes) -> bytes:
    """Two bytes to put behind ``before`` so that the CRC after them and the name of the checksum block is 0.

    With 0 stored, rules A and B both hold, so that readers of either habit call the file valid.
    """
    wanted = _times(crc_hqx(_NAME, 0), _x_power(-8 * (len(_NAME) + 2)))
    return (crc_hqx(before, 0xFFFF) ^ wanted).to_bytes(2, "big")


def _advance(state: int, count: int) -> int:
    """The CRC register after ``count`` zero bytes: by linearity, what a start value adds to a CRC from 0."""
    return _times(state, _x_power(8 * count))


def _x_power(exponent: int) -> int:
    exponent %= _ORDER
    result, base = 1, 2
    while exponent:
        if exponent & 1:
            result = _times(result, base)
        base = _times(base, base)
        exponent >>= 1
    return result


def _times(a: int, b: int) -> int:
    """Product of two polynomials over GF(2), modulo the polynomial of the CRC."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x10000:
            a ^= _POLYNOMIAL
        b >>= 1
    return product
