"""Proposing somebody for commendation on the ground of records, and writing down what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.emulation import queries
from app.emulation.models import Commendation, CommendationEvidence
from app.emulation.rules import commendations as rules
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries as registry
from app.web.database import db


@dataclass(frozen=True)
class Proposed:
    """A proposal: about whom (``rules.ABOUT`` with the id or the name it needs), for what, why, and the records behind it
    as ``{kind: [ids]}``."""

    about: str
    level: str
    form: str
    reason: str
    team_id: UUID | None = None
    member_id: UUID | None = None
    site_id: UUID | None = None
    body: str = ""
    records: Mapping[str, Sequence[UUID]] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What became of a proposal: granted (``rules.DECIDED``, with number, day and authority), or declined or withdrawn
    (with ``why``)."""

    state: str
    number: str = ""
    on: date | None = None
    authority: str = ""
    why: str = ""


def propose(actor: Actor, said: Proposed) -> Commendation:
    """Write a proposal. ``NOT_ALLOWED``, ``NOT_FOUND`` for who or what is out of scope, ``INVALID``."""
    commune_id = rules.check_may_propose(actor)
    reason, body, today = nfc(said.reason).strip(), nfc(said.body).strip(), local(clock.now()).date()
    faults = _faults(said, reason, body)
    if faults:
        raise DomainError(INVALID, errors=faults)
    one = Commendation(commune_id=commune_id, id=new_id(), year=today.year, about=said.about, level=said.level)
    one.form, one.reason, one.proposed_on, one.account_id = said.form, reason, today, actor.account_id
    one.changed_at = clock.now()
    _name(actor, one, said, body)
    records = queries.find_records(actor, {kind: list(ids) for kind, ids in said.records.items()})
    if len(records) != sum(len(set(ids)) for ids in said.records.values()):
        raise DomainError(NOT_FOUND)
    db.session.add(one)
    db.session.flush()
    for found in records:
        link = CommendationEvidence(commune_id=commune_id, commendation_id=one.id, kind=found.kind, record_id=found.id)
        link.on = found.on
        db.session.add(link)
    facts = {"about": one.about, "level": one.level, "form": one.form, "records": len(records)}
    subject = Subject("commendation", one.id, one.team_id)
    note(commune_id, "commendation.proposed", subject, actor, facts=facts, audience=POLICE_ONLY)
    return one


def decide(actor: Actor, commendation_id: UUID, said: Decision, *, version: int) -> Commendation:
    """Write down what became of a proposal; only one that is still open.

    Whoever may propose may withdraw. ``NOT_ALLOWED``, ``NOT_FOUND``, ``CHANGED_MEANWHILE``, ``MOVE_NOT_POSSIBLE``,
    ``INVALID``.
    """
    if said.state == rules.WITHDRAWN:
        rules.check_may_propose(actor)
    else:
        rules.check_may_decide(actor)
    one = queries.lock_commendation(actor, commendation_id)
    if one.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    if one.state != rules.PROPOSED or said.state not in rules.STATES[1:]:
        raise DomainError(MOVE_NOT_POSSIBLE, state=one.state, move=said.state)
    number, authority, why = (nfc(text).strip() for text in (said.number, said.authority, said.why))
    faults = _decision_faults(said, number, authority, why, one.proposed_on)
    if faults:
        raise DomainError(INVALID, errors=faults)
    one.state, one.version, one.changed_at = said.state, one.version + 1, clock.now()
    if said.state == rules.DECIDED:
        one.decision_no, one.decided_on, one.decided_by = number, said.on, authority
        one.year = said.on.year if said.on else one.year
    else:
        one.declined_why = why
    facts = {"state": one.state, "on": one.decided_on.isoformat() if one.decided_on else None}
    subject = Subject("commendation", one.id, one.team_id)
    note(one.commune_id, f"commendation.{one.state}", subject, actor, facts=facts, audience=POLICE_ONLY)
    return one


def _name(actor: Actor, one: Commendation, said: Proposed, body: str) -> None:
    """Whom it is about, as far as the actor may know of them."""
    if said.about == rules.BODY:
        one.body = body
    elif said.about == rules.SITE:
        site = registry.get_site(actor, said.site_id or new_id())
        one.site_commune_id, one.site_id, one.village_id = site.commune_id, site.id, None
        if site.commune_id == one.commune_id:
            one.village_id = site.village_id
    else:
        team = registry.get_team_here(actor, said.team_id or new_id())
        one.team_id, one.village_id = team.id, team.village_id
        if said.about == rules.MEMBER:
            if said.member_id not in dict(queries.list_members(actor, team.id)):
                raise DomainError(NOT_FOUND)
            one.member_id = said.member_id


def _faults(said: Proposed, reason: str, body: str) -> list[dict[str, str]]:
    faults = []
    if said.about not in rules.ABOUT:
        faults.append(fault_at("/about", "Xin chọn khen ai"))
    if said.about in (rules.TEAM, rules.MEMBER) and said.team_id is None:
        faults.append(fault_at("/team", "Xin chọn tổ"))
    if said.about == rules.MEMBER and said.member_id is None:
        faults.append(fault_at("/member", "Xin chọn tổ viên"))
    if said.about == rules.SITE and said.site_id is None:
        faults.append(fault_at("/site", "Xin chọn điểm mô hình"))
    if said.about == rules.BODY and not 3 <= len(body) <= 120:
        faults.append(fault_at("/body", "Tên cơ quan, đơn vị có 3–120 ký tự"))
    if said.level not in rules.LEVELS:
        faults.append(fault_at("/level", "Xin chọn cấp khen"))
    if said.form not in rules.FORMS:
        faults.append(fault_at("/form", "Xin chọn hình thức"))
    if not rules.LEAST_REASON <= len(reason) <= rules.MOST_REASON:
        faults.append(fault_at("/reason", "Thành tích có 10–1500 ký tự"))
    if sum(len(ids) for ids in said.records.values()) > rules.MOST_EVIDENCE:
        faults.append(fault_at("/records", "Chọn nhiều nhất 40 minh chứng"))
    return faults


def _decision_faults(said: Decision, number: str, authority: str, why: str, since: date) -> list[dict[str, str]]:
    if said.state != rules.DECIDED:
        return [] if 5 <= len(why) <= 1000 else [fault_at("/why", "Lý do có 5–1000 ký tự")]
    faults = []
    if not 1 <= len(number) <= 40:
        faults.append(fault_at("/number", "Xin ghi số quyết định"))
    if said.on is None or not since <= said.on <= local(clock.now()).date():
        faults.append(fault_at("/on", "Ngày quyết định từ ngày đề xuất đến hôm nay"))
    if not 3 <= len(authority) <= 80:
        faults.append(fault_at("/authority", "Xin ghi nơi ra quyết định, 3–80 ký tự"))
    return faults
