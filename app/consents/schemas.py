"""The body of ``consent.give`` and ``consent.withdraw`` (protocol.md §2)."""

from marshmallow import INCLUDE, Schema, fields, validate

from app.consents.rules import POSITION


class ConsentBody(Schema):
    """Which consent, and which version of its text the member had read."""

    class Meta:
        unknown = INCLUDE

    purpose = fields.String(required=True, validate=validate.Equal(POSITION))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=10_000))


class ConsentTold(Schema):
    """What a member last said, as the phones of the team hear it."""

    text_version = fields.Integer(required=True)
    given = fields.Boolean(required=True)
    at = fields.AwareDateTime(required=True)
