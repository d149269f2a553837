"""Bodies are read strictly: what both languages and both databases take alike, and nothing deeper than agreed."""

import json
from typing import Any

import pytest

from app.core.errors import DomainError
from app.web.blueprint import DEEPEST, read_json


def nested(levels: int) -> bytes:
    value: Any = 1
    for number in range(levels):
        value = [value] if number % 2 else {"a": value}
    return json.dumps(value).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(DomainError) as caught:
        read_json(data)
    return caught.value.problem.slug


def test_sixteen_levels_are_read() -> None:
    assert read_json(nested(DEEPEST)) == json.loads(nested(DEEPEST))


@pytest.mark.parametrize("data", [nested(DEEPEST + 1), nested(60), b"[" * 100_000 + b"]" * 100_000])
def test_a_seventeenth_level_is_too_deep(data: bytes) -> None:
    assert refusal(data) == "too-deep"


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"[-Infinity]",
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": ["\\u0000"]}',
        b'{"a": "\x00"}',
        b'{"a": "\xff"}',
        b"{",
        b"",
    ],
)
def test_what_cannot_be_stored_or_read_alike_is_malformed(data: bytes) -> None:
    assert refusal(data) == "malformed"


def test_a_pair_of_surrogates_is_one_letter() -> None:
    assert read_json(b'{"a": "\\ud83c\\udfee"}') == {"a": "🏮"}
