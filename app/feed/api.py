"""The door of the feed for phones, desks and programs."""

from datetime import timedelta
from typing import Any

from app.core import clock
from app.core.actor import Actor
from app.core.night import night_of
from app.feed import queries, rules
from app.feed.queries import Item
from app.feed.schemas import FeedIn, FeedOut
from app.figures import queries as figures
from app.figures.queries import CommuneMonth
from app.people.rules import PROVINCE
from app.web.actor import current_actor, phone_or_office
from app.web.blueprint import Blueprint
from app.web.pages import read_cursor, write_cursor

blueprint = Blueprint("feed_api", __name__, url_prefix="/api/v1/feed", description="What happened, as told.")
LIST = "feed"
_MONTHS_BACK = timedelta(days=365)


@blueprint.get("")
@phone_or_office
@blueprint.arguments(FeedIn, location="query")
@blueprint.response(200, FeedOut)
def read_feed(asked: dict[str, Any]) -> dict[str, Any]:
    """The commune's feed, newest night first: police in full, a phone its own team's, others a sentence of coded fields.

    The province gets figures by commune and month, and no items.
    """
    actor = current_actor()
    rules.check_may_read(actor)
    if actor.role == PROVINCE:
        return {"items": [], "figures": _figures(actor), "next": None}
    page = queries.list_items(
        actor,
        queries.Chosen([asked["kind"]] if asked["kind"] else [], asked["village"]),
        place=read_cursor(LIST, asked["cursor"]),
        limit=asked["limit"],
    )
    return {"items": [_face(one) for one in page.items], "figures": [], "next": write_cursor(LIST, page.older)}


def _figures(actor: Actor) -> list[dict[str, Any]]:
    tonight = night_of(clock.now())
    months = figures.months_of_communes(actor, tonight - _MONTHS_BACK, tonight)
    return [_sums(one) for one in months if one.counts.approved]


def _sums(month: CommuneMonth) -> dict[str, Any]:
    counts = month.counts
    known = {"commune": {"id": month.commune_id, "name": month.commune}, "month": f"{month.month:%Y-%m}"}
    names = ("quiet", "rounds", "incidents", "activities", "reminders")
    return known | {"shifts": counts.approved} | {name: getattr(counts, name) for name in names}


def _face(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "at": item.at,
        "night": item.night,
        "kind": item.kind,
        "sentence": item.told,
        "village": {"id": item.village_id, "name": item.village},
        "own": item.own,
        "report_id": item.report_id,
        "state": item.state,
        "team": item.team,
        "text": item.text,
        "others_sentence": item.others_told,
    }
