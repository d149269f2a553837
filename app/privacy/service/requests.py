"""Taking in a request, and each step until it is closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.people import queries as people
from app.people.models import Member
from app.privacy import rules
from app.privacy.models import DataRequest, RequestStep
from app.privacy.rules import clocks, requests
from app.reports.service.rights import MemberAsked
from app.web.database import db

_OLDEST = timedelta(days=60)
_LONGEST_LETTER = 4000


@dataclass(frozen=True)
class Asked:
    """What was asked: ``slip`` is the number of the paper slip, all that is kept of a resident."""

    kind: str
    asker: str
    received_on: date
    slip: str = ""
    member_id: UUID | None = None
    details: str = ""
    processor: bool = False


def receive_request(actor: Actor, asked: Asked) -> UUID:
    """Take in a request; its clocks begin on the day of its receipt. ``INVALID``, with every fault."""
    commune_id = rules.check_may_handle(actor)
    slip, details = nfc(asked.slip).strip(), nfc(asked.details).strip()
    faults = _faults(commune_id, asked, slip, details)
    if faults:
        raise DomainError(INVALID, errors=faults)
    request = DataRequest(
        commune_id=commune_id,
        id=new_id(),
        kind=asked.kind,
        asker=asked.asker,
        slip=slip,
        member_id=asked.member_id if asked.asker == requests.MEMBER else None,
        details=details,
        processor=asked.processor,
        extended=False,
        state=requests.RECEIVED,
        received_on=asked.received_on,
        acknowledge_by=clocks.acknowledge_by(asked.received_on),
        due=clocks.answer_by(asked.kind, asked.received_on, processor=asked.processor, extended=False),
        at=clock.now(),
        account_id=actor.account_id,
    )
    db.session.add(request)
    _note(actor, request, "received")
    return request.id


def receive_from_member(asked: MemberAsked) -> date:
    """Take in what a member asked on a phone, as it came: its clocks begin on the day of its receipt. Gives its last day.

    The operation that brought it is noted by whoever let it take effect.
    """
    received = local(asked.at).date()
    due = clocks.answer_by(asked.kind, received, processor=False, extended=False)
    request = DataRequest(
        commune_id=asked.commune_id,
        id=asked.id,
        kind=asked.kind,
        asker=requests.MEMBER,
        member_id=asked.member_id,
        details=asked.words,
        state=requests.RECEIVED,
        received_on=received,
        acknowledge_by=clocks.acknowledge_by(received),
        due=due,
        at=asked.at,
    )
    db.session.add(request)
    return due


def _faults(commune_id: str, asked: Asked, slip: str, details: str) -> list[dict[str, str]]:
    today = local(clock.now()).date()
    faults = []
    if asked.kind not in requests.KINDS:
        faults.append(fault_at("/kind", "Xin chọn loại yêu cầu"))
    if not today - _OLDEST <= asked.received_on <= today:
        faults.append(fault_at("/received_on", "Ngày nhận trong 60 ngày qua, không sau hôm nay"))
    if asked.asker == requests.RESIDENT and not slip:
        faults.append(fault_at("/slip", "Xin ghi số phiếu giấy"))
    if len(slip) > 20 or requests.is_told_too_much(slip):
        faults.append(fault_at("/slip", "Chỉ ghi số phiếu, nhiều nhất 20 ký tự"))
    if asked.asker == requests.MEMBER and not _is_member(commune_id, asked.member_id):
        faults.append(fault_at("/member", "Xin chọn thành viên"))
    if len(details) > 500:
        faults.append(fault_at("/details", "Nhiều nhất 500 ký tự"))
    elif requests.is_told_too_much(details):
        faults.append(fault_at("/details", "Xin bỏ tên người, số giấy tờ, số điện thoại, biển số"))
    return faults


def _is_member(commune_id: str, member_id: UUID | None) -> bool:
    return member_id is not None and db.session.get(Member, (commune_id, member_id)) is not None


def take_step(actor: Actor, request_id: UUID, step: str, *, words: str = "", ground: str = "") -> RequestStep:
    """Acknowledge, extend, answer, refuse or close; ``words`` are the letter.

    ``CHANGED_MEANWHILE`` where a colleague was quicker, ``INVALID`` without the words or the ground that the step needs.
    """
    rules.check_may_handle(actor)
    request = _lock(actor, request_id)
    after = requests.next_state(request.state, step)
    today = local(clock.now()).date()
    open_to = requests.may_extend(extended=request.extended, due=request.due, today=today)
    if after is None or (step == requests.EXTEND and not open_to):
        raise DomainError(CHANGED_MEANWHILE, state=request.state)
    words = nfc(words).strip()
    _check_words(step, words, ground)
    request.state = after
    if step == requests.EXTEND:
        request.extended = True
        request.due = clocks.answer_by(request.kind, request.received_on, processor=request.processor, extended=True)
    taken = RequestStep(commune_id=request.commune_id, id=new_id(), request_id=request.id, step=step, words=words)
    taken.ground = ground if step == requests.REFUSE else ""
    taken.at, taken.account_id = clock.now(), actor.account_id
    db.session.add(taken)
    _note(actor, request, _PAST[step])
    return taken


_PAST = {
    requests.ACKNOWLEDGE: "acknowledged",
    requests.EXTEND: "extended",
    requests.ANSWER: "answered",
    requests.REFUSE: "refused",
    requests.CLOSE: "closed",
}


def _check_words(step: str, words: str, ground: str) -> None:
    faults = []
    if step in requests.LETTERS and not words:
        faults.append(fault_at("/words", "Xin ghi nội dung văn bản"))
    if len(words) > _LONGEST_LETTER:
        faults.append(fault_at("/words", "Nhiều nhất 4000 ký tự"))
    if requests.holds_card(words):
        faults.append(fault_at("/words", "Xin bỏ số giấy tờ"))
    if step == requests.REFUSE and ground not in requests.GROUNDS:
        faults.append(fault_at("/ground", "Xin chọn căn cứ"))
    if faults:
        raise DomainError(INVALID, errors=faults)


def _lock(actor: Actor, request_id: UUID) -> DataRequest:
    mine = people.in_books(actor, DataRequest.commune_id)
    question = select(DataRequest).where(mine, DataRequest.id == request_id).with_for_update()
    found = db.session.scalars(question.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def _note(actor: Actor, request: DataRequest, deed: str) -> None:
    facts = {"kind": request.kind, "due": request.due.isoformat()}
    subject = Subject("request", request.id)
    note(request.commune_id, f"request.{deed}", subject, actor, facts=facts, audience=POLICE)
