"""The settings that phone and desk read at the start."""

from datetime import date
from typing import Any

from flask import current_app

from app.catalogue.queries import setting_values
from app.consents.rules import DAYS_SETTING, days_kept
from app.people.rules import pairing

_KEEP = {"operation_days": 400, "report_days": 60, "photo_days": 7}
_NIGHT_WINDOW = {"start": "22:00", "end": "06:00"}
_PHONE = (
    "pronoun",
    "duty_phone",
    "emergency",
    "allowance_cap_nights",
    "night_window",
    "night_least_minutes",
    "night_stand_ins",
    "nights_left_out",
    "alert_wait_seconds",
    "limits",
    pairing.SETTING,
    DAYS_SETTING,
    *(f"phone_{key}" for key in _KEEP),
)


def phone_settings(commune_id: str | None, province_id: str | None, on: date) -> dict[str, Any]:
    """The settings that phone and office read at the start: ``{demo, pronoun, duty_phone, emergency, photo, …}``."""
    found = setting_values(_PHONE, on=on, commune_id=commune_id, province_id=province_id)
    return {
        "demo": current_app.config["KENG"].demo,
        "pronoun": found.get("pronoun", "bác"),
        "duty_phone": found.get("duty_phone", ""),
        "emergency": found.get("emergency", []),
        "photo": (found.get("limits") or {}).get("photo", {}),
        "timezone": "Asia/Ho_Chi_Minh",
        "allowance_cap_nights": found.get("allowance_cap_nights", 10),
        "night_window": found.get("night_window", _NIGHT_WINDOW),
        "night_least_minutes": found.get("night_least_minutes", 0),
        "night_stand_ins": found.get("night_stand_ins", True),
        "nights_left_out": found.get("nights_left_out", []),
        "alert_wait_seconds": found.get("alert_wait_seconds", 120),
        "compare_words": bool(found.get(pairing.SETTING)),
        "keep": {key: found.get(f"phone_{key}", days) for key, days in _KEEP.items()}
        | {"position_days": days_kept(found.get(DAYS_SETTING))},
    }
