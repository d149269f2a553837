"""The form of an office account, as the chief keeps it."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from app.people import rules
from app.people.forms.teams import as_uuid
from app.web.choices import choices
from app.web.shell import role_name

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
# What the verbs answer, named here once more so that its English is collected with the other texts.
FAULTS = (
    _l("Tên đăng nhập có 2–40 chữ thường không dấu, số, dấu chấm, gạch"),
    _l("Vai trò chưa đúng"),
    _l("Thôn chưa đúng, hoặc vai trò này không chia theo thôn"),
    _l("Trưởng thôn cần ít nhất một thôn"),
    _l("Xã cần có ít nhất một Trưởng Công an"),
)


class AccountForm(FlaskForm):
    """An account: who, as what, and for which villages (none means all; ``rules.WITH_VILLAGES`` alone have some)."""

    name = StringField(_l("Họ và tên"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])
    username = StringField(_l("Tên đăng nhập"), [InputRequired(_MISSING), Length(max=40, message=_LONG)])
    role = RadioField(_l("Vai trò"), [InputRequired(_MISSING)], default=rules.OFFICER)
    villages = SelectMultipleField(_l("Thôn, tổ dân phố phụ trách"), coerce=as_uuid)

    def with_choices(self, villages: list[tuple[UUID, str]], *, is_new: bool) -> "AccountForm":
        """The form with what can be chosen; the name to sign in with stays as it was made."""
        self.role.choices = choices((role, role_name(role)) for role in rules.COMMUNE_ROLES)
        self.villages.choices = choices(villages)
        if not is_new:
            del self.username
        return self

    def village_ids(self) -> frozenset[UUID]:
        """The villages that were chosen."""
        return frozenset(self.villages.data or ())
