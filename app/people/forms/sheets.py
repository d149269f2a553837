"""The form for a spreadsheet."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class SheetForm(FlaskForm):
    """One file."""

    file = FileField(_l("Bảng tính (.xlsx hoặc .csv)"), [FileRequired(_l("Xin chọn tệp trước"))])
