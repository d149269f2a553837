"""The page of the patrol log: one shift's report, in the words of the book, without what is for the police alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.documents.prints.headers import Issuer, head, signers
from app.documents.prints.layout import Column, Kind, Line, Sheet, Signer, Table
from app.documents.sheets.rounds import point_tables
from app.people import queries as people
from app.people.queries import TeamRow
from app.reports import queries as reports
from app.reports.queries import WholeReport
from app.reports.views.report_face import Sight, report_face
from app.web.wording import clock as at_clock
from app.web.wording import in_a_row, spoken

Face = dict[str, Any]
_ROLES = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Tổ viên"}
_BOXES = {True: "■", False: "□"}
_PEOPLE = (
    Column("TT", 10, "center"),
    Column("Họ và tên", 57),
    Column("Chức danh", 30),
    Column("Giờ vào ca", 22, "center"),
    Column("Giờ ra ca", 22, "center"),
    Column("Ký", 24),
)
_INCIDENTS = (
    Column("TT", 9, "center"),
    Column("Giờ", 12, "center"),
    Column("Nơi xảy ra", 20),
    Column("Loại việc", 20),
    Column("Nội dung tóm tắt", 45),
    Column("Đã xử lý", 29),
    Column("Báo ai, lúc nào", 19),
    Column("Ảnh", 11, "center"),
)


def night_log(actor: Actor, report_id: UUID) -> Sheet:
    """The log page of a report in scope (``NOT_FOUND``), in Vietnamese whatever the reader's pages speak."""
    return _sheet(actor, reports.get_whole(actor, report_id))


def night_logs(actor: Actor, report_ids: Sequence[UUID]) -> list[Sheet]:
    """The log pages of these reports, in this order, as far as the actor may see them; they are read together."""
    return [_sheet(actor, whole) for whole in reports.list_whole(actor, report_ids)]


def _sheet(actor: Actor, whole: WholeReport) -> Sheet:
    facts = whole.facts
    team = people.find_team(facts.commune_id, facts.team_id, facts.night)
    assert team is not None, "a report has its team"
    face = report_face(whole, Sight(actor, clock.now(), "", None, {}, team))
    return Sheet(
        kind=Kind.LOG,
        record_id=facts.id,
        day=facts.night,
        version=facts.version,
        header=head(Issuer.TEAM, team, local(facts.ended_at).date(), _number(actor, whole)),
        title="NHẬT KÝ TUẦN TRA",
        subtitle=(_night_words(whole, face),),
        blocks=tuple(_blocks(face, whole)),
        signers=_signers(whole, team, face),
    )


def _number(actor: Actor, whole: WholeReport) -> str:
    place = reports.place_in_book(actor, whole.facts)
    return f"Trang số: {place:03d}/{whole.facts.night.year}"


def _night_words(whole: WholeReport, face: Face) -> str:
    night, dawn = whole.facts.night, local(whole.facts.ended_at).date()
    over = f" rạng sáng {dawn:%d/%m/%Y}" if dawn > night else ""
    first = f"{night:%d/%m}" if over else f"{night:%d/%m/%Y}"
    return f"Đêm {first}{over} – {face['preset']}"


def _blocks(face: Face, whole: WholeReport) -> Iterable[Line | Table]:
    weather = f" Thời tiết: {face['weather']}." if face["weather"] else ""
    yield Line("1. Thời gian:", f"từ {spoken(face['started_at'])} đến {spoken(face['ended_at'])}.{weather}")
    yield from _people(face)
    yield Line("3. Phương tiện, công cụ mang theo:", _kit(face))
    yield from _rounds(face)
    yield from _incidents(face)
    helped = f"{face['reminders']} lượt. Hỗ trợ người dân: {face['helped']} lượt."
    yield Line("6. Nhắc nhở, tuyên truyền:", f"{helped}{_activities(face)}")
    yield Line("7. Tồn tại, bàn giao ca sau:", _handover(face))
    for part in face["addenda"]:
        yield Line("Bổ sung sau ca:", str(part.get("text") or ""))
    yield Line("8. Kiến nghị:", face["proposal"] or "không.")


