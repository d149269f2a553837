"""The page of the feed: what happened, morning by morning, with its filters at the left and the week beside it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import night_of
from app.feed import queries, rules
from app.feed.queries import Item
from app.feed.queries.figures import Counted
from app.feed.views.filters import Asked, FeedFilter
from app.feed.views.pages import blueprint
from app.feed.views.public import switch_face
from app.figures.views.province import draw_board
from app.people.rules import FEED_READERS, POLICE, PROVINCE
from app.photos.models import Photo
from app.reports.queries import speaker
from app.reports.views.incident_faces import photo_face
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.pages import Place, read_cursor, write_cursor
from app.web.wording import language, short_day

shell.add_page("feed.show_feed", _l("Bảng tin"), roles=(*FEED_READERS, PROVINCE), order=20, family="feed.")

_LIST = "feed page"
_ITEMS = 30
_VILLAGES_FIRST = 5
# The headings of the page; a patrol is a shift without anything else to tell, quiet or not.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "": (),
    "shift": (rules.QUIET, rules.SHIFT),
    "incident": (rules.INCIDENT,),
    "activity": (rules.ACTIVITY,),
    "model": (rules.MODEL,),
}
_ICONS = {rules.QUIET: "clipboard-check", rules.SHIFT: "footprints"}


@blueprint.get("/feed")
@office_only(*FEED_READERS, PROVINCE)
def show_feed() -> str:
    """The feed as the reader may see it; the province sees figures alone."""
    actor = current_actor()
    if actor.role == PROVINCE:
        return draw_board(actor, "feed.show_feed")
    heading = request.args.get("kind", "")
    village = _village()
    form = FeedFilter.of(actor)
    asked = form.asked()
    chosen = queries.Chosen(_HEADINGS.get(heading, ()), village, asked.team_id, asked.first, asked.last)
    page = queries.list_items(actor, chosen, place=read_cursor(_LIST, request.args.get("at")), limit=_ITEMS)
    tonight = night_of(clock.now())
    counted = queries.count_items(actor, tonight)
    villages = _villages(counted, village, heading)
    every = request.args.get("all") == "1" or len(villages) <= _VILLAGES_FIRST
    return render_template(
        "feed/feed.html",
        view="police" if actor.role in POLICE else "others",
        groups=_groups(actor, page.items),
        kinds=_kinds(counted, heading if heading in _HEADINGS else "", village),
        villages=villages if every else villages[:_VILLAGES_FIRST],
        all_villages_url=None if every else _url(kind=heading, village=str(village or ""), all="1"),
        week=_week(actor, tonight - timedelta(days=1)),
        tonight=queries.list_tonight(actor, tonight),
        page={"previous": _page_url(page.newer), "next": _page_url(page.older)},
        form=form,
        kept={"kind": heading, "village": village or "", "all": request.args.get("all", "")},
        narrowed=asked != Asked(),
        clear_url=_url(team="", from_night="", to_night=""),
        switch=switch_face(actor),
    )


def _village() -> UUID | None:
    try:
        return UUID(request.args.get("village", ""))
    except ValueError:
        return None


def _url(**changed: str) -> str:
    """The feed with what is asked for now, but for what is ``changed``; empty words let a filter go."""
    now = {name: request.args.get(name, "") for name in ("kind", "village", "all", "team", "from_night", "to_night")}
    kept: dict[str, Any] = {name: value for name, value in (now | changed).items() if value}
    return url_for("feed.show_feed", **kept)


def _page_url(place: Place | None) -> str | None:
    return None if place is None else _url(at=write_cursor(_LIST, place) or "")


def _kinds(counted: Iterable[Counted], heading: str, village: UUID | None) -> list[dict[str, Any]]:
    """The headings with how many items of the last 30 nights stand under each, in the chosen village."""
    mine = [one for one in counted if village is None or one.village_id == village]
    words = {
        "": _("Tất cả"),
        "shift": _("Ca tuần tra"),
        "incident": _("Sự việc"),
        "activity": _("Tuyên truyền"),
        "model": _("Mô hình, kẻng"),
    }
    return [
        {
            "code": code,
            "label": word,
            "count": sum(one.number for one in mine if not code or one.kind in _HEADINGS[code]),
            "url": _url(kind=code, village=str(village or "")),
            "current": code == heading,
        }
        for code, word in words.items()
    ]


def _villages(counted: Iterable[Counted], chosen: UUID | None, heading: str) -> list[dict[str, Any]]:
    """The villages with their items of the last 30 nights; pressing the chosen one lets it go again."""
    wanted = _HEADINGS.get(heading, ())
    found: dict[UUID, dict[str, Any]] = {}
    for one in counted:
        current = one.village_id == chosen
        face = found.setdefault(
            one.village_id,
            {
                "label": one.village,
                "count": 0,
                "url": _url(kind=heading, village="" if current else str(one.village_id)),
                "current": current,
            },
        )
        face["count"] += one.number if not wanted or one.kind in wanted else 0
    return sorted(found.values(), key=lambda face: (not face["current"], -face["count"]))


def _week(actor: Actor, last_night: date) -> dict[str, Any] | None:
    week = queries.week_figures(actor, last_night)
    if not week.shifts:
        return None
    return {
        "label": _("Tuần %(num)s", num=week.first.isocalendar().week),
        "shifts": week.shifts,
        "quiet": week.quiet,
        "busy": week.shifts - week.quiet,
        "reminders": week.reminders,
        "url": _week_url(week.first) if actor.role in POLICE else None,
    }


def _week_url(first: date) -> str:
    """The reports that the week's numbers are made of."""
    last = first + timedelta(days=6)
    return url_for("reports.list_reports", from_night=first.isoformat(), to_night=last.isoformat())


