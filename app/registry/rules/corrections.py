"""Putting right what a site was entered as: its kind, and the day of its launch. Plain: no database, no clock."""

from collections.abc import Sequence
from datetime import date

from app.core.actor import Actor
from app.core.errors import fault_at
from app.registry.rules.life import CORRECTORS, DECLINED
from app.registry.rules.roles import may_keep_in
from app.registry.rules.sites import Founding, founding_faults

LEAST_REASON, MOST_REASON = 5, 1000
Fault = dict[str, str]


def may_correct(actor: Actor, state: str, village_id: object) -> bool:
    """Whether the actor corrects such a site: whoever decides about launches, and none that was declined."""
    return may_keep_in(actor, village_id) and actor.role in CORRECTORS and state != DECLINED  # type: ignore[arg-type]


def launch_faults(on: date, founding: Founding, before: Sequence[date], after: Sequence[date], today: date) -> list[Fault]:
    """What of a new day of launch does not fit; ``before`` and ``after``: the days of the steps around the launch."""
    faults = founding_faults(Founding(decision_on=founding.decision_on, launched_on=on), None, today)
    if before and on < max(before):
        faults.append(fault_at("/launched_on", "Không thể trước bước ghi trước đó"))
    if after and on > min(after):
        faults.append(fault_at("/launched_on", "Không thể sau bước ghi sau đó"))
    return faults
