"""What the reviewer may want to ask the team: each sign in one sentence, and the words that go into the return's text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.photos.models import Photo
from app.reports import queries, rules
from app.reports.queries import Before, SeenBefore, WholeReport
from app.reports.rules import Hurried, Repeated, Speaker
from app.reports.rules.paper import PAPER
from app.reports.views.guard_faces import warning_words
from app.reports.views.incident_faces import Face
from app.reports.views.patrol_faces import patrols_of
from app.web.wording import duration, in_sentence, language, number, short_night
from app.web.wording import moment as said_moment


@dataclass(frozen=True)
class _Asking:
    """What is compared: the report, its hour, what came before it, the app's own phrases, and how values are said."""

    whole: WholeReport
    due_at: datetime
    before: Before | None
    ready: Sequence[str]
    says: Speaker


def question_faces(whole: WholeReport, before: Before | None, phrases: Mapping[str, Any], says: Speaker) -> list[Face]:
    """``{icon, fact, ask, reason, mark, url}`` for each sign; a return would name ``reason`` and ``mark`` (a pointer).

    What seems personal is told of every report, the rest where ``before`` says what the report is compared with.
    """
    ready = [one for texts in phrases.values() for one in texts]
    ready += [one for known in catalogue.categories().values() for one in known.phrases]
    asking = _Asking(whole, queries.due_at(whole.facts.night, whole.facts.commune_id), before, ready, says)
    faces = _faces(asking)
    if language() != "vi":
        # What goes to the team is in its own language, whoever asks.
        with force_locale("vi"):
            asked = _faces(replace(asking, says=queries.speaker(whole.names)))
        faces = [face | {"ask": one["ask"]} for face, one in zip(faces, asked, strict=True)]
    return faces


def _faces(asking: _Asking) -> list[Face]:
    found = [*_personal(asking)]
    if asking.before is not None:
        found += [*_times(asking), *_rounds(asking), *_texts(asking, asking.before), *_photos(asking, asking.before)]
    return found


def _face(icon: str, fact: str, ask: str, *, reason: str, mark: str = "", url: str = "") -> Face:
    return {"icon": icon, "fact": fact, "ask": ask, "reason": reason, "mark": mark, "url": url}


def _personal(asking: _Asking) -> Iterator[Face]:
    ask = _("Xin bỏ thông tin riêng của người dân (tên, số giấy tờ, số điện thoại, biển số), chỉ ghi “một người dân”.")
    for words in warning_words(asking.whole, asking.says):
        yield _face("shield-alert", words, ask, reason="personal-data")


def _times(asking: _Asking) -> Iterator[Face]:
    facts, due_at = asking.whole.facts, asking.due_at
    # What was entered from paper came late by its nature, and says why.
    if facts.source != PAPER and rules.is_late(facts.received_at, due_at):
        late = _long_span(facts.received_at - due_at)
        fact = _("Gửi sau hạn %(late)s (hạn %(due)s).", late=late, due=said_moment(due_at))
        yield _face("clock", fact, _("Xin ghi lý do gửi trễ (mất sóng, hết pin…)."), reason="other")
    gap = rules.clock_error(facts.offset_ms)
    if gap:
        fact = _("Đồng hồ máy nhanh %(gap)s.", gap=_span(gap)) if gap > timedelta() else _slow(gap)
        ask = _("Đồng hồ máy lệch %(gap)s. Xin xem lại giờ trong báo cáo, rồi chỉnh giờ máy.", gap=_span(abs(gap)))
        yield _face("clock", fact, ask, reason="wrong-time")


def _slow(gap: timedelta) -> str:
    return _("Đồng hồ máy chậm %(gap)s.", gap=_span(-gap))


