"""The second factor: codes that follow the time (RFC 6238, as every authenticator app makes them), and recovery codes.

Plain: no database, no clock.
"""

import base64
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

from app.people.rules import typed_code

SEED_BYTES = 16
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
FEW_LEFT = 3
_ISSUER = "Kẻng"


def _app(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(base64.b32encode(secret).decode())


def find_step(secret: bytes, typed: str, now: datetime, *, after: int) -> int | None:
    """The half minute after ``after`` whose code was typed: this one or a neighbour, as clocks drift; None when none is."""
    code = "".join(typed.split())
    if not code.isascii():
        return None
    try:
        step = _app(secret).verify_and_get_timecode(code, for_time=now, valid_window=1)
    except OTPVerificationError:
        return None
    return step if step > after else None


def typed_recovery(text: str) -> str | None:
    """A recovery code in its one form; None when it cannot be one."""
    return typed_code(text, RECOVERY_LENGTH)


def shown_recovery(code: str) -> str:
    """``K7Q2M-4XA9B``: as it stands on paper."""
    return f"{code[:5]}-{code[5:]}"


def key_words(secret: bytes) -> str:
    """The secret as a person types it into an app: letters and digits in fours."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def app_address(secret: bytes, username: str, place: str) -> str:
    """What the QR code says to an authenticator app; ``place`` tells installations apart (the host)."""
    return _app(secret).provisioning_uri(name=username, issuer_name=f"{_ISSUER} {place}")
