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
    _l("Chỉ ghi có hoặc không"),
    _l("Cần 1–8 số, mỗi số một dòng"),
    _l("Mỗi dòng: số, rồi tên, ví dụ 113 Công an"),
    _l("Nhiều nhất 60 đêm"),
    _l("Mỗi dòng: đêm, rồi lý do, ví dụ 21/11/2026 Đã trả từ nguồn khác"),
    _l("Tên loại việc có 2–80 ký tự"),
    _l("Tên ngắn trên máy nhiều nhất 30 ký tự"),
    _l("Tên tiếng Anh nhiều nhất 80 ký tự"),
    _l("Mức độ từ 1 đến 4"),
    _l("Câu hỏi có 2–60 ký tự"),
    _l("Hỏi về việc, không hỏi tên, giấy tờ, nơi ở, tôn giáo, dân tộc của người"),
    _l("Đơn vị nhiều nhất 15 ký tự"),
    _l("Cần hai số từ 0 đến 9999, số sau lớn hơn"),
    _l("Cần 2–8 câu trả lời, mỗi câu một dòng, nhiều nhất 40 ký tự"),
    _l("Loại việc này đã hỏi câu như vậy"),
    _l("Nhiều nhất 6 câu hỏi: máy của tổ hỏi từng câu"),
    _l("Đã định một thay đổi cho ngày sau đó. Bỏ thay đổi ấy trước."),
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


class YesNoForm(SettingForm):
    """A setting that is on or off."""

    value = SelectField(_l("Giá trị mới"), choices=choices(((rules.YES, _l("có")), (rules.NO, _l("không")))))


def form_for(sort: rules.Sort) -> type[SettingForm]:
    """Which form a setting of this sort has."""
    forms: dict[str, type[SettingForm]] = {
        rules.NUMBERS: LinesForm,
        rules.NIGHTS: LinesForm,
        rules.WORD: WordForm,
        rules.YESNO: YesNoForm,
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


class QuestionForm(SinceForm):
    """A question of a category: what is asked, how it is answered, and where it stands among the others."""

    vi = StringField(_l("Câu hỏi"), [InputRequired(_MISSING), Length(max=60, message=_LONG)])
    en = StringField(_l("Tiếng Anh"), [Optional(), Length(max=60, message=_LONG)])
    unit = StringField(_l("Đơn vị"), [Optional(), Length(max=15, message=_LONG)])
    least = StringField(_l("Số nhỏ nhất"), [Optional()])
    most = StringField(_l("Số lớn nhất"), [Optional()])
    options = TextAreaField(_l("Các câu trả lời"), [InputRequired(_MISSING)])
    required = BooleanField(_l("Bắt buộc trả lời"))
    police_only = BooleanField(_l("Chỉ Công an xem"))
    place = SelectField(_l("Hỏi thứ mấy"))
    used = BooleanField(_l("Đang hỏi"), default=True)

    def of(self, kind: str, *, places: int, known: bool) -> "QuestionForm":
        """The form for a question of this type, at one of so many ``places``; one that is ``known`` can be ended."""
        self.place.choices = choices((str(place), str(place)) for place in range(1, places + 1))
        mine = {"number": {"unit", "least", "most"}, "choice": {"options"}, "text": {"police_only"}}.get(kind, set())
        for name in {"unit", "least", "most", "options", "police_only"} - mine:
            del self[name]
        # Who may see the answers is said once, before anybody has answered.
        if known and "police_only" in self:
            del self["police_only"]
        if not known:
            del self["used"]
        return self

    def said(self, kind: str) -> dict[str, object]:
        """What the form says, as the verbs take it."""
        given = {name: field.data for name, field in self._fields.items() if name not in ("csrf_token", "since", "used")}
        return given | {"type": kind, "off": "used" in self and not self.used.data}


class SheetForm(FlaskForm):
    """A spreadsheet that was brought."""

    file = FileField(_l("Bảng đã sửa"), [FileRequired(_l("Xin chọn tệp trước"))])


class DecideForm(SinceForm):
    """What a spreadsheet asks, after its dry run: the changes as JSON text, and from when."""

    what = HiddenField()
    rows = HiddenField()
