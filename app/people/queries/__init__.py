"""Reading people: the one scope filter, teams with their members and phones, office accounts, settings of a commune."""

from app.people.queries.accounts import actor_of, find_account, find_device, get_desk, list_accounts, villages_of
from app.people.queries.filters import OfTeam, in_villages, scope
from app.people.queries.phones import (
    DeviceRow,
    InvitationRow,
    devices_of_installation,
    list_devices,
    list_invitations,
    nudge_of,
    troubles_now,
    was_enrolled,
)
from app.people.queries.settings import phone_settings
from app.people.queries.teams import (
    MemberRow,
    TeamColumns,
    TeamRow,
    commune_face,
    find_only_commune,
    find_team,
    get_team,
    list_teams,
    list_villages,
    members_of,
    team_face,
    was_member,
)

__all__ = [
    "DeviceRow",
    "InvitationRow",
    "MemberRow",
    "OfTeam",
    "TeamColumns",
    "TeamRow",
    "actor_of",
    "commune_face",
    "devices_of_installation",
    "find_account",
    "find_device",
    "find_only_commune",
    "find_team",
    "get_desk",
    "get_team",
    "in_villages",
    "list_accounts",
    "list_devices",
    "list_invitations",
    "list_teams",
    "list_villages",
    "members_of",
    "nudge_of",
    "phone_settings",
    "scope",
    "team_face",
    "troubles_now",
    "villages_of",
    "was_enrolled",
    "was_member",
]
