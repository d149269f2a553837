"""The blueprint that the pages about personal data share, and their place in the account's sheet."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.privacy import queries
from app.privacy.rules import HANDLERS
from app.web import shell

blueprint = Blueprint("privacy", __name__, template_folder="../templates")

shell.add_page(
    "privacy.list_requests",
    _l("Dữ liệu cá nhân"),
    roles=HANDLERS,
    order=30,
    family="privacy.",
    count=queries.count_late,
    section="privacy",
    icon="scale",
    about=_l("Yêu cầu của người dân và tổ viên, thời hạn lưu, đồng ý, văn bản."),
)


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of this room; ``here`` is the one that is open."""
    pages = (
        ("list_requests", _("Yêu cầu"), "inbox"),
        ("show_retention", _("Thời hạn lưu"), "hourglass"),
        ("list_consents", _("Sổ đồng ý"), "check-check"),
        ("list_papers", _("Văn bản"), "printer"),
    )
    return [
        {"label": label, "url": url_for(f"privacy.{name}"), "icon": icon, "current": name == here}
        for name, label, icon in pages
    ]
