"""The numbers of a page of figures, as a reader sees them, and the sums above the lists behind them."""

import re
from html import unescape

_FIGURE = re.compile(r'<td class="num now" data-figure="(\w+)">(?:<a class="link" href="([^"]+)">)?([^<]*)')
_KIND = re.compile(
    r'<a class="link" href="([^"]+)">[^<]*</a></th>\s*<td class="bar-cell">(?:(?!<a ).)*?data-kind="(\w+)">([^<]*)', re.S
)
_TASK = re.compile(r'<a class="link" href="([^"]+)" data-task="(\d+)">([^<]*)</a>')
_TOTAL = re.compile(r'data-total="(\w+)">([^<]*)<')


def number(text: str) -> int:
    """``1.234``, ``96 %`` or nothing as a number; −1 for what is no number."""
    found = text.replace(".", "").replace("%", "").strip()
    return int(found) if found.isdecimal() else -1


def figures(page: str) -> dict[str, tuple[str, str]]:
    """By measure, what is written and where it leads (empty: nowhere)."""
    return {key: (text.strip(), unescape(url)) for key, url, text in _FIGURE.findall(page)}


def kinds(page: str) -> dict[str, tuple[int, str]]:
    """By category, how many incidents and where they stand."""
    return {code: (number(text), unescape(url)) for url, code, text in _KIND.findall(page)}


def tasks(page: str) -> dict[str, tuple[int, str]]:
    """By article of the law, the same."""
    return {article: (number(text), unescape(url)) for url, article, text in _TASK.findall(page)}


def totals(page: str) -> dict[str, int]:
    """What stands above a list."""
    return {key: number(text) for key, text in _TOTAL.findall(page)}


_HEAT = re.compile(r'<td class="step-\d">(\d+)</td>')
_TEAM = re.compile(
    r'<tr><th scope="row"><a class="link" href="/teams/([0-9a-f-]+)/(?:figures|month)[^"]*">[^<]*</a></th>(.*?)</tr>'
)
_CELL = re.compile(r'<td class="num">([^<]*)</td>')


def heat(page: str) -> list[str]:
    """The numbers of the cells of weekdays and hours."""
    found: list[str] = _HEAT.findall(page)
    return found


def teams(page: str) -> dict[str, list[int]]:
    """By team, what came, what is approved, and its incidents."""
    rows = {team: [number(cell) for cell in _CELL.findall(cells)] for team, cells in _TEAM.findall(page)}
    return {team: [cells[1], cells[3], cells[6]] for team, cells in rows.items()}


def points(page: str) -> tuple[int, int]:
    """Checkpoints that were asked for, and those that were reached."""
    (found,) = re.findall(r"Đã qua ([\d.]+) trên ([\d.]+) lượt điểm", unescape(page))
    return number(found[1]), number(found[0])


_STOP = re.compile(
    r'<div class="stop-name">(?:<a[^>]*>|<strong>)([^<]*)<.*?<span class="quiet">([\d.]+)/([\d.]+)[^<]*</span></div>',
    re.DOTALL,
)


def stops(page: str) -> list[tuple[str, int, int]]:
    """By row of the picture of checkpoints its name, how often it was reached, and how often it was asked for."""
    return [(name, number(reached), number(planned)) for name, reached, planned in _STOP.findall(unescape(page))]
