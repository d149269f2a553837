"""What happened to a report, newest first, as sentences."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.errors import PROBLEMS
from app.reports import queries
from app.reports.forms import COVER_REASONS
from app.reports.models import MoveNote, ParkedOperation, Redaction, Supplement
from app.reports.queries import WholeReport
from app.reports.rules import Speaker
from app.reports.rules.anonymous import POINTER, is_blank
from app.reports.service.telling_team import TO_TEAM
from app.reports.views.incident_faces import Face, photo_face
from app.reports.views.rows import why_words


def history_faces(whole: WholeReport, says: Speaker) -> list[Face]:
    """Versions with what each changed, moves, corrections and supplements."""
    changes = queries.history_of(whole)
    steps = []
    for version in whole.versions:
        first = version.version == 1
        sentence = _("Tổ đã gửi báo cáo") if first else _("Tổ đã bổ sung, gửi lại (bản %(num)s)", num=version.version)
        paper = paper_face(whole) if first else None
        if paper:
            sentence = _("Nhập từ sổ giấy: %(why)s", why=paper["why"].lower())
        steps.append(
            _step(
                version.at,
                paper["by"] if paper else _name(whole, version.actor_id),
                sentence,
                comment=paper["note"] if paper else "",
                kind="sent" if first else "amended",
                version=version.version,
                changes=changes.get(version.version, []),
            )
        )
    steps += [_move(whole, says, one) for one in whole.moves]
    for correction in whole.corrections:
        words = _("Đã ghi lại loại việc, mức độ hoặc nội dung")
        steps.append(_step(correction.at, _name(whole, correction.account_id), words, comment=correction.reason))
    steps += [_supplement(whole, one) for one in whole.supplements]
    steps += [step for one in whole.redactions for step in _redaction(whole, one)]
    return sorted(steps, key=lambda step: step["at"], reverse=True)


def paper_face(whole: WholeReport) -> Face | None:
    """Who entered the night from the paper book, and why it stood there: ``{by, why, note}``; None of a phone's."""
    facts = whole.facts
    if facts.entered_by is None:
        return None
    note = (whole.versions[0].body.get("paper") or {}).get("note") or ""
    return {"by": _name(whole, facts.entered_by), "why": why_words(facts.paper_why), "note": note}


def _step(at: Any, by: str, sentence: str, *, kind: str = "other", comment: str = "", **more: Any) -> Face:
    return {
        "at": at,
        "by": by,
        "sentence": sentence,
        "kind": kind,
        "comment": comment,
        "version": None,
        "changes": [],
    } | more


def _redaction(whole: WholeReport, one: Redaction) -> Iterator[Face]:
    """That something was covered, and that it was taken back."""
    reason = str(COVER_REASONS.get(one.reason, one.reason))
    photo = one.photo_id is not None
    done = _("Che bớt ảnh: %(reason)s", reason=reason.lower()) if photo else _("Che lời: %(reason)s", reason=reason.lower())
    yield _step(one.at, _name(whole, one.account_id), done, comment=one.comment)
    if one.undone_at is not None:
        back = _("Bỏ che ảnh") if photo else _("Bỏ che lời")
        yield _step(one.undone_at, _name(whole, one.undone_by), back, comment=one.undone_why)


def _move(whole: WholeReport, says: Speaker, move: MoveNote) -> Face:
    words = {
        "approve": _("Đã duyệt"),
        "return": _("Trả lại để bổ sung"),
        "reject": _("Không duyệt"),
        "undo": _("Hoàn lại duyệt"),
        "reopen": _("Mở lại báo cáo đã duyệt"),
        "lock": _("Khóa: kỳ báo cáo đã ký"),
        "unlock": _("Mở khóa: kỳ báo cáo mở lại"),
        "erase": _erase_words(move),
        "comment": _comment_words(move),
    }
    kinds = {"approve": "approved", "return": "returned", "reopen": "returned", "reject": "rejected"}
    reasons = ", ".join(says.term("reasons", code).lower() for code in move.reasons)
    sentence = words.get(move.move, move.move) + (f": {reasons}" if reasons else "")
    by = _name(whole, move.account_id)
    if move.stood_for:
        by = _("%(name)s, thay %(absent)s", name=by, absent=_name(whole, move.stood_for))
    if move.move == "approve" and move.account_id and move.account_id == whole.facts.entered_by:
        sentence = _("Đã duyệt (cũng là người nhập từ sổ giấy)")
    return _step(move.at, by, sentence, kind=kinds.get(move.move, "other"), comment=move.comment)


