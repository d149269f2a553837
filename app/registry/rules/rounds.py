"""What a review round looks at, which class points propose, and what follows from a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.errors import fault_at
from app.registry.rules.life import ACTIVE, LIVING, MOVES, PAUSED, WEAK
from app.registry.rules.lists import LEVELS

UNBEGUN, DRAFT, DONE, LEFT_OUT = SHEET_STATES = ("todo", "draft", "done", "left_out")
# What a round still waits for.
UNFINISHED = (UNBEGUN, DRAFT)
KEEP, CONSOLIDATE, REPLICATE, PAUSE, END = VERDICTS = ("keep", "consolidate", "replicate", "pause", "end")
# The verdict was carried out, changed nothing, waits for who may decide it, or came too late for the site's state.
CARRIED, NOTHING, AWAITS, OVERTAKEN = OUTCOMES = ("carried", "nothing", "awaits", "passed")
# States of sites that a round looks at.
REVIEWED = (*LIVING, PAUSED)
MOST_CRITERIA, MOST_POINTS = 12, 100
LEAST_REASON = 5

Criterion = dict[str, Any]

# Of the most points, from which share on which class is proposed.
_SHARES = ((85, "tot"), (65, "kha"), (50, "tb"))
# Which step of a site's life a verdict asks for, by the state it finds.
_STEPS = {
    (KEEP, WEAK): "strengthen",
    (CONSOLIDATE, ACTIVE): "weaken",
    (REPLICATE, WEAK): "strengthen",
    (PAUSE, ACTIVE): "pause",
    (PAUSE, WEAK): "pause",
    (END, ACTIVE): "end",
    (END, WEAK): "end",
    (END, PAUSED): "end",
}


@dataclass(frozen=True)
class Said:
    """A sheet as somebody wrote it."""

    points: Mapping[str, int]
    strengths: str = ""
    weaknesses: str = ""
    lesson: str = ""
    level: str = ""
    verdict: str = ""
    reason: str = ""
    villages: tuple[str, ...] = ()
    villages_due: date | None = None


def read_criteria(text: str) -> list[Criterion]:
    """Criteria as people write them, a line each: ``Tên: số điểm``; ``ValueError`` for anything else."""
    found: list[Criterion] = []
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        name, _colon, most = line.rpartition(":")
        if not name.strip() or not most.strip().isdecimal() or not 1 <= int(most) <= MOST_POINTS:
            raise ValueError(line)
        found.append({"key": f"c{len(found) + 1}", "name": name.strip()[:120], "most": int(most)})
    if not 1 <= len(found) <= MOST_CRITERIA:
        raise ValueError(text)
    return found


def write_criteria(criteria: Sequence[Criterion]) -> str:
    """The same the other way round."""
    return "\n".join(f"{one['name']}: {one['most']}" for one in criteria)


def most_of(criteria: Sequence[Criterion]) -> int:
    """The most points that a sheet can have."""
    return sum(int(one["most"]) for one in criteria)


def propose_level(criteria: Sequence[Criterion], points: Mapping[str, int]) -> str | None:
    """The class that the points propose (``LEVELS``); None while a criterion has none."""
    if any(one["key"] not in points for one in criteria):
        return None
    share = sum(int(points[one["key"]]) for one in criteria) * 100
    return next((level for least, level in _SHARES if share >= least * most_of(criteria)), LEVELS[-1])


def step_for(verdict: str, state: str) -> str | None:
    """The step of the site's life that a verdict asks for; None where the site stays as it is."""
    return _STEPS.get((verdict, state))


def verdicts_for(state: str) -> tuple[str, ...]:
    """The verdicts that a site in this state can be given: a resting one is neither consolidated nor replicated."""
    return (KEEP, END) if state == PAUSED else VERDICTS


def may_take(role: str, move: str) -> bool:
    """Whether somebody with this role may take the step."""
    return role in MOVES[move].roles


def find_missing(criteria: Sequence[Criterion], said: Said, state: str) -> list[dict[str, str]]:
    """What a sheet still lacks to be done."""
    missing = []
    if propose_level(criteria, said.points) is None:
        missing.append(fault_at("/points", "Xin cho điểm đủ các tiêu chí"))
    if said.level not in LEVELS:
        missing.append(fault_at("/level", "Xin chọn xếp loại"))
    if said.verdict not in verdicts_for(state):
        missing.append(fault_at("/verdict", "Xin chọn kết luận dùng được với điểm này"))
    step = step_for(said.verdict, state)
    if step and MOVES[step].wants_reason and len(said.reason) < LEAST_REASON:
        missing.append(fault_at("/reason", "Xin ghi lý do, ít nhất 5 ký tự"))
    if said.verdict == REPLICATE and not said.villages:
        missing.append(fault_at("/villages", "Xin chọn nơi nhân rộng"))
    if said.verdict == REPLICATE and said.villages_due is None:
        missing.append(fault_at("/villages_due", "Xin chọn hạn nhân rộng"))
    return missing
