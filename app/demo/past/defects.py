"""What a first version can lack, with the words in which an officer asks for it. The final version is the whole one."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.demo.past.script import Body, Script, Version, iso
from app.demo.queries import read_data


@dataclass(frozen=True)
class Defect:
    """A first version with something missing, and how it is given back."""

    first: Version
    comment: str
    reasons: Sequence[str]
    fields: Sequence[str]


def find_defect(rng: Random, script: Script) -> Defect:
    """One that this report can have; any report can have said too little about the hand-over."""
    made = (maker(rng, script, copy.deepcopy(script.first.body)) for maker in rng.sample(_MAKERS, len(_MAKERS)))
    found = next((defect for defect in made if defect is not None), None)
    return found or _handover_short(rng, script, copy.deepcopy(script.first.body))


def _with(script: Script, body: Body) -> Version:
    return Version(body, script.first.shots)


def comment(number: int) -> Body:
    """One of the numbered comments of the data file."""
    found: Body = next(one for one in read_data("comments")["return"] if one["number"] == number)
    return found


def _asked(number: int, first: Version, place: int = 0) -> Defect:
    row = comment(number)
    return Defect(first, row["text"], row["reasons"], [pointer.format(i=place) for pointer in row["fields"]])


def _not_informed(_rng: Random, script: Script, body: Body) -> Defect | None:
    for place, entry in enumerate(body["incidents"]):
        kept = [one for one in entry["informed"] if one["whom"] != "duty"]
        if entry["severity"] >= 2 and len(kept) < len(entry["informed"]):
            entry["informed"], body["contacts"] = kept, []
            return _asked(1, _with(script, body), place)
    return None


def _no_result(rng: Random, script: Script, body: Body) -> Defect | None:
    for place, entry in enumerate(body["incidents"]):
        if entry["result"] != "watching":
            entry["result"] = "watching"
            if entry["category"] == "E05":
                return _asked(7, _with(script, body), place)
            words = rng.choice(read_data("comments")["variants"]["missing-result"][:2])
            return Defect(_with(script, body), words, ("missing-result",), (f"/incidents/{place}/result",))
    return None


def _wrong_category(_rng: Random, script: Script, body: Body) -> Defect | None:
    for place, entry in enumerate(body["incidents"]):
        if entry["category"] == "D02":
            entry |= {"category": "D01", "details": {"vehicles": entry["details"].get("vehicles", 2)}}
            return _asked(5, _with(script, body), place)
    return None


def _ended_too_early(_rng: Random, script: Script, body: Body) -> Defect | None:
    if not body["incidents"]:
        return None
    last = datetime.fromisoformat(body["incidents"][-1]["at"])
    ended = iso(max(last - timedelta(minutes=30), datetime.fromisoformat(body["started_at"]) + timedelta(minutes=5)))
    body["ended_at"] = ended
    for one in body["present"]:
        one["to"] = ended
    return _asked(8, _with(script, body))


def _point_missing(_rng: Random, script: Script, body: Body) -> Defect | None:
    passes = body["rounds"][1]["passes"] if len(body["rounds"]) > 1 else []
    pump = next((point.id for point in script.watch.crew.points if point.name == "Trạm bơm"), None)
    here = [tap for tap in passes if tap["checkpoint_id"] == pump]
    if pump and here:
        passes.remove(here[0])
        return _asked(3, _with(script, body))
    if len(passes) < 3:
        return None
    passes.pop(len(passes) // 2)
    return Defect(_with(script, body), "Vòng 2 thiếu một điểm, có đi không bác?", ("missing-checkpoint",), ("/rounds/1",))


def _absent_unsaid(_rng: Random, script: Script, body: Body) -> Defect | None:
    absent = body["absent"]
    if len(script.watch.members) != 3 or len(body["present"]) != 2 or not absent:
        return None
    body["absent"] = []
    words = "Lịch ghi ba người, báo cáo ghi hai. Ai vắng, xin ghi giúp."
    return Defect(_with(script, body), words, ("people-differ",), ("/present", "/absent"))


def _households_unsaid(_rng: Random, script: Script, body: Body) -> Defect | None:
    if not any(one["category"] == "G02" for one in body["activities"]):
        return None
    body["reminders"] = 0
    return _asked(12, _with(script, body))


def _picture_missing(_rng: Random, script: Script, body: Body) -> Defect | None:
    shots = script.first.shots
    of_event = [shot for shot in shots if shot.incident_id]
    if len(of_event) < 2:
        return None
    place = next(n for n, entry in enumerate(body["incidents"]) if entry["incident_id"] == of_event[-1].incident_id)
    first = Version(body, tuple(shot for shot in shots if shot is not of_event[-1]))
    words = "Việc này cần một ảnh toàn cảnh. Bác còn ảnh thì gửi giúp."
    return Defect(first, words, ("missing-photo",), (f"/incidents/{place}",))


def _first_points_only(_rng: Random, script: Script, body: Body) -> Defect | None:
    passes = body["rounds"][0]["passes"] if body["rounds"] else []
    if len(passes) < 4:
        return None
    del passes[3:]
    return Defect(_with(script, body), "Vòng 1 mới ghi ba điểm. Bác bổ sung giúp.", ("missing-checkpoint",), ("/rounds/0",))


def _rounds_overlap(_rng: Random, script: Script, body: Body) -> Defect | None:
    if len(body["rounds"]) < 2:
        return None
    before, patrolled = body["rounds"][:2]
    early = datetime.fromisoformat(before["ended_at"]) - timedelta(minutes=10)
    patrolled["started_at"] = iso(early)
    words = "Vòng 2 bắt đầu trước khi vòng 1 xong. Xin sửa giờ."
    return Defect(_with(script, body), words, ("wrong-time",), ("/rounds/1",))


def _wrong_day(_rng: Random, script: Script, body: Body) -> Defect:
    body["ended_at"] = iso(datetime.fromisoformat(body["ended_at"]) + timedelta(days=1))
    words = "Giờ kết ca ghi nhầm ngày. Xin bác sửa lại."
    return Defect(_with(script, body), words, ("wrong-time",), ("/ended_at",))


def _handover_short(_rng: Random, script: Script, body: Body) -> Defect:
    body["handover"] = {"text": "", "kit_ok": body["handover"]["kit_ok"]}
    return Defect(_with(script, body), "Bác ghi rõ hơn phần bàn giao ca sau.", ("other",), ("/handover",))


_MAKERS: tuple[Callable[[Random, Script, Body], Defect | None], ...] = (
    _not_informed, _no_result, _wrong_category, _ended_too_early, _point_missing, _absent_unsaid, _households_unsaid,
    _picture_missing, _first_points_only, _rounds_overlap, _wrong_day, _handover_short,
)  # fmt: skip
