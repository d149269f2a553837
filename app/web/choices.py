"""Choices of form fields, in the one form that WTForms keeps (pairs are on their way out)."""

from collections.abc import Iterable
from typing import Any

# The type hints of WTForms are one version behind WTForms.
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]


def choices(pairs: Iterable[tuple[object, object]]) -> list[Any]:
    """``(value, words)`` pairs as choices of a select, radio or tick field."""
    return [SelectChoice(value, words) for value, words in pairs]
