"""The yearly class of a team: what people may say of it, and who. The machine shows evidence and never ranks."""

from app.core.errors import fault_at
from app.people.rules import CHIEF, REVIEWERS

PROPOSED, DECIDED = "proposed", "decided"
# The four classes of the yearly evaluation, and that a team is not classed (too few months, or under complaint).
LEVELS = ("xs", "t", "ht", "kht", "none")
# Whoever was in duty for fewer months is not classed.
LEAST_MONTHS = 9
LEAST_REASON, MOST_REASON = 5, 1000
# The articles of the law that name the six groups of tasks.
TASKS = (7, 8, 9, 10, 11, 12)
# The category of meetings and briefings of a team.
MEETING = "G04"


def may_say(step: str, role: str) -> bool:
    """Whether a role may propose, or decide: the chief alone decides."""
    return role == CHIEF if step == DECIDED else step == PROPOSED and role in REVIEWERS


def find_class_faults(level: str, reason: str) -> list[dict[str, str]]:
    """What is wrong with a proposal or decision, as pointers and sentences."""
    faults = []
    if level not in LEVELS:
        faults.append(fault_at("/level", "Chưa chọn loại"))
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        faults.append(fault_at("/reason", "Lý do có 5–1000 ký tự"))
    return faults
