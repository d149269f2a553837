"""The form of a photo that a desk adds."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.registry.forms.parts import MISSING
from app.registry.rules.pictures import LEAST_CAPTION, LEAST_WHY, MOST_CAPTION, MOST_WHY


class PictureForm(FlaskForm):
    """A photo, and what is to be seen on it: that is read out to whoever does not see it."""

    picture = FileField(_l("Ảnh"), [FileRequired(_l("Xin chọn ảnh trước"))])
    caption = StringField(
        _l("Ảnh chụp gì"),
        [InputRequired(MISSING), Length(LEAST_CAPTION, MOST_CAPTION, _l("Chú thích có %(min)d–%(max)d ký tự"))],
    )


class TakeOutForm(FlaskForm):
    """Why a photo is taken out."""

    reason = StringField(_l("Lý do"), [InputRequired(MISSING), Length(LEAST_WHY, MOST_WHY, _l("Lý do có 5–300 ký tự"))])
