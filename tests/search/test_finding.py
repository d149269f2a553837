"""The page of the search: what it finds, for whom, and what it costs."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from app.search import queries, rules, views
from app.search.queries import hits
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import body_of, incident, push_one, submit
from tests.roster.plans import add_route


def _send(client: ActingClient, person: Person, **more: Any) -> str:
    return str(push_one(client, person, submit(person, body=body_of(person, **more)))["report_id"])


def _search(client: ActingClient, reader: Person, words: str, **more: str) -> str:
    answer = client.get("/search", query_string={"q": words} | more, as_=reader)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _found(page: str) -> list[str]:
    """The reports that the page leads to, in its order."""
    return re.findall(r'class="row-link" href="/reports/([0-9a-f-]{36})', page)


def test_words_are_found_without_their_marks_and_shown_with_them(client: ActingClient, binh: Person, ha: Person) -> None:
    report_id = _send(client, binh, incidents=[incident("C01", 3, what="Đập tràn <b>nước</b>", place="Suối Cạn")])

    page = _search(client, ha, "dap nuoc")

    assert _found(page) == [report_id]
    assert "<mark>Đập</mark> tràn &lt;b&gt;<mark>nước</mark>&lt;/b&gt;" in page
    assert _found(_search(client, ha, "đập sông")) == []


def test_a_kind_of_incident_and_a_team_are_found_by_their_names(
    client: ActingClient, binh: Person, thanh: Person, ha: Person
) -> None:
    mine = _send(client, binh, incidents=[incident("A03", what="Hai lượt")])
    _send(client, thanh, incidents=[incident("A03", what="Ba lượt")], remark="Yên")

    page = _search(client, ha, "suoi can net po")

    assert _found(page) == [mine]
    assert "<mark>Suối</mark> <mark>Cạn</mark>" in page


def test_a_word_that_every_team_is_called_by_narrows_nothing(
    inside: None, client: ActingClient, binh: Person, vinh: Person
) -> None:
    called = queries.read_called(vinh.actor(), date(2026, 11, 21))
    assert {team.name.split()[0] for team in called.teams} == {"Tổ"}

    def asked(words: str) -> list[str]:
        names = queries.resolve_names(called, rules.read_words(words), None, date(2026, 11, 21))
        return [word.text for word in names.asked.words]

    assert asked("tổ đập nước ") == ["dap", "nuoc"]
    mine = _send(client, binh, incidents=[incident("C01", 3, what="Đập tràn nước")])
    other = _send(client, binh, night="2026-11-20", remark="Yên")
    assert _found(_search(client, vinh, "to dap nuoc ")) == [mine]
    assert set(_found(_search(client, vinh, "to "))) == {mine, other}


def test_plates_and_hidden_words_are_not_found(client: ActingClient, binh: Person, ha: Person, vinh: Person) -> None:
    entry = incident("D01", 3, what="Người lạ mặc áo xanh", police_only={"plate": "49B1-234.56"})
    report_id = _send(client, binh, incidents=[entry])
    assert _found(_search(client, vinh, "234")) == []
    assert _found(_search(client, vinh, "ao xanh")) == [report_id]

    asked = {
        "move": "correct",
        "incident_id": entry["incident_id"],
        "changes": {"text": "police-only"},
        "reason": "Tả người",
    }
    answer = client.post(f"/api/v1/reports/{report_id}/moves", json=asked, headers={"If-Match": '"1"'}, as_=ha)

    assert answer.status_code == 200
    assert _found(_search(client, vinh, "ao xanh")) == []


def test_a_plate_that_an_officer_took_out_of_the_words_is_not_found(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    entry = incident("A03", 1, what="Xe 49B1-234.56 nẹt pô")
    report_id = _send(client, binh, incidents=[entry])
    assert _found(_search(client, vinh, "49B1")) == [report_id]

    asked = {"move": "correct", "incident_id": entry["incident_id"], "changes": {"text": "plates"}, "reason": "Biển số"}
    answer = client.post(f"/api/v1/reports/{report_id}/moves", json=asked, headers={"If-Match": '"1"'}, as_=ha)

    assert answer.status_code == 200
    assert _found(_search(client, vinh, "49B1")) == []
    page = _search(client, vinh, "net po")
    assert _found(page) == [report_id]
    assert "49B1" not in page


def test_members_are_found_within_one_team_alone(client: ActingClient, ha: Person, binh: Person) -> None:
    assert "Trần Thị" not in unescape(_search(client, ha, "hoa"))
    assert "Trần Thị <mark>Hoa</mark>" in unescape(_search(client, ha, "hoa", team=str(binh.team_id)))
    assert "Trần Thị <mark>Hoa</mark>" in unescape(_search(client, ha, "suối cạn hoa"))
    assert "Huỳnh" not in unescape(_search(client, ha, "cầu đá khôi"))


@pytest.mark.usefixtures("inside")
def test_places_on_the_routes_are_found_with_their_team(client: ActingClient, ha: Person, binh: Person, lam: Person) -> None:
    add_route(ha, binh, "Tuyến đầu nguồn")

    page = unescape(_search(client, ha, "cau treo"))

    assert "<mark>Cầu</mark> <mark>treo</mark>" in page and f"/teams/{binh.team_id}/routes" in page
    assert unescape(_search(client, ha, "dau nguon")).count("đầu</mark> <mark>nguồn</mark>") == 1
    assert "đầu nguồn" not in unescape(_search(client, lam, "cau treo"))


def test_nobody_finds_what_is_not_theirs_to_read(
    client: ActingClient, binh: Person, ha: Person, lam: Person, dung: Person, loan: Person
) -> None:
    _send(client, binh, remark="Gác chắn hỏng", incidents=[incident(what="Gác chắn hỏng")])

    assert len(_found(_search(client, ha, "gac chan"))) == 2
    for other in (lam, dung):
        assert _found(_search(client, other, "gac chan")) == []
        assert _found(_search(client, other, "suoi can")) == []
    assert client.get("/search?q=gac", as_=loan).status_code == 403


@pytest.mark.parametrize("newest", [200, 2], ids=["among the newest", "in the index"])
def test_all_of_one_group_are_paged_there_and_back(
    client: ActingClient, binh: Person, ha: Person, monkeypatch: pytest.MonkeyPatch, newest: int
) -> None:
    monkeypatch.setattr(views, "_PAGE", 3)
    monkeypatch.setattr(hits, "_NEWEST", newest)
    sent = {_send(client, binh, remark=f"Đèn đường hỏng lần {number}") for number in range(5)}

    first = _search(client, ha, "den duong", **{"in": "reports"})
    second = _follow(client, ha, first, "next")
    back = _follow(client, ha, second, "prev")

    assert (len(_found(first)), len(_found(second))) == (3, 2)
    assert set(_found(first)) | set(_found(second)) == sent
    assert _found(back) == _found(first)


def _follow(client: ActingClient, reader: Person, page: str, rel: str) -> str:
    link = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    assert link, rel
    return client.get(unescape(link[1]), as_=reader).get_data(as_text=True)


def test_the_newest_night_comes_first_whatever_came_first(client: ActingClient, binh: Person, ha: Person) -> None:
    late, early = (
        _send(client, binh, remark="Mất điện", night=f"2026-11-{day}", started_at=f"2026-11-{day}T22:00:00+07:00")
        for day in (21, 20)
    )

    assert _found(_search(client, ha, "mat dien")) == [late, early]


def test_it_costs_no_more_however_much_is_found(client: ActingClient, binh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _search(client, ha, "cau treo")
        return len(seen)

    def send() -> None:
        _send(client, binh, remark="Cầu treo", incidents=[incident(), incident()])

    send()
    cost()  # the one that opens her session
    few = cost()
    for _ in range(3):
        send()

    # A page that is full of the newest lines costs PostgreSQL a statement less.
    assert cost() <= few


@pytest.mark.parametrize("words", ["", "   ", "'\"*()&|!:", "a AND OR NOT", "_r", "x" * 100, "1e5 0x1 -3"])
def test_signs_and_commands_are_only_words(client: ActingClient, binh: Person, ha: Person, words: str) -> None:
    _send(client, binh, remark="Đêm yên")

    assert _found(_search(client, ha, words)) == []


def test_too_many_letters_are_refused_in_words(client: ActingClient, ha: Person) -> None:
    assert "Nhiều nhất 100 ký tự" in unescape(_search(client, ha, "x" * 101))
