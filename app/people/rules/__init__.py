"""Who may do what: roles of the office, of teams, and how long credentials live. Plain: no Flask, no database, no clock."""

from datetime import date, timedelta

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError

TEAM_KINDS = ("bvantt", "tu_quan", "dan_phong", "xung_kich", "hon_hop")
MEMBER_ROLES = ("leader", "deputy", "member")

CHIEF, OFFICER, DUTY = "chief", "officer", "duty"
COMMITTEE, FRONT, VILLAGE_HEAD = "committee", "front", "village_head"
PROVINCE, ADMIN, DPO = "province", "admin", "dpo"
OFFICE_ROLES = (CHIEF, OFFICER, DUTY, COMMITTEE, FRONT, VILLAGE_HEAD, PROVINCE, ADMIN, DPO)

# Who reads whole reports of the commune (an officer with villages: of those), and who decides about them.
POLICE = (CHIEF, OFFICER, DUTY)
REVIEWERS = (CHIEF, OFFICER)
# Who sees approved things only, as sentences made from coded fields.
DEIDENTIFIED_READERS = (COMMITTEE, FRONT, VILLAGE_HEAD)
# Who keeps teams, members, routes, rosters and invitations.
KEEPERS = (CHIEF, OFFICER)
FEED_READERS = POLICE + DEIDENTIFIED_READERS
# Who belongs to no commune, and who may be narrowed to villages.
WITHOUT_COMMUNE = (PROVINCE, ADMIN)
WITH_VILLAGES = (OFFICER, VILLAGE_HEAD)
COMMUNE_ROLES = tuple(role for role in OFFICE_ROLES if role not in WITHOUT_COMMUNE)

MOST_INVITATIONS = 60
INVITATION_LIFE = timedelta(hours=24)
DEVICE_COOKIE_LIFE = timedelta(days=400)
DEVICE_COOKIE_RENEWED_AFTER = timedelta(days=30)
# Requests that left with the old cookie just before the new one was used still arrive.
OLD_COOKIE_GRACE = timedelta(minutes=2)
SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
# Between the password and the code of one sign-in.
CODE_LIFE = timedelta(minutes=5)
# From a question to a passkey to its answer.
CHALLENGE_LIFE = timedelta(minutes=5)
# From the QR code of a second factor to its first code.
SEED_LIFE = timedelta(minutes=30)
PASSWORD_LINK_LIFE = timedelta(hours=72)
PASSWORD_LEAST = 12
PASSWORD_MOST = 200

# How stale "last seen" may be before a request spends a write on it.
DEVICE_SEEN_AFTER = timedelta(minutes=10)
SESSION_SEEN_AFTER = timedelta(minutes=1)

ROLE_WORDS = {
    CHIEF: "Trưởng Công an xã",
    OFFICER: "Cán bộ Công an xã",
    DUTY: "Trực ban",
    COMMITTEE: "Ủy ban nhân dân xã",
    FRONT: "Mặt trận Tổ quốc",
    VILLAGE_HEAD: "Trưởng thôn",
    PROVINCE: "Cán bộ tỉnh",
    ADMIN: "Quản trị hệ thống",
    DPO: "Người phụ trách bảo vệ dữ liệu cá nhân",
}

_FIRST_DAY, _FARTHEST = date(1945, 9, 2), timedelta(days=366)

# Crockford's 32, which leave out letters that are misread; what people type instead is put right.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\u00a0": None})


def sees_reports_whole(role: str) -> bool:
    """Whether ``role`` reads whole reports (within its scope)."""
    return role in POLICE or role == "team"


def sees_approved_only(role: str) -> bool:
    """Whether ``role`` sees approved things alone, de-identified."""
    return role in DEIDENTIFIED_READERS


def may_keep(actor: Actor) -> bool:
    """Whether the actor keeps teams, members, routes, rosters and invitations of its commune."""
    return actor.kind == "office" and actor.role in KEEPERS and actor.commune_id is not None


def check_may_keep(actor: Actor) -> str:
    """The commune that the actor keeps; ``NOT_ALLOWED`` when none."""
    if not may_keep(actor) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def check_may_keep_accounts(actor: Actor, commune_id: str | None = None) -> None:
    """Accounts are kept at the server's own keyboard or by an administrator, those of ``commune_id`` also by its chief;
    ``NOT_ALLOWED`` for everybody else."""
    if actor.kind == "system" or actor.role == ADMIN:
        return
    if commune_id is None or check_may_keep_desks(actor) != commune_id:
        raise DomainError(NOT_ALLOWED)


def check_may_keep_desks(actor: Actor) -> str:
    """The commune over whose office accounts the actor watches: the chief of its police; ``NOT_ALLOWED`` for others."""
    if actor.kind != "office" or actor.role != CHIEF or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def can_be_meant(day: date, today: date) -> bool:
    """Whether a day can be the first or the last of a membership: not before 1945, at most a year ahead."""
    return _FIRST_DAY <= day <= today + _FARTHEST


def typed_code(text: str, length: int = CODE_LENGTH) -> str | None:
    """A code as a person typed it, put into its one form (``7KQ2M4XA``); None when it cannot be one."""
    code = text.upper().translate(_MISREAD)
    return code if len(code) == length and set(code) <= set(CODE_LETTERS) else None


def password_fault(password: str, username: str) -> str | None:
    """What is wrong with a new password, as a sentence; None when it is good."""
    if len(password) < PASSWORD_LEAST:
        return f"Cần ít nhất {PASSWORD_LEAST} ký tự"
    if len(password) > PASSWORD_MOST:
        return f"Nhiều nhất {PASSWORD_MOST} ký tự"
    if len(set(password)) < 5:
        return "Mật khẩu lặp lại quá ít ký tự"
    if username and username.lower() in password.lower():
        return "Mật khẩu không nên chứa tên đăng nhập"
    return None
