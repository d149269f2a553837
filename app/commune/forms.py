"""The forms by which a commune decides: a setting, a category, a spreadsheet."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.commune import rules
from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_NO_DAY = _l("Xin chọn ngày có hiệu lực")
# What ``rules`` and the verbs answer, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Xin chọn ngày có hiệu lực"),
    _l("Ngày có hiệu lực không được ở trước hôm nay: đêm đã qua giữ theo mức cũ"),
    _l("Ngày có hiệu lực trong vòng một năm tới"),
    _l("Cần giờ dạng 22:00"),
    _l("Cần hai giờ dạng 22:00 – 06:00"),
    _l("Giờ bắt đầu và giờ kết thúc trùng nhau"),
    _l("Số điện thoại chỉ gồm chữ số, ví dụ 0900 000 113"),
    _l("Chọn một trong: bác, cô chú, anh chị, không xưng"),
    _l("Cần 1–8 số, mỗi số một dòng"),
    _l("Mỗi dòng: số, rồi tên, ví dụ 113 Công an"),
    _l("Chọn có hoặc không"),
    _l("Nhiều nhất 60 đêm"),
    _l("Mỗi dòng: đêm, rồi lý do, ví dụ 21/11/2026 Đã trả từ nguồn khác"),
    _l("Tên loại việc có 2–80 ký tự"),
    _l("Tên ngắn trên máy nhiều nhất 30 ký tự"),
    _l("Tên tiếng Anh nhiều nhất 80 ký tự"),
    _l("Mức độ từ 1 đến 4"),
    _l("Không có gì thay đổi so với hiện nay"),
)


class SinceForm(FlaskForm):
    """What every decision has: the day from which it counts."""

    since = DateField(_l("Có hiệu lực từ"), [InputRequired(_NO_DAY)])


class SettingForm(SinceForm):
    """A setting, as a person writes it."""

    value: Any = StringField(_l("Giá trị mới"))

    def of(self, sort: rules.Sort) -> "SettingForm":
        """The form for a setting of this sort; no telephone number and no nights are an answer too."""
        if sort.kind not in (rules.PHONE, rules.NIGHTS):
            self.value.validators = [InputRequired(_MISSING)]
            self.value.flags.required = True
        return self


class LinesForm(SettingForm):
    """A setting of several lines."""

    value = TextAreaField(_l("Giá trị mới"))


class WordForm(SettingForm):
    """A setting that is one of a few words."""

    value = SelectField(_l("Giá trị mới"), choices=choices((word or rules.NO_PRONOUN,) * 2 for word in rules.PRONOUNS))


class SwitchForm(SettingForm):
    """A setting that is yes or no."""

    value = SelectField(_l("Giá trị mới"), choices=choices(((rules.YES, _l("có")), (rules.NO, _l("không")))))


def form_for(sort: rules.Sort) -> type[SettingForm]:
    """Which form a setting of this sort has."""
    forms: dict[str, type[SettingForm]] = {
        rules.NUMBERS: LinesForm,
        rules.NIGHTS: LinesForm,
        rules.WORD: WordForm,
        rules.SWITCH: SwitchForm,
    }
    return forms.get(sort.kind, SettingForm)


class CategoryForm(SinceForm):
    """A category: how it is called, how grave it is, whether it is in use. A new one has a group."""

    group = SelectField(_l("Nhóm"))
    vi = StringField(_l("Tên đầy đủ"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    short_vi = StringField(_l("Tên ngắn trên máy"), [Optional(), Length(max=30, message=_LONG)])
    en = StringField(_l("Tên tiếng Anh"), [Optional(), Length(max=80, message=_LONG)])
    severity = RadioField(_l("Mức độ đặt sẵn"), [Optional()])
    used = BooleanField(_l("Đang dùng"), default=True)

    def said(self) -> dict[str, object]:
        """What the form says, as the verbs take it."""
        severity = self.severity.data if "severity" in self else ""
        words = {"vi": self.vi.data, "short_vi": self.short_vi.data, "en": self.en.data, "severity": severity}
        return words | {"off": "used" in self and not self.used.data}


class SheetForm(FlaskForm):
    """A spreadsheet that was brought."""

    file = FileField(_l("Bảng đã sửa"), [FileRequired(_l("Xin chọn tệp trước"))])


class DecideForm(SinceForm):
    """What a spreadsheet asks, after its dry run: the changes as JSON text, and from when."""

    what = HiddenField()
    rows = HiddenField()
