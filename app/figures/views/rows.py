"""The measures of a period as rows: each number with what it is compared with, its meaning and its records."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from app.figures import rules
from app.figures.queries import Sums
from app.figures.rules import Measure, Period
from app.figures.views.measured import GROUP_WORDS, MEASURE_WORDS, change, written
from app.figures.views.records import records_of


def groups_of(read: Sequence[Sums], part: Period, *, police: bool, team_id: UUID | None = None) -> list[dict[str, Any]]:
    """``read``: the sums of the period, the one before, last year's, and the year so far."""
    return [
        {"words": GROUP_WORDS[name], "rows": [_row(measure, read, part, team_id, police=police) for measure in measures]}
        for name, measures in rules.GROUPS.items()
    ]


def _row(measure: Measure, read: Sequence[Sums], part: Period, team_id: UUID | None, *, police: bool) -> dict[str, Any]:
    # Of a time from which the book holds nothing, nothing is told: not even a nought.
    values = [measure.of(sums) if sums.counts else None for sums in read]
    shown = [rules.may_show(measure, value, police=police) for value in values]
    now, before, last_year, so_far = map(partial(written, measure), values, shown)
    words, meaning = MEASURE_WORDS[measure.key]
    return {
        "key": measure.key,
        "words": words,
        "meaning": meaning,
        "now": now,
        "before": before,
        "last_year": last_year,
        "so_far": so_far,
        "change": change(values[0], values[1], measure.unit) if shown[0] and shown[1] else "",
        "change_year": change(values[0], values[2], measure.unit) if shown[0] and shown[2] else "",
        "url": records_of(measure.key, part, team_id) if values[0] and (police or measure.key == "coverage") else None,
    }
