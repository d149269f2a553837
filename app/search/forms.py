"""The one box, and the team that may narrow it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional


class SearchForm(FlaskForm):
    """Read from the address, so that what was looked for can be kept and sent on; it has no token."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    q = StringField(_l("Tìm"), [Optional(), Length(max=100, message=_l("Nhiều nhất %(max)d ký tự"))])
    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
