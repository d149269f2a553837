"""A night on foot and wheels: who came, what they carried, rounds and the taps at their checkpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.demo.past.chance import draw, shaped_id
from app.demo.past.script import Body, Point, Watch, iso
from app.demo.queries import read_data

_SKIPPED = ("Đường ngập, đường chặn", "Mưa to, gió lớn", "Đang xử lý sự việc", "Cổng khóa, không vào được", "Không kịp giờ")
_ABSENT = {"family": 35.0, "sick": 25.0, "work": 20.0, "excused": 12.0, "away": 8.0}
_KIT = ("torch", "vest", "whistle", "baton", "phone", "book")
_LONGEST_LEG = 14.0
_ABSENT_SHARE = 0.12


@dataclass(frozen=True)
class Out:
    """When a team was really out."""

    started_at: datetime
    ended_at: datetime


def hours_out(rng: Random, watch: Watch) -> Out:
    """Teams open a shift a little before or after its time and close it likewise."""
    return Out(
        watch.starts_at + timedelta(minutes=rng.randint(-4, 9)),
        watch.ends_at + timedelta(minutes=rng.randint(-14, 9)),
    )


def people_of(rng: Random, watch: Watch, out: Out) -> Body:
    """``lead_id``, ``present`` and ``absent``: mostly as planned, now and then one stays away."""
    here, absent = list(watch.members), []
    if len(here) > 2 and rng.random() < _ABSENT_SHARE:
        gone = rng.choice(here[1:])
        here.remove(gone)
        spare = [member for member in watch.crew.members if member not in watch.members]
        stands_in = rng.choice(spare) if spare and rng.random() < 0.5 else None
        here += [stands_in] if stands_in else []
        absent = [{"member_id": gone, "reason": draw(rng, _ABSENT), "substitute_id": stands_in}]
    return {"lead_id": leader_among(watch, here), "present": present(here, out), "absent": absent}


def leader_among(watch: Watch, here: Sequence[str]) -> str | None:
    """Who leads: the leader, else the deputy, else the first."""
    order = ("leader", "deputy", "member")
    return min(here, key=lambda member: order.index(watch.crew.roles.get(member, "member")), default=None)


def present(here: Sequence[str], out: Out) -> list[Body]:
    """The entries of those who were there from beginning to end."""
    return [{"member_id": member, "from": iso(out.started_at), "to": iso(out.ended_at)} for member in here]


def kit(rng: Random) -> list[Body]:
    """What they carried; a torch fails now and then."""
    return [{"item": item, "ok": not (item == "torch" and rng.random() < 0.04)} for item in _KIT]


def rounds(rng: Random, watch: Watch, out: Out, *, count: int, seed: int) -> list[Body]:
    """``count`` rounds spread over the night, each with the taps at its checkpoints."""
    room = (out.ended_at - out.started_at) / count
    mode = draw(rng, {"motorbike": 70.0, "foot": 22.0, "bicycle": 8.0})
    found = []
    for number in range(count):
        begins = out.started_at + room * number + timedelta(minutes=rng.randint(4, 12))
        order = watch.crew.points if rng.random() < 0.85 else watch.crew.points[::-1]
        leg = min(_LONGEST_LEG, room.total_seconds() / 60 * 0.75 / max(1, len(order)))
        round_id = str(shaped_id(begins, seed, *watch.words, "round", number))
        found.append(_round(rng, watch, round_id, begins, order, leg) | {"mode": mode})
    return found


def _round(rng: Random, watch: Watch, round_id: str, begins: datetime, order: Sequence[Point], leg: float) -> Body:
    at, passes = begins, []
    for point in order:
        at += timedelta(minutes=leg * rng.uniform(0.7, 1.25), seconds=rng.randint(0, 40))
        if rng.random() < read_data("profile")["passed_share"]:
            passes.append(tap(rng, point, at))
        elif rng.random() < 0.6:
            passes.append(tap(rng, point, at) | {"state": "skipped", "note": rng.choice(_SKIPPED)})
    return {
        "round_id": round_id,
        "route_id": watch.crew.route_id or None,
        "started_at": iso(begins),
        "ended_at": iso(at),
        "rest_minutes": rng.choice((0, 0, 5, 10, 15)),
        "confirmed": "points" if order else "whole",
        "passes": passes,
    }


def tap(rng: Random, point: Point, at: datetime) -> Body:
    """A checkpoint reached, with its position where the phone had one and its holder agreed."""
    found: Body = {"checkpoint_id": point.id, "at": iso(at), "state": "normal"}
    found |= {"how": "qr" if rng.random() < 0.12 else "tap", "position": position(rng, point), "note": ""}
    return found


def position(rng: Random, point: Point) -> dict[str, Any] | None:
    """Where a tap was made, to four decimals; missing for those without consent or a fix."""
    if point.id is None or rng.random() >= read_data("profile")["position_share"]:
        return None
    lat, lon = (round(value + rng.uniform(-0.0002, 0.0002), 4) for value in (point.lat, point.lon))
    return {"lat": lat, "lon": lon, "accuracy_m": rng.randint(5, 28)}
