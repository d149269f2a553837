"""What the contract says beside the shapes: which door refuses with what, and what a phone does then.

Plain tables. ``tests/contract/`` holds them against the doors: a slug that no door names, or a status that a door gives and
does not name, fails there.
"""

from app.core import errors
from app.core.errors import Problem

# They travel inside a 200, as the ``problem`` of one operation's result.
IN_RESULTS = frozenset(
    {
        errors.NEWER_SCHEMA.slug,
        errors.UNKNOWN_KIND.slug,
        errors.TEAM_MOVED.slug,
        errors.REPORT_CLOSED.slug,
        errors.SHIFT_EXISTS.slug,
        errors.UNKNOWN_REPORT.slug,
        errors.WRONG_COMMUNE.slug,
        errors.VERSION_CONFLICT.slug,
        errors.OPERATION_REUSED.slug,
        errors.ROSTER_CHANGED.slug,
        errors.SWAP_SETTLED.slug,
        errors.NOT_LEADER.slug,
    }
)
# What an operation's result can name: those, and what any door may say of a body.
OF_A_RESULT = IN_RESULTS | {
    one.slug for one in (errors.MALFORMED, errors.INVALID, errors.ALREADY_THERE, errors.BUSY, errors.INTERNAL)
}

_ANYWHERE = (errors.INTERNAL, errors.BUSY)
_OF_GUARD = {
    "device": (errors.DEVICE_UNKNOWN, errors.DEVICE_REVOKED),
    "office": (errors.SIGN_IN_NEEDED, errors.FACTOR_NEEDED),
    "either": (errors.DEVICE_UNKNOWN, errors.DEVICE_REVOKED, errors.SIGN_IN_NEEDED, errors.FACTOR_NEEDED),
    "key": (errors.SIGN_IN_NEEDED, errors.FACTOR_NEEDED, errors.KEY_REFUSED, errors.SLOW_DOWN),
    "public": (),
}
_OF_A_BODY = (errors.MALFORMED, errors.TOO_DEEP, errors.TOO_LARGE, errors.INVALID)

# By the name of the door's endpoint.
_OF_DOOR: dict[str, tuple[Problem, ...]] = {
    "preview": (errors.ENROLMENT_OVER, errors.SLOW_DOWN),
    "enrol": (errors.ENROLMENT_OVER, errors.SLOW_DOWN),
    "sign_in": (errors.WRONG_PASSWORD, errors.CODE_NEEDED, errors.WRONG_CODE, errors.SLOW_DOWN),
    "put_photo": (
        errors.MALFORMED,
        errors.UNKNOWN_PHOTO,
        errors.ERASED,
        errors.TOO_LARGE,
        errors.DIGEST_MISMATCH,
        errors.NOT_AN_IMAGE,
        errors.TOO_MANY_PIXELS,
    ),
    "tell_offset": (errors.UNKNOWN_PHOTO, errors.ERASED, errors.UPLOAD_VERSION),
    "begin_upload": (errors.MALFORMED, errors.UNKNOWN_PHOTO, errors.ERASED, errors.UPLOAD_VERSION, errors.TOO_LARGE),
    "add_part": (
        errors.MALFORMED,
        errors.UNKNOWN_PHOTO,
        errors.ERASED,
        errors.OFFSET_MISMATCH,
        errors.UPLOAD_VERSION,
        errors.TOO_LARGE,
        errors.WRONG_MEDIA_TYPE,
        errors.DIGEST_MISMATCH,
        errors.NOT_AN_IMAGE,
        errors.TOO_MANY_PIXELS,
    ),
    "show_photo": (errors.UNKNOWN_PHOTO, errors.ERASED),
    "list_reports": (errors.BAD_FILTER, errors.BAD_CURSOR),
    "move_report": (
        errors.MOVE_NOT_POSSIBLE,
        errors.INCOMPLETE_PHOTOS,
        errors.CHANGED_MEANWHILE,
        errors.REV_NEEDED,
    ),
    "list_data_requests": (errors.NOT_FOUND,),
    "list_readings": (errors.NOT_FOUND,),
    "read_feed": (errors.BAD_CURSOR, errors.NOT_ALLOWED),
    "activity_log": (errors.BAD_FILTER, errors.PROVE_AGAIN),
    "list_incidents": (errors.BAD_FILTER, errors.PROVE_AGAIN),
    "list_activities": (errors.BAD_FILTER, errors.PROVE_AGAIN),
    "list_attendance": (errors.BAD_FILTER, errors.PROVE_AGAIN),
    "list_changed_reports": (errors.PROVE_AGAIN, errors.BAD_CURSOR, errors.SCOPE_CHANGED, errors.CURSOR_EXPIRED),
    "hand_in": (
        errors.NOT_ALLOWED,
        errors.UNKNOWN_PHONE,
        errors.WRONG_COMMUNE,
        errors.TOO_LARGE,
        errors.NOT_A_RESCUE_FILE,
        errors.WRONG_KEY,
        errors.FILE_DAMAGED,
        errors.FILE_CUT_OFF,
    ),
    "changes": (errors.BAD_CURSOR, errors.SCOPE_CHANGED, errors.CURSOR_EXPIRED),
}


