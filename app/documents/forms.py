"""The forms of the pages of exports and prints: read from the address, so they have no token."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Optional


class ExportForm(FlaskForm):
    """A period, a team, a state."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    from_night = DateField(_l("Từ đêm"), [Optional()])
    to_night = DateField(_l("Đến đêm"), [Optional()])
    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
    state = SelectField(_l("Trạng thái"), choices=[], validate_choice=False, default="")

    def validate(self, extra_validators: object = None) -> bool:
        """Both days are days, and the first is not after the last."""
        good = bool(super().validate())
        if good and self.from_night.data and self.to_night.data and self.from_night.data > self.to_night.data:
            self.to_night.errors = [_l("Đêm cuối phải sau đêm đầu")]
            good = False
        return good


class CodeForm(FlaskForm):
    """The code at the foot of a print."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    code = StringField(_l("Mã ở cuối trang in"), [InputRequired()])
