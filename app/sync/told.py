"""What every pulled thing has, and how its constant and missing members are written."""

from marshmallow import Schema, fields, validate


def one(value: str) -> fields.String:
    """A member that is always this one word."""
    return fields.String(required=True, validate=validate.Equal(value))


def maybe_id() -> fields.UUID:
    """An id that may be null."""
    return fields.UUID(required=True, allow_none=True)


class Told(Schema):
    """What every pulled thing has. ``rev`` grows with each change; ``version`` counts contents, else it is 1."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    rev = fields.Integer(required=True)