def _comment_words(move: MoveNote) -> str:
    if TO_TEAM in move.fields:
        return _("Nhắn tổ")
    return _("Chuyển xử lý") if move.fields else _("Lời nhắn")


def _erase_words(move: MoveNote) -> str:
    if POINTER in move.fields:
        return _("Bỏ tên tổ viên khỏi báo cáo")
    is_photo = any(one.startswith("/photos/") for one in move.fields)
    return _("Gỡ ảnh khỏi hệ thống") if is_photo else _("Gỡ lời khỏi hệ thống")


def _supplement(whole: WholeReport, one: Supplement) -> Face:
    sentence = _("Máy khác của tổ gửi thêm phần") if one.kind == "part" else _("Tổ gửi bổ sung sau ca")
    return _step(one.at, _name(whole, one.actor_id) or _name(whole, one.device_id), sentence)


def _name(whole: WholeReport, key: Any) -> str:
    if key and is_blank(key):
        return _("Tổ viên")
    return whole.names.get(str(key), "") if key else ""


def part_faces(whole: WholeReport) -> list[Face]:
    """The parts that other phones sent."""
    return [
        {"id": one.id, "at": one.at, "device": _name(whole, one.device_id) or _("máy khác"), "sentence": _holds(whole, one)}
        for one in whole.supplements
        if one.kind == "part"
    ]


def _holds(whole: WholeReport, part: Supplement) -> str:
    body = part.body
    points = sum(len(entry.get("passes") or []) for entry in body.get("rounds") or [])
    photos = sum(str(one.source_id) == str(part.id) for one in whole.photos)
    counted = (
        (points, ngettext("%(num)s điểm", "%(num)s điểm", points)),
        (len(body.get("incidents") or []), ngettext("%(num)s sự việc", "%(num)s sự việc", len(body.get("incidents") or []))),
        (photos, ngettext("%(num)s ảnh", "%(num)s ảnh", photos)),
    )
    return ", ".join(words for number, words in counted if number) or _("Không có gì thêm")


def addendum_faces(whole: WholeReport, says: Speaker) -> list[Face]:
    """What the team added after the fact."""
    return [
        {
            "id": one.id,
            "at": one.at,
            "by": _name(whole, one.actor_id) or _name(whole, one.device_id),
            "text": one.body.get("text") or "",
            "photos": [photo_face(photo, says) for photo in whole.photos if photo.source_id == one.id],
        }
        for one in whole.supplements
        if one.kind == "addendum"
    ]


def held_words(parked: ParkedOperation) -> Face:
    """What is held, and why: ``{kind, note, at}``."""
    kinds = {
        "report.submit": _("báo cáo của ca"),
        "report.amend": _("bản bổ sung"),
        "report.part": _("phần gửi thêm từ máy khác"),
        "report.addendum": _("nội dung gửi sau ca"),
        "report.withdraw": _("yêu cầu rút lại"),
        "alert.raise": _("tin khẩn"),
        "notice.read": _("đã đọc thông báo"),
        "data.ask": _("yêu cầu về dữ liệu cá nhân"),
        "asset.check": _("lần xem phương tiện"),
        "activity.log": _("hoạt động mô hình"),
        "roster.plan": _("lịch ca"),
        "roster.callOff": _("báo nghỉ ca"),
        "roster.answer": _("trả lời lịch ca"),
        "swap.ask": _("lời nhờ đổi ca"),
        "swap.answer": _("trả lời đổi ca"),
        "swap.takeBack": _("rút lời nhờ đổi ca"),
    }
    problem = PROBLEMS.get(str(parked.problem.get("type", "")).rsplit("/", 1)[-1])
    note = _(problem.title) if problem else str(parked.problem.get("title", ""))
    return {"kind": kinds.get(parked.kind, _("nội dung chưa đọc được")), "note": note, "at": parked.at}
