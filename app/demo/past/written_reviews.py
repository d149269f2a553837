"""What became of a written night: what its first version lacked, and the officers' steps as the data file tells them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.demo.past.defects import comment
from app.demo.past.reviewing import approval_words
from app.demo.past.script import Body, Script, Step, Version

# Narrative 30 waits in the morning's queue; its return is told of an earlier night (``arrangement``).
WAITING = 30


def reviewed(night: Body, script: Script) -> Script:
    """The script with the steps of the data file; between a return and the next step the team mends it."""
    whole = script.first
    if night["number"] == WAITING:
        at = script.sent_at + timedelta(hours=30)
        return replace(
            script, steps=(Step("approve", at, script.watch.crew.officer, approval_words("A5", script.watch.night)),)
        )
    steps: list[Step] = []
    rows = night["review"]
    for number, row in enumerate(rows):
        at = datetime.fromisoformat(row["at"])
        steps.append(_step(row, at, script))
        if row["move"] == "return":
            following = datetime.fromisoformat(rows[number + 1]["at"])
            steps.append(Step("amend", at + (following - at) / 2, version=whole))
    return replace(script, first=_first(night, whole), steps=tuple(steps))


def _first(night: Body, whole: Version) -> Version:
    """The first version: what ``first`` says, incidents merged by their place in the list."""
    told = night.get("first", {})
    incidents = [
        entry | (told["incidents"][place] if place < len(told.get("incidents", [])) else {})
        for place, entry in enumerate(whole.body["incidents"])
    ]
    plain = {key: value for key, value in told.items() if key != "incidents"}
    return Version(whole.body | plain | {"incidents": incidents}, whole.shots)


def _step(row: Body, at: datetime, script: Script) -> Step:
    known: dict[str, Any] = {"at": at, "by": row["by"]}
    if row["move"] == "correct":
        entry = script.first.body["incidents"][row["incident"]]
        changes = {"category": row["category"]}
        return Step("correct", comment=row["reason"], changes=changes, incident_id=entry["incident_id"], **known)
    texts = [_words(number, script) for number in row["comments"]]
    return Step(row["move"], comment="\n".join(texts), reasons=row.get("reasons", ()), fields=row.get("fields", ()), **known)


def _words(number: int | str, script: Script) -> str:
    return str(comment(number)["text"]) if isinstance(number, int) else approval_words(number, script.watch.night)
