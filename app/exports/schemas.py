"""What programs ask of exports."""

from marshmallow import Schema, fields, validate

from app.exports.rules.files import MOST_PURPOSE
from app.reports.rules import State

MOST_CHANGED = 1000


class PeriodIn(Schema):
    """Which reports: nights from and to (both included), one team, one state."""

    from_ = fields.Date(data_key="from", load_default=None, metadata={"description": "First night"})
    to = fields.Date(load_default=None, metadata={"description": "Last night"})
    team = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf([state.value for state in State]))
    purpose = fields.String(
        load_default="",
        validate=validate.Length(max=MOST_PURPOSE),
        metadata={"description": "What it is for, as the access log keeps it; for a key its name"},
    )


class ChangedIn(Schema):
    """From where to read on, and how many reports at most."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=4000))
    limit = fields.Integer(load_default=200, validate=validate.Range(min=1, max=MOST_CHANGED))
