"""What a commune tells everybody: a page and an Atom feed, closed until its chief opens them."""

import hashlib
from typing import Any

from flask import Response as FlaskResponse
from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.feed import queries, service
from app.feed.queries import PublicFeed, PublicNight
from app.feed.views.pages import blueprint
from app.people.rules import CHIEF
from app.units import queries as units
from app.web.actor import current_actor, office_only, public
from app.web.transaction import transactional
from app.web.wording import number

_KEPT_SECONDS = 300


@blueprint.get("/public/<commune_id>")
@public
def show_public(commune_id: str) -> Response:
    """The page for everybody; not there while the commune has not opened it."""
    return _kept(make_response(render_template("feed/public.html", **_context(commune_id))))


@blueprint.get("/public/<commune_id>/feed.atom")
@public
def show_atom(commune_id: str) -> Response:
    """The same as an Atom feed."""
    base = current_app.config["KENG"].public_url.rstrip("/")
    answer = make_response(render_template("feed/public.xml", base=base, **_context(commune_id)))
    answer.mimetype = "application/atom+xml"
    return _kept(answer)


@blueprint.post("/feed/public")
@office_only(CHIEF)
@transactional
def switch_public() -> Response:
    """Open the commune's feed to everybody, or close it."""
    is_open = request.form.get("do") == "open"
    service.open_to_public(current_actor(), is_open=is_open)
    flash(_("Bảng tin cho dân đã mở.") if is_open else _("Bảng tin cho dân đã đóng."), "good")
    return redirect(url_for("feed.show_feed"), 303)


def switch_face(actor: Actor) -> dict[str, Any] | None:
    """What the chief's page shows of the switch: ``{open, url}``."""
    if actor.role != CHIEF or actor.commune_id is None:
        return None
    return {"open": queries.is_public(actor.commune_id), "url": url_for("feed.show_public", commune_id=actor.commune_id)}


def _context(commune_id: str) -> dict[str, Any]:
    unit = units.find_unit(commune_id)
    if unit is None or not queries.is_public(commune_id):
        raise DomainError(NOT_FOUND)
    feed = queries.read_public(commune_id)
    return {
        "commune_id": commune_id,
        "place": unit.name,
        "nights": [_night(one) for one in feed.nights],
        "sums": _sums(feed),
    }


def _night(one: PublicNight) -> dict[str, Any]:
    walked = ngettext("%(num)s ca tuần tra", "%(num)s ca tuần tra", one.shifts)
    quiet = ngettext("%(num)s ca bình thường", "%(num)s ca bình thường", one.quiet)
    return {
        "night": one.night,
        "changed_at": one.changed_at,
        "shifts": f"{walked}, {quiet}." if one.quiet else f"{walked}.",
        "incidents": one.incidents,
        "activities": one.activities,
    }


def _sums(feed: PublicFeed) -> list[tuple[str, str]]:
    few = _("dưới 3")
    return [
        (_("Ca tuần tra"), number(feed.shifts)),
        (_("Ca bình thường"), number(feed.quiet)),
        (_("Lượt nhắc nhở"), number(feed.reminders)),
        (_("Sự việc"), few if feed.incidents is None else number(feed.incidents)),
    ]


def _kept(answer: FlaskResponse) -> Response:
    """Whoever asks again gets ``304`` while nothing has changed; what lies between may keep it for some minutes."""
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:16])
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    answer.vary.add("Cookie")
    return answer.make_conditional(request)
