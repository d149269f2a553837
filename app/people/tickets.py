"""Tickets: what one page hands to the next through the browser, signed and for a short while, so that nothing is stored."""

from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core import clock


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"ticket {purpose}")


def write_ticket(purpose: str, *parts: str) -> str:
    """A ticket that says ``parts``, from now on; one of another purpose is none."""
    return str(_signer(purpose).dumps([clock.now().isoformat(), *parts]))


def read_ticket(purpose: str, text: str | None, *, life: timedelta) -> list[str] | None:
    """What a ticket says; None when it is none of ours or was written longer than ``life`` ago."""
    try:
        written, *parts = _signer(purpose).loads(text or "")
        is_fresh = clock.now() - life < datetime.fromisoformat(written) <= clock.now()
    except (BadSignature, ValueError, TypeError):
        return None
    return parts if is_fresh else None
