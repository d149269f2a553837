"""Which lists the catalogue holds, and what a commune makes of its rows. Plain: no database."""

from collections.abc import Mapping, Sequence
from typing import Any

# Each is a list of rows {code, vi, en, …}; the same names in the data file, in ``term.kind`` and in the phone's answer.
TERM_LISTS = (
    "groups", "reasons", "absences", "actions", "results", "sources", "weathers",
    "modes", "kit", "forces", "informed", "abouts", "skip_reasons",
    "topics", "owners", "funds", "assets", "asset_states", "activities",
)  # fmt: skip

# Parts of the catalogue that are one value each, kept as settings, so that a change of them can have a date.
VALUES = ("phrases", "limits")

# A commune's own word on a category or a usual shift is a setting with dates: ``category.A02``, ``preset.night``.
OF_CATEGORY, OF_PRESET = "category.", "preset."
# What a category of a commune's own asks: a list of its fields, those that are asked no more among them.
OF_FIELDS = "fields."


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


def still_asked(fields: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A category's fields as phones ask them. What was ended keeps its words for old reports, and is left out here."""
    asked = [{name: value for name, value in one.items() if name != "ended"} for one in fields if not one.get("ended")]
    for one in asked:
        if "options" in one:
            left = [option for option in one["options"] if not option.get("ended")]
            one["options"] = [{name: option[name] for name in ("code", "vi", "en")} for option in left]
    return asked
