"""The forms of a fund book."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_MONEY = _l("Ghi số tiền bằng đồng, ví dụ 1.500.000")


def money_of(text: str | None) -> int | None:
    """Đồng as people write them, with dots or spaces between thousands; None for anything else."""
    digits = re.sub(r"[\s.,₫đ]", "", text or "")
    return int(digits) if re.fullmatch(r"\d{1,13}", digits, re.ASCII) else None


class MoneyField(StringField):
    """A sum in đồng; ``data`` is what was written, ``dong`` the number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was written, so that it can be mended."""
        self.data = valuelist[0] if valuelist else None

    @property
    def dong(self) -> int | None:
        """The number; None when it is none."""
        return money_of(self.data)

    def pre_validate(self, form: Any) -> None:
        """A number of đồng, where there is anything."""
        if self.data and self.dong is None:
            raise ValidationError(str(_MONEY))


class EntryForm(FlaskForm):
    """An entry."""

    way = RadioField(_l("Loại"), choices=choices([("in", _l("Thu vào")), ("out", _l("Chi ra"))]), default="in")
    on = DateField(_l("Ngày"), [InputRequired(_MISSING)])
    amount = MoneyField(_l("Số tiền (đồng)"), [InputRequired(_MISSING)])
    purpose = StringField(_l("Nội dung"), [InputRequired(_MISSING), Length(max=200, message=_LONG)])


class UndoForm(FlaskForm):
    """Taking an entry back, with the right one after it where there is one."""

    why = StringField(_l("Vì sao ghi sai"), [InputRequired(_MISSING), Length(max=150, message=_LONG)])
    way = RadioField(_l("Loại"), choices=choices([("in", _l("Thu vào")), ("out", _l("Chi ra"))]), default="in")
    amount = MoneyField(_l("Số tiền đúng (đồng)"), [Optional()])
    purpose = StringField(_l("Nội dung đúng"), [Optional(), Length(max=200, message=_LONG)])
