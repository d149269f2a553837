"""The body of ``data.ask`` (protocol.md §2)."""

from marshmallow import fields, validate

from app.reports.schemas.sent import Open, words

# What a member asks for with one tap: a copy, a correction, an erasure.
KINDS = ("provide", "correct", "delete")
MOST_WORDS = 500


class DataAskBody(Open):
    """What a member asks about the own data; ``words`` say what it is about, where he wants to."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    words = words(MOST_WORDS, allow_none=True)
