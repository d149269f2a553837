"""The forms of the book of models."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")


class _Money(IntegerField):
    """A whole number that may be written with dots or spaces: ``12.000.000``."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the thousands' signs out."""
        plain = [text.replace(".", "").replace(" ", "").replace("\u00a0", "") for text in valuelist]
        super().process_formdata(plain)


class BookFilter(FlaskForm):
    """What narrows the book; read from the address."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    q = StringField(_l("Tên"), [Optional(), Length(max=80)])
    village = SelectField(_l("Thôn"), choices=[], validate_choice=False, default="")
    state = SelectField(_l("Trạng thái"), choices=[], validate_choice=False, default="")
    kind = SelectField(_l("Loại mô hình"), choices=[], validate_choice=False, default="")
    level = SelectField(_l("Xếp loại"), choices=[], validate_choice=False, default="")
    silent = BooleanField(_l("90 ngày chưa hoạt động"))


class VersionForm(FlaskForm):
    """Something that is changed on top of what its writer saw."""

    version = IntegerField(validators=[InputRequired(_MISSING)], widget=HiddenInput())


class SiteForm(VersionForm):
    """A site. A proposal has no founding; one that was founded says by what. Answers stand beside it, by their keys."""

    name = StringField(_l("Tên điểm mô hình"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    village = SelectField(_l("Thôn"), choices=[], validate_choice=False, default="")
    reason = TextAreaField(_l("Vì sao cần mô hình này"), [Optional(), Length(max=1000, message=_LONG)])
    head_role = StringField(_l("Chức danh người đứng đầu"), [Optional(), Length(max=80, message=_LONG)])
    has_regulation = BooleanField(_l("Có quy chế hoạt động"))
    fund_source = SelectField(_l("Nguồn kinh phí"), choices=[], validate_choice=False, default="")
    budget = _Money(_l("Kinh phí (đồng)"), [Optional()])
    tags = SelectMultipleField(_l("Gắn với phong trào"), choices=[], validate_choice=False)
    launched_on = DateField(_l("Ngày ra mắt"), [Optional()])
    decision_no = StringField(_l("Số quyết định"), [Optional(), Length(max=40, message=_LONG)])
    decision_on = DateField(_l("Ngày quyết định"), [Optional()])
    decision_by = StringField(_l("Cơ quan quyết định"), [Optional(), Length(max=80, message=_LONG)])
    launch_people = IntegerField(_l("Số người dự lễ ra mắt"), [Optional()])


class MoveForm(VersionForm):
    """A step of a site's life; which fields it has depends on the step."""

    move = HiddenField(validators=[InputRequired(_MISSING)])
    on = DateField(_l("Từ ngày"), [InputRequired(_MISSING)])
    reason = TextAreaField(_l("Lý do"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
    survey = TextAreaField(_l("Kết quả khảo sát"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
    decision_no = StringField(_l("Số quyết định"), [Optional(), Length(max=40, message=_LONG)])
    decision_on = DateField(_l("Ngày quyết định"), [Optional()])
    decision_by = StringField(_l("Cơ quan quyết định"), [Optional(), Length(max=80, message=_LONG)])
    budget = _Money(_l("Kinh phí được duyệt (đồng)"), [Optional()])
    launch_people = IntegerField(_l("Số người dự lễ ra mắt"), [Optional()])

    def of(self, move: str, *, reason: bool) -> "MoveForm":
        """The form of this step; ``reason``: whether it wants one."""
        mine = {
            "survey": {"survey"},
            "launch": {"decision_no", "decision_on", "decision_by", "budget", "launch_people"},
        }.get(move, set())
        for name in {"survey", "decision_no", "decision_on", "decision_by", "budget", "launch_people"} - mine:
            del self[name]
        if not reason:
            del self["reason"]
        return self

    def facts(self) -> dict[str, Any]:
        """What the step brought, where it was said."""
        names = ("survey", "decision_no", "decision_on", "decision_by", "budget", "launch_people")
        said = {name: self[name].data for name in names if name in self}
        texts = {name: " ".join(one.split()) if isinstance(one, str) else one for name, one in said.items()}
        return {name: one for name, one in texts.items() if one not in (None, "")}


class CorrectionForm(VersionForm):
    """What a site was entered as is put right."""

    kind = SelectField(_l("Loại mô hình"), choices=[], validate_choice=False)
    launched_on = DateField(_l("Ngày ra mắt"), [InputRequired(_MISSING)])
    reason = TextAreaField(_l("Vì sao sửa"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])


class GroupForm(VersionForm):
    """A group; a new one has its first numbers."""

    name = StringField(_l("Tên tổ"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    village = SelectField(_l("Thôn"), choices=[], validate_choice=False, default="")
    team = SelectField(_l("Là tổ tuần tra"), choices=[], validate_choice=False, default="")
    head_role = StringField(_l("Chức danh người đứng đầu"), [Optional(), Length(max=80, message=_LONG)])
    formed_on = DateField(_l("Ngày thành lập"), [Optional()])


class CountForm(VersionForm):
    """How many belong to a group from a day on."""

    since = DateField(_l("Từ ngày"), [InputRequired(_MISSING)])
    members = IntegerField(_l("Thành viên"), [InputRequired(_MISSING)])
    women = IntegerField(_l("Trong đó nữ"), [Optional()])
    trained = IntegerField(_l("Đã tập huấn"), [Optional()])
    homes = IntegerField(_l("Số hộ"), [Optional()])


class NewGroupForm(GroupForm, CountForm):
    """A new group with its first numbers."""


class PlanForm(FlaskForm):
    """Where a model is to be replicated, and by when."""

    village = SelectField(_l("Nhân rộng về thôn"), choices=[], validate_choice=False, default="")
    due_on = DateField(_l("Đến ngày"), [InputRequired(_MISSING)])


class DropForm(VersionForm):
    """A plan is dropped, with a reason."""

    why = TextAreaField(_l("Vì sao thôi"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])


class KindForm(FlaskForm):
    """A kind of the commune's own; ``mark`` is how the writer saw it."""

    mark = HiddenField()
    vi = StringField(_l("Tên loại mô hình"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    en = StringField(_l("Tên tiếng Anh"), [Optional(), Length(max=120, message=_LONG)])
    grouped = BooleanField(_l("Có tổ thực hiện"), default=True)


class ModelSheetForm(FlaskForm):
    """A list of models that was brought."""

    file = FileField(_l("Danh sách mô hình"), [FileRequired(_l("Xin chọn tệp trước"))])
