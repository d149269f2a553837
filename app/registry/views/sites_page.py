"""A site's page: what it is, its story, its groups, what belongs to it, and what spread from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import make_response, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.people.rules import POLICE
from app.registry import queries, rules
from app.registry.forms.pictures import PictureForm
from app.registry.forms.sites import DropForm, MoveForm, PlanForm
from app.registry.models import ModelSite
from app.registry.queries import GroupRow
from app.registry.queries.pictures import photos_of
from app.registry.rules.corrections import may_correct
from app.registry.rules.sites import is_silent, written_in
from app.registry.views import sites_words as words
from app.registry.views.pages import READERS, blueprint
from app.registry.views.sites import today
from app.registry.views.sites_spread import spread_face
from app.registry.views.sites_story import story_of
from app.registry.views.words import pictures
from app.reports.views.personal import personal_words
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.wording import language

_DOINGS = 8


@dataclass(frozen=True)
class Asked:
    """What the page is drawn with beside the site: a form as it was sent, by the name of its panel."""

    forms: Mapping[str, FlaskForm] = field(default_factory=dict)
    status: int = 200


@blueprint.get("/sites/<uuid:site_id>")
@office_only(*READERS)
def show_site(site_id: UUID) -> Response:
    """A site."""
    return draw(site_id, Asked())


def draw(site_id: UUID, asked: Asked) -> Response:
    """The page, with what a form was answered."""
    actor, on = current_actor(), today()
    site = queries.get_site(actor, site_id)
    kind = queries.kind_of(site.kind_code)
    groups = queries.list_groups(site)
    village = queries.name_of_village(site)
    things = queries.list_things(site)
    count, doings = queries.list_doings(site, _DOINGS)
    keeps = rules.may_keep_in(actor, site.village_id)
    steps = _steps(actor, site, asked, on) if keeps else []
    page = render_template(
        "registry/site.html",
        site=_face(site, village, on),
        kind={"code": kind.code, "name": kind.named(language()), "icon": kind.icon, "grouped": kind.grouped},
        answers=words.answers(kind, site.values),
        personal=_personal(site) if keeps else [],
        steps=steps,
        said=_said_elsewhere(asked, {step["move"] for step in steps}),
        story=story_of(site),
        groups=[group_face(row, on) for row in groups],
        things=_things(things),
        pictures=_pictures(actor, site, asked, keeps=keeps),
        doings={"count": count, "rows": [_doing(one) for one in doings]},
        spread=spread_face(actor, site),
        plans=_plans(actor, site, asked),
        plan_form=asked.forms.get("plan") or _plan_form(actor, on),
        may={
            "keep": keeps,
            "correct": may_correct(actor, site.state, site.village_id),
            "plan": rules.may_keep(actor) and site.state in rules.LIVING and site.commune_id == actor.commune_id,
            "child": rules.may_keep(actor) and site.state in rules.LIVING and site.commune_id != actor.commune_id,
            "group": keeps and site.state not in (rules.life.ENDED, rules.life.DECLINED),
        },
        opened=next(iter(asked.forms), ""),
        history=shell.history_url("site", site.id) if actor.role in POLICE else "",
    )
    return make_response(page, asked.status)


def _face(site: ModelSite, village: str, on: date) -> dict[str, Any]:
    silent = site.state in rules.LIVING and is_silent(site.active_on, site.launched_on, on)
    columns = ("id", "name", "version", "reason", "head_role", "has_regulation", "budget", "launched_on", "launch_people")
    more = ("decision_no", "decision_on", "decision_by", "ended_on", "end_reason", "reviewed_on", "active_on")
    return {name: getattr(site, name) for name in (*columns, *more)} | {
        "village": words.place_words(village),
        "state": words.state_face(site.state),
        "level": words.LEVEL_WORDS.get(site.level or ""),
        "fund": words.fund_words(site.fund_source),
        "tags": [words.TAG_WORDS[tag] for tag in site.tags if tag in words.TAG_WORDS],
        "silent": silent,
    }


def _personal(site: ModelSite) -> list[Any]:
    texts = [site.name, site.reason, site.head_role, site.end_reason or "", *written_in(site.values)]
    return personal_words(*texts)


def _steps(actor: Actor, site: ModelSite, asked: Asked, on: date) -> list[dict[str, Any]]:
    """The steps that the actor may take now, each with its form; those that lead on come first."""
    steps = [
        {
            "move": move,
            "words": words.MOVE_WORDS[move],
            "look": words.STATE_LOOKS[rules.MOVES[move].target][1],
            "main": move in ("survey", "submit", "launch", "strengthen", "resume"),
            "form": asked.forms.get(move) or new_move_form(site, move, on),
            "opened": move in asked.forms,
        }
        for move in rules.possible_moves(actor, site.state)
    ]
    return sorted(steps, key=lambda step: not step["main"])


def _said_elsewhere(asked: Asked, shown: set[str]) -> list[str]:
    """What stands in the way of a step that the page offers no more: somebody was quicker."""
    lost = [form for name, form in asked.forms.items() if isinstance(form, MoveForm) and name not in shown]
    return [str(fault) for form in lost for fault in form.form_errors]


def new_move_form(site: ModelSite, move: str, on: date) -> MoveForm:
    """A fresh form of a step."""
    form = MoveForm(formdata=None, version=site.version, move=move, on=on, budget=site.budget)
    return form.of(move, reason=rules.wants_reason(move))


def group_face(row: GroupRow, on: date) -> dict[str, Any]:
    """A group as a line: its numbers of today and how they went."""
    group, now = row.group, row.on(on)
    return {
        "id": group.id,
        "name": group.name,
        "village": row.village,
        "team": row.team,
        "head_role": group.head_role,
        "formed_on": group.formed_on,
        "ended_on": group.ended_on,
        "now": now,
        "counts": row.counts,
    }


def _things(things: list[Any]) -> list[dict[str, Any]]:
    """The things of a site by their kinds: how many, how many of them work, and each as a link."""
    known, states = catalogue.terms("assets"), catalogue.terms("asset_states")
    found: dict[str, dict[str, Any]] = {}
    for one in things:
        named = known.get(one.kind)
        of_kind = found.setdefault(
            one.kind, {"words": named.named(language()) if named else one.kind, "rows": [], "count": 0, "working": 0}
        )
        state = states.get(one.state)
        of_kind["count"] += one.eyes
        of_kind["working"] += one.eyes if one.state == "working" else 0
        of_kind["rows"].append(
            {
                "url": f"{blueprint.url_prefix}/assets/{one.id}",
                "name": " ".join(part for part in (one.label, one.place) if part),
                "state": state.named(language()) if state else one.state,
                "working": one.state == "working",
            }
        )
    return list(found.values())


def _doing(one: Any) -> dict[str, Any]:
    known = catalogue.terms("activities").get(one.kind)
    return {
        "url": f"{blueprint.url_prefix}/activities/{one.id}",
        "on": one.on,
        "words": known.named(language()) if known else one.kind,
        "people": one.people,
        "minutes": one.minutes,
        "photos": one.photos,
    }


def _pictures(actor: Actor, site: ModelSite, asked: Asked, *, keeps: bool) -> dict[str, Any] | None:
    """The photos of the launch, and the form of one more; None before there was one."""
    if site.launched_on is None:
        return None
    return {
        "photos": pictures(photos_of(actor, [site.id])[site.id]),
        "form": (asked.forms.get("picture") or PictureForm(formdata=None)) if keeps else None,
        "may_take_out": rules.may_take_out(actor),
    }


def _plans(actor: Actor, site: ModelSite, asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "id": plan.id,
            "village": words.place_words(village),
            "due_on": plan.due_on,
            "late": plan.state == "planned" and plan.due_on < today(),
            "state": plan.state,
            "child": plan.child_id,
            "done_on": plan.done_on,
            "why": plan.why,
            "may": plan.state == "planned" and rules.may_keep_in(actor, plan.village_id),
            "form": asked.forms.get(str(plan.id)) or DropForm(formdata=None, version=plan.version),
            "opened": str(plan.id) in asked.forms,
        }
        for plan, village in queries.list_plans(site)
    ]


def _plan_form(actor: Actor, on: date) -> PlanForm:
    form = PlanForm(formdata=None, due_on=on + timedelta(days=90))
    return offer_villages(form, actor)


def offer_villages(form: PlanForm, actor: Actor) -> PlanForm:
    """Let the form choose among the villages in which the actor keeps models."""
    form.village.choices = choices((str(one.id), one.name) for one in queries.list_places(actor))
    return form
