"""The forms of a team and of a member."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")

KIND_WORDS = {
    "bvantt": _l("Tổ bảo vệ an ninh, trật tự"),
    "tu_quan": _l("Tổ tuần tra tự quản"),
    "dan_phong": _l("Đội dân phòng"),
    "xung_kich": _l("Đội thanh niên xung kích"),
    "hon_hop": _l("Tổ phối hợp"),
}
ROLE_WORDS = {"member": _l("Tổ viên"), "deputy": _l("Tổ phó"), "leader": _l("Tổ trưởng")}


def _uuid(value: str | UUID) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class TeamForm(FlaskForm):
    """A team. A new one has a kind and a village (``choose``); one that is there has its name, and whether it goes on."""

    name = StringField(_l("Tên tổ"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    kind = SelectField(_l("Loại tổ"), choices=choices(KIND_WORDS.items()))
    village = SelectField(_l("Thôn, tổ dân phố"), coerce=_uuid)
    active = BooleanField(_l("Đang hoạt động"), default=True)

    def for_new(self, villages: list[tuple[UUID, str]]) -> "TeamForm":
        """The form of a team that is not there yet; ``villages`` are those to choose from."""
        self.village.choices = choices(villages)
        del self.active
        return self

    def for_change(self) -> "TeamForm":
        """The form of a team that is there: its kind and village stay, because its past reports were counted under them."""
        del self.kind
        del self.village
        return self


class MemberForm(FlaskForm):
    """A member: a name and a role, nothing else that identifies."""

    name = StringField(_l("Họ và tên"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    role = RadioField(_l("Nhiệm vụ"), choices=choices(ROLE_WORDS.items()), default="member")
    active = BooleanField(_l("Đang tham gia"), default=True)
