"""What became of a rescue file (protocol.md §5)."""

from marshmallow import Schema, fields, validate

from app.sync.schemas import STATUSES

# What becomes of a photo: stored now, there before, waiting for its report to take effect, or not usable.
PHOTO_STATES = ("stored", "duplicate", "waiting", "refused")


class RescuedOperation(Schema):
    """What became of one operation; nothing of its content beside its night."""

    op_id = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    night = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    report_id = fields.String(allow_none=True)
    version = fields.Integer(allow_none=True)
    rev = fields.Integer(allow_none=True)
    receipt = fields.String()
    photos_missing = fields.List(fields.String())
    problem = fields.Dict(keys=fields.String())
    resolution = fields.String(metadata={"description": "How a person has settled it before"})


class RescuedPhoto(Schema):
    """What became of one photo."""

    photo_id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(PHOTO_STATES))
    problem = fields.Dict(keys=fields.String())


class RescueOut(Schema):
    """The answer to a file that could be read to its end."""

    epoch = fields.String(required=True)
    device_id = fields.UUID(required=True)
    team = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    operations = fields.List(fields.Nested(RescuedOperation), required=True)
    photos = fields.List(fields.Nested(RescuedPhoto), required=True)