def problems_of(door: str, guard: str, *, method: str, has_id: bool, has_body: bool, has_query: bool) -> list[Problem]:
    """With what a door may refuse, by status; ``guard`` is ``device``, ``office[:roles]``, ``key:roles``, ``either`` or
    ``public``."""
    kind, _, roles = guard.partition(":")
    found = {*_ANYWHERE, *_OF_GUARD[kind], *_OF_DOOR.get(door, ())}
    if roles:
        found.add(errors.NOT_ALLOWED)
    if method not in ("GET", "HEAD", "OPTIONS"):
        found.add(errors.FOREIGN_ORIGIN)
    if has_id:
        found.add(errors.NOT_FOUND)
    if has_body:
        found.update(_OF_A_BODY)
    if has_query:
        found.add(errors.INVALID)
    return sorted(found, key=lambda one: (one.status, one.slug))


_WAITS = "waits and asks again by itself; the answer may say when (`Retry-After`)"
_SHOWS = "shows the title"
_STARTS_AGAIN = "reads everything again from nothing; the outbox stays"
_NEEDS_NEW = "keeps its bytes, asks for another picture"
_SIGN_IN = "keeps the queue, asks to be enrolled again"
_FILE = "says so to who carries another phone's file; nothing of its own changes"
_HELD = 'parks it as "Đã nhận, chờ xử lý"; a person at the commune settles it'
_PHONE_DOES = {
    errors.BAD_CURSOR: _STARTS_AGAIN,
    errors.SCOPE_CHANGED: _STARTS_AGAIN,
    errors.CURSOR_EXPIRED: _STARTS_AGAIN,
    errors.DEVICE_UNKNOWN: _SIGN_IN,
    errors.DEVICE_REVOKED: "keeps the queue, says that the phone was locked",
    errors.UNKNOWN_PHOTO: "sends the photo's operation again",
    errors.ERASED: "erases its own bytes of the photo, and never sends it again",
    errors.OFFSET_MISMATCH: "goes on from `Upload-Offset`",
    errors.DIGEST_MISMATCH: "sends the photo from its first byte; after four times asks for help",
    errors.NOT_AN_IMAGE: _NEEDS_NEW,
    errors.TOO_MANY_PIXELS: _NEEDS_NEW,
    errors.WRONG_MEDIA_TYPE: _NEEDS_NEW,
    errors.TOO_LARGE: "of a push: sends fewer operations at a time; of a photo: asks for another picture",
    errors.SLOW_DOWN: _WAITS,
    errors.BUSY: _WAITS,
    errors.INTERNAL: "waits, then sends fewer operations at a time",
    errors.ENROLMENT_OVER: "asks for a new code",
    errors.INVALID: f"of one operation: {_HELD}; of a photo: asks for another picture",
    errors.ALREADY_THERE: f"of one operation: {_HELD}",
    errors.MALFORMED: 'of one operation: parks it as "Cần hỗ trợ", never deletes it',
    errors.NEWER_SCHEMA: _HELD,
    errors.UNKNOWN_KIND: _HELD,
    errors.TEAM_MOVED: _HELD,
    errors.REPORT_CLOSED: _HELD,
    errors.SHIFT_EXISTS: "parks it and offers to send it as a part",
    errors.NOT_LEADER: _HELD,
    errors.ROSTER_CHANGED: "parks it, shows the present roster and offers to write it anew",
    errors.SWAP_SETTLED: "parks it, tells which word was first (`state`)",
    errors.UNKNOWN_REPORT: "leaves it in the outbox, sends it again later",
    errors.VERSION_CONFLICT: "parks it, shows both, offers an addendum",
    errors.UNKNOWN_PHONE: _FILE,
    errors.NOT_A_RESCUE_FILE: _FILE,
    errors.WRONG_KEY: _FILE,
    errors.FILE_DAMAGED: _FILE,
    errors.FILE_CUT_OFF: _FILE,
    errors.OPERATION_REUSED: 'parks it as "Cần hỗ trợ", never deletes it',
    errors.WRONG_COMMUNE: 'parks it as "Cần hỗ trợ", never deletes it',
}
_NEVER_MEETS = {
    errors.SIGN_IN_NEEDED,
    errors.WRONG_PASSWORD,
    errors.CODE_NEEDED,
    errors.WRONG_CODE,
    errors.FACTOR_NEEDED,
    errors.PROVE_AGAIN,
    errors.KEY_REFUSED,
    errors.LINK_OVER,
    errors.CHANGED_MEANWHILE,
    errors.REV_NEEDED,
    errors.MOVE_NOT_POSSIBLE,
    errors.INCOMPLETE_PHOTOS,
    errors.BAD_FILTER,
    errors.NOT_A_SPREADSHEET,
}


def phone_does(problem: Problem) -> str:
    """What a phone does on meeting a problem, in one line."""
    return "– (the office's)" if problem in _NEVER_MEETS else _PHONE_DOES.get(problem, _SHOWS)
