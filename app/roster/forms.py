"""The form of a route, and a month's roster as it comes from its page."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.roster.rules import Asked, Plan, Point

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_NO_NUMBER = _l("Chỗ này cần một con số")
EMPTY_LINES = 3
# What ``rules`` and the verbs answer, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Chưa có loại ca này"),
    _l("Giờ ca chưa đúng"),
    _l("Chưa chọn người trực"),
    _l("Có người không còn trong tổ vào đêm này"),
    _l("Một người được chọn hai lần"),
    _l("Đêm này đã qua"),
    _l("Lộ trình không thuộc tổ này"),
    _l("Một ca được xếp hai lần"),
    _l("Tên lộ trình có 1–80 ký tự"),
    _l("Lộ trình có 1–30 điểm kiểm tra"),
    _l("Tên điểm có 1–80 ký tự"),
    _l("Vị trí chưa đúng"),
    _l("Hai điểm trùng tên"),
    _l("Điểm không thuộc lộ trình này"),
    _l("Tên đợt có 2–80 ký tự"),
    _l("Đêm cuối ở trước đêm đầu"),
    _l("Một đợt dài nhất sáu tháng"),
    _l("Mỗi tuần từ 1 đến 7 đêm"),
    _l("Nhiều nhất 500 ký tự"),
)


class PointForm(FlaskForm):
    """One checkpoint; a line without a name is none."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    point_id = HiddenField()
    position = IntegerField(_l("Thứ tự"), [Optional()])
    name = StringField(_l("Tên điểm"), [Length(max=80, message=_LONG)])
    lat = DecimalField(_l("Vĩ độ"), [Optional(), NumberRange(-90, 90, _NO_NUMBER)], places=6)
    lon = DecimalField(_l("Kinh độ"), [Optional(), NumberRange(-180, 180, _NO_NUMBER)], places=6)


class RouteForm(FlaskForm):
    """A route with its checkpoints, whose numbers tell their order."""

    name = StringField(_l("Tên lộ trình"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    length_km = DecimalField(_l("Chiều dài (km)"), [Optional(), NumberRange(0, 500, _NO_NUMBER)], places=1)
    points = FieldList(FormField(PointForm))
    active = BooleanField(_l("Đang dùng"), default=True)

    def lengthen(self, lines: int = EMPTY_LINES) -> None:
        """Add empty lines for more checkpoints."""
        for _line in range(lines):
            self.points.append_entry({"position": len(self.points) + 1})

    def read_points(self) -> list[Point]:
        """The checkpoints that have a name, in the order of their numbers."""
        named = [line.form for line in self.points if (line.form.name.data or "").strip()]
        ordered = sorted(named, key=lambda line: line.position.data if line.position.data is not None else len(named))
        return [
            Point(line.name.data or "", _degrees(line.lat.data), _degrees(line.lon.data), _known(line.point_id.data))
            for line in ordered
        ]

    def metres(self) -> int | None:
        """The length in metres."""
        return None if self.length_km.data is None else round(self.length_km.data * 1000)


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def _known(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Seen:
    """What a line showed when its page was drawn: the shift (``preset``, empty where there was none) and its version.

    ``chosen`` stands for what its fields said, so that a line that nobody touched is told from one that says the same again.
    """

    preset: str
    version: int
    chosen: str

    def written(self) -> str:
        """As the page carries it."""
        return f"{self.preset}.{self.version}.{self.chosen}"


_NOTHING_SEEN = Seen("", 0, "")


@dataclass(frozen=True)
class Line:
    """One line of the roster's page: what was chosen for the ``number``-th shift of a night."""

    night: date
    number: int
    preset: str
    route_id: UUID | None
    member_ids: tuple[UUID, ...]
    start: time | None
    end: time | None
    seen: Seen = _NOTHING_SEEN

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed the line since it was shown."""
        members = sorted(map(str, self.member_ids))
        return self.seen.chosen != digest_of(self.preset, self.route_id, members, self.start, self.end)

    def plan(self, usual: str) -> Plan:
        """The plan that the line is; ``usual`` is the preset where only people were chosen."""
        return Plan(self.night, self.preset or usual, self.member_ids, self.route_id, self.start, self.end)


def digest_of(preset: str, route_id: UUID | None, members: Sequence[str], start: time | None, end: time | None) -> str:
    """What a line says, in sixteen signs; ``members`` in any fixed order."""
    said = "|".join([preset, str(route_id), *members, str(start), str(end)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _seen(text: str) -> Seen:
    preset, _, rest = text.partition(".")
    version, _, chosen = rest.partition(".")
    return Seen(preset, int(version), chosen) if version.isdecimal() else _NOTHING_SEEN


def read_lines(data: MultiDict[str, str], nights: Sequence[date]) -> Iterator[Line]:
    """The lines of the page for these nights, as far as the browser sent them (those gone by are shown only)."""
    for night in nights:
        for number in range(4):
            key = f"{night.isoformat()}.{number}"
            if f"preset-{key}" not in data:
                continue
            yield Line(
                night,
                number,
                data[f"preset-{key}"],
                _known(data.get(f"route-{key}")),
                tuple(found for text in data.getlist(f"member-{key}") if (found := _known(text))),
                _clock(data, f"start-{key}"),
                _clock(data, f"end-{key}"),
                _seen(data.get(f"seen-{key}", "")),
            )


def _clock(data: Mapping[str, str], key: str) -> time | None:
    """A time as people write it: ``22:30``, ``22.30``, ``22h30``, ``2230``, ``22``; None where it says nothing."""
    digits = "".join(char for char in data.get(key, "") if char.isdecimal())
    hour, minute = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    try:
        return time(int(hour), int(minute)) if digits else None
    except ValueError:
        return None


class NoticeForm(FlaskForm):
    """A word to one team, or to all (no team), until the end of a day."""

    title = StringField(_l("Tiêu đề"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    text = TextAreaField(_l("Nội dung"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
    team = SelectField(_l("Gửi tới"))
    until = DateField(_l("Hiện đến hết ngày"), [Optional()])


class PeakForm(FlaskForm):
    """A peak period: its nights, the teams (none: all), what is asked, and whether their phones are told."""

    name = StringField(_l("Tên đợt"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    first = DateField(_l("Từ đêm"), [InputRequired(_MISSING)])
    last = DateField(_l("Đến đêm"), [InputRequired(_MISSING)])
    teams = SelectMultipleField(_l("Các tổ"))
    nights_a_week = IntegerField(_l("Số đêm mỗi tuần"), [Optional(), NumberRange(1, 7, _l("Mỗi tuần từ 1 đến 7 đêm"))])
    text = TextAreaField(_l("Yêu cầu thêm"), [Length(max=500, message=_LONG)])
    tell = BooleanField(_l("Báo cho máy của các tổ"), default=True)

    def asked(self) -> Asked:
        """What the form asks."""
        assert self.first.data is not None and self.last.data is not None, "validated before"
        teams = [found for text in self.teams.data or [] if (found := _known(text))]
        text = self.text.data or ""
        return Asked(self.name.data or "", self.first.data, self.last.data, teams, self.nights_a_week.data, text)
