"""The shapes of enrolment, sessions and "who am I" (protocol.md §1)."""

from marshmallow import Schema, fields, validate

from app.people import rules


class UnitOut(Schema):
    """A commune and its province by name."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    province = fields.String(required=True)


class PlaceOut(Schema):
    """A village, or a province."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class TeamOut(Schema):
    """A team and its village."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(rules.TEAM_KINDS))
    village = fields.Nested(PlaceOut, required=True)


class MemberOut(Schema):
    """A member of the team today."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(rules.MEMBER_ROLES))


class EmergencyOut(Schema):
    """A number to call."""

    label = fields.String(required=True)
    label_en = fields.String()
    number = fields.String(required=True)


class KeepOut(Schema):
    """How many days a phone keeps what it has no need of any more, each only after proof."""

    operation_days = fields.Integer(required=True, metadata={"description": "What it sent, after the acknowledgement"})
    report_days = fields.Integer(required=True, metadata={"description": "Nights that it has pulled"})
    photo_days = fields.Integer(required=True, metadata={"description": "Bytes of photos, after the report was decided"})
    position_days = fields.Integer(required=True, metadata={"description": "Positions, after they were read"})


class NightWindowOut(Schema):
    """The hours that count as night duty, `22:00` to `06:00` of the next morning."""

    start = fields.String(required=True)
    end = fields.String(required=True)


class LeftOutOut(Schema):
    """A night that no allowance is paid for, by a decision of the commune."""

    night = fields.Date(required=True)
    reason = fields.String(required=True)


class SettingsOut(Schema):
    """What the commune has set, as of today."""

    demo = fields.Boolean(required=True)
    pronoun = fields.String(required=True)
    duty_phone = fields.String(required=True)
    emergency = fields.List(fields.Nested(EmergencyOut), required=True)
    photo = fields.Dict(required=True, metadata={"description": "Limits of a photo"})
    timezone = fields.String(required=True)
    allowance_cap_nights = fields.Integer(required=True)
    night_window = fields.Nested(NightWindowOut, required=True)
    night_least_minutes = fields.Integer(required=True, metadata={"description": "Fewest minutes in the window to count"})
    night_stand_ins = fields.Boolean(required=True, metadata={"description": "Whether a night in another's place counts"})
    nights_left_out = fields.List(fields.Nested(LeftOutOut), required=True)
    alert_wait_seconds = fields.Integer(
        required=True, metadata={"description": "After so long without an answer to an alert, the phone asks to call"}
    )
    compare_words = fields.Boolean(
        required=True, metadata={"description": "Whether the office compares the three words of a new phone"}
    )
    keep = fields.Nested(KeepOut, required=True)


class PreviewIn(Schema):
    """A code from a link or typed; ``install_id`` lets a phone that lost the answer look once more."""

    code = fields.String(required=True, validate=validate.Length(1, 64))
    install_id = fields.UUID()


class PreviewOut(Schema):
    """Which team the code opens."""

    commune = fields.Nested(UnitOut, required=True)
    team = fields.Nested(TeamOut, required=True)
    members = fields.List(fields.Nested(MemberOut), required=True)
    expires_at = fields.AwareDateTime(required=True)


class DeviceIn(Schema):
    """The phone that asks to be let in."""

    name = fields.String(required=True, validate=validate.Length(1, 80))
    platform = fields.String(required=True, validate=validate.Length(1, 40))
    install_id = fields.UUID(required=True)


class EnrolmentIn(Schema):
    """A code and the phone that shows it."""

    code = fields.String(required=True, validate=validate.Length(1, 64))
    device = fields.Nested(DeviceIn, required=True)


class EnrolmentOut(Schema):
    """A phone that is in; its cookie comes beside."""

    device_id = fields.UUID(required=True)
    rescue_key = fields.String(required=True, metadata={"description": "32 bytes, base64url"})
    team = fields.Nested(TeamOut, required=True)
    members = fields.List(fields.Nested(MemberOut), required=True)
    commune = fields.Nested(UnitOut, required=True)
    settings = fields.Nested(SettingsOut, required=True)
    words = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "Three words that the office sees too; null when it does not ask, or has compared them"},
    )


class SessionIn(Schema):
    """A name and its password; ``code`` is one of the second factor, or a recovery code, where the account has one."""

    username = fields.String(required=True, validate=validate.Length(1, 40))
    password = fields.String(required=True, validate=validate.Length(1, rules.PASSWORD_MOST), load_only=True)
    code = fields.String(validate=validate.Length(0, 20))


class AccountOut(Schema):
    """A person of the office."""

    id = fields.UUID(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(rules.OFFICE_ROLES))


class SessionOut(Schema):
    """A session that was opened; its cookie comes beside."""

    account = fields.Nested(AccountOut, required=True)
    expires_at = fields.AwareDateTime(required=True)


class DeviceOut(Schema):
    """A phone of a team."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    platform = fields.String(required=True)


class ContractOut(Schema):
    """Which contract the server speaks."""

    schema = fields.Integer(required=True)
    version = fields.String(required=True)


class MeOut(Schema):
    """Who asks: a phone (``device``, ``team``, ``members``) or a person at a desk (``account``, ``villages``)."""

    kind = fields.String(required=True, validate=validate.OneOf(("device", "office")))
    device = fields.Nested(DeviceOut)
    team = fields.Nested(TeamOut)
    members = fields.List(fields.Nested(MemberOut))
    account = fields.Nested(AccountOut)
    commune = fields.Nested(UnitOut, allow_none=True, required=True)
    province = fields.Nested(PlaceOut, allow_none=True)
    villages = fields.List(fields.Nested(PlaceOut))
    settings = fields.Nested(SettingsOut, required=True)
    server_time = fields.AwareDateTime(required=True)
    epoch = fields.String(required=True)
    contract = fields.Nested(ContractOut, required=True)
