"""The second factor: codes that follow the time (RFC 6238, as every authenticator app makes them), and recovery codes.

Plain: no database, no clock.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

from app.people.rules import typed_code

STEP_SECONDS = 30
DIGITS = 6
SEED_BYTES = 16
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
FEW_LEFT = 3
_ISSUER = "Kẻng"


def step_of(moment: datetime) -> int:
    """The time step of a moment: they are half a minute long."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    """The code of one time step (RFC 4226, §5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def find_step(secret: bytes, typed: str, now: datetime, *, after: int) -> int | None:
    """The time step after ``after`` whose code was typed: this one or a neighbour, as clocks drift; None when none is."""
    code = "".join(typed.split())
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    here = step_of(now)
    fitting = [step for step in (here - 1, here, here + 1) if hmac.compare_digest(code_at(secret, step), code)]
    return next((step for step in fitting if step > after), None)


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
    label = quote(f"{_ISSUER} {place}:{username}", safe=":")
    asked = {"secret": key_words(secret).replace(" ", ""), "issuer": f"{_ISSUER} {place}"}
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"
