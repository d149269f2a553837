"""Which lists the catalogue holds, and what a commune makes of its rows. Plain: no database."""

from collections.abc import Mapping
from typing import Any

# Each is a list of rows {code, vi, en, …}; the same names in the data file, in ``term.kind`` and in the phone's answer.
TERM_LISTS = (
    "groups", "reasons", "absences", "actions", "results", "sources", "weathers",
    "modes", "kit", "forces", "informed", "abouts", "skip_reasons",
)  # fmt: skip

# Parts of the catalogue that are one value each, kept as settings, so that a change of them can have a date.
VALUES = ("phrases", "limits")

# A commune's own word on a category or a usual shift is a setting with dates: ``category.A02``, ``preset.night``.
OF_CATEGORY, OF_PRESET = "category.", "preset."


def as_called_here(row: Mapping[str, Any], own: Mapping[str, Any] | None) -> dict[str, Any]:
    """A category as a commune has it. ``own`` is its word: ``{vi, short_vi, en, severity, off}``, each where set."""
    if not own:
        return dict(row)
    words = {name: own[name] for name in ("vi", "short_vi", "en", "severity") if name in own}
    changed = {**row, **words}
    if "vi" in own and own["vi"] != row["vi"]:
        # What follows a number in a sentence was said of the old name.
        changed |= {"told_vi": own.get("short_vi", own["vi"]).lower(), "told_en": changed["en"].lower()}
    return changed | {"ended": True} if own.get("off") else changed
