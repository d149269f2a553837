"""Days and moments as a format wants them, where no database writes them (``queries/sql_text.py`` does it there)."""

from datetime import date, datetime
from enum import StrEnum

from app.core.night import local

_FIRST_DAY = date(1899, 12, 30)


class Shape(StrEnum):
    """How days and moments are written: ``21/11/2026 22:02``, the number of a spreadsheet's day, or ISO 8601."""

    TEXT = "text"
    SERIAL = "serial"
    ISO = "iso"


def write_day(day: date, shape: Shape) -> str | int:
    """A day."""
    if shape is Shape.SERIAL:
        return (day - _FIRST_DAY).days
    return day.isoformat() if shape is Shape.ISO else f"{day:%d/%m/%Y}"


def write_moment(moment: datetime, shape: Shape) -> str | float:
    """A moment (aware), by a Vietnamese clock; whole seconds."""
    at = local(moment).replace(microsecond=0)
    if shape is Shape.SERIAL:
        return (at.date() - _FIRST_DAY).days + (at.hour * 3600 + at.minute * 60 + at.second) / 86400
    return at.isoformat() if shape is Shape.ISO else f"{at:%d/%m/%Y %H:%M}"
