"""The tables of people: members, teams and phones of a commune; office people and how they get in."""

from app.people.models.accounts import (
    Account,
    AccountVillage,
    Attempt,
    OfficeSession,
    Passkey,
    PasswordLink,
    RecoveryCode,
    SecondFactor,
    StandIn,
    UsedChallenge,
)
from app.people.models.teams import Device, Invitation, Member, Membership, Team

__all__ = [
    "Account",
    "AccountVillage",
    "Attempt",
    "Device",
    "Invitation",
    "Member",
    "Membership",
    "OfficeSession",
    "Passkey",
    "PasswordLink",
    "RecoveryCode",
    "SecondFactor",
    "StandIn",
    "Team",
    "UsedChallenge",
]
