"""The shapes of what a member learns about the own requests."""

from marshmallow import Schema, fields, validate

from app.privacy.rules.requests import KINDS, STATES


class DataRequestsIn(Schema):
    """Of which member of the phone's team."""

    member = fields.UUID(required=True)


class DataRequestOut(Schema):
    """A request as it stands: ``due`` is the last day to answer it."""

    id = fields.UUID(required=True, metadata={"description": "The `op_id` of the operation that asked"})
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    received_on = fields.Date(required=True)
    due = fields.Date(required=True)


class DataRequestsOut(Schema):
    """The last 20, the newest first."""

    member = fields.UUID(required=True)
    items = fields.List(fields.Nested(DataRequestOut), required=True)
    server_time = fields.AwareDateTime(required=True)
