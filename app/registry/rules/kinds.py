"""A commune's own kinds of models: their codes, and the mark by which a writer says which state was seen. Plain."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.core.canonical import canonical_json


def new_code(fresh: UUID) -> str:
    """A code that no commune has: ``X`` and seven signs of a fresh id."""
    return f"X{hashlib.sha256(fresh.bytes).hexdigest()[:7].upper()}"


def kind_mark(vi: str, en: str, facts: Mapping[str, Any], *, ended: bool) -> str:
    """The same for the same words, questions and state, another one for any other."""
    return hashlib.sha256(canonical_json([vi, en, dict(facts), ended])).hexdigest()[:16]
