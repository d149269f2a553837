"""The forms of the pages of prints: read from the address, so they have no token."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired


class CodeForm(FlaskForm):
    """The code at the foot of a print."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    code = StringField(_l("Mã ở cuối trang in"), [InputRequired()])
