"""What things, roads, needs and activities give to the dated sums (the table stands in ``shares.py``)."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.night import local
from app.registry.rules import has_evidence
from app.tallies.rules.shares import EVER, WHOLE, Phase, Share, Shares, common_phases, stand, without_noughts

SHOWN, BARE = "shown", "bare"


def asset_gives(asset: Any, checks: Sequence[Any]) -> Mapping[Share, int]:
    """A thing, by the states in which it was found. ``checks`` by the day on which they hold, then as they were made."""
    shares, home = Shares(), asset.village_id or WHOLE
    for since, until, state in common_phases(_states(asset, checks), (asset.installed_on or EVER, asset.removed_on)):
        stand(shares, Share(since, home, "things", asset.kind, state), until)
        if asset.kind == "camera":
            stand(shares, Share(since, home, "eyes", asset.owner or "", state), until, asset.eyes)
        elif asset.kind == "board":
            stand(shares, Share(since, home, "boards", asset.topic or "", state), until)
    return without_noughts(shares)


def _states(asset: Any, checks: Sequence[Any]) -> list[Phase]:
    """How it was found, from day to day; the desk may say it otherwise without a look."""
    steps = [(one.on, one.state) for one in checks]
    if not steps:
        return [(EVER, None, asset.state)]
    if steps[-1][1] != asset.state:
        steps.append((max(steps[-1][0], local(asset.changed_at).date()), asset.state))
    ends = [on for on, _ in steps]
    whole = [(EVER, "working"), *steps]
    return [
        (since, until, state)
        for (since, state), until in zip(whole, [*ends, None], strict=True)
        if until is None or since < until
    ]


def road_gives(road: Any) -> Mapping[Share, int]:
    """A camera road, with its length in metres."""
    shares, since = Shares(), road.launched_on or EVER
    if road.ended_on is None or since < road.ended_on:
        for measure, amount in (("roads", 1), ("metres", road.length_m)):
            stand(shares, Share(since, road.village_id or WHOLE, measure, ""), road.ended_on, amount)
    return without_noughts(shares)


def need_gives(need: Any, cameras: Sequence[Any]) -> Mapping[Share, int]:
    """The eyes that a place lacks, from the day it was named; ``cameras`` are those that were installed for it."""
    stays = [((one.installed_on or EVER, one.removed_on), one.eyes) for one in cameras]
    days = sorted({need.named_on, *(day for stay, _ in stays for day in stay if day is not None and day > need.named_on)})
    shares, lacked = Shares(), 0
    for day in days:
        there = sum(eyes for (since, until), eyes in stays if since <= day and (until is None or day < until))
        lacks = 0 if need.dropped_on is not None and need.dropped_on <= day else max(0, need.eyes - there)
        shares[Share(day, need.village_id or WHOLE, "needs", "")] += lacks - lacked
        lacked = lacks
    if need.dropped_on is not None and lacked:
        shares[Share(need.dropped_on, need.village_id or WHOLE, "needs", "")] -= lacked
    return without_noughts(shares)


def activity_gives(activity: Any, kind_code: str | None) -> Mapping[Share, int]:
    """An activity, and what was done for the kind of model ``kind_code`` of its site; nothing once it is withdrawn."""
    shares, home, day = Shares(), activity.village_id or WHOLE, activity.on
    if activity.withdrawn_at is None:
        shares[
            Share(
                day, home, "activities", activity.kind, SHOWN if has_evidence(activity.photos, activity.shift_id) else BARE
            )
        ] += 1
        shares[Share(day, home, "people", activity.kind)] += activity.people or 0
        if kind_code:
            shares[Share(day, home, "done", kind_code, activity.kind)] += 1
            shares[Share(day, home, "reached", kind_code, activity.kind)] += activity.people or 0
    return without_noughts(shares)
