"""The doors to the settings of a commune, for its chief."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.commune.views import deciding
from app.commune.views.pages import ROLES, blueprint
from app.web.actor import office_only, proven_lately
from app.web.transaction import transactional

_MONEY = _l("Đổi mức tính bồi dưỡng")


@blueprint.get("/settings")
@office_only(*ROLES)
def show_settings() -> str:
    """Every setting by its group."""
    return deciding.list_settings()


@blueprint.get("/settings/<key>")
@office_only(*ROLES)
def edit_setting(key: str) -> Response:
    """The form of one setting, with its history."""
    return deciding.show_form(key)


@blueprint.post("/settings/<key>")
@office_only(*ROLES)
@transactional
def keep_setting(key: str) -> Response:
    """Give a setting another value from a day on; those about money have a door of their own."""
    return deciding.keep(key, money=False)


@blueprint.post("/settings/<key>/money")
@office_only(*ROLES)
@proven_lately(_MONEY)
@transactional
def keep_money(key: str) -> Response:
    """Give a setting by which an allowance is reckoned another value from a day on."""
    return deciding.keep(key, money=True)


@blueprint.post("/settings/changes/<uuid:change_id>/take-back")
@office_only(*ROLES)
@transactional
def take_back(change_id: UUID) -> Response:
    """Take back a change that has not come yet; those about money have a door of their own."""
    return deciding.drop(change_id, money=False)


@blueprint.post("/settings/changes/<uuid:change_id>/take-back/money")
@office_only(*ROLES)
@proven_lately(_MONEY)
@transactional
def take_money_back(change_id: UUID) -> Response:
    """Take back a change about money that has not come yet."""
    return deciding.drop(change_id, money=True)
