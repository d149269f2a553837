"""The public feed: closed until the chief opens it, and then only what may leave the commune."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import select

from app.journal.models import JournalNote
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.nights import incident
from tests.web.canary import WORD, plant

PAGE, ATOM = f"/public/{COMMUNE}", f"/public/{COMMUNE}/feed.atom"
Send = Callable[..., str]
ENTRY = "{http://www.w3.org/2005/Atom}entry"


@pytest.fixture
def opened(client: ActingClient, vinh: Person) -> None:
    """The chief has opened the feed."""
    assert client.submit("/feed/public", {"do": "open"}, as_=vinh).status_code == 303


def _read(client: ActingClient, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_nobody_reads_it_until_the_chief_opens_it_and_after_he_closed_it(
    client: ActingClient, cast: Cast, app: Flask
) -> None:
    for path in (PAGE, ATOM, "/public/24931", "/public/nowhere"):
        assert client.get(path).status_code == 404
    for key in ("ha", "tu", "loan", "son"):
        assert client.submit("/feed/public", {"do": "open"}, as_=cast[key]).status_code == 403

    client.submit("/feed/public", {"do": "open"}, as_=cast["vinh"])
    client.submit("/feed/public", {"do": "open"}, as_=cast["vinh"])
    assert client.get(PAGE).status_code == client.get(ATOM).status_code == 200
    assert client.get("/public/24931").status_code == 404

    client.submit("/feed/public", {"do": "close"}, as_=cast["vinh"])
    assert client.get(PAGE).status_code == client.get(ATOM).status_code == 404
    with app.app_context():
        kinds = db.session.scalars(
            select(JournalNote.kind).where(JournalNote.subject_kind == "feed").order_by(JournalNote.seq)
        )
        assert list(kinds) == ["feed.opened", "feed.closed"]


@pytest.mark.usefixtures("opened")
def test_it_tells_a_night_of_the_whole_commune_from_approved_reports_alone(
    client: ActingClient, send: Send, approve: Send, binh: Person, thanh: Person, khoi: Person
) -> None:
    talk = {"activity_id": "0192f000-0000-7000-8000-0000000000aa", "category": "G01", "details": {"minutes": 45}}
    approve(send(binh, incidents=[incident("F03", 2), incident("B10", 4)], activities=[talk]))
    approve(send(thanh))
    send(khoi, incidents=[incident("C05", 1)])

    page = _read(client)

    assert "2 ca tuần tra, 1 ca bình thường." in page
    assert "<strong>Sự việc:</strong> 1 cây đổ" in page
    assert "Suối Cạn: 1 " in page and "45 phút" in page
    told = page.split("Sự việc:</strong>")[1].split("</p>")[0]
    assert "Suối Cạn" not in told and ";" not in told
    assert "Cầu Đá" not in page
    # One incident in thirty nights is somebody's.
    assert "<dt>Sự việc</dt><dd><strong>dưới 3</strong></dd>" in page


@pytest.mark.usefixtures("opened")
def test_no_word_that_anybody_wrote_and_no_name_gets_out(client: ActingClient, cast: Cast) -> None:
    plant(client, cast)

    for path in (PAGE, ATOM):
        text = _read(client, path)
        assert WORD not in text
        for hidden in ("Nguyễn Văn Bình", "Tổ BVANTT", "/photos/", "49B1", "Cầu treo"):
            assert hidden not in text, (path, hidden)


@pytest.mark.usefixtures("opened")
def test_it_is_kept_until_it_changes(client: ActingClient, send: Send, approve: Send, binh: Person) -> None:
    approve(send(binh))
    for path in (PAGE, ATOM):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in first.headers
        known = {"If-None-Match": first.headers["ETag"]}
        assert client.get(path, headers=known).status_code == 304
        approve(send(binh, night="2026-11-20"))
        assert client.get(path, headers=known).status_code == 200
        approve(send(binh, night="2026-11-19"))


@pytest.mark.usefixtures("opened")
def test_the_atom_feed_is_well_formed_and_has_an_entry_a_night(
    client: ActingClient, send: Send, approve: Send, binh: Person, thanh: Person
) -> None:
    for night in ("2026-11-19", "2026-11-20"):
        approve(send(binh, night=night))
    approve(send(thanh, night="2026-11-20"))
    answer = client.get(ATOM)

    feed: Any = ElementTree.fromstring(answer.get_data())

    assert answer.mimetype == "application/atom+xml"
    ids = [entry.findtext("{http://www.w3.org/2005/Atom}id").split("#")[1] for entry in feed.iter(ENTRY)]
    assert ids == ["night-2026-11-20", "night-2026-11-19"]
    assert "2 ca tuần tra, 2 ca bình thường." in answer.get_data(as_text=True)


@pytest.mark.usefixtures("opened")
def test_it_costs_the_same_for_one_night_or_ten(client: ActingClient, send: Send, approve: Send, binh: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _read(client)
        return len(seen)

    approve(send(binh, incidents=[incident()]))
    cost()
    little = cost()
    for day in range(10, 20):
        approve(send(binh, night=f"2026-11-{day}", incidents=[incident()]))

    assert cost() == little


def test_the_feed_is_chosen_by_team_and_nights(
    client: ActingClient, send: Send, binh: Person, thanh: Person, vinh: Person, loan: Person
) -> None:
    for day in (10, 15, 20):
        send(binh, night=f"2026-11-{day}", incidents=[incident(what=f"Việc đêm {day}")])
    send(thanh, night="2026-11-15", incidents=[incident(what="Việc của Thành")])

    def page(query: str, reader: Person = vinh) -> str:
        return client.get(f"/feed?{query}", as_=reader).get_data(as_text=True)

    chosen = page(f"team={binh.team_id}&from_night=2026-11-12&to_night=2026-11-18")
    assert "Việc đêm 15" in chosen
    assert not any(word in chosen for word in ("Việc đêm 10", "Việc đêm 20", "Việc của Thành"))
    assert f"team={binh.team_id}" in chosen.split('aria-label="Loại tin"')[1]
    assert "Không có tin nào khớp" in page("from_night=2026-10-01&to_night=2026-10-02")
    assert "Việc của Thành" in page("team=nobody&from_night=soon")
    assert 'name="team"' not in page("", loan)