def _people(face: Face) -> Iterable[Line | Table]:
    planned = f"/{face['planned_people']}" if face["planned_people"] else ""
    yield Line("2. Lực lượng:", f"có mặt {len(face['present'])}{planned}.")
    if face["present"]:
        rows = enumerate(face["present"], start=1)
        yield Table(_PEOPLE, tuple(_present(number, one, face) for number, one in rows))
    absent = "; ".join(_absent(one) for one in face["absent"]) or "không"
    guests = ", ".join(f"{one['force']} {one['count']} người" for one in face["guests"]) or "không"
    yield Line("", f"Vắng: {absent}. Tham gia phối hợp: {guests}.")


def _present(number: int, one: Face, face: Face) -> tuple[str, ...]:
    begins, ends = one["from"] or face["started_at"], one["to"] or face["ended_at"]
    return str(number), one["name"], _ROLES.get(one["role"], ""), at_clock(begins), at_clock(ends), ""


def _absent(one: Face) -> str:
    reason = f" – {one['reason'][:1].lower()}{one['reason'][1:]}" if one["reason"] else ""
    return f"{one['name']}{reason}" + (f" (người thay: {one['substitute']})" if one["substitute"] else "")


def _kit(face: Face) -> str:
    names = [one["name"] + ("" if one["ok"] else " (thiếu hoặc hỏng)") for one in face["kit"]]
    return f"{', '.join(names)}." if names else "không ghi."


def _rounds(face: Face) -> Iterable[Line | Table]:
    ways = list(dict.fromkeys(one["route"] for one in face["rounds"] if one["route"]))
    way = f"{', '.join(ways)}; " if ways else ""
    yield Line("4. Lộ trình:", f"{way}số vòng: {len(face['rounds'])}.")
    yield from point_tables(face)


def _incidents(face: Face) -> Iterable[Line | Table]:
    number = len(face["incidents"])
    some, none = _BOXES[number > 0], _BOXES[number == 0]
    count = f" {number} " if number else " … "
    yield Line("5. Diễn biến, sự việc:", f"{none} Không có vụ việc   {some} Có{count}vụ việc")
    if number:
        in_order = sorted(face["incidents"], key=lambda one: (one["at"], one["id"]))
        yield Table(_INCIDENTS, tuple(_incident(place, one) for place, one in enumerate(in_order, start=1)))
    if face["remark"]:
        yield Line("", f"Nhận xét chung: {face['remark']}")


def _incident(number: int, one: Face) -> tuple[str, ...]:
    name = (one["correction"] or one)["name"]
    told = [one["what"], *(f"{detail['label']}: {detail['value']}" for detail in one["details"] if detail["value"])]
    done = [*one["actions"], *([one["result"]] if one["result"] else [])]
    informed = [f"{given['whom']} {at_clock(given['at']) if given['at'] else ''}".strip() for given in one["informed"]]
    photos = str(len(one["photos"])) if one["photos"] else ""
    return (
        str(number), at_clock(one["at"]), one["place"], name, "\n".join(text for text in told if text),
        in_a_row(done), "; ".join(informed), photos,
    )  # fmt: skip


def _activities(face: Face) -> str:
    names = [one["name"] for one in face["activities"]]
    return f" Hoạt động: {', '.join(names)}." if names else ""


def _handover(face: Face) -> str:
    left = [one["text"] for one in face["open_matters"] if not one["settled"]]
    words = list(dict.fromkeys(text for text in (*left, face["handover"]["text"]) if text))
    return "".join(f"\n- {text}" for text in words) if len(words) > 1 else "".join(words) or "không."


def _signers(whole: WholeReport, team: TeamRow, face: Face) -> tuple[Signer, ...]:
    leader, police = signers(Issuer.TEAM, team, face["lead"])
    facts, note, name = whole.facts, "", ""
    if facts.state in ("approved", "locked") and facts.decided_at:
        name = _name(whole.names, facts.decided_by)
        decided = local(facts.decided_at)
        note = f"Duyệt lúc {decided.hour}:{decided:%M} ngày {decided:%d/%m/%Y}"
    return Signer(("TỔ TRƯỞNG / TRƯỞNG CA",), leader.name), Signer(police.post, name, note)


def _name(names: Mapping[str, str], key: UUID | None) -> str:
    return names.get(str(key), "") if key else ""
