"""Who may do what: roles of the office, of teams, and how long credentials live. Plain: no Flask, no database, no clock."""

from datetime import timedelta

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

INVITATION_LIFE = timedelta(hours=24)
DEVICE_COOKIE_LIFE = timedelta(days=400)
DEVICE_COOKIE_RENEWED_AFTER = timedelta(days=30)
SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
PASSWORD_LINK_LIFE = timedelta(hours=72)
PASSWORD_LEAST = 12

# Tries within a window before a door asks to wait: (tries, window).
SIGN_IN_LIMIT = (10, timedelta(minutes=5))
ENROL_LIMIT = (20, timedelta(hours=1))

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


def sees_reports_whole(role: str) -> bool:
    """Whether ``role`` reads whole reports (within its scope)."""
    return role in POLICE or role == "team"


def sees_approved_only(role: str) -> bool:
    """Whether ``role`` sees approved things alone, de-identified."""
    return role in DEIDENTIFIED_READERS
