"""The form for a rescue file. It checks its token itself: the app's own check would read a large body before the guard."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class RescueForm(FlaskForm):
    """One file."""

    file = FileField(_l("Tệp của máy"), [FileRequired(_l("Xin chọn tệp trước"))])
