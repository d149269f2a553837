"""Three words stand on the phone and on the office's page: whoever caught the code alone cannot say them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.catalogue.service import keep_setting
from app.journal.models import JournalNote
from app.people.rules.pairing import SETTING, all_words, words_from
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.nights import entities, pull
from tests.people.people import enrolment, invite

BOARD, ENROL = "/phones", "/api/v1/enrolments"
# Sounds that some region does not tell apart, or a bad line swallows.
ALIKE = [("ngh", "G"), ("ng", "G"), ("nh", "H"), ("kh", "X"), ("ph", "F"), ("th", "T")]
ALIKE += [("gi", "D"), ("r", "D"), ("v", "D"), ("d", "D"), ("tr", "C"), ("ch", "C"), ("x", "S"), ("s", "S"), ("l", "N")]
ALIKE += [("n", "N"), ("qu", "kw"), ("c", "k"), ("k", "k"), ("gh", "g")]


@pytest.fixture(autouse=True)
def _nothing_remembered(app: Flask) -> Iterator[None]:
    with app.app_context():
        catalogue.forget()
        yield
        catalogue.forget()


@pytest.fixture
def asked(inside: None) -> Iterator[None]:
    """The commune asks that words be compared."""
    with unit_of_work():
        keep_setting(SETTING, COMMUNE, True)
    yield


def heard(word: str) -> str:
    """What an ear makes of a word on a bad line: no tones, no signs, no sounds that a region mixes up."""
    plain = unicodedata.normalize("NFD", word.replace("đ", "Đ"))
    text = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("Đ", "B̶")
    begin = next((one for one in sorted(ALIKE, key=lambda one: -len(one[0])) if text.startswith(one[0])), ("", ""))
    rest = text.removeprefix(begin[0]).replace("y", "i")
    rest = re.sub(r"(nh|ng)$", "n", rest)
    rest = re.sub(r"(ch|c)$", "t", rest)
    return begin[1] + "-" + re.sub(r"eu$", "eo", re.sub(r"au$", "ao", rest.replace("ie", "ia").replace("uo", "ua")))


def test_no_two_words_are_heard_alike() -> None:
    words = all_words()
    assert len(words) == 256
    assert all(re.fullmatch(r"\w{2,7}", word) and word == word.lower() for word in words)
    assert {"sen", "trâu", "núi"} <= set(words)
    assert heard("sen") == heard("xén") and heard("rùa") == heard("dưa") != heard("đùa")
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(heard(word), []).append(word)
    assert [one for one in alike.values() if len(one) > 1] == []


def test_three_different_words_come_of_a_digest() -> None:
    assert words_from(bytes([0, 0, 1, 0, 2, 3] + [0] * 26)) == list(all_words()[:3])


def _words_on(client: ActingClient, who: Person, phone_id: str) -> list[str]:
    page = client.get(BOARD, as_=who).get_data(as_text=True)
    card = page[page.index(f'id="phone-{phone_id}"') :].split("</li>")[0]
    return re.findall(r"<span>(\w+)</span>", card.split('class="three-words"')[1].split("</b>")[0])


def _told(client: ActingClient, who: Person, cursor: str | None = None) -> Any:
    return [one["words"] for one in entities(pull(client, who, cursor), "team").values()]


def test_a_new_phone_and_the_office_show_the_same_words(
    client: ActingClient, asked: None, ha: Person, binh: Person, hoa: Person
) -> None:
    wanted = enrolment(invite(ha, binh.team_id).code)
    answer = client.post(ENROL, json=wanted)
    again = client.post(ENROL, json=wanted)

    words, device_id = answer.json["words"], answer.json["device_id"]
    assert len(set(words)) == 3 and set(words) <= set(all_words())
    assert again.json["words"] == words == _words_on(client, ha, device_id)
    assert answer.json["settings"]["compare_words"] is True
    team = client.get(f"/teams/{binh.team_id}", as_=ha).get_data(as_text=True)
    assert "3 máy chưa đối chiếu" in team and all(f"<span>{word}</span>" in team for word in words)
    others = _told(client, binh) + _told(client, hoa)
    assert words not in others and others[0] != others[1]


def test_the_officers_tap_is_noted_and_reaches_the_phone(
    client: ActingClient, asked: None, cast: Cast, ha: Person, binh: Person, hoa: Person
) -> None:
    cursors = {who.key: pull(client, who)["cursor"] for who in (binh, hoa)}
    board = client.get(f"{BOARD}?trouble=unconfirmed", as_=ha).get_data(as_text=True)
    assert "Máy của Nguyễn Văn Bình" in board and "Máy của Trần Thị Hoa" in board
    for _ in range(2):
        assert client.submit(f"{BOARD}/{binh.id}/confirm", {"back": "team"}, as_=ha).location == f"/teams/{binh.team_id}"

    assert _told(client, binh, cursors["binh"]) == [None]
    assert _told(client, hoa, cursors["hoa"]) == []
    (note,) = db.session.scalars(select(JournalNote).where(JournalNote.kind == "device.confirmed"))
    assert (note.subject_id, note.actor) == (binh.id, f"account:{ha.id}")
    page = client.get(BOARD, as_=cast["vinh"]).get_data(as_text=True)
    assert f"Đã đối chiếu: {ha.name}" in page
    left = client.get(f"{BOARD}?trouble=unconfirmed", as_=ha).get_data(as_text=True)
    assert "Máy của Nguyễn Văn Bình" not in left and "Máy của Trần Thị Hoa" in left


def test_only_who_keeps_the_team_confirms_and_only_a_phone_that_is_in(
    client: ActingClient, asked: None, cast: Cast, ha: Person, binh: Person
) -> None:
    path = f"{BOARD}/{binh.id}/confirm"
    for key, status in {"lam": 404, "dung": 404, "tu": 403, "loan": 403}.items():
        assert client.submit(path, as_=cast[key]).status_code == status
    assert "three-words" not in client.get(BOARD, as_=cast["tu"]).get_data(as_text=True)
    client.submit(f"/teams/{binh.team_id}/devices/{binh.id}/revoke", as_=ha)
    assert client.submit(path, as_=ha).status_code == 404


def test_where_the_commune_does_not_ask_nobody_sees_words(
    client: ActingClient, inside: None, ha: Person, binh: Person
) -> None:
    answer = client.post(ENROL, json=enrolment(invite(ha, binh.team_id).code))

    assert (answer.json["words"], answer.json["settings"]["compare_words"]) == (None, False)
    assert _told(client, binh) == [None]
    for path in (BOARD, f"/teams/{binh.team_id}"):
        page = client.get(path, as_=ha).get_data(as_text=True)
        assert "đối chiếu" not in page and "three-words" not in page


def test_the_chief_asks_from_a_day_on_and_phones_that_are_in_hear_of_it(
    client: ActingClient, inside: None, cast: Cast, binh: Person
) -> None:
    cursor = pull(client, binh)["cursor"]
    since = "2026-11-21"
    kept = client.submit(f"/settings/{SETTING}", {"value": "có", "since": since}, as_=cast["vinh"])
    assert kept.status_code == 303, kept.text
    assert len(_told(client, binh, cursor)[0]) == 3
    assert "có" in client.get(f"/settings/{SETTING}", as_=cast["vinh"]).text
    wrong = client.submit(f"/settings/{SETTING}", {"value": "may be", "since": since}, as_=cast["vinh"])
    assert wrong.status_code == 422


def test_the_board_costs_the_same_for_many_phones(client: ActingClient, asked: None, ha: Person, lam: Person) -> None:
    counts = []
    for who in (lam, ha):
        client.get(BOARD, as_=who)
        with counted_statements() as statements:
            client.get(BOARD, as_=who)
        counts.append(len(statements))
    assert counts[0] == counts[1]
