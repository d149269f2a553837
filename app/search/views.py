"""The page of the search: one box, its results in groups, or all of one group page by page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.people.queries import TeamRow
from app.people.rules import POLICE
from app.reports import queries as reports
from app.reports import rules as report_rules
from app.reports.views.rows import Namer
from app.search import queries, rules
from app.search.forms import SearchForm
from app.search.queries import Found, Hits, Names
from app.search.rules import Piece, Word
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.pages import Place, read_cursor, write_cursor
from app.web.wording import language

blueprint = Blueprint("search", __name__, template_folder="templates")
shell.offer_search("search.show", _l("Tìm"), roles=POLICE)

_CURSOR = "found lines"
_A_FEW, _PAGE = 6, 30
_KINDS = {"incidents": report_rules.INCIDENT, "reports": report_rules.REPORT}


@blueprint.get("/search")
@office_only(*POLICE)
def show() -> str:
    """Everything that the words mean, a few of each; with ``in``, all incidents or all reports, newest first."""
    actor, today = current_actor(), local(clock.now()).date()
    form = SearchForm(request.args)
    called = queries.read_called(actor, today)
    teams = called.teams
    form.team.choices = choices([("", _("Mọi tổ")), *((str(team.id), team.name) for team in teams)])
    words = rules.read_words(form.q.data or "") if form.validate() else []
    picked = next((team for team in teams if str(team.id) == form.team.data), None)
    names = queries.resolve_names(called, words, picked, today) if words else None
    one = request.args.get("in", "")
    kinds = [one] if one in _KINDS else list(_KINDS)
    place = read_cursor(_CURSOR, request.args.get("at")) if one in _KINDS else None
    hits = _hits(actor, kinds, names, place, _PAGE if one in _KINDS else _A_FEW)
    return render_template(
        "search/search.html",
        form=form,
        asked=bool(words),
        kind=one if one in _KINDS else "",
        names=_names_face(names, words) if names and not place else None,
        whole_url=_url() if one in _KINDS else None,
        groups=_groups(actor, hits, words, teams),
    )


def _hits(actor: Actor, kinds: Sequence[str], names: Names | None, place: Place | None, limit: int) -> dict[str, Hits]:
    if names is None:
        return {kind: Hits([], None, None) for kind in kinds}
    found = queries.find_lines(actor, [_KINDS[kind] for kind in kinds], names.asked, place, limit)
    return {kind: found[_KINDS[kind]] for kind in kinds}


def _url(**more: Any) -> str:
    kept: dict[str, Any] = {name: request.args[name] for name in ("q", "team") if request.args.get(name)}
    return url_for("search.show", **kept, **more)


def _groups(
    actor: Actor, hits: dict[str, Hits], words: Sequence[Word], teams: Sequence[TeamRow]
) -> dict[str, dict[str, Any]]:
    """Every group's rows from one reading of the reports that they stand in."""
    short = reports.short_names_of(teams)
    found = queries.read_found(actor, [hit for page in hits.values() for hit in page.rows], short)
    namer = Namer.of(short, language(), {one.row.facts.id: one.row for one in found}.values())
    faces = {
        "incidents": [_incident_face(one, namer, words) for one in found if one.incident],
        "reports": [_report_face(one, namer, words) for one in found if not one.incident],
    }
    return {
        kind: {
            "rows": faces[kind],
            "all_url": _url(**{"in": kind}),
            "more": page.older is not None,
            "page": {"previous": _page_url(kind, page.newer), "next": _page_url(kind, page.older)},
        }
        for kind, page in hits.items()
    }


def _page_url(kind: str, place: Place | None) -> str | None:
    return _url(**{"in": kind}, at=write_cursor(_CURSOR, place)) if place else None


def _face(found: Found, namer: Namer, words: Sequence[Word]) -> dict[str, Any]:
    facts = found.row.facts
    return {
        "night": facts.night,
        "team": rules.mark(namer.name(found.row), words),
        "state": facts.state,
        "texts": _best(found.texts, words),
    }


def _best(texts: Sequence[str], words: Sequence[Word]) -> list[Piece]:
    """The text in which most of the words stand; the first one where none does, because a name or a kind was found."""
    cut = [rules.excerpt(text, words) for text in texts]
    return max(cut, key=lambda pieces: len({piece.text for piece in pieces if piece.found}), default=[])


def _report_face(found: Found, namer: Namer, words: Sequence[Word]) -> dict[str, Any]:
    facts, says = found.row.facts, reports.speaker()
    done = [rules.mark(says.category(code, short=True), words) for code in dict.fromkeys(found.done)]
    return _face(found, namer, words) | {
        "url": url_for("reports.show_report", report_id=facts.id),
        "severity": facts.severity or None,
        "title": rules.mark(namer.shift(facts.preset), []),
        "done": [pieces for pieces in done if any(piece.found for piece in pieces)],
    }


def _incident_face(found: Found, namer: Namer, words: Sequence[Word]) -> dict[str, Any]:
    assert found.incident is not None
    facts, incident = found.row.facts, found.incident
    return _face(found, namer, words) | {
        "url": url_for("reports.show_report", report_id=facts.id, _anchor=f"incident-{incident.id}"),
        "severity": incident.severity,
        "title": rules.mark(reports.speaker().category(incident.category, short=True), words),
        "at": incident.at,
        "place": rules.mark(found.place, words),
    }


def _names_face(names: Names, words: Sequence[Word]) -> dict[str, Any]:
    team = names.team
    return {
        "team": {"name": team.name, "url": url_for("people.show_team", team_id=team.id)} if team else None,
        "members": [{"name": rules.mark(one.name, words), "role": one.role} for one in names.members],
        "teams": [_team_face(one.id, one.name, one.village_name, words) for one in names.teams],
        "places": [
            {
                "name": rules.mark(one.name, words),
                "route": rules.mark(one.route, words),
                "team": rules.mark(one.team, words),
                "url": url_for("roster.show_team_routes", team_id=one.team_id),
            }
            for one in names.places
        ],
    }


def _team_face(team_id: UUID, name: str, village: str, words: Sequence[Word]) -> dict[str, Any]:
    return {
        "name": rules.mark(name, words),
        "village": rules.mark(village, words),
        "url": url_for("people.show_team", team_id=team_id),
    }
