"""Forms of things that are counted: one for each kind, a look, taking one away, narrowing the list."""

from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.registry import rules
from app.registry.forms.parts import LONG, MISSING, NO_NUMBER, known
from app.registry.models import Asset
from app.registry.rules import Thing

# Which fields only one kind has.
_ONLY = {
    "eyes": "camera", "storage_days": "camera", "has_notice": "camera", "need": "camera",
    "topic": "board", "signals": "gong", "hour": "gong", "material": "gong",
    "bell_type": "bell", "homes": "bell", "kit": "fire", "vehicle": "loud",
}  # fmt: skip
_LEAST_LINES = 2


class SignalForm(FlaskForm):
    """How a gong is struck, and what that means; a line without either is none."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    pattern = StringField(_l("Cách đánh"), [Length(max=80, message=LONG)])
    meaning = StringField(_l("Nghĩa là"), [Length(max=120, message=LONG)])


class KitForm(FlaskForm):
    """A line of a fire point's kit."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    what = StringField(_l("Dụng cụ"), [Length(max=80, message=LONG)])
    count = IntegerField(_l("Số lượng"), [Optional(), NumberRange(1, 999, NO_NUMBER)])
    due = DateField(_l("Hạn dùng"), [Optional()])


class AssetForm(FlaskForm):
    """A thing; ``of_kind`` leaves only the fields that its kind has."""

    version = IntegerField(widget=HiddenInput(), default=0)
    place = StringField(_l("Nơi đặt"), [InputRequired(MISSING), Length(max=160, message=LONG)])
    label = StringField(_l("Số hiệu"), [Length(max=20, message=LONG)])
    village = SelectField(_l("Thôn"))
    site = SelectField(_l("Thuộc điểm mô hình"))
    need = SelectField(_l("Lắp cho nơi cần"))
    eyes = IntegerField(_l("Số mắt"), [InputRequired(MISSING), NumberRange(1, 500, NO_NUMBER)], default=1)
    owner = SelectField(_l("Chủ đầu tư"))
    fund = SelectField(_l("Nguồn kinh phí"))
    topic = SelectField(_l("Nội dung bảng"))
    storage_days = IntegerField(_l("Lưu hình (ngày)"), [Optional(), NumberRange(0, 3650, NO_NUMBER)])
    has_notice = SelectField(_l("Biển báo có camera"))
    keeper_role = StringField(_l("Người giữ (chức danh)"), [Length(max=80, message=LONG)])
    installed_on = DateField(_l("Ngày lắp"), [Optional()])
    hour = TimeField(_l("Giờ đánh buổi tối"), [Optional()])
    material = StringField(_l("Chất liệu"), [Length(max=40, message=LONG)])
    bell_type = SelectField(_l("Loại chuông"))
    homes = IntegerField(_l("Số nhà nối chuông"), [Optional(), NumberRange(0, 5000, NO_NUMBER)])
    vehicle = StringField(_l("Xe chở loa"), [Length(max=80, message=LONG)])
    state = SelectField(_l("Tình trạng"))
    signals = FieldList(FormField(SignalForm))
    kit = FieldList(FormField(KitForm))

    def of_kind(self, kind: str, *, adding: bool) -> None:
        """Leave out what only other kinds have; the state is for a new thing alone, later looks tell it."""
        for name, only in _ONLY.items():
            if only != kind:
                del self[name]
        if not adding:
            del self.state
        if "signals" in self:
            self._lengthen(self.signals)
        if "kit" in self:
            self._lengthen(self.kit)

    def _lengthen(self, lines: Any) -> None:
        while len(lines) < _LEAST_LINES:
            lines.append_entry()

    def more_lines(self) -> None:
        """Two more empty lines."""
        lines: Any
        for lines in [self[name] for name in ("signals", "kit") if name in self]:
            for _line in range(2):
                lines.append_entry()

    def read(self, kind: str, state: str) -> Thing:
        """The thing that the form says."""
        notice = self.has_notice.data if "has_notice" in self else ""
        return Thing(
            kind=kind,
            place=self.place.data or "",
            label=self.label.data or "",
            village_id=known(self.village.data),
            site_id=known(self.site.data),
            need_id=known(self.need.data) if "need" in self else None,
            eyes=self.eyes.data or 0 if "eyes" in self else 1,
            owner=self.owner.data or None,
            fund_source=self.fund.data or None,
            topic=self.topic.data or None if "topic" in self else None,
            storage_days=self.storage_days.data if "storage_days" in self else None,
            has_notice={"yes": True, "no": False}.get(notice or ""),
            keeper_role=self.keeper_role.data or "",
            installed_on=self.installed_on.data,
            state=(self.state.data or "working") if "state" in self else state,
            values=self._values(kind),
        )

    def _values(self, kind: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if kind == rules.GONG:
            lines = [{"pattern": one.form.pattern.data, "meaning": one.form.meaning.data} for one in self.signals]
            values["signals"] = [line for line in lines if any(line.values())]
            values["hour"] = self.hour.data.strftime("%H:%M") if self.hour.data else None
            values["material"] = self.material.data
        elif kind == rules.FIRE:
            kit = [(one.form.what.data, one.form.count.data, one.form.due.data) for one in self.kit]
            values["kit"] = [
                {"what": what, "count": count, "due": due.isoformat() if due else None}
                for what, count, due in kit
                if what or count
            ]
        elif kind == "bell":
            values |= {"type": self.bell_type.data, "homes": self.homes.data}
        elif kind == "loud":
            values["vehicle"] = self.vehicle.data
        return {name: value for name, value in values.items() if value not in (None, "")}


def written(asset: Asset) -> dict[str, Any]:
    """What the form of a thing shows at first."""
    notice = "" if asset.has_notice is None else "yes" if asset.has_notice else "no"
    same = ("version", "place", "label", "eyes", "owner", "topic", "storage_days", "keeper_role", "installed_on")
    ids = {"village": asset.village_id, "site": asset.site_id, "need": asset.need_id}
    values = asset.values
    return {
        **{name: getattr(asset, name) for name in same},
        **{name: str(value) if value else "" for name, value in ids.items()},
        "fund": asset.fund_source,
        "has_notice": notice,
        "bell_type": values.get("type"),
        **{name: values.get(name) for name in ("material", "homes", "vehicle")},
        "hour": _time(values.get("hour")),
        "signals": values.get("signals", []),
        "kit": [line | {"due": _date(line.get("due"))} for line in values.get("kit", [])],
    }


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class LookForm(FlaskForm):
    """A look from the desk."""

    state = SelectField(_l("Tình trạng"), [InputRequired(MISSING)])
    defects = SelectMultipleField(_l("Thấy hỏng gì"))
    note = StringField(_l("Ghi thêm"), [Length(max=200, message=LONG)])
    picture = FileField(_l("Ảnh chụp"))


class RemovalForm(FlaskForm):
    """Since when a thing is there no more."""

    version = IntegerField(widget=HiddenInput(), default=0)
    on = DateField(_l("Từ ngày"), [InputRequired(MISSING)])


class AssetsAsked(FlaskForm):
    """What the list of things is narrowed by."""

    class Meta:
        """It is asked with GET."""

        csrf = False

    kind = SelectField(_l("Loại"))
    village = SelectField(_l("Thôn"))
    state = SelectField(_l("Tình trạng"))
    owner = SelectField(_l("Chủ đầu tư"))
    topic = SelectField(_l("Nội dung bảng"))
    gone = BooleanField(_l("Đã thôi dùng"))
