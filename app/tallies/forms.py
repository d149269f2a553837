"""The form of a figure of a former unit."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.tallies.rules.history import FIRST_YEAR, MOST_AMOUNT, MOST_SOURCE
from app.tallies.service import Told

_MISSING = _l("Xin điền mục này")
# What ``rules`` and the verb answer, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Chọn một chỉ tiêu"),
    _l("Số từ 0 đến 10.000.000"),
    _l("Nguồn có 5–500 ký tự"),
    _l("Ngày này chưa tới"),
    _l("Năm này quá xa"),
    _l("Chọn một đơn vị cũ của tỉnh"),
    _l("Chọn một loại của chỉ tiêu này"),
)


class HistoryForm(FlaskForm):
    """A figure: of which former unit, of which year or day, what, how many, and where it stands written."""

    unit = SelectField(_l("Đơn vị cũ"), choices=[])
    year = IntegerField(_l("Năm"), [InputRequired(_MISSING), NumberRange(FIRST_YEAR, 2099, _l("Năm có bốn chữ số"))])
    on = DateField(_l("Tính đến ngày"), [Optional()])
    measure = SelectField(_l("Chỉ tiêu"), choices=[])
    amount = IntegerField(_l("Số"), [InputRequired(_MISSING), NumberRange(0, MOST_AMOUNT, _l("Số từ 0 đến 10.000.000"))])
    source = TextAreaField(
        _l("Nguồn"), [InputRequired(_MISSING), Length(max=MOST_SOURCE, message=_l("Nhiều nhất %(max)d ký tự"))]
    )

    def told(self) -> Told:
        """What was entered; a day counts before its year, a measure is sent with its kind (``eyes/police``)."""
        measure, _slash, kind = (self.measure.data or "").partition("/")
        day, amount = self.on.data, self.amount.data or 0
        whole = date(self.year.data or FIRST_YEAR, 12, 31)
        return Told(self.unit.data or "", day or whole, day is None, measure, kind, amount, self.source.data or "")
