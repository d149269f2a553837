"""Writing an inspection down; each thing found wanting becomes a difficulty."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import Inspection
from app.registry.service.difficulties import Raised, raise_difficulty
from app.web.database import db

MOST_FOUND = 10


@dataclass(frozen=True)
class Inspected:
    """An inspection: the day, its topic, the inspector's office, a site or a team, what was found. ``wanting`` is what is
    to be put right, a line each; ``owner`` sees to it by ``due_on``."""

    on: date
    topic: str
    inspector: str
    finding: str
    site_id: UUID | None = None
    team_id: UUID | None = None
    wanting: str = ""
    owner: str = "police"
    due_on: date | None = None


def write_inspection(actor: Actor, said: Inspected) -> Inspection:
    """Write it down, with a difficulty for each line of ``wanting``. ``NOT_ALLOWED``, ``NOT_FOUND``, ``INVALID``."""
    rules.check_may_keep(actor)
    lines = [one.strip() for one in nfc(said.wanting).splitlines() if one.strip()]
    topic, inspector, finding = (nfc(text).strip() for text in (said.topic, said.inspector, said.finding))
    faults = _faults(said, lines, topic, inspector, finding)
    if faults:
        raise DomainError(INVALID, errors=faults)
    place = queries.get_site(actor, said.site_id) if said.site_id else queries.get_team_here(actor, said.team_id or new_id())
    one = Inspection(commune_id=place.commune_id, id=new_id(), on=said.on, topic=topic, inspector=inspector)
    one.site_id, one.team_id, one.village_id = said.site_id, said.team_id, place.village_id
    one.finding, one.action, one.due_on = finding, "\n".join(lines), said.due_on if lines else None
    one.at, one.account_id = clock.now(), actor.account_id
    one.difficulties = [str(_raise(actor, said, line)) for line in lines]
    db.session.add(one)
    facts = {"on": one.on.isoformat(), "found": len(lines)}
    subject = Subject("inspection", one.id, one.team_id)
    note(one.commune_id, "inspection.written", subject, actor, facts=facts, audience=POLICE_ONLY)
    return one


def _raise(actor: Actor, said: Inspected, line: str) -> UUID:
    assert said.due_on is not None
    found = Raised("other", line, said.owner, said.due_on, site_id=said.site_id, team_id=said.team_id)
    return raise_difficulty(actor, found).id


def _faults(said: Inspected, lines: list[str], topic: str, inspector: str, finding: str) -> list[dict[str, str]]:
    faults = []
    today = local(clock.now()).date()
    if said.on > today:
        faults.append(fault_at("/on", "Ngày này chưa tới"))
    if (said.site_id is None) == (said.team_id is None):
        faults.append(fault_at("/about", "Xin chọn điểm mô hình hoặc tổ"))
    if not 3 <= len(topic) <= 120:
        faults.append(fault_at("/topic", "Nội dung kiểm tra có 3–120 ký tự"))
    if not 3 <= len(inspector) <= 80:
        faults.append(fault_at("/inspector", "Xin ghi cơ quan kiểm tra, 3–80 ký tự"))
    if not 3 <= len(finding) <= 2000:
        faults.append(fault_at("/finding", "Kết quả có 3–2000 ký tự"))
    if len(lines) > MOST_FOUND or any(not 5 <= len(line) <= 1000 for line in lines):
        faults.append(fault_at("/wanting", "Nhiều nhất 10 dòng, mỗi dòng 5–1000 ký tự"))
    if lines and (said.due_on is None or said.due_on < today):
        faults.append(fault_at("/due_on", "Xin chọn hạn khắc phục, không trước hôm nay"))
    return faults
