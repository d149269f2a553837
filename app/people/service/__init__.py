"""The verbs about people: communes and teams, members, phones and how they get in, office accounts and their sessions."""

from app.people.service.accounts import (
    NewLink,
    add_account,
    close_account,
    get_password_link,
    make_password_link,
    set_password,
)
from app.people.service.enrolment import (
    Enrolment,
    NewInvitation,
    enrol,
    make_invitation,
    preview_enrolment,
    revoke_invitation,
)
from app.people.service.limits import Limit, count_try, take_back_try
from app.people.service.phones import is_news, note_health, nudge_device, retire_device, revoke_device, see_to_device
from app.people.service.sessions import NewSession, check_password, end_session, end_sessions, open_session
from app.people.service.teams import (
    add_member,
    add_team,
    add_village,
    change_member,
    end_membership,
    end_team,
    open_commune,
    rename_team,
    take_up_team,
)

__all__ = [
    "Enrolment",
    "Limit",
    "NewInvitation",
    "NewLink",
    "NewSession",
    "add_account",
    "add_member",
    "add_team",
    "add_village",
    "change_member",
    "check_password",
    "close_account",
    "count_try",
    "end_membership",
    "end_session",
    "end_sessions",
    "end_team",
    "enrol",
    "get_password_link",
    "is_news",
    "make_invitation",
    "make_password_link",
    "note_health",
    "nudge_device",
    "open_commune",
    "open_session",
    "preview_enrolment",
    "rename_team",
    "retire_device",
    "revoke_device",
    "revoke_invitation",
    "see_to_device",
    "set_password",
    "take_back_try",
    "take_up_team",
]
