"""Raising a difficulty, and what is done with it until it is settled."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import Difficulty, DifficultyStep
from app.registry.rules import lateness
from app.registry.service.reminders import take_back
from app.web.database import db

LEAST, MOST = 5, lateness.MOST_WORDS


@dataclass(frozen=True)
class Raised:
    """A difficulty as somebody raises it: what it is about (one of the ids), its kind, words, who sees to it, by when."""

    kind: str
    words: str
    owner: str
    due_on: date
    site_id: UUID | None = None
    asset_id: UUID | None = None
    team_id: UUID | None = None
    check_id: UUID | None = None


@dataclass(frozen=True)
class Step:
    """What is done with a difficulty: ``hand`` (to ``owner``), ``postpone`` (to ``due_on``, ``words`` say why), ``solve``
    (``words`` are the result), ``drop`` (why)."""

    step: str
    words: str = ""
    owner: str = ""
    due_on: date | None = None


def raise_difficulty(actor: Actor, said: Raised) -> Difficulty:
    """Write it down in the book of what it is about. ``NOT_ALLOWED``, ``NOT_FOUND`` out of scope, ``INVALID``."""
    rules.check_may_log(actor)
    words, today = nfc(said.words).strip(), local(clock.now()).date()
    faults = _faults(said, words, today)
    if faults:
        raise DomainError(INVALID, errors=faults)
    commune_id, village_id = _book_of(actor, said)
    one = Difficulty(commune_id=commune_id, id=new_id(), kind=said.kind, words=words, owner=said.owner, due_on=said.due_on)
    one.site_id, one.asset_id, one.team_id, one.check_id = said.site_id, said.asset_id, said.team_id, said.check_id
    one.village_id, one.raised_on, one.account_id, one.changed_at = village_id, today, actor.account_id, clock.now()
    db.session.add(one)
    _note(actor, one, "difficulty.raised", {"kind": one.kind, "owner": one.owner, "due_on": one.due_on.isoformat()})
    return one


def take_step(actor: Actor, difficulty_id: UUID, said: Step, *, version: int) -> Difficulty:
    """Take a step with an open difficulty; ``version`` is the one that the actor saw.

    ``NOT_ALLOWED``, ``NOT_FOUND``, ``CHANGED_MEANWHILE``, ``MOVE_NOT_POSSIBLE`` once it is settled, ``INVALID``.
    """
    rules.check_may_keep(actor)
    one = queries.lock_difficulty(actor, difficulty_id)
    if one.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    if one.state != "open" or said.step not in lateness.STEPS:
        raise DomainError(MOVE_NOT_POSSIBLE, state=one.state, move=said.step)
    words, today = nfc(said.words).strip(), local(clock.now()).date()
    faults = _step_faults(said, words, today, one)
    if faults:
        raise DomainError(INVALID, errors=faults)
    if one.owner == lateness.TEAM:
        take_back(actor, one)
    kind = _apply(one, said, words, today)
    now = clock.now()
    one.version, one.changed_at = one.version + 1, now
    taken = DifficultyStep(commune_id=one.commune_id, id=new_id(), difficulty_id=one.id, step=said.step, words=words)
    taken.owner, taken.due_on, taken.at, taken.account_id = one.owner, one.due_on, now, actor.account_id
    db.session.add(taken)
    _note(actor, one, kind, {"step": said.step, "owner": one.owner, "due_on": one.due_on.isoformat()})
    return one


def _apply(one: Difficulty, said: Step, words: str, today: date) -> str:
    """Change it, and give the kind of note."""
    if said.step == "hand":
        one.owner = said.owner
        return "difficulty.changed"
    if said.step == "postpone":
        one.due_on = said.due_on or one.due_on
        return "difficulty.changed"
    one.settled_on, one.result = today, words
    one.state = "solved" if said.step == "solve" else "dropped"
    return f"difficulty.{one.state}"


def _book_of(actor: Actor, said: Raised) -> tuple[str, UUID | None]:
    """The commune and village of what it is about."""
    if said.site_id is not None:
        site = queries.get_site(actor, said.site_id)
        return site.commune_id, site.village_id
    if said.asset_id is not None:
        thing = queries.get_thing(actor, said.asset_id)
        return thing.commune_id, thing.village_id
    assert said.team_id is not None
    team = queries.get_team_here(actor, said.team_id)
    return team.commune_id, team.village_id


def _faults(said: Raised, words: str, today: date) -> list[dict[str, str]]:
    faults = []
    if sum(one is not None for one in (said.site_id, said.asset_id, said.team_id)) != 1:
        faults.append(fault_at("/about", "Xin chọn điểm mô hình, phương tiện hoặc tổ"))
    if said.kind not in rules.DIFFICULTY_KINDS:
        faults.append(fault_at("/kind", "Xin chọn loại khó khăn"))
    if said.owner not in lateness.OWNERS:
        faults.append(fault_at("/owner", "Xin chọn nơi giải quyết"))
    if not LEAST <= len(words) <= MOST:
        faults.append(fault_at("/words", "Nội dung có 5–1000 ký tự"))
    if said.due_on < today:
        faults.append(fault_at("/due_on", "Hạn không ở trước hôm nay"))
    return faults


def _step_faults(said: Step, words: str, today: date, one: Difficulty) -> list[dict[str, str]]:
    faults = []
    if said.step == "hand" and (said.owner not in lateness.OWNERS or said.owner == one.owner):
        faults.append(fault_at("/owner", "Xin chọn nơi khác để giao"))
    if said.step == "postpone" and (said.due_on is None or said.due_on <= max(one.due_on, today)):
        faults.append(fault_at("/due_on", "Hạn mới phải sau hôm nay và sau hạn cũ"))
    if len(words) > MOST or (said.step != "hand" and len(words) < LEAST):
        faults.append(fault_at("/words", "Xin ghi 5–1000 ký tự"))
    return faults


def _note(actor: Actor, one: Difficulty, kind: str, facts: dict[str, str]) -> None:
    subject = Subject("difficulty", one.id, one.team_id)
    note(one.commune_id, kind, subject, actor, facts=facts, audience=POLICE_ONLY)
