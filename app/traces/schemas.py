"""The shapes of what a member learns about the own positions."""

from marshmallow import Schema, fields


class PositionReadingsIn(Schema):
    """Of which member of the phone's team."""

    member = fields.UUID(required=True)


class PositionReadingOut(Schema):
    """Somebody opened a report in which the member's positions stand."""

    by = fields.String(
        required=True, metadata={"description": "Who, as the team addresses them; empty when not known any more"}
    )
    night = fields.Date(required=True, allow_none=True, metadata={"description": "Of the report; null for what was held"})
    times = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True, metadata={"description": "The last time"})


class PositionReadingsOut(Schema):
    """The last 50, the newest first."""

    member = fields.UUID(required=True)
    items = fields.List(fields.Nested(PositionReadingOut), required=True)
    server_time = fields.AwareDateTime(required=True)
