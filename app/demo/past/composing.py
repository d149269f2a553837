"""A generated night: what a team would write of a shift, from the profile and the dice of that shift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from random import Random

from app.core.night import moment_of
from app.demo.past import happenings, patrol, reviewing, sayings
from app.demo.past.chance import dice, draw, shaped_id
from app.demo.past.script import Body, Script, Version, Watch, iso
from app.demo.past.sending import sent_at
from app.demo.past.shots import Photos, shots_of
from app.demo.past.stage import Stage
from app.demo.queries import read_data

_HANDOVER = (
    "Bàn giao đủ đèn, còi, áo, gậy", "Không có việc tồn", "Kiểm tra lại cửa kho đầu ca sau", "Đèn pin cần sạc lại",
    "Để ý các điểm vắng sau nửa đêm", "Đường trơn sau mưa, ca sau đi chậm",
)  # fmt: skip
_MATTER_SHARE, _CARRIED_SHARE, _PROPOSAL_SHARE, _CALL_SHARE = 0.1, 0.4, 0.1, 0.12


@dataclass(frozen=True)
class Wish:
    """What a past is asked to be: its seed and pictures."""

    seed: int = 1
    photos: Photos = Photos.SOME


def compose(
    stage: Stage, watch: Watch, wish: Wish, carried: Sequence[Body] = (), kinds: Sequence[str] | None = None
) -> tuple[list[Script], list[Body]]:
    """What is sent of a shift, in order, and the matters that it hands on. ``kinds``: its categories, None for chance."""
    rng = dice(wish.seed, *watch.words)
    out = patrol.hours_out(rng, watch)
    count = happenings.how_many(rng, watch)
    codes: Sequence[str | None] = [None] * count if kinds is None else kinds
    body = _frame(rng, watch, out, wish)
    body["incidents"] = sorted(
        (
            happenings.incident(rng, watch, out, number=n, seed=wish.seed, severities=stage.severities, code=code)
            for n, code in enumerate(codes)
        ),
        key=lambda entry: str(entry["at"]),
    )
    happenings.meet(body)
    matters = _matters(rng, watch, out, body, carried, wish.seed)
    _say(rng, watch, body, wish)
    shots = shots_of(dice(wish.seed, *watch.words, "shots"), watch, body, wish.photos, wish.seed)
    closed_at = out.ended_at + timedelta(minutes=rng.randint(2, 9))
    script = Script(
        watch=watch,
        report_id=shaped_id(closed_at, wish.seed, *watch.words, "report"),
        first=Version(body, shots),
        closed_at=closed_at,
        sent_at=sent_at(rng, watch, closed_at),
    )
    script = reviewing.with_review(dice(wish.seed, *watch.words, "review"), script)
    trial = reviewing.trial_before(dice(wish.seed, *watch.words, "trial"), script, wish.seed)
    return ([script] if trial is None else [trial, script]), matters


def _frame(rng: Random, watch: Watch, out: patrol.Out, wish: Wish) -> Body:
    rounds = int(draw(rng, read_data("profile")["rounds"]))
    done = happenings.activities(rng, watch, out, wish.seed)
    guests = [
        {"force": one["details"]["force"], "count": max(1, one["details"]["people"] - len(watch.members))}
        for one in done
        if one["category"] == "G07"
    ]
    return {
        "night": watch.night.isoformat(),
        "preset": watch.preset,
        "source": "phone",
        "started_at": iso(out.started_at),
        "ended_at": iso(out.ended_at),
        **patrol.people_of(rng, watch, out),
        "guests": guests,
        "kit": patrol.kit(rng),
        "weather": sayings.weather_of(wish.seed, watch.night),
        "rounds": patrol.rounds(rng, watch, out, count=rounds, seed=wish.seed),
        "activities": done,
    }


def _matters(rng: Random, watch: Watch, out: patrol.Out, body: Body, carried: Sequence[Body], seed: int) -> list[Body]:
    """Put the open matters into the body: those of the last shift, settled or not, and now and then a new one."""
    kept = [one | {"settled": rng.random() >= _CARRIED_SHARE} for one in carried]
    if rng.random() < _MATTER_SHARE * (3 if body["incidents"] else 1):
        matter_id = str(shaped_id(out.ended_at, seed, *watch.words, "matter"))
        kept.append({"matter_id": matter_id, "text": rng.choice(read_data("profile")["matters"]), "settled": False})
    body["open_matters"] = kept
    return [one for one in kept if not one["settled"]]


def _say(rng: Random, watch: Watch, body: Body, wish: Wish) -> None:
    """The words of the night, its counts, and its calls with the duty officer."""
    incidents = body["incidents"]
    actions = [action for entry in incidents for action in entry["actions"]]
    spoken = [one["details"]["households"] for one in body["activities"] if one["category"] == "G02"]
    body["reminders"] = sum(spoken) + actions.count("reminded")
    body["helped"] = actions.count("helped") + actions.count("escorted")
    body["contacts"] = _contacts(rng, watch, incidents)
    body["handover"] = {"text": rng.choice(_HANDOVER), "kit_ok": all(item["ok"] for item in body["kit"])}
    profile = read_data("profile")
    body["proposal"] = rng.choice(profile["proposals"]) if rng.random() < _PROPOSAL_SHARE else ""
    body["quiet"] = not incidents
    body["correction_note"] = None
    if incidents:
        body["remark"] = sayings.story(rng, incidents)
    else:
        rounds, people = len(body["rounds"]), len(body["present"])
        body["remark"] = sayings.quiet_remark(rng, watch.night, body["weather"], rounds=rounds, people=people)


def _contacts(rng: Random, watch: Watch, incidents: Sequence[Body]) -> list[Body]:
    told = [
        {"at": one["at"], "matter": f"Báo việc tại {entry['place']}"}
        for entry in incidents
        for one in entry["informed"]
        if one["whom"] == "duty"
    ]
    midnight = moment_of(watch.night, time(0, rng.randint(1, 20)))
    if not told and rng.random() < _CALL_SHARE and watch.starts_at < midnight < watch.ends_at:
        told.append({"at": iso(midnight), "matter": "Báo bình an"})
    return sorted(told, key=lambda one: str(one["at"]))
