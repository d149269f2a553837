"""The retention policy: the chief signs it, and from that day on it holds."""

from collections.abc import Mapping

from app.catalogue.service import keep_setting
from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.privacy import queries, rules
from app.privacy.rules import retention


def keep_policy(actor: Actor, *, on: bool, days: Mapping[str, int]) -> bool:
    """Set for how many days each kind is kept and whether the job deletes, from today on; False where nothing is new."""
    commune_id = rules.check_may_sign(actor)
    faults = [
        fault_at(f"/{kind}", "Số ngày ngoài khoảng cho phép")
        for kind in retention.SETTINGS
        if not retention.least_days(kind) <= days[kind] <= retention.MOST_DAYS
    ]
    if faults:
        raise DomainError(INVALID, errors=faults)
    before = queries.read_policy(commune_id, local(clock.now()).date())
    changed = {retention.SETTINGS[kind]: days[kind] for kind in retention.SETTINGS if days[kind] != before.days[kind]}
    new: dict[str, int | bool] = changed | ({retention.SWITCH: on} if on != before.on else {})
    for key, value in new.items():
        keep_setting(key, commune_id, value)
    if new:
        note(commune_id, "retention.signed", Subject("policy", new_id()), actor, facts=new, audience=POLICE)
    return bool(new)
