"""Canonical JSON (RFC 8785 for the values we allow) and its digest: the same bytes on the phone and here.

Objects are sorted by key, there is no white space, and numbers that are whole are written without a fraction, as
JavaScript does. A value that the two languages could write differently is refused instead of hashed.
"""

import hashlib
import json
import math
from decimal import Decimal
from typing import Any

_SAFE_INTEGER = 2**53 - 1
_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> bytes:
    """UTF-8 bytes of ``value`` in canonical form; ``ValueError`` for NaN, infinities, and integers beyond 2**53 − 1."""
    if _is_simple(value):
        # Python's own writer does the same for text and safe integers, many times faster.
        return _plain.encode(value).encode()
    return _write(value).encode()


def _is_simple(value: Any) -> bool:
    """Whether only text, safe integers, booleans and null are inside, under keys that both sorts order alike."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is str or kind is bool or one is None:
            continue
        if kind is dict:
            try:
                # Joined, because one long text is looked at faster than many short ones; other keys than text do not join.
                if not "".join(one).isascii():
                    return False
            except TypeError:
                return False
            waiting.extend(one.values())
        elif kind is list or kind is tuple:
            waiting.extend(one)
        elif kind is not int or abs(one) > _SAFE_INTEGER:
            return False
    return True


def digest(value: Any) -> bytes:
    """SHA-256 (32 bytes) of the canonical form."""
    return hashlib.sha256(canonical_json(value)).digest()


def _write(value: Any) -> str:
    if isinstance(value, dict):
        # RFC 8785 sorts by UTF-16 code units, as JavaScript compares strings.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(key)}:{_write(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_write(item) for item in value) + "]"
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _number(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: int | float) -> str:
    if isinstance(value, int):
        if abs(value) > _SAFE_INTEGER:
            raise ValueError("integer beyond 2**53 - 1")
        return str(value)
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    if value.is_integer() and abs(value) <= _SAFE_INTEGER:
        return str(int(value))
    if not 1e-6 <= abs(value) < 1e21:
        raise ValueError("number outside the range that both languages write alike")
    # Python writes 0.00001 with an exponent where JavaScript does not.
    return format(Decimal(repr(value)), "f")
