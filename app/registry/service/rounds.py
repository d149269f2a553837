"""Review rounds: opened over the sites, sheet after sheet, closed with what follows from each verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import ModelSite, ReviewRound, ReviewSheet
from app.registry.rules import rounds
from app.registry.rules.rounds import Criterion, Said
from app.web.database import db

MOST_WORDS = 3000
_CLOSED = "closed"
_NOT_NULL = ("strengths", "weaknesses", "lesson", "reason")


@dataclass(frozen=True)
class Asked:
    """A round as somebody opens it: days looked at, day by which it is done, kinds (empty: all), criteria."""

    name: str
    first: date
    last: date
    due_on: date
    criteria: Sequence[Criterion]
    kinds: Sequence[str] = ()


def open_round(actor: Actor, asked: Asked) -> ReviewRound:
    """Open a round over the actor's living and resting sites. ``NOT_ALLOWED``, ``INVALID`` (no site at all, wrong days)."""
    commune_id = rules.check_may_keep(actor)
    name, today = nfc(asked.name).strip(), local(clock.now()).date()
    sites = queries.sites_for_round(actor, list(asked.kinds))
    faults = []
    if not 3 <= len(name) <= 120:
        faults.append(fault_at("/name", "Tên đợt có 3–120 ký tự"))
    if asked.first > asked.last or asked.first > today:
        faults.append(fault_at("/last", "Kỳ xem xét kết thúc trước khi bắt đầu, hoặc chưa tới"))
    if asked.due_on < today:
        faults.append(fault_at("/due_on", "Hạn không ở trước hôm nay"))
    if not sites:
        faults.append(fault_at("/kinds", "Không có điểm mô hình nào đang hoạt động để rà soát"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    one = ReviewRound(commune_id=commune_id, id=new_id(), name=name, first=asked.first, last=asked.last)
    one.due_on, one.kinds, one.criteria = asked.due_on, list(asked.kinds), list(asked.criteria)
    one.opened_at, one.opened_by = clock.now(), actor.account_id
    db.session.add(one)
    db.session.flush()
    for site in sites:
        sheet = ReviewSheet(commune_id=commune_id, round_id=one.id, site_id=site.id, site_commune_id=site.commune_id)
        sheet.village_id, sheet.points, sheet.villages = site.village_id, {}, []
        db.session.add(sheet)
    facts = {"sites": len(sites), "due_on": one.due_on.isoformat()}
    note(commune_id, "round.opened", Subject("round", one.id), actor, facts=facts, audience=POLICE_ONLY)
    return one


def save_sheet(actor: Actor, round_id: UUID, site_id: UUID, said: Said, *, version: int, done: bool) -> ReviewSheet:
    """Keep a sheet as a draft, or ``done`` when nothing is missing; ``version`` is the one that the actor saw.

    ``NOT_ALLOWED``, ``NOT_FOUND``, ``CHANGED_MEANWHILE``, ``MOVE_NOT_POSSIBLE`` in a closed round, ``INVALID``.
    """
    rules.check_may_keep(actor)
    one = queries.get_round(actor, round_id)
    row = queries.get_sheet(actor, one, site_id, lock=True)
    sheet = row.it
    if one.closed_at is not None:
        raise DomainError(MOVE_NOT_POSSIBLE, state=_CLOSED, move="save")
    if sheet.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    faults = _faults(actor, one, row.site, said)
    if done:
        faults += rounds.find_missing(one.criteria, said, row.site.state)
    if faults:
        raise DomainError(INVALID, errors=faults)
    _write(sheet, said)
    sheet.state = rounds.DONE if done else rounds.DRAFT
    sheet.version, sheet.changed_at, sheet.account_id = sheet.version + 1, clock.now(), actor.account_id
    facts: dict[str, Any] = {"round": str(one.id), "state": sheet.state, "verdict": sheet.verdict or ""}
    note(sheet.site_commune_id, "sheet.saved", Subject("site", site_id), actor, facts=facts, audience=POLICE_ONLY)
    return sheet


def _faults(actor: Actor, one: ReviewRound, site: ModelSite, said: Said) -> list[dict[str, str]]:
    """What is wrong whether the sheet is done or not."""
    faults = []
    most = {criterion["key"]: int(criterion["most"]) for criterion in one.criteria}
    if any(key not in most or not 0 <= points <= most[key] for key, points in said.points.items()):
        faults.append(fault_at("/points", "Điểm từ 0 đến mức cao nhất của tiêu chí"))
    if any(len(getattr(said, name)) > MOST_WORDS for name in _NOT_NULL):
        faults.append(fault_at("/strengths", "Nhiều nhất 3000 ký tự mỗi mục"))
    if said.level and said.level not in rules.LEVELS:
        faults.append(fault_at("/level", "Xin chọn xếp loại"))
    if said.verdict and said.verdict not in rounds.VERDICTS:
        faults.append(fault_at("/verdict", "Xin chọn kết luận"))
    today = local(clock.now()).date()
    if said.villages_due is not None and said.villages_due <= today:
        faults.append(fault_at("/villages_due", "Hạn nhân rộng phải sau hôm nay"))
    if said.villages and not set(said.villages) <= {str(village.id) for village in queries.villages_for(actor, site)}:
        faults.append(fault_at("/villages", "Xin chọn thôn trong xã"))
    return faults


def _write(sheet: ReviewSheet, said: Said) -> None:
    sheet.points = dict(said.points)
    for name in _NOT_NULL:
        setattr(sheet, name, nfc(getattr(said, name)).strip())
    sheet.level, sheet.verdict = said.level or None, said.verdict or None
    spreads = said.verdict == rounds.REPLICATE
    sheet.villages = list(said.villages) if spreads else []
    sheet.villages_due = said.villages_due if spreads else None


def check_sees_all(actor: Actor, one: ReviewRound, seen: int) -> None:
    """Closing decides about every site of the round: ``NOT_ALLOWED`` for whoever does not see all of them."""
    if queries.count_sheets(one) != seen:
        raise DomainError(NOT_ALLOWED)
