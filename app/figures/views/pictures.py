"""The pictures of the figures as rows and cells, each drawn with its numbers in a table."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.figures.queries import Sums
from app.figures.rules import FEWEST_SHOWN, Counts, Happened, Period
from app.figures.views.measured import change
from app.figures.views.records import reports_url
from app.reports.forms import TASK_WORDS
from app.reports.queries import speaker

# The hours of the clock in the order of a night; what happened by day stands in one column.
_HOURS = (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5)
_STEPS = 4


def bars_of_months(
    sums: Mapping[date, tuple[Counts, int]], first: date, last: date, url: Callable[[str, date], str]
) -> list[dict[str, Any]]:
    """A bar a month from ``first`` to ``last``: reports that came and, in red, shifts that are over without one."""
    months, month = [], first
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    found = [(one, *sums.get(one, (Counts(), 0))) for one in months]
    most = max([1, *(counts.received + missing for _month, counts, missing in found)])
    return [
        {
            "month": month,
            "received": counts.received,
            "missing": missing,
            "wide": (round(counts.received * 100 / most), round(missing * 100 / most)),
            "url": url("month", month),
        }
        for month, counts, missing in found
    ]


def bars_of_kinds(
    now: Sums, last_year: Sums, part: Period, *, police: bool, team_id: UUID | None = None
) -> list[dict[str, Any]]:
    """The categories of the period, the most frequent first, beside the same period of last year."""
    says = speaker()
    most = max([1, *(one.incidents for one in now.kinds.values())])
    ordered = sorted(now.kinds.items(), key=lambda item: (-item[1].incidents, item[0]))

    def url(code: str) -> str | None:
        return reports_url(part.first, part.last, team_id, state="approved", category=code) if police else None

    return [
        _kind(code, one, last_year, most, says, police=police) | {"url": url(code)} for code, one in ordered if one.incidents
    ]


def _kind(code: str, one: Happened, last_year: Sums, most: int, says: Any, *, police: bool) -> dict[str, Any]:
    then = last_year.kinds.get(code, Happened()).incidents
    shown = police or one.incidents >= FEWEST_SHOWN
    return {
        "code": code,
        "words": says.category(code, short=True),
        "number": one.incidents if shown else None,
        "wide": round((one.incidents if shown else FEWEST_SHOWN) * 100 / most),
        "grave": one.grave if police else 0,
        "change": change(one.incidents, then, "count") if shown and (police or then >= FEWEST_SHOWN) else "",
    }


def by_task(now: Sums, part: Period, team_id: UUID | None = None) -> list[dict[str, Any]]:
    """The incidents by the six groups of tasks that the law names (articles 7 to 12 of Law 30/2023/QH15)."""
    known = catalogue.categories()
    numbers: Counter[int | None] = Counter()
    for code, one in now.kinds.items():
        numbers[known[code].task_group if code in known else None] += one.incidents
    return [
        {
            "article": article,
            "words": words,
            "number": numbers[article],
            "url": reports_url(part.first, part.last, team_id, state="approved", task=article) if numbers[article] else None,
        }
        for article, words in TASK_WORDS.items()
    ]


def heat_of_week(hours: Mapping[tuple[int, int], int], *, police: bool) -> dict[str, Any]:
    """Weekdays × hours of the night: how many incidents, and how dark the cell is (0 to 4)."""
    most = max([1, *hours.values()])
    days = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
    rows = []
    for weekday, words in enumerate(days):
        by_day = sum(count for (day, hour), count in hours.items() if day == weekday and hour not in _HOURS)
        cells = [*(hours.get((weekday, hour), 0) for hour in _HOURS), by_day]
        rows.append({"words": words, "cells": [_cell(count, most, police=police) for count in cells]})
    return {"hours": _HOURS, "rows": rows, "any": bool(hours)}


def _cell(count: int, most: int, *, police: bool) -> dict[str, Any]:
    if count and not police and count < FEWEST_SHOWN:
        return {"words": f"<{FEWEST_SHOWN}", "step": 1}
    return {"words": str(count) if count else "", "step": -(-count * _STEPS // most) if count else 0}
