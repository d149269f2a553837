"""The form that names a deputy."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from app.people.queries import Reviewer
from app.people.rules.standing import Period
from app.web.choices import choices

_MISSING = _l("Xin điền mục này")


class DeputyForm(FlaskForm):
    """Who is absent, who stands in, and from when to when."""

    absent = SelectField(_l("Cán bộ vắng"), [InputRequired(_MISSING)])
    deputy = SelectField(_l("Người làm thay"), [InputRequired(_MISSING)])
    first_day = DateField(_l("Từ ngày"), [InputRequired(_MISSING)])
    last_day = DateField(_l("Đến hết ngày"), [InputRequired(_MISSING)])

    def offer(self, reviewers: Sequence[Reviewer], own_id: UUID | None) -> "DeputyForm":
        """Fill the lists; with ``own_id`` the absent one is that officer."""
        named = [(str(one.id), one.name) for one in reviewers]
        self.absent.choices = choices([one for one in named if own_id is None or one[0] == str(own_id)])
        self.deputy.choices = choices([("", _l("Chọn người làm thay")), *(one for one in named if one[0] != str(own_id))])
        return self

    def period(self) -> Period:
        """The days; for a valid form."""
        assert self.first_day.data and self.last_day.data
        return Period(self.first_day.data, self.last_day.data)
