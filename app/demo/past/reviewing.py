"""What the officers decide about a generated report, and when: by the profile's shares, in office hours."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from app.core.night import VIETNAM, local
from app.demo.past.chance import draw, minutes_around, shaped_id
from app.demo.past.defects import comment, find_defect
from app.demo.past.patrol import Out, present
from app.demo.past.script import Script, Step, Version, iso
from app.demo.queries import read_data

_MORNING, _EVENING = time(7, 20), time(17, 0)
_THANKS_SHARE = 0.15
_LATE_DAYS = 2


def with_review(rng: Random, script: Script) -> Script:
    """The script with its steps; one that is given back first has a first version that lacks something."""
    profile = read_data("profile")
    verdict = draw(rng, {name: float(share) for name, share in profile["first_review"].items()})
    at = decided_at(rng, script.sent_at)
    whole = script.first
    if verdict == "returned":
        return _given_back(rng, script, at, _is_late(script))
    steps = [_approval(rng, script, at)]
    if verdict == "forwarded" and whole.body["incidents"]:
        named = f"/incidents/{whole.body['incidents'][0]['incident_id']}"
        said = Step("comment", at - timedelta(minutes=3), script.watch.crew.officer, comment(13)["text"], fields=(named,))
        steps.insert(0, said)
    return replace(script, steps=tuple(steps))


def trial_before(rng: Random, script: Script, seed: int) -> Script | None:
    """Now and then a team tries its phone out before the night, and an officer rejects what came of it."""
    watch = script.watch
    if rng.random() >= read_data("profile")["first_review"]["rejected"] / 100:
        return None
    begins = watch.starts_at - timedelta(hours=3, minutes=rng.randint(0, 40))
    ends = begins + timedelta(minutes=4)
    lead = script.first.body["lead_id"]
    body = script.first.body | {
        "started_at": iso(begins),
        "ended_at": iso(ends),
        "present": present([lead], Out(begins, ends)),
        "absent": [],
        "guests": [],
        "rounds": [],
        "incidents": [],
        "activities": [],
        "open_matters": [],
        "contacts": [],
        "reminders": 0,
        "helped": 0,
        "quiet": True,
        "remark": "Thử máy.",
        "proposal": "",
        "handover": {"text": "", "kit_ok": True},
    }
    words = read_data("comments")["reject"][0]
    step = Step("reject", ends + timedelta(minutes=rng.randint(12, 45)), watch.crew.officer, words)
    report_id = shaped_id(ends, seed, *watch.words, "trial")
    return Script(watch, report_id, Version(body), closed_at=ends, sent_at=ends + timedelta(minutes=1), steps=(step,))


def _is_late(script: Script) -> bool:
    return (script.sent_at - script.watch.ends_at).days >= _LATE_DAYS


def _given_back(rng: Random, script: Script, at: datetime, late: bool) -> Script:
    officer, whole = script.watch.crew.officer, script.first
    if late:
        row = comment(10)
        said = Step("return", at, officer, row["text"], row["reasons"], row["fields"])
        first = whole
        whole = Version(whole.body | {"remark": f"{whole.body['remark']} Gửi trễ vì mất sóng, máy hết pin."}, whole.shots)
    else:
        defect = find_defect(rng, script)
        first = defect.first
        said = Step("return", at, officer, defect.comment, defect.reasons, defect.fields)
    mended = at + timedelta(minutes=rng.uniform(25, 420))
    steps = [said, Step("amend", mended, version=whole)]
    at = decided_at(rng, mended)
    if rng.random() >= read_data("profile")["second_review_approved"]:
        words = "Nội dung ngắn quá, xin bác thêm một câu diễn biến."
        steps.append(Step("return", at, officer, words, ("other",), ("/remark",)))
        again = at + timedelta(minutes=rng.uniform(25, 300))
        told = Version(whole.body | {"correction_note": "Tổ đã xem lại, không còn gì thêm."}, whole.shots)
        steps.append(Step("amend", again, version=told))
        at = decided_at(rng, again)
    steps.append(_approval(rng, script, at))
    return replace(script, first=first, steps=tuple(steps))


def _approval(rng: Random, script: Script, at: datetime) -> Step:
    said = ""
    if (script.first.body["incidents"] and rng.random() < 0.5) or rng.random() < _THANKS_SHARE:
        said = approval_words(rng.choice(["A1", "A4", "A5", "A6", "A7"]), script.watch.night)
    return Step("approve", at, script.watch.crew.officer, said)


def approval_words(number: str, night: date) -> str:
    """One of the numbered thanks; the month that it praises is that of the night."""
    text: str = next(one["text"] for one in read_data("comments")["approve"] if one["number"] == number)
    return text.replace("tháng 11", f"tháng {night.month}")


def decided_at(rng: Random, received_at: datetime) -> datetime:
    """When somebody looks at it: after a while by the profile, in office hours."""
    meant = read_data("profile")["approval_minutes"]
    wait = minutes_around(rng, median=meant["median"], p90=meant["p90"])
    return _in_office_hours(rng, received_at + timedelta(minutes=min(wait, 5 * 24 * 60)))


def _in_office_hours(rng: Random, at: datetime) -> datetime:
    here = local(at)
    if here.time() < _MORNING:
        day = here.date()
    elif here.time() > _EVENING:
        day = here.date() + timedelta(days=1)
    else:
        return at
    return datetime.combine(day, _MORNING, VIETNAM) + timedelta(minutes=rng.uniform(0, 100))
