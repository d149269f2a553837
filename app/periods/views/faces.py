"""What a report says, as rows of tables: each figure with its words, its comparisons and the page of its records."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.figures.rules import Period
from app.figures.views.measured import MEASURE_WORDS
from app.periods.views import words
from app.web.wording import duration

Face = dict[str, Any]
# In the order of page and paper; ``groups`` stands for a row a group of incidents.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_l("Ca trực"), ("planned", "called_off", "received", "approved", "missing", "quiet", "on_time", "sent_back", "wait")),
    (_l("Công sức"), ("minutes", "person_minutes", "turns", "people", "guests", "rounds", "passes")),
    (_l("Việc trong đêm"), ("incidents", "groups", "grave", "reminders", "helped", "activities")),
)


class Records:
    """Leads from a figure to its records, for those who may open them."""

    def __init__(self, content: Mapping[str, Any], *, opens: bool) -> None:
        first, last = content["spans"][0]
        self._nights: dict[str, Any] = {"from_night": first, "to_night": last} | (
            {"team": content["team"]} if content["team"] else {}
        )
        self._month, self._opens = last[:7], opens

    def of(self, key: str, value: int | None) -> str | None:
        """The page of a measure's, or of a group's, records; None where there are none."""
        if not self._opens or not value:
            return None
        if key in ("planned", "called_off", "missing"):
            return url_for("figures.show_grid", month=self._month)
        if key in ("received", "on_time", "sent_back"):
            return url_for("reports.list_reports", **self._nights)
        narrowed: dict[str, Any] = {"category": key} if len(key) == 1 else {}
        return url_for("reports.list_reports", state="approved", **narrowed, **self._nights)


def figure_groups(content: Mapping[str, Any], *, opens: bool) -> list[Face]:
    """The tables of figures: ``[{words, rows: [{words, meaning, cells, url, part}]}]``; ``part``: a group of incidents."""
    records = Records(content, opens=opens)
    return [
        {"words": title, "rows": [row for key in keys for row in _rows(key, content, records)]} for title, keys in GROUPS
    ]


def _rows(key: str, content: Mapping[str, Any], records: Records) -> list[Face]:
    if key == "groups":
        return [
            {
                "words": words.group_words(code),
                "meaning": "",
                "cells": [words.written(code, one) for one in numbers],
                "url": records.of(code, numbers[0]),
                "part": True,
            }
            for code, numbers in content["groups"].items()
        ]
    numbers = content["measures"][key]
    cells = [words.written(key, one) for one in numbers]
    if key in ("on_time", "sent_back"):
        cells = words.shares(numbers, content["measures"]["received"])
    name, meaning = MEASURE_WORDS[key]
    return [{"words": name, "meaning": meaning, "cells": cells, "url": records.of(key, numbers[0]), "part": False}]


def task_rows(content: Mapping[str, Any]) -> list[Face]:
    """Approved incidents by the six groups of tasks of the law."""
    found = content["tasks"]
    keys = [str(article) for article in range(7, 13)]
    return [
        {
            "words": words.task_words(key),
            "cells": [words.written(key, one) for one in found.get(key) or _nothing(content)],
        }
        for key in keys
    ]


def _nothing(content: Mapping[str, Any]) -> list[int | None]:
    return [None if one is None else 0 for one in content["measures"]["incidents"]]


def attendance_rows(content: Mapping[str, Any], names: Mapping[str, str]) -> list[Face]:
    """Night duty by member: ``{name, nights, hours, counted}``; ``counted`` is None in a week, which has no cap."""
    return [
        {
            "name": names.get(one["member"], _("không rõ")),
            "nights": one["nights"],
            "hours": duration(one["minutes"]) if one["minutes"] else "–",
            "counted": one["counted"],
        }
        for one in content["attendance"]
    ]


def propaganda_rows(content: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Activities: what, how often, how many people they reached."""
    return [(words.category_words(code), times, reached) for code, (times, reached) in content["propaganda"].items()]


def correction_rows(content: Mapping[str, Any]) -> list[Face]:
    """What came late: ``{period, measure, before, after, nights}``."""
    return [
        {
            "period": words.period_title(words.period_from(one)),
            "measure": words.measure_words(one["measure"]),
            "before": words.written(one["measure"], one["from"]),
            "after": words.written(one["measure"], one["to"]),
            "nights": ", ".join(f"{night[8:]}/{night[5:7]}" for night in one["nights"]),
        }
        for one in content["corrections"]
    ]


def waiting_rows(content: Mapping[str, Any], teams: Mapping[str, str], *, opens: bool) -> list[Face]:
    """The reports that wait: ``{night, team, state, url}``."""
    return [
        {
            "night": f"{one['night'][8:]}/{one['night'][5:7]}",
            "team": teams.get(one["team"], ""),
            "state": one["state"],
            "url": url_for("reports.show_report", report_id=one["report"]) if opens else None,
        }
        for one in content["waiting"]
    ]


def compared_words(content: Mapping[str, Any]) -> Sequence[str]:
    """With which nights each column is counted."""
    return [words.days_words(Period("days", *words.ends_of(one))) for one in content["spans"]]
