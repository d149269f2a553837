"""The checkpoints as a picture: a row each, a cell a night (or a month), and the same in numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.figures.queries import Stop
from app.figures.rules import Period, Point, month_after
from app.figures.views.records import reports_url
from app.web.addresses import address_of
from app.web.wording import short_day

# So many nights stand in cells of their own; of longer periods each month does.
_MOST_NIGHTS = 31
_STEPS = 4
# Name, what stands beside it, where it leads, its nights.
Row = tuple[str, str, str | None, Mapping[date, Point]]


def points_of_team(stops: Iterable[Stop], part: Period, team_id: UUID, *, police: bool) -> dict[str, Any]:
    """A row for each checkpoint of one team."""
    rows = [(stop.name, stop.route, None, stop.nights) for stop in stops]
    return _picture(rows, part, team_id if police else None)


def points_of_commune(stops: Iterable[Stop], part: Period, teams: Mapping[UUID, str], *, opens: bool) -> dict[str, Any]:
    """A row for each team's route, in the order of ``teams`` (its names), never by the number; ``opens``: lead to them."""
    ways: dict[tuple[UUID, UUID], dict[date, Point]] = defaultdict(dict)
    names: dict[UUID, str] = {}
    for stop in stops:
        way = ways[stop.team_id, stop.route_id]
        names[stop.route_id] = stop.route
        for night, point in stop.nights.items():
            way[night] = _sum([way.get(night, Point()), point])
    order = {team_id: place for place, team_id in enumerate(teams)}
    known = sorted(ways, key=lambda key: (order.get(key[0], len(order)), names[key[1]], str(key[1])))
    rows = [
        (teams.get(team_id, ""), names[route_id], _team_url(team_id, part) if opens else None, ways[team_id, route_id])
        for team_id, route_id in known
    ]
    return _picture(rows, part, None)


def _team_url(team_id: UUID, part: Period) -> str:
    return address_of("figures.show_team", team_id=team_id, kind=part.kind, at=part.last.isoformat(), _anchor="points")


def _picture(
    rows: Iterable[tuple[str, str, str | None, Mapping[date, Point]]], part: Period, team_id: UUID | None
) -> dict[str, Any]:
    columns = _columns(part)
    faces = [_row(name, beside, url, nights, columns) for name, beside, url, nights in rows]
    return {
        "columns": [(words, reports_url(*ends, team_id, state="approved") if team_id else None) for words, ends in columns],
        "rows": faces,
        "planned": sum(row["planned"] for row in faces),
        "reached": sum(row["reached"] for row in faces),
        "skipped": sum(row["skipped"] for row in faces),
        "by_night": part.days <= _MOST_NIGHTS,
    }


def _columns(part: Period) -> list[tuple[str, tuple[date, date]]]:
    """Each column's words and its first and last night."""
    if part.days <= _MOST_NIGHTS:
        nights = [date.fromordinal(part.first.toordinal() + number) for number in range(part.days)]
        return [(str(night.day), (night, night)) for night in nights]
    columns, first = [], part.first
    while first <= part.last:
        after = month_after(first.replace(day=1))
        columns.append((f"{first:%m/%y}", (first, min(part.last, after - timedelta(days=1)))))
        first = after
    return columns


def _row(name: str, beside: str, url: str | None, nights: Mapping[date, Point], columns: Any) -> dict[str, Any]:
    cells = []
    for number, (_words, (first, last)) in enumerate(columns):
        one = _sum([point for night, point in nights.items() if first <= night <= last])
        cells.append(
            {
                "x": round(number * 100 / len(columns), 3),
                "words": f"{one.reached}/{one.planned}" if one.planned else "",
                "when": short_day(first),
                "step": _step(one),
            }
        )
    whole = _sum(nights.values())
    share = round(whole.reached * 100 / whole.planned) if whole.planned else 0
    return {
        "name": name,
        "beside": beside,
        "url": url,
        "cells": cells,
        "wide": round(88 / len(columns), 3),
        "planned": whole.planned,
        "reached": whole.reached,
        "skipped": whole.skipped,
        "share": share,
    }


def _step(one: Point) -> int | None:
    """How full a cell is: the last step only where nothing is wanting, the first as soon as anything was reached."""
    if not one.planned:
        return None
    return max(one.reached * _STEPS // one.planned, int(one.reached > 0))


def _sum(points: Iterable[Point]) -> Point:
    found = [0] * len(Point._fields)
    for point in points:
        found = [a + b for a, b in zip(found, point, strict=True)]
    return Point(*found)
