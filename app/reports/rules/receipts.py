"""The receipt: six characters and a check character, readable over the telephone, shown on both sides."""

import hashlib
from uuid import UUID

# Crockford's 32: no I, L, O, U, which are misheard and misread.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Odd weights modulo 32 find every single wrong letter, and 30 of 31 swaps of neighbours.
_WEIGHTS = (1, 3, 5, 7, 9, 11)


def make_receipt(commune_id: str, op_id: UUID, digest: bytes) -> str:
    """``K7Q2M4-X`` of an operation that took effect; ``digest`` is that of its canonical JSON (32 bytes)."""
    number = int.from_bytes(hashlib.sha256(commune_id.encode() + op_id.bytes + digest).digest()[:4], "big") >> 2
    body = "".join(_LETTERS[number >> shift & 31] for shift in range(25, -1, -5))
    return f"{body}-{_check(body)}"


def receipt_is_sound(receipt: str) -> bool:
    """Whether a receipt read aloud or typed can be one of ours."""
    body, dash, check = receipt.strip().upper().partition("-")
    return dash == "-" and len(body) == 6 and set(body) <= set(_LETTERS) and check == _check(body)


def _check(body: str) -> str:
    return _LETTERS[sum(weight * _LETTERS.index(letter) for weight, letter in zip(_WEIGHTS, body, strict=True)) % 32]
