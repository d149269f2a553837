"""The forms of review rounds and their sheets."""

from functools import lru_cache
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.registry.rules.rounds import Criterion, read_criteria

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_POINTS = _l("Từ %(min)d đến %(max)d điểm")
_CRITERIA = _l("Từ 1 đến 12 dòng, mỗi dòng một tiêu chí, ví dụ: Hồ sơ đầy đủ: 20")


class RoundForm(FlaskForm):
    """A new round."""

    name = StringField(_l("Tên đợt"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    first = DateField(_l("Xem xét từ ngày"), [InputRequired(_MISSING)])
    last = DateField(_l("Đến ngày"), [InputRequired(_MISSING)])
    due_on = DateField(_l("Hạn làm xong"), [InputRequired(_MISSING)])
    kinds = SelectMultipleField(_l("Loại mô hình"), choices=[], validate_choice=False)
    criteria = TextAreaField(_l("Tiêu chí và điểm cao nhất"), [InputRequired(_MISSING)])

    def validate_criteria(self, field: TextAreaField) -> None:
        """A criterion a line."""
        try:
            read_criteria(field.data or "")
        except ValueError:
            raise ValidationError(str(_CRITERIA)) from None


class SheetForm(FlaskForm):
    """A sheet without its points, which hang on the round's criteria (``sheet_form``)."""

    strengths = TextAreaField(_l("Ưu điểm"), [Optional(), Length(max=3000, message=_LONG)])
    weaknesses = TextAreaField(_l("Hạn chế"), [Optional(), Length(max=3000, message=_LONG)])
    lesson = TextAreaField(_l("Rút kinh nghiệm"), [Optional(), Length(max=3000, message=_LONG)])
    level = RadioField(_l("Xếp loại"), choices=[], validate_choice=False)
    verdict = RadioField(_l("Kết luận"), choices=[], validate_choice=False)
    reason = TextAreaField(_l("Lý do"), [Optional(), Length(max=1000, message=_LONG)])
    villages = SelectMultipleField(_l("Nhân rộng ở thôn"), choices=[], validate_choice=False)
    villages_due = DateField(_l("Hạn nhân rộng"), [Optional()])

    def points_fields(self) -> list[Any]:
        """The fields of the criteria, in order."""
        return [field for field in self if field.name.startswith("point_")]

    def points(self) -> dict[str, int]:
        """Points by the criterion's key, where given."""
        fields = self.points_fields()
        return {field.name.removeprefix("point_"): field.data for field in fields if field.data is not None}


def sheet_form(criteria: list[Criterion]) -> type[SheetForm]:
    """The form of a sheet with a field for each criterion."""
    return _with_points(tuple((one["key"], one["name"], int(one["most"])) for one in criteria))


@lru_cache(maxsize=64)
def _with_points(criteria: tuple[tuple[str, str, int], ...]) -> type[SheetForm]:
    fields = {
        f"point_{key}": IntegerField(name, [Optional(), NumberRange(0, most, _POINTS)], render_kw={"min": 0, "max": most})
        for key, name, most in criteria
    }
    return cast(type[SheetForm], type("PointedSheetForm", (SheetForm,), fields))


class CloseForm(FlaskForm):
    """Closing a round."""

    leave_out = BooleanField(_l("Bỏ lại những phiếu chưa xong"))
    reason = TextAreaField(_l("Lý do bỏ lại"), [Optional(), Length(max=1000, message=_LONG)])
