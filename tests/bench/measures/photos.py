"""How fast announced photos come in, beside a bare endpoint that hashes, syncs the bytes and commits one row."""

import base64
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.photos.drawing import draw_jpeg
from tests.bench import asking, nights, profiles
from tests.bench.figures import Line, median_of, ratio_of
from tests.bench.load import Request, Run, request
from tests.bench.stage import Stage
from tests.bench.world import BenchTeam

_BESIDE = 0.70
_A_REPORT = 20
_BYTES = 250_000
_COUNTS = {1: 120, 8: 480}
Announced = list[tuple[BenchTeam, str, bytes]]


@cache
def _picture() -> bytes:
    return draw_jpeg("village_gate", 1, quality=92)


def _photo() -> bytes:
    """A picture of the usual size that nobody has sent: what stands behind a JPEG's end only changes its digest."""
    data = _picture()
    return data + os.urandom(max(16, _BYTES - len(data)))


def measure(stage: Stage) -> Iterator[Line]:
    """Whole photos by PUT."""
    for clients in (8,) if stage.quick else (1, 8):
        found = _send(stage, stage.scaled(_COUNTS[clients]), clients)
        ours, others = ([run.rate for run in found[name]] for name in ("keng", "bare"))
        ratio = ratio_of(ours, others)
        yield Line(
            group="Photo of 250 KB by PUT, a second (Kẻng · bare endpoint · ratio)",
            case=f"{stage.kind}, {clients} clients" if clients > 1 else f"{stage.kind}, 1 client",
            ours=median_of(ours),
            unit="/s",
            other=median_of(others),
            ratio=ratio,
            goal=f"≥ {_BESIDE:.0%} of bare",
            met=ratio >= _BESIDE,
            more=f"p50 {median_of([run.percentile(0.5) for run in found['keng']]):.0f} ms",
            profile=_profile_of(stage.urls["keng"], stage),
        )


def _send(stage: Stage, count: int, clients: int) -> dict[str, list[Run]]:
    sides = {"keng": ("keng", lambda: _puts(stage, count)), "bare": ("bare", lambda: _bare_puts(stage, count))}
    return stage.duel(sides, clients)


def _announce(stage: Stage, server: str, count: int) -> Announced:
    """Push reports that announce ``count`` photos, and give what is announced."""
    photos = [_photo() for _ in range(count)]
    ops, announced = [], []
    for first in range(0, count, _A_REPORT):
        mine = photos[first : first + _A_REPORT]
        told = [nights.photo(data) for data in mine]
        ((team, op),) = asking.fresh_ops(1, 26, photos=told)
        ops.append((team, op))
        announced += [(team, one["photo_id"], data) for one, data in zip(told, mine, strict=True)]
    requests = asking.pushes(ops) if server == "keng" else asking.bare_pushes(ops, "/push")
    stage.warm(server, requests, clients=2)
    return announced


def _puts(stage: Stage, count: int) -> list[Request]:
    return [_put(*one) for one in _announce(stage, "keng", count)]


def _put(team: BenchTeam, photo_id: str, data: bytes) -> Request:
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    headers: dict[str, Any] = {"Content_Type": "image/jpeg", "Content_Digest": f"sha-256=:{digest}:"}
    cookie = f"device={team.token}"
    return request("PUT", f"/api/v1/photos/{photo_id}", cookie=cookie, body=data, expects=b" 201 ", **headers)


def _bare_puts(stage: Stage, count: int) -> list[Request]:
    announced = _announce(stage, "bare", count)
    return [request("PUT", f"/photos/{team.commune_id}/{photo_id}", body=data) for team, photo_id, data in announced]


@cache
def _profile_of(url: str, stage: Stage) -> profiles.Profile:
    return lambda: profiles.of_requests(url, lambda: _puts(stage, 80))
