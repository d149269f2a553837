"""The forms of difficulties and inspections."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_CHOOSE = _l("Xin chọn một mục")


class DifficultyForm(FlaskForm):
    """Raising a difficulty; ``about`` is ``site:<id>``, ``asset:<id>`` or ``team:<id>``."""

    about = SelectField(_l("Về"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    kind = SelectField(_l("Loại khó khăn"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    words = TextAreaField(_l("Nội dung"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
    owner = SelectField(_l("Nơi giải quyết"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    due_on = DateField(_l("Hạn giải quyết"), [InputRequired(_MISSING)])


class StepForm(FlaskForm):
    """A step with a difficulty, on top of the version that was seen."""

    version = HiddenField()
    words = TextAreaField(_l("Lý do"), [Optional(), Length(max=1000, message=_LONG)])
    owner = SelectField(_l("Giao cho"), choices=[], default="", validate_choice=False)
    due_on = DateField(_l("Hạn mới"), [Optional()])


class InspectionForm(FlaskForm):
    """An inspection, and what is to be put right: a line for each thing."""

    about = SelectField(_l("Kiểm tra"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    on = DateField(_l("Ngày kiểm tra"), [InputRequired(_MISSING)])
    topic = StringField(_l("Nội dung kiểm tra"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    inspector = StringField(_l("Cơ quan kiểm tra"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    finding = TextAreaField(_l("Kết quả"), [InputRequired(_MISSING), Length(max=2000, message=_LONG)])
    wanting = TextAreaField(_l("Việc cần khắc phục"), [Optional()])
    owner = SelectField(_l("Nơi khắc phục"), choices=[], default="police", validate_choice=False)
    due_on = DateField(_l("Hạn khắc phục"), [Optional()])
