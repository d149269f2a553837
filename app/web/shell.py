"""What stands around every page of the office: the top bar's entries, who is signed in, the mark of demo data.

Features add their pages here, so that no template knows which features exist.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.core.actor import Actor
from app.web.actor import current_actor, is_let_in

Count = Callable[[Actor], int]


@dataclass(frozen=True)
class Page:
    """One page of the office. ``label`` is a lazy text, ``roles`` the office roles that may open it.

    Without a ``section`` it stands in the top bar; with one, on the page of all pages (``web/directory.py``), where
    ``about`` says in a sentence what it is for.
    """

    endpoint: str
    label: str
    roles: frozenset[str]
    order: int
    family: str
    count: Count | None
    section: str = ""
    icon: str = ""
    about: str = ""


@dataclass(frozen=True)
class Entry:
    """One link to a page, as the templates draw it."""

    label: str
    url: str
    current: bool
    count: int
    icon: str = ""
    about: str = ""


@dataclass(frozen=True)
class TeamLink:
    """A page about one team (its ``endpoint`` takes ``team_id``), offered on the team's own page."""

    endpoint: str
    label: str
    icon: str
    order: int


@dataclass(frozen=True)
class Download:
    """A file about one record (its ``endpoint`` takes the record's arguments and an ``ending``), offered on its page."""

    endpoint: str
    label: str
    endings: tuple[str, ...]


@dataclass(frozen=True)
class SearchBox:
    """Where the frame's search box leads; ``roles`` are the office roles that may search."""

    endpoint: str
    label: str
    roles: frozenset[str]


# The pages about oneself stand in the account's sheet, all other sections on the page of all pages.
OWN = "own"
SECTIONS = {
    "work": _l("Hằng ngày"),
    "models": _l("Mô hình"),
    "team": _l("Tổ, người và máy"),
    "settings": _l("Cài đặt của xã"),
    "privacy": _l("Quyền riêng tư và dấu vết"),
}
_pages: dict[str, Page] = {}
_search: list[SearchBox] = []
_team_links: dict[str, TeamLink] = {}
_downloads: dict[str, Download] = {}
_ways: dict[str, str] = {}
_place: list[Callable[[Actor], str]] = []
_above: list[Callable[[Actor], Markup]] = []


def add_page(
    endpoint: str,
    label: str,
    *,
    roles: Iterable[str],
    order: int,
    family: str = "",
    count: Count | None = None,
    section: str = "",
    icon: str = "",
    about: str = "",
) -> None:
    """Give a page a place: in the top bar, or in a ``section`` (a key of ``SECTIONS``) with its ``icon`` and ``about``.
    ``family`` is a prefix of endpoints that count as "inside" this page."""
    _pages[endpoint] = Page(endpoint, label, frozenset(roles), order, family or endpoint, count, section, icon, about)


def add_team_link(endpoint: str, label: str, *, icon: str, order: int) -> None:
    """Let a team's page lead to another page about that team; ``label`` is a lazy text."""
    _team_links[endpoint] = TeamLink(endpoint, label, icon, order)


def add_download(page: str, endpoint: str, label: str, endings: tuple[str, ...]) -> None:
    """Let the page ``page`` (an endpoint) offer files of what it shows; ``label`` is a lazy text."""
    _downloads[page] = Download(endpoint, label, endings)


def offer_search(endpoint: str, label: str, *, roles: Iterable[str]) -> None:
    """Let every page of the office have a box that sends ``q`` to this page; ``label`` is a lazy text."""
    _search[:] = [SearchBox(endpoint, label, frozenset(roles))]


def offer_history(endpoint: str) -> None:
    """Let pages lead to the history of a record: ``endpoint`` takes its ``kind`` and ``record_id``."""
    _ways["history"] = endpoint


def history_url(kind: str, record_id: UUID | str) -> str:
    """Where the history of a record stands; empty where no feature keeps one."""
    return url_for(_ways["history"], kind=kind, record_id=record_id) if "history" in _ways else ""


def offer_team_month(endpoint: str) -> None:
    """Let pages lead to what a team's month was: ``endpoint`` takes its ``team_id``."""
    _ways["team month"] = endpoint


def team_month_url(team_id: UUID | str) -> str:
    """Where a team's present month stands; empty where no feature tells it."""
    return url_for(_ways["team month"], team_id=team_id) if "team month" in _ways else ""


def search_for(actor: Actor) -> dict[str, Any] | None:
    """The search box for this actor, as ``{url, label, current}``."""
    box = next((one for one in _search if actor.role in one.roles), None)
    if box is None:
        return None
    return {"url": url_for(box.endpoint), "label": str(box.label), "current": request.endpoint == box.endpoint}


def links_of_team(team_id: UUID) -> list[dict[str, str]]:
    """The pages about one team, as ``[{label, icon, url}]``."""
    links = sorted(_team_links.values(), key=lambda link: link.order)
    return [{"label": str(link.label), "icon": link.icon, "url": url_for(link.endpoint, team_id=team_id)} for link in links]


def downloads_of(page: str, **record: Any) -> dict[str, Any] | None:
    """The files that a page offers: ``{label, files: [(PDF, url)]}``."""
    offered = _downloads.get(page)
    if offered is None:
        return None
    files = [(ending.upper(), url_for(offered.endpoint, ending=ending, **record)) for ending in offered.endings]
    return {"label": str(offered.label), "files": files}


def place_of(actor: Actor) -> str:
    """How the actor's commune or province is called."""
    return _place[0](actor) if _place else ""


def name_place(find: Callable[[Actor], str]) -> None:
    """Tell how an actor's commune or province is called ("Xã An Hòa Khê"); ``units`` registers it."""
    _place[:] = [find]


def show_above(draw: Callable[[Actor], Markup]) -> None:
    """Let a feature show something above the pages of who is signed in: ``draw`` gives its HTML, or nothing."""
    if draw not in _above:
        _above.append(draw)


def draw_above() -> Markup:
    """Drawn only where the frame asks for it: what is shown above has templates of its own."""
    actor = current_actor()
    return Markup("").join(draw(actor) for draw in _above if is_let_in(actor))


def entries_for(actor: Actor, *, section: str = "") -> list[Entry]:
    """The pages of the top bar (or of a ``section``) that this actor may open, in order, with what waits on each."""
    here = request.endpoint or ""
    return [
        Entry(
            label=str(page.label),
            url=url_for(page.endpoint),
            current=here.startswith(page.family),
            count=page.count(actor) if page.count else 0,
            icon=page.icon,
            about=str(page.about),
        )
        for page in sorted(_pages.values(), key=lambda page: page.order)
        if actor.role in page.roles and page.section == section
    ]


def count_elsewhere(actor: Actor) -> int:
    """How much waits on the pages that have no place in the top bar."""
    pages = [page for page in _pages.values() if page.section and page.count and actor.role in page.roles]
    return sum(page.count(actor) for page in pages if page.count)


def role_name(role: str) -> str:
    """An office role in words."""
    names = {
        "chief": _("Trưởng Công an xã"),
        "officer": _("Cán bộ Công an xã"),
        "duty": _("Trực ban"),
        "committee": _("Ủy ban nhân dân xã"),
        "front": _("Mặt trận Tổ quốc"),
        "village_head": _("Trưởng thôn"),
        "province": _("Công an tỉnh"),
        "admin": _("Quản trị hệ thống"),
        "dpo": _("Người phụ trách bảo vệ dữ liệu cá nhân"),
    }
    return names.get(role, role)
