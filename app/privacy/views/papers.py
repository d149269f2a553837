"""The documents of the commune and the notice for the village hall, to be read, copied and printed."""

from flask import render_template

from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.privacy import queries
from app.privacy.queries import Office
from app.privacy.rules import HANDLERS, papers
from app.privacy.rules.papers import Paper
from app.privacy.rules.retention import FEED, GRAVE_PHOTO, INCIDENT_PHOTO, MEMBERS, MODEL_PHOTO, QUIET_PHOTO, UNUSUAL
from app.privacy.views.pages import blueprint, tabs
from app.web.actor import current_actor, office_only


@blueprint.get("/privacy/papers")
@office_only(*HANDLERS)
def list_papers() -> str:
    """The documents and the notice."""
    _office, found = _papers()
    return render_template("privacy/papers.html", tabs=tabs("list_papers"), papers=found)


@blueprint.get("/privacy/papers/<slug>")
@office_only(*HANDLERS)
def show_paper(slug: str) -> str:
    """One document as it is printed."""
    office, found = _papers()
    if slug == papers.POSTER:
        return render_template("privacy/poster.html", tabs=tabs("list_papers"), office=office, phone=_phone(office))
    paper = next((one for one in found if one.slug == slug), None)
    if paper is None:
        raise DomainError(NOT_FOUND)
    on = local(clock.now()).date()
    return render_template("privacy/paper.html", tabs=tabs("list_papers"), paper=paper, office=office, on=on)


def _papers() -> tuple[Office, list[Paper]]:
    commune_id = current_actor().commune_id or ""
    office = queries.read_office(commune_id)
    days = queries.read_policy(commune_id, local(clock.now()).date()).days
    facts = {
        "commune": office.commune,
        "police": office.police,
        "phone": _phone(office),
        "quiet": str(days[QUIET_PHOTO]),
        "incident": str(days[INCIDENT_PHOTO]),
        "grave": str(days[GRAVE_PHOTO]),
        "model": str(days[MODEL_PHOTO]),
        "unusual": str(days[UNUSUAL]),
        "feed": str(days[FEED]),
        "members": str(days[MEMBERS]),
    }
    return office, papers.write_papers(facts)


def _phone(office: Office) -> str:
    return office.phone or papers.NO_PHONE
