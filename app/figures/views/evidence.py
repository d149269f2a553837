"""The lines of a team's sheet: what its records bear witness to, each with the records, and where there are none."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.figures import rules
from app.figures.queries import Evidence
from app.figures.rules import Period
from app.figures.views.records import records_of, reports_url
from app.reports.forms import TASK_WORDS
from app.reports.queries import speaker
from app.web.wording import number

Line = dict[str, Any]
_PATROLS = 12


def briefly(evidence: Evidence) -> Line:
    """A team on the page of all teams: facts beside each other, and no sum of them."""
    counts = evidence.counts
    return {
        "received": counts.received,
        "planned": counts.planned,
        "missing": evidence.missing,
        "on_time": round(counts.on_time * 100 / counts.received) if counts.received else None,
        "tasks": sum(bool(_of_task(evidence, article)) for article in rules.TASKS),
        "meetings": evidence.deeds.get(rules.MEETING, 0),
        "months": evidence.months,
    }


def lines_of(evidence: Evidence, period: Period, team_id: UUID) -> list[Line]:
    """The sheet: reports, the six groups of tasks, meetings and training. ``value`` is None where nothing bears witness."""
    return [
        {"words": _("Báo cáo đầy đủ, đúng hạn"), "lines": _of_reports(evidence, period, team_id)},
        *(
            {
                "words": _("%(words)s (Điều %(num)s)", words=words, num=article),
                "lines": _of_article(evidence, article, period, team_id),
            }
            for article, words in TASK_WORDS.items()
        ),
        {"words": _("Sinh hoạt, tập huấn"), "lines": _of_meetings(evidence, period, team_id)},
    ]


def _line(words: str, value: int, url: str, beside: str = "") -> Line:
    return {"words": words, "value": number(value) if value else None, "beside": beside, "url": url if value else None}


def _of_reports(evidence: Evidence, period: Period, team_id: UUID) -> list[Line]:
    counts = evidence.counts
    named = (
        ("planned", _("Ca theo lịch"), counts.planned),
        ("received", _("Báo cáo đã nhận"), counts.received),
        ("on_time", _("Gửi đúng hạn"), counts.on_time),
        ("sent_back", _("Từng bị trả lại"), counts.sent_back),
        ("missing", _("Ca thiếu báo cáo"), evidence.missing),
        ("called_off", _("Ca báo nghỉ"), counts.called_off),
    )
    lines = [_line(words, value, records_of(key, period, team_id)) for key, words, value in named]
    # A nought of these is a good sign, and no want of evidence.
    return [one | ({"value": "0"} if one["value"] is None and place > 2 else {}) for place, one in enumerate(lines)]


def _of_task(evidence: Evidence, article: int) -> list[tuple[str, int, bool]]:
    """Category, how many, and whether it is an activity, of one group of tasks."""
    known = catalogue.categories()
    mine = [(code, count, False) for code, count in sorted(evidence.incidents.items())]
    mine += [(code, count, True) for code, count in sorted(evidence.deeds.items()) if code != rules.MEETING]
    found = [one for one in mine if one[0] in known and known[one[0]].task_group == article and one[1]]
    if article == _PATROLS and evidence.counts.approved:
        return [("", evidence.counts.approved, True), *found]
    return found


def _of_article(evidence: Evidence, article: int, period: Period, team_id: UUID) -> list[Line]:
    says = speaker()
    lines = []
    for code, count, _is_deed in _of_task(evidence, article):
        if not code:
            hours = _("%(num)s giờ", num=number(round(evidence.counts.minutes / 60)))
            lines.append(_line(_("Ca tuần tra đã duyệt"), count, records_of("approved", period, team_id), hours))
            continue
        url = reports_url(period.first, period.last, team_id, state="approved", category=code)
        lines.append(_line(says.category(code, short=True), count, url))
    return lines or [_line(_("Việc thuộc nhóm này"), 0, "")]


def _of_meetings(evidence: Evidence, period: Period, team_id: UUID) -> list[Line]:
    url = reports_url(period.first, period.last, team_id, state="approved", category=rules.MEETING)
    return [
        _line(_("Họp tổ, giao ban ghi trong ca"), evidence.deeds.get(rules.MEETING, 0), url),
        # The book keeps no training: the paper does.
        _line(_("Tập huấn"), 0, ""),
        _line(
            _("Tháng có hoạt động trong sổ"),
            evidence.months,
            url_for("figures.show_team", team_id=team_id, kind="class-year", at=period.last.isoformat()),
        ),
    ]
