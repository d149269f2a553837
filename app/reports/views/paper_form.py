"""The form of a night from the paper book: laid out for one team's night, and read into what the verb takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.core.night import moment_of
from app.people.queries import TeamRow
from app.reports.rules.paper import MOST_ROUNDS, PaperIncident, PaperNight
from app.roster.queries import RouteRow
from app.roster.rules import times_of
from app.web.choices import choices

_NEEDED = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_NO_TIME = _l("Ghi giờ như 22:30")
_NO_NUMBER = _l("Chỗ này cần một con số")
EMPTY_LINES = 2
# Named here so that their English is collected; ``rules/paper.py`` has them as they are stored and compared.
WHY = {
    "broken": _l("Hỏng máy"),
    "lost": _l("Mất điện thoại"),
    "no-phone": _l("Tổ không có máy"),
    "flat": _l("Hết pin"),
    "other": _l("Lý do khác"),
}


class IncidentForm(FlaskForm):
    """One incident of the book; a line that says nothing is none."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    category = SelectField(_l("Loại việc"), choices=[], validate_choice=False)
    at = TimeField(_l("Lúc"), [Optional()])
    severity = SelectField(_l("Mức độ"), choices=[], validate_choice=False)
    place = StringField(_l("Ở đâu"), [Length(max=80, message=_LONG)])
    what = TextAreaField(_l("Việc gì, tổ đã làm gì"), [Length(max=2000, message=_LONG)])
    result = SelectField(_l("Kết quả"), choices=[], validate_choice=False)

    def says_something(self) -> bool:
        """Whether anything of the line is filled in."""
        return any((self.category.data, self.at.data, (self.place.data or "").strip(), (self.what.data or "").strip()))

    def validate(self, extra_validators: Mapping[str, Iterable[object]] | None = None) -> bool:
        """A line with anything in it needs its category and its time."""
        fine = bool(super().validate(extra_validators))  # type: ignore[arg-type]
        if self.says_something():
            for field in (self.category, self.at):
                if not field.data and not field.errors:
                    field.errors = [_NEEDED]
                    fine = False
        return fine


class PaperForm(FlaskForm):
    """A team's night as its paper book has it."""

    entry_id = HiddenField()
    preset = RadioField(_l("Ca"), choices=[])
    started_at = TimeField(_l("Từ"), [InputRequired(_NO_TIME)])
    ended_at = TimeField(_l("Đến"), [InputRequired(_NO_TIME)])
    present = SelectMultipleField(_l("Có mặt"), choices=[])
    lead = SelectField(_l("Trưởng ca"), choices=[], default="")
    rounds = IntegerField(_l("Số vòng đã đi"), [Optional(), NumberRange(0, MOST_ROUNDS, _NO_NUMBER)])
    route = SelectField(_l("Lộ trình"), choices=[], default="")
    reminders = IntegerField(_l("Lượt nhắc nhở"), [Optional(), NumberRange(0, 9999, _NO_NUMBER)])
    helped = IntegerField(_l("Lượt giúp người"), [Optional(), NumberRange(0, 9999, _NO_NUMBER)])
    quiet = BooleanField(_l("Sổ ghi: ca bình thường, không có vụ việc"))
    incidents = FieldList(FormField(IncidentForm), max_entries=20)
    remark = TextAreaField(_l("Nhận xét chung"), [Length(max=2000, message=_LONG)])
    why = RadioField(_l("Vì sao ghi trên giấy?"), [DataRequired(_l("Xin chọn vì sao ghi trên giấy"))], choices=[])
    note = StringField(_l("Ghi thêm về lý do"), [Length(max=300, message=_LONG)])
    page = FileField(_l("Ảnh chụp trang sổ"))

    def lengthen(self, lines: int = EMPTY_LINES) -> None:
        """Add empty lines for more incidents."""
        for _line in range(lines):
            self.incidents.append_entry()


@dataclass(frozen=True)
class Offered:
    """What the form offers: the team with its members of the night, its routes, and the words of its lists by code."""

    team: TeamRow
    routes: list[RouteRow]
    presets: Mapping[str, str]
    categories: Mapping[str, str]
    severities: Mapping[str, str]
    results: Mapping[str, str]
    none: str
    usual: str


def lay_out(form: PaperForm, offered: Offered) -> None:
    """Give the lists of the form their choices."""
    members = [(str(member.id), member.name) for member in offered.team.members]
    form.preset.choices = choices(offered.presets.items())
    form.present.choices = choices(members)
    form.lead.choices = choices([("", offered.none), *members])
    form.route.choices = choices([("", offered.none), *((str(route.id), route.name) for route in offered.routes)])
    form.why.choices = choices(WHY.items())
    for line in form.incidents:
        line.form.category.choices = choices([("", offered.none), *offered.categories.items()])
        line.form.severity.choices = choices([("", offered.usual), *offered.severities.items()])
        line.form.result.choices = choices([("", offered.none), *offered.results.items()])


def read_night(form: PaperForm, night: date, planned: Iterable[UUID]) -> PaperNight:
    """The valid form as a night; whoever was planned and is not ticked was absent."""
    began, ended = times_of(night, form.started_at.data or time(), form.ended_at.data or time())
    present = [UUID(one) for one in form.present.data or []]
    return PaperNight(
        night=night,
        preset=form.preset.data,
        started_at=began,
        ended_at=ended,
        present=present,
        why=form.why.data,
        note=(form.note.data or "").strip(),
        absent=[one for one in planned if one not in present],
        lead_id=UUID(form.lead.data) if form.lead.data else None,
        rounds=form.rounds.data or 0,
        route_id=UUID(form.route.data) if form.route.data else None,
        reminders=form.reminders.data or 0,
        helped=form.helped.data or 0,
        incidents=[_incident(line.form, night) for line in form.incidents if line.form.says_something()],
        remark=(form.remark.data or "").strip(),
        quiet=bool(form.quiet.data),
    )


def _incident(line: IncidentForm, night: date) -> PaperIncident:
    return PaperIncident(
        category=line.category.data,
        severity=int(line.severity.data) if line.severity.data in ("1", "2", "3", "4") else None,
        at=moment_of(night, line.at.data or time()),
        place=(line.place.data or "").strip(),
        what=(line.what.data or "").strip(),
        result=line.result.data or "",
    )
