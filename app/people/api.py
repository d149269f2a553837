"""The doors for programs about people: a phone comes in, a desk signs in, and who am I."""

import base64
from typing import Any

from flask import after_this_request
from werkzeug.wrappers import Response

from app.core import clock, contract
from app.core.actor import Actor
from app.core.errors import DEVICE_UNKNOWN, DomainError
from app.core.night import local
from app.people import entry, queries, rules, service
from app.people.schemas import EnrolmentIn, EnrolmentOut, MeOut, PreviewIn, PreviewOut, SessionIn, SessionOut
from app.web.actor import before_the_gate, current_actor, phone_or_office, public
from app.web.blueprint import Blueprint
from app.web.cookies import clear_cookie, set_cookie
from app.web.epoch import current_epoch
from app.web.transaction import own_transactions, transactional

enrolments = Blueprint("enrolments", __name__, url_prefix="/api/v1/enrolments", description="How a phone gets in.")
sessions = Blueprint("sessions", __name__, url_prefix="/api/v1/sessions", description="Signing in to the office.")
me = Blueprint("me", __name__, url_prefix="/api/v1/me", description="Who is asking.")


@enrolments.post("/preview")
@public
@own_transactions
@enrolments.arguments(PreviewIn)
@enrolments.response(200, PreviewOut)
def preview(asked: dict[str, Any]) -> dict[str, Any]:
    """Which team does this code open? Consumes nothing."""
    team, expires_at = entry.guess_limited(lambda: service.preview_enrolment(**asked))
    return {**queries.team_face(team), "expires_at": expires_at}


@enrolments.post("")
@public
@own_transactions
@enrolments.arguments(EnrolmentIn)
@enrolments.response(201, EnrolmentOut)
@enrolments.alt_response(200, schema=EnrolmentOut, description="The same phone asked again", success=True)
def enrol(asked: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Let this phone in; the answer carries its cookie."""
    done = entry.enrol(asked["code"], **asked["device"])
    team = done.team
    settings = queries.phone_settings(team.commune_id, team.province_id, local(clock.now()).date())
    answer = {
        "device_id": done.device_id,
        "rescue_key": base64.urlsafe_b64encode(done.rescue_key).rstrip(b"=").decode(),
        **queries.team_face(team),
        "settings": settings,
        "words": done.words if settings["compare_words"] else None,
    }

    @after_this_request
    def hand_over(response: Response) -> Response:
        set_cookie(response, "device", done.token, rules.DEVICE_COOKIE_LIFE)
        return response

    return answer, 201 if done.is_new else 200


@sessions.post("")
@public
@own_transactions
@sessions.arguments(SessionIn)
@sessions.response(201, SessionOut)
def sign_in(asked: dict[str, Any]) -> dict[str, Any]:
    """Open a session; the answer carries its cookie."""
    opened = entry.enter_office(asked["username"], asked["password"], asked.get("code"))

    @after_this_request
    def hand_over(response: Response) -> Response:
        set_cookie(response, "office", opened.token, rules.SESSION_LIFE)
        return response

    return {"account": opened.account, "expires_at": opened.expires_at}


@sessions.delete("/current")
@before_the_gate
@transactional
@sessions.response(204)
def sign_out() -> str:
    """End the session that this request came with."""
    service.end_session(current_actor())

    @after_this_request
    def take_back(response: Response) -> Response:
        clear_cookie(response, "office")
        return response

    return ""


@me.get("")
@phone_or_office
@me.response(200, MeOut)
def who_am_i() -> dict[str, Any]:
    """Who asks, what of, with which settings; the phone when ``Keng-Client: phone`` is there, else the office."""
    actor = current_actor()
    found = _phone(actor) if actor.kind == "device" else _person(actor)
    return found | {
        "kind": actor.kind,
        "server_time": clock.now(),
        "epoch": current_epoch(),
        "contract": {"schema": contract.SCHEMA, "version": contract.VERSION},
    }


def _phone(actor: Actor) -> dict[str, Any]:
    today = local(clock.now()).date()
    device = queries.find_device(actor)
    team = queries.find_team(device.commune_id, device.team_id, today) if device else None
    if device is None or team is None:
        raise DomainError(DEVICE_UNKNOWN)
    settings = queries.phone_settings(team.commune_id, team.province_id, today)
    return {"device": device, **queries.team_face(team), "settings": settings}


def _person(actor: Actor) -> dict[str, Any]:
    today = local(clock.now()).date()
    account, commune, province = queries.get_desk(actor)
    villages = queries.list_villages(actor, today) if commune else []
    province_id = commune.parent_id if commune else actor.province_id
    return {
        "account": account,
        "commune": {"id": commune.id, "name": commune.name, "province": province.name if province else ""}
        if commune
        else None,
        "province": {"id": province.id, "name": province.name} if province else None,
        "villages": villages,
        "settings": queries.phone_settings(actor.commune_id, province_id, today),
    }
