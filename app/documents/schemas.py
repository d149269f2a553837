"""What programs ask of exports."""

from marshmallow import Schema, fields, validate

from app.reports.rules import State


class ActivityLogIn(Schema):
    """Which reports: nights from and to (both included), one team, one state."""

    from_ = fields.Date(data_key="from", load_default=None, metadata={"description": "First night"})
    to = fields.Date(load_default=None, metadata={"description": "Last night"})
    team = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf([state.value for state in State]))
