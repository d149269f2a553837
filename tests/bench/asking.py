"""Requests as phones and desks make them."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from typing import Any
from uuid import UUID

from tests.bench import nights
from tests.bench.load import Request, request
from tests.bench.loading import last_night
from tests.bench.world import BenchCommune, BenchTeam, Desk, communes

_JSON = "application/json"
_places = iter(range(1 << 62))


def teams_of(spread: int) -> Iterator[BenchTeam]:
    """Teams in turn, of one commune after the other."""
    everywhere = communes(spread)
    return cycle(one.teams[place] for place in range(len(everywhere[0].teams)) for one in everywhere)


def fresh_ops(count: int, spread: int, *, night: date | None = None, **more: Any) -> list[tuple[BenchTeam, dict[str, Any]]]:
    """Nights that nobody has sent yet, of the last night unless another one is named."""
    night = night or last_night()
    return [(team, nights.submit(team, night, next(_places), **more)) for team in islice(teams_of(spread), count)]


def pushes(ops: Sequence[tuple[BenchTeam, dict[str, Any]]], expects: bytes = b'"applied"') -> list[Request]:
    """Each operation in an envelope of its own, as its team's phone sends it to Kẻng."""
    return [
        request(
            "POST",
            "/api/v1/sync/push",
            cookie=f"device={team.token}",
            body=nights.envelope(team, op),
            expects=expects,
            Content_Type=_JSON,
        )
        for team, op in ops
    ]


def bare_pushes(ops: Sequence[tuple[BenchTeam, dict[str, Any]]], path: str) -> list[Request]:
    """The same for the bare endpoint, which is told the village that Kẻng looks up."""
    return [
        request("POST", path, body=nights.envelope(team, op), Content_Type=_JSON, Bench_Village=str(team.village_id))
        for team, op in ops
    ]


def move(commune: BenchCommune, report_id: UUID | str, name: str, rev: int) -> Request:
    """A move of the commune's chief."""
    return request(
        "POST",
        f"/api/v1/reports/{report_id}/moves",
        cookie=f"office={commune.desk_token}",
        body=json.dumps({"move": name}).encode(),
        Content_Type=_JSON,
        If_Match=f'"{rev}"',
    )


def page(desk: Desk, path: str) -> Request:
    """A page or a list, read at the chief's desk, or the province's."""
    return request("GET", path, cookie=f"office={desk.desk_token}", Accept="*/*")
