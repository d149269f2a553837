"""The shape of an operation (protocol.md §2) and of a photo's announcement (§3); which body each kind carries."""

from marshmallow import Schema, fields, validate

from app.consents.schemas import ConsentBody
from app.reports.schemas.rights import DataAskBody
from app.reports.schemas.rostered import (
    AnswerBody,
    CallOffBody,
    NoticeReadBody,
    PlanBody,
    SwapAnswerBody,
    SwapAskBody,
    SwapTakeBackBody,
)
from app.reports.schemas.sent import AddendumBody, AlertBody, Open, PartBody, ReportBody, WithdrawBody, many, words
from app.reports.schemas.things import ActivityLogBody, AssetCheckBody


class PhotoIn(Open):
    """The announcement of a photo (protocol.md §3): only announced bytes can be stored."""

    photo_id = fields.UUID(required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
    bytes = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    mime = fields.String(required=True, validate=validate.Length(max=20))
    width = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=100_000))
    height = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=100_000))
    taken_at = fields.AwareDateTime(allow_none=True)
    about = fields.String(required=True, validate=validate.Length(max=12))
    incident_id = fields.UUID(allow_none=True)
    round_id = fields.UUID(allow_none=True)
    checkpoint_id = fields.UUID(allow_none=True)
    caption = words(200, allow_none=True)


class OperationIn(Open):
    """One operation of a phone. Commune and team were frozen into it when it was made."""

    op_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.Length(min=1, max=30))
    schema = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    commune_id = fields.String(required=True, validate=validate.Length(min=1, max=12))
    team_id = fields.UUID(required=True)
    shift_id = fields.UUID(allow_none=True)
    report_id = fields.UUID(allow_none=True)
    actor_id = fields.UUID(allow_none=True)
    client_time = fields.AwareDateTime(required=True)
    base_version = fields.Integer(strict=True, allow_none=True)
    body = fields.Dict(keys=fields.String(), allow_none=True)
    photos = many(PhotoIn)


BODIES: dict[str, type[Schema]] = {
    "report.submit": ReportBody,
    "report.amend": ReportBody,
    "report.part": PartBody,
    "report.addendum": AddendumBody,
    "report.withdraw": WithdrawBody,
    "alert.raise": AlertBody,
    "roster.plan": PlanBody,
    "roster.callOff": CallOffBody,
    "roster.answer": AnswerBody,
    "swap.ask": SwapAskBody,
    "swap.answer": SwapAnswerBody,
    "swap.takeBack": SwapTakeBackBody,
    "notice.read": NoticeReadBody,
    "consent.give": ConsentBody,
    "consent.withdraw": ConsentBody,
    "data.ask": DataAskBody,
    "asset.check": AssetCheckBody,
    "activity.log": ActivityLogBody,
}

# Which members of the head each kind cannot do without.
NEEDS: dict[str, tuple[str, ...]] = {
    "report.submit": ("shift_id", "report_id", "body"),
    "report.amend": ("report_id", "body", "base_version"),
    "report.part": ("shift_id", "body"),
    "report.addendum": ("report_id",),
    "report.withdraw": ("report_id",),
    "alert.raise": ("shift_id", "body"),
    "roster.plan": ("shift_id", "actor_id", "body"),
    "roster.callOff": ("shift_id", "actor_id", "body"),
    "roster.answer": ("shift_id", "actor_id", "body"),
    "swap.ask": ("shift_id", "actor_id", "body"),
    "swap.answer": ("shift_id", "actor_id", "body"),
    "swap.takeBack": ("shift_id", "actor_id", "body"),
    "notice.read": ("actor_id", "body"),
    "consent.give": ("actor_id", "body"),
    "consent.withdraw": ("actor_id", "body"),
    "data.ask": ("actor_id", "body"),
    "asset.check": ("body",),
    "activity.log": ("body",),
}
