"""The page of all pages: each reader finds what they may open, and that it opens."""

import re
from dataclasses import replace

import pytest

from app.web import shell
from tests.acting import ActingClient
from tests.cast import Cast


def links_of(page: str) -> list[str]:
    return re.findall(r'<li>.*?<a href="([^"]+)">', page, re.S)


@pytest.mark.parametrize(
    ("who", "finds", "not_for"),
    [("vinh", "/accounts", ""), ("ha", "/notices", "/accounts"), ("loan", "/exports", "/rescue")],
)
def test_every_link_opens_for_who_is_offered_it(
    client: ActingClient, cast: Cast, who: str, finds: str, not_for: str
) -> None:
    links = links_of(client.get("/pages", as_=cast[who]).text)
    assert finds in links
    assert not_for not in links
    assert [link for link in links if client.get(link, as_=cast[who]).status_code not in (200, 302)] == []


def test_what_waits_there_is_counted_on_every_page(
    client: ActingClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = shell._pages["devices.show_board"]
    monkeypatch.setitem(shell._pages, board.endpoint, replace(board, count=lambda actor: 3))
    summary = re.search(r"<summary>.*?</summary>", client.get("/reports", as_=cast["vinh"]).text, re.S)
    assert summary and '<span class="count">3</span>' in summary.group()
    summary = re.search(r"<summary>.*?</summary>", client.get("/feed", as_=cast["loan"]).text, re.S)
    assert summary and 'class="count"' not in summary.group()
