"""The forms of a team and of a member."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from app.core import clock
from app.core.night import local
from app.people import rules
from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_NO_DAY = _l("Xin ghi ngày, ví dụ 21/11/2026")
_LONG = _l("Nhiều nhất %(max)d ký tự")

# What the verbs answer, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Người này đang ở trong tổ đó"),
    _l("Tổ này đã ngừng"),
    _l("Còn hàng cần sửa"),
    _l("Mỗi lần in từ 1 đến 60 mã"),
    _l("Tên máy có 1–80 ký tự"),
)

KIND_WORDS = {
    "bvantt": _l("Tổ bảo vệ an ninh, trật tự"),
    "tu_quan": _l("Tổ tuần tra tự quản"),
    "dan_phong": _l("Đội dân phòng"),
    "xung_kich": _l("Đội thanh niên xung kích"),
    "hon_hop": _l("Tổ phối hợp"),
}
ROLE_WORDS = {"member": _l("Tổ viên"), "deputy": _l("Tổ phó"), "leader": _l("Tổ trưởng")}


def as_uuid(value: str | UUID) -> UUID:
    """A choice's value as an id, whether it comes from the page or from the list."""
    return value if isinstance(value, UUID) else UUID(value)


class TeamForm(FlaskForm):
    """A team. A new one has a kind and a village (``choose``); one that is there has its name, and whether it goes on."""

    name = StringField(_l("Tên tổ"), [InputRequired(_MISSING), Length(max=120, message=_LONG)])
    kind = SelectField(_l("Loại tổ"), choices=choices(KIND_WORDS.items()))
    village = SelectField(_l("Thôn, tổ dân phố"), coerce=as_uuid)
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
    """A member: a name and a role, nothing else that identifies; a new one also from which day on."""

    name = StringField(_l("Họ và tên"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    role = RadioField(_l("Nhiệm vụ"), choices=choices(ROLE_WORDS.items()), default="member")
    since = DateField(_l("Tham gia từ ngày"), [InputRequired(_NO_DAY)])
    hand_over = BooleanField(_l("Tổ trưởng hiện nay trở thành tổ viên"))

    def for_new(self) -> "MemberForm":
        """The form of somebody who is not there yet."""
        del self.hand_over
        return self

    def for_change(self) -> "MemberForm":
        """The form of somebody who is there."""
        del self.since
        return self

    def validate_since(self, field: DateField) -> None:
        """A day that can be meant."""
        check_day(field)


class MoveForm(FlaskForm):
    """To which team somebody goes (``with_teams``), as what, from which day on."""

    to = SelectField(_l("Tổ mới"), coerce=as_uuid)
    move_role = RadioField(_l("Nhiệm vụ ở tổ mới"), choices=choices(ROLE_WORDS.items()), default="member")
    since = DateField(_l("Từ ngày"), [InputRequired(_NO_DAY)])

    def with_teams(self, teams: list[tuple[UUID, str]]) -> "MoveForm":
        """The form with the teams to choose from."""
        self.to.choices = choices(teams)
        return self

    def validate_since(self, field: DateField) -> None:
        """A day that can be meant."""
        check_day(field)


class InvitationsForm(FlaskForm):
    """For which teams invitations are printed, and how many for each."""

    teams = SelectMultipleField(_l("Tổ"), coerce=as_uuid)
    each = RadioField(_l("Số máy mỗi tổ"), choices=choices((str(n), n) for n in (1, 2, 3)), default="1")

    def with_teams(self, teams: list[tuple[UUID, str]]) -> "InvitationsForm":
        """The form with the teams to choose from."""
        self.teams.choices = choices(teams)
        return self


class LeaveForm(FlaskForm):
    """The last day on the team."""

    on = DateField(_l("Ngày cuối ở tổ"), [InputRequired(_NO_DAY)])

    def validate_on(self, field: DateField) -> None:
        """A day that can be meant."""
        check_day(field)


def check_day(field: DateField) -> None:
    """Refuse a day that was mistyped: before 1945, or more than a year ahead."""
    if field.data and not rules.can_be_meant(field.data, local(clock.now()).date()):
        raise ValidationError(_("Ngày này không thể đúng. Xin xem lại năm."))