def _groups(actor: Actor, items: Iterable[Item]) -> list[dict[str, Any]]:
    """Morning by morning, newest first; the quiet nights of a morning together in one card."""
    by_night: dict[date, list[Item]] = {}
    for item in items:
        by_night.setdefault(item.night, []).append(item)
    photos = queries.first_photos(actor, [one for found in by_night.values() for one in found])
    return [{"title": _morning(day), "items": _cards(found, photos)} for day, found in by_night.items()]


def _morning(day: date) -> str:
    dawn = day + timedelta(days=1)
    first = f"{day.day}" if day.month == dawn.month else f"{day:%d/%m}"
    return _("Sáng %(dawn)s, đêm %(first)s rạng sáng %(day)s", dawn=short_day(dawn), first=first, day=dawn.day)


def _cards(items: list[Item], photos: Mapping[UUID, Photo]) -> list[dict[str, Any]]:
    quiet = [item for item in items if item.kind == rules.QUIET and not item.paper]
    alone = quiet if len(quiet) < 2 else []
    cards = [_card(item, photos) for item in items if item.kind != rules.QUIET or item.paper or item in alone]
    for approved in (True, False):
        together = [item for item in quiet if not alone and (item.others_told is not None or item.state is None) is approved]
        if together:
            cards.append(_quiet_card(together))
    return sorted(cards, key=lambda card: card["at"], reverse=True)


def _card(item: Item, photos: Mapping[UUID, Photo]) -> dict[str, Any]:
    known = catalogue.categories().get(item.category or "")
    what = known.short(language()) if known else _("ca bình thường") if item.kind == rules.QUIET else _("ca tuần tra")
    return {
        "id": item.id,
        "icon": _ICONS.get(item.kind) or (known.icon if known and known.icon else "clipboard-check"),
        "title": f"{item.village}: {what[:1].lower() + what[1:]}",
        "at": item.at,
        "state": item.state,
        "text": item.text,
        "paper": item.paper,
        "sentence": item.others_told or item.told,
        "shown_to_others": item.others_told is not None,
        "photo": _photo(photos, item.report_id),
        "url": url_for("reports.show_report", report_id=item.report_id) if item.report_id else None,
        "kind": item.kind,
        "village": item.village,
    }


def _photo(photos: Mapping[UUID, Photo], report_id: UUID | None) -> dict[str, Any] | None:
    found = photos.get(report_id) if report_id else None
    return photo_face(found, speaker()) if found else None


def _quiet_card(items: list[Item]) -> dict[str, Any]:
    """``5 ca bình thường``: who walked, and that nothing happened."""
    newest = max(items, key=lambda item: item.at)
    villages = ", ".join(sorted({item.village for item in items}))
    sentence = _("%(villages)s: không có vụ việc.", villages=villages)
    return {
        "id": newest.id,
        "icon": _ICONS[rules.QUIET],
        "title": ngettext("%(num)s ca bình thường", "%(num)s ca bình thường", len(items)),
        "at": newest.at,
        "state": newest.state,
        "text": sentence if newest.state else "",
        "paper": False,
        # The card itself says the sentence; under the eye it would only stand twice.
        "sentence": "" if newest.state else sentence,
        "shown_to_others": True,
        "photo": None,
        "url": None,
        "kind": rules.QUIET,
        "village": villages,
    }
