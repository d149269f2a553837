"""The forms of decisions about reports, their words and pictures, and about what waits for a person."""

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.photos.rules import Rectangle
from app.reports import rules
from app.reports.rules.matters import MOST_WORDS
from app.web.choices import choices

_NEEDED = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
DUE_HOURS = (24, 48, 72)
Pairs = Iterable[tuple[str, str]]


class ReturnForm(FlaskForm):
    """Giving a report back: reasons, words, and until when. The marked places come as the repeated value ``fields``."""

    reasons = SelectMultipleField(_l("Lý do"), choices=[], validate_choice=False)
    comment = TextAreaField(_l("Lời nhắn cho tổ"), [Length(max=1000, message=_LONG)])
    due = RadioField(
        _l("Hạn bổ sung"),
        choices=choices([("24", _l("Trong một ngày")), ("48", _l("Hai ngày")), ("72", _l("Ba ngày"))]),
        default="48",
        validate_choice=False,
    )

    def due_in(self) -> timedelta:
        """How long the team has."""
        hours = int(self.due.data) if str(self.due.data) in map(str, DUE_HOURS) else 48
        return timedelta(hours=hours)


# Said to the team on its phones, so in its own language whoever reads the page.
TEAM_PHRASES = (
    "Ghi rõ, đầy đủ. Cảm ơn tổ.",
    "Xử lý đúng, kịp thời. Cảm ơn các bác.",
    "Việc này nay đã ổn hẳn chưa bác?",
    "Tổ có cần xã hỗ trợ thêm gì không?",
)


class CorrectForm(FlaskForm):
    """Another category or severity of an incident, or words moved to police alone; its lists are filled by the page."""

    category = SelectField(_l("Loại việc"), choices=[], validate_choice=False)
    severity = SelectField(_l("Mức độ"), choices=[], validate_choice=False)


class WordsForm(FlaskForm):
    """How a matter was settled, or why it is open again."""

    words = TextAreaField(_l("Ghi lại"), [DataRequired(message=_NEEDED), Length(max=MOST_WORDS, message=_LONG)])


class AskForm(FlaskForm):
    """Something that a team is to do; the list of teams is filled by the page."""

    team = SelectField(_l("Tổ"), [DataRequired(message=_NEEDED)], choices=[], validate_choice=False)
    words = TextAreaField(_l("Việc cần làm"), [DataRequired(message=_NEEDED), Length(max=MOST_WORDS, message=_LONG)])


class SettleForm(FlaskForm):
    """Settling what was held."""

    resolution = HiddenField()
    note = StringField(_l("Lời nhắn cho tổ"), [Length(max=300, message=_LONG)])

    def chosen(self) -> rules.Resolution | None:
        """The resolution, if it is one."""
        try:
            return rules.Resolution(str(self.resolution.data))
        except ValueError:
            return None


COVER_REASONS = {
    "plate": _l("Biển số"),
    "face": _l("Khuôn mặt"),
    "name": _l("Tên người"),
    "child": _l("Trẻ em"),
    "papers": _l("Giấy tờ, số điện thoại"),
    "other": _l("Lý do khác"),
}
EMPTY_FRAMES = 6
_PERCENT = NumberRange(0, 100, _l("Ghi số từ 0 đến 100"))


class FrameForm(FlaskForm):
    """One rectangle on a photo, in percent of it; a line without numbers is none."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    left = DecimalField(_l("Cách trái"), [Optional(), _PERCENT], places=2)
    top = DecimalField(_l("Cách trên"), [Optional(), _PERCENT], places=2)
    width = DecimalField(_l("Rộng"), [Optional(), _PERCENT], places=2)
    height = DecimalField(_l("Cao"), [Optional(), _PERCENT], places=2)

    def read(self) -> Rectangle | None:
        """The rectangle in fractions; None where the line is not whole."""
        left, top, width, height = (field.data for field in (self.left, self.top, self.width, self.height))
        if left is None or top is None or width is None or height is None:
            return None
        return float(left) / 100, float(top) / 100, float(width) / 100, float(height) / 100


class CoverForm(FlaskForm):
    """Why something is covered: a ready reason, and words."""

    reason = RadioField(_l("Lý do"), choices=[], validate_choice=False)
    comment = StringField(_l("Ghi thêm"), [Length(max=300, message=_LONG)])

    def offer(self, codes: Iterable[str]) -> None:
        """The reasons that suit."""
        self.reason.choices = choices((code, COVER_REASONS[code]) for code in codes)


class CoverPhotoForm(CoverForm):
    """Rectangles on a photo."""

    frames = FieldList(FormField(FrameForm), min_entries=EMPTY_FRAMES, max_entries=12)

    def rectangles(self) -> list[Rectangle]:
        """Those that are there."""
        read = [line.form.read() for line in self.frames]
        return [one for one in read if one is not None]


class CoverWordsForm(CoverForm):
    """A phrase of a report."""

    words = StringField(_l("Lời cần che"), [DataRequired(message=_NEEDED), Length(max=rules.MOST_PHRASE, message=_LONG)])
