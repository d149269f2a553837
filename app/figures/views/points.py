"""The checkpoints as a picture: a row each, a cell a night (or a month), and the same in numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from app.figures.queries import Stop
from app.figures.rules import MOST_NIGHTS, Period, Point, columns_of
from app.figures.views.records import reports_url
from app.journal.memory import Span
from app.web.addresses import address_of
from app.web.wording import short_day

_STEPS = 4
# Name, what stands beside it, where it leads, its cells.
Row = tuple[str, str, str | None, Mapping[Span, Point]]


def points_of_team(stops: Iterable[Stop], part: Period, team_id: UUID, *, police: bool) -> dict[str, Any]:
    """A row for each checkpoint of one team."""
    rows = [(stop.name, stop.route, None, stop.cells) for stop in stops]
    return _picture(rows, part, team_id if police else None)


def points_of_commune(stops: Iterable[Stop], part: Period, teams: Mapping[UUID, str], *, opens: bool) -> dict[str, Any]:
    """A row for each team's route, in the order of ``teams`` (its names), never by the number; ``opens``: lead to them."""
    ways: dict[tuple[UUID, UUID], dict[Span, list[Point]]] = defaultdict(lambda: defaultdict(list))
    names: dict[UUID, str] = {}
    for stop in stops:
        way = ways[stop.team_id, stop.route_id]
        names[stop.route_id] = stop.route
        for column, point in stop.cells.items():
            way[column].append(point)
    order = {team_id: place for place, team_id in enumerate(teams)}
    known = sorted(ways, key=lambda key: (order.get(key[0], len(order)), names[key[1]], str(key[1])))
    rows = [
        (teams.get(team_id, ""), names[route_id], _team_url(team_id, part) if opens else None, cells)
        for team_id, route_id in known
        for cells in ({column: _sum(points) for column, points in ways[team_id, route_id].items()},)
    ]
    return _picture(rows, part, None)


def _team_url(team_id: UUID, part: Period) -> str:
    return address_of("figures.show_team", team_id=team_id, kind=part.kind, at=part.last.isoformat(), _anchor="points")


def _picture(rows: Iterable[Row], part: Period, team_id: UUID | None) -> dict[str, Any]:
    columns = _columns(part)
    faces = [_row(name, beside, url, cells, columns) for name, beside, url, cells in rows]
    return {
        "columns": [(words, reports_url(*ends, team_id, state="approved") if team_id else None) for words, ends in columns],
        "rows": faces,
        "planned": sum(row["planned"] for row in faces),
        "reached": sum(row["reached"] for row in faces),
        "skipped": sum(row["skipped"] for row in faces),
        "by_night": part.days <= MOST_NIGHTS,
    }


def _columns(part: Period) -> list[tuple[str, Span]]:
    """Each column's words and its first and last night."""
    by_night = part.days <= MOST_NIGHTS
    return [(str(ends[0].day) if by_night else f"{ends[0]:%m/%y}", ends) for ends in columns_of(part.first, part.last)]


def _row(name: str, beside: str, url: str | None, told: Mapping[Span, Point], columns: Any) -> dict[str, Any]:
    cells = []
    for number, (_words, ends) in enumerate(columns):
        one = told.get(ends, Point())
        cells.append(
            {
                "x": round(number * 100 / len(columns), 3),
                "words": f"{one.reached}/{one.planned}" if one.planned else "",
                "when": short_day(ends[0]),
                "step": _step(one),
            }
        )
    whole = _sum(told.values())
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
    return Point(*map(sum, zip(*points, strict=True)))
