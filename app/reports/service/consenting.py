"""What ``consent.give`` and ``consent.withdraw`` do (protocol.md §2)."""

from app.consents import rules as consents
from app.consents import service
from app.core.errors import INVALID
from app.journal.service import Subject
from app.people import queries as people
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect


def keep_consent(context: Context, op: Op) -> Effect:
    """Write the act down for the member who holds the phone; ``Refused`` (held) for somebody who never was of the team."""
    assert op.actor_id is not None
    if not people.ever_was_member(op.commune_id, op.team_id, op.actor_id):
        raise Refused("held", INVALID, errors=[{"pointer": "/actor_id", "detail": "Người này không thuộc tổ"}])
    given = op.kind == consents.GIVE
    act = consents.Act(op.op_id, op.actor_id, op.loaded["version"], given, op.client_at)
    service.record(op.commune_id, op.team_id, act, received_at=context.at, device_id=context.actor.device_id)
    facts = {"purpose": op.loaded["purpose"], "version": act.version}
    kind = "consent.given" if given else "consent.withdrawn"
    return Effect(None, None, None, Subject("consent", op.actor_id, op.team_id), kind, facts)
