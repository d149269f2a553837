"""What the doors of photos answer."""

from marshmallow import Schema, fields, validate

from app.photos.rules import PhotoState


class KeptOut(Schema):
    """The photo's state after an upload; ``problem`` only when it is damaged."""

    state = fields.String(required=True, validate=validate.OneOf(list(PhotoState)))
    problem = fields.String()