def _rounds(asking: _Asking) -> Iterator[Face]:
    whole, patrols = asking.whole, patrols_of(asking.whole)
    places = {
        str(one.id): (one.lat, one.lon) if one.lat is not None and one.lon is not None else None for one in whole.points
    }
    for one in rules.find_hurried(patrols, places):
        yield _hurried(one)
    before_end = rules.written_at_end(patrols, whole.facts.started_at, whole.facts.ended_at)
    if before_end is not None:
        took = _span(max(before_end, timedelta(minutes=1)))
        fact = _("Mọi điểm đều ghi trong %(took)s cuối ca.", took=took)
        ask = _("Các điểm ghi cùng lúc cuối ca. Bác nhớ giờ thật thì ghi thêm vào nhận xét.")
        yield _face("hourglass", fact, ask, reason="wrong-time")


def _hurried(one: Hurried) -> Face:
    took = _span(one.took) if one.took >= timedelta(minutes=1) else _("chưa đầy một phút")
    points = ngettext("%(num)s điểm", "%(num)s điểm", one.points)
    if one.metres is None:
        fact = _("Vòng %(number)s: %(points)s trong %(took)s.", number=one.number, points=points, took=took)
    else:
        far = f"{number(round(one.metres / 1000, 1))} km" if one.metres >= 1000 else f"{one.metres} m"
        fact = _(
            "Vòng %(number)s: %(points)s, %(far)s trong %(took)s.", number=one.number, points=points, far=far, took=took
        )
    ask = _(
        "Vòng %(number)s đi %(points)s trong %(took)s. Giờ các điểm có đúng không bác?",
        number=one.number,
        points=points,
        took=took,
    )
    return _face("route", fact, ask, reason="wrong-time", mark=one.pointer)


def _texts(asking: _Asking, before: Before) -> Iterator[Face]:
    for one in rules.find_repeated(asking.whole.body, before.nights, asking.ready):
        where = _where(asking, one)
        night = short_night(one.night)
        fact = _("%(where)s giống hệt báo cáo %(night)s.", where=where, night=night)
        ask = _("%(where)s giống báo cáo %(night)s. Đêm này có gì khác, xin ghi thêm.", where=where, night=night)
        yield _face("copy", fact, ask, reason="other", mark=one.pointer)


def _where(asking: _Asking, one: Repeated) -> str:
    match one.pointer.split("/")[1:]:
        case ["incidents", place, _what]:
            code = asking.whole.body["incidents"][int(place)].get("category")
            return _("Nội dung “%(name)s”", name=asking.says.category(code, short=True))
        case ["handover"]:
            return _("Phần bàn giao")
        case ["proposal"]:
            return _("Phần đề nghị")
    return _("Nhận xét chung")


def _photos(asking: _Asking, before: Before) -> Iterator[Face]:
    for photo in asking.whole.photos:
        seen = before.photos.get(photo.id)
        if seen:
            yield _photo(asking, photo, seen)


def _photo(asking: _Asking, photo: Photo, seen: SeenBefore) -> Face:
    about = in_sentence(photo.caption or asking.says.term("abouts", photo.about))
    words = {"about": about, "night": short_night(seen.night)}
    url = url_for("reports.show_report", report_id=seen.report_id)
    if seen.team == asking.whole.team:
        fact = _("Ảnh “%(about)s” đã có trong báo cáo %(night)s.", **words)
    else:
        fact = _("Ảnh “%(about)s” đã có trong báo cáo %(night)s của %(team)s.", **words, team=seen.team)
    ask = _("Ảnh “%(about)s” trùng ảnh %(night)s. Còn ảnh của đêm này thì bác gửi thêm.", **words)
    return _face("copy", fact, ask, reason="unclear-photo", mark="/photos", url=url)


def _long_span(gap: timedelta) -> str:
    days = round(gap / timedelta(days=1))
    return _span(gap) if gap < timedelta(days=2) else ngettext("%(num)s ngày", "%(num)s ngày", days)


def _span(gap: timedelta) -> str:
    return duration(gap.total_seconds() / 60)
