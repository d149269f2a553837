"""What a commune's settings are on a day: the commune's own value, else its province's, else the country's."""

from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import or_, select

from app.catalogue.models import Setting
from app.web.database import db

_PHONE = ("pronoun", "duty_phone", "emergency", "allowance_cap_nights", "limits")


def setting_values(keys: tuple[str, ...], commune_id: str | None, province_id: str | None, on: date) -> dict[str, Any]:
    """The values of ``keys`` in force on the day ``on``, by key; what nobody has set is left out. One statement."""
    scopes = ["", *(place for place in (province_id, commune_id) if place)]
    rows = db.session.execute(
        select(Setting.key, Setting.scope, Setting.valid_from, Setting.value).where(
            Setting.key.in_(keys),
            Setting.scope.in_(scopes),
            Setting.valid_from <= on,
            or_(Setting.valid_to.is_(None), Setting.valid_to >= on),
        )
    ).all()
    nearest = sorted(rows, key=lambda row: (scopes.index(row.scope), row.valid_from))
    return {row.key: row.value for row in nearest}


def phone_settings(commune_id: str | None, province_id: str | None, on: date) -> dict[str, Any]:
    """The settings that phone and office read at the start: ``{demo, pronoun, duty_phone, emergency, photo, …}``."""
    found = setting_values(_PHONE, commune_id, province_id, on)
    return {
        "demo": current_app.config["KENG"].demo,
        "pronoun": found.get("pronoun", "bác"),
        "duty_phone": found.get("duty_phone", ""),
        "emergency": found.get("emergency", []),
        "photo": (found.get("limits") or {}).get("photo", {}),
        "timezone": "Asia/Ho_Chi_Minh",
        "allowance_cap_nights": found.get("allowance_cap_nights", 10),
    }
