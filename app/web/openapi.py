"""What the OpenAPI document says of every refusal: one shape, RFC 9457, under ``default``."""

import flask_smorest
from marshmallow import INCLUDE, Schema, fields


class FaultOut(Schema):
    """One fault of what was sent: where, and what is wrong there."""

    pointer = fields.String(required=True, metadata={"description": "RFC 6901 pointer into the body"})
    detail = fields.String(required=True)


class ProblemOut(Schema):
    """A refusal. ``type`` is ``/problems/<slug>``; facts of the problem stand beside these members."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    instance = fields.String()
    errors = fields.List(fields.Nested(FaultOut))
    retry_after = fields.Integer(metadata={"description": "Seconds to wait"})


class Api(flask_smorest.Api):
    """flask-smorest's, with our refusals in place of its own."""

    ERROR_SCHEMA = ProblemOut
    DEFAULT_RESPONSE_CONTENT_TYPE = "application/json"

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()  # type: ignore[misc]
        del self.DEFAULT_RESPONSE_CONTENT_TYPE
