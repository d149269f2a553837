"""The shapes of the feed."""

from marshmallow import Schema, fields, validate

from app.feed import rules
from app.people.schemas import PlaceOut

MOST_ITEMS = 100


class FeedIn(Schema):
    """Which page of the feed, and of what."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=400))
    limit = fields.Integer(load_default=30, validate=validate.Range(min=1, max=MOST_ITEMS))
    kind = fields.String(load_default=None, validate=validate.OneOf(rules.KINDS))
    village = fields.UUID(load_default=None)


class FeedItemOut(Schema):
    """One report as this reader may know it. What is null, the reader may not know."""

    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True, metadata={"description": "When it was approved, else received"})
    night = fields.Date(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(rules.KINDS))
    sentence = fields.String(required=True, metadata={"description": "Made from coded fields alone"})
    village = fields.Nested(PlaceOut, required=True)
    own = fields.Boolean(required=True, metadata={"description": "Of the asking phone's team"})
    report_id = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True, validate=validate.OneOf(rules.SHOWN_STATES))
    team = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True, metadata={"description": "What the team wrote"})
    others_sentence = fields.String(
        required=True, allow_none=True, metadata={"description": "What readers outside the police are told"}
    )


class FeedFigureOut(Schema):
    """A commune's month in numbers, from its approved reports."""

    commune = fields.Nested(PlaceOut, required=True)
    month = fields.String(required=True, validate=validate.Regexp(r"^\d{4}-\d{2}\Z"))
    shifts = fields.Integer(required=True)
    quiet = fields.Integer(required=True)
    rounds = fields.Integer(required=True)
    incidents = fields.Integer(required=True)
    activities = fields.Integer(required=True)
    reminders = fields.Integer(required=True)


class FeedOut(Schema):
    """A page of the feed, newest night first. A province has ``figures`` and no items; everybody else the reverse."""

    items = fields.List(fields.Nested(FeedItemOut), required=True)
    figures = fields.List(fields.Nested(FeedFigureOut), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "Cursor of the older page"})
