"""Which team and which nights the page of the feed shows: read from the address."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.feed.queries.visible import sees_whole
from app.people import queries as people
from app.web.choices import choices


@dataclass(frozen=True)
class Asked:
    """A team and a span of nights; what is empty does not narrow."""

    team_id: UUID | None = None
    first: date | None = None
    last: date | None = None


class FeedFilter(FlaskForm):
    """Team and nights. Only police choose a team: nobody else learns which team wrote."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
    from_night = DateField(_l("Từ đêm"), [Optional()])
    to_night = DateField(_l("Đến đêm"), [Optional()])

    @classmethod
    def of(cls, actor: Actor) -> "FeedFilter":
        """The form as the address fills it, with the teams that the actor may choose."""
        form = cls(request.args)
        if sees_whole(actor):
            teams = people.list_teams(actor, local(clock.now()).date())
            form.team.choices = choices([("", _("Mọi tổ")), *((str(team.id), team.name) for team in teams)])
        else:
            del form.team
        form.validate()
        return form

    def asked(self) -> Asked:
        """What the form asks; what is no offered team and no date does not narrow."""
        offered = {str(one[0]) for one in self.team.iter_choices()} if "team" in self else set()
        team = str(self.team.data) if offered else ""
        return Asked(UUID(team) if team and team in offered else None, self.from_night.data, self.to_night.data)
