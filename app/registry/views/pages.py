"""The blueprint that the pages of the book of models share, and what all of them use."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.night import local
from app.registry.rules.roles import KEEPERS, LOGGERS, READERS

__all__ = ["KEEPERS", "LOGGERS", "READERS", "as_id", "blueprint", "cycle_tabs", "today"]

blueprint = Blueprint("registry", __name__, url_prefix="/models", template_folder="../templates")


def today() -> date:
    """The day in Vietnam."""
    return local(clock.now()).date()


def as_id(text: str | None) -> UUID | None:
    """A key out of a form or an address; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def cycle_tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the cycle; ``here`` is the one that is open."""
    pages = (
        ("list_rounds", _("Rà soát"), "clipboard-check"),
        ("list_difficulties", _("Khó khăn"), "life-buoy"),
        ("list_inspections", _("Kiểm tra"), "shield-check"),
        ("list_late", _("Trễ hạn"), "triangle-alert"),
        ("list_silences", _("Lâu không hoạt động"), "moon"),
    )
    return [
        {"label": label, "url": url_for(f"registry.{name}"), "icon": icon, "current": name == here}
        for name, label, icon in pages
    ]
