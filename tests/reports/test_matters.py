"""Open matters: carried from shift to shift, settled by the team or the office, reopened, and told to the phones."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from app.core import clock
from app.core.night import VIETNAM
from app.journal.queries import notes_about
from app.reports.rules.matters import By, Reported, Word, settled_by
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.nights import as_uuid, at, body_of, entities, fresh, operation, pull, push_one, submit

SIX = datetime(2026, 11, 22, 6, tzinfo=UTC)
MORNING = datetime(2026, 11, 22, 8, tzinfo=VIETNAM)
LAMP = "Đèn số 7 chưa sửa"


@pytest.mark.parametrize(
    ("reported", "word", "settled"),
    [
        (Reported(False, SIX), None, None),
        (Reported(True, SIX), None, By.TEAM),
        (Reported(False, SIX + timedelta(days=2)), Word("settled", SIX), By.OFFICE),
        (None, Word("opened", SIX), None),
        (Reported(True, SIX + timedelta(days=1)), Word("opened", SIX), By.TEAM),
        (Reported(True, SIX), Word("reopened", SIX + timedelta(hours=1)), None),
        (Reported(True, SIX + timedelta(days=1)), Word("reopened", SIX), By.TEAM),
    ],
)
def test_the_last_word_about_a_matter_counts(reported: Reported | None, word: Word | None, settled: By | None) -> None:
    assert settled_by(reported, word) is settled


def _lamp(*, settled: bool = False, matter_id: str = "") -> dict[str, Any]:
    return {"matter_id": matter_id or fresh(), "text": LAMP, "settled": settled}


def _send(client: ActingClient, person: Person, night: date, *matters: Mapping[str, Any]) -> dict[str, Any]:
    begun, ended = at("22:02", night.isoformat()), at("03:50", (night + timedelta(days=1)).isoformat())
    here = {"night": night.isoformat(), "started_at": begun, "ended_at": ended, "rounds": []}
    here["present"] = [{"member_id": str(person.member_id), "from": begun, "to": ended}]
    result = push_one(client, person, submit(person, body=body_of(person, open_matters=list(matters), **here)))
    assert result["status"] == "applied", result
    return result


def _page(client: ActingClient, reader: Person, path: str = "/matters") -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.get_data(as_text=True))


def _say(client: ActingClient, officer: Person, matter_id: str, do: str, words: str = "Đội điện đã thay bóng") -> int:
    return client.submit(f"/matters/{matter_id}", {"do": do, "words": words}, as_=officer).status_code


def test_a_matter_is_listed_from_its_first_night_until_the_team_ticks_it(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    lamp = _lamp()
    _send(client, binh, date(2026, 11, 12), lamp)
    _send(client, binh, date(2026, 11, 20), lamp)
    # A shift of a phone that had not heard of it does not make it forgotten.
    _send(client, binh, date(2026, 11, 21))
    with clock.frozen(MORNING):
        page = _page(client, ha)
        assert LAMP in page and "10 đêm" in page and "Từ đêm 12/11" in page and "ghi lại đêm 20/11" in page
        assert "tổ trưởng Nguyễn Văn Bình" in page

        _send(client, binh, date(2026, 11, 22), lamp | {"settled": True})

        assert LAMP not in _page(client, ha)
        assert "Tổ ghi đã xong" in _page(client, ha, "/matters?state=settled")


def test_a_report_taken_back_takes_its_words_about_a_matter_back(client: ActingClient, binh: Person, ha: Person) -> None:
    lamp = _lamp()
    _send(client, binh, date(2026, 11, 20), lamp)
    ticked = _send(client, binh, date(2026, 11, 21), lamp | {"settled": True})
    assert LAMP not in _page(client, ha)

    push_one(client, binh, operation(binh, "report.withdraw", report_id=ticked["report_id"], body={"reason": ""}))

    assert LAMP in _page(client, ha)


def test_the_office_settles_with_words_and_the_phone_hears_of_it(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person, ha: Person
) -> None:
    lamp = _lamp()
    _send(client, binh, date(2026, 11, 21), lamp)
    known = pull(client, hoa)
    assert entities(known, "matter")[lamp["matter_id"]]["text"] == LAMP

    assert _say(client, ha, lamp["matter_id"], "settle") == 303

    told = pull(client, hoa, known["cursor"])
    assert {"entity": "matter", "id": lamp["matter_id"], "reason": "settled"} in told["removed"]
    assert lamp["matter_id"] not in str(pull(client, thanh))
    done = _page(client, ha, "/matters?state=settled")
    assert "Cán bộ Lê Thị Thu Hà ghi đã xong" in done and "Đội điện đã thay bóng" in done
    with client.app.app_context():
        (note,) = notes_about(COMMUNE, as_uuid(lamp["matter_id"]))
    assert (note.kind, note.audience, note.facts) == ("matter.settled", "team", {})


def test_a_shift_that_had_not_heard_does_not_open_it_again_but_the_office_does(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    lamp = _lamp()
    _send(client, binh, date(2026, 11, 20), lamp)
    with clock.frozen(MORNING):
        _say(client, ha, lamp["matter_id"], "settle")
        _send(client, binh, date(2026, 11, 22), lamp)
        assert LAMP not in _page(client, ha)

        assert _say(client, ha, lamp["matter_id"], "reopen", "Lại tắt") == 303

        assert "Mở lại: “Lại tắt”" in _page(client, ha)
        assert entities(pull(client, binh), "matter")[lamp["matter_id"]]["settled"] is False


def test_what_the_office_asks_reaches_the_phone_and_is_carried_like_any_other(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    cursor = pull(client, binh)["cursor"]
    form = {"team": str(binh.team_id), "words": "Nhắc quán Hương đóng cửa đúng giờ"}

    assert client.submit("/matters", form, as_=ha).status_code == 303

    (matter,) = entities(pull(client, binh, cursor), "matter").values()
    assert (matter["text"], matter["report_id"]) == (form["words"], None)
    assert "chưa ca nào nhận" in _page(client, ha)
    carried = {"matter_id": matter["id"], "text": matter["text"], "settled": True}
    _send(client, binh, date(2026, 11, 21), carried)
    assert form["words"] not in _page(client, ha)


@pytest.mark.parametrize("form", [{"words": "Tuần tra ngõ 3"}, {"team": "Bình", "words": "x"}, {"words": ""}])
def test_a_matter_without_team_or_words_is_asked_again(client: ActingClient, ha: Person, form: dict[str, str]) -> None:
    assert client.submit("/matters", form, as_=ha).status_code == 422


def test_what_is_settled_twice_or_without_words_changes_nothing(client: ActingClient, binh: Person, ha: Person) -> None:
    lamp = _lamp()
    _send(client, binh, date(2026, 11, 21), lamp)
    assert _say(client, ha, lamp["matter_id"], "settle", " ") == 422
    assert _say(client, ha, lamp["matter_id"], "burn") == 400
    _say(client, ha, lamp["matter_id"], "settle")

    client.submit(f"/matters/{lamp['matter_id']}", {"do": "settle", "words": "x"}, as_=ha)

    assert "vừa có người ghi trước" in _page(client, ha, "/matters?state=settled")
    with client.app.app_context():
        assert len(notes_about(COMMUNE, as_uuid(lamp["matter_id"]))) == 1


def test_matters_belong_to_those_who_answer_for_the_village(
    client: ActingClient, binh: Person, khoi: Person, ha: Person, vinh: Person, cast: Cast
) -> None:
    theirs, lamp = _lamp() | {"text": "Cầu treo hỏng ván"}, _lamp()
    _send(client, khoi, date(2026, 11, 21), theirs)
    _send(client, binh, date(2026, 11, 21), lamp)

    assert "Cầu treo hỏng ván" in _page(client, vinh)
    assert LAMP not in _page(client, vinh, f"/matters?team={khoi.team_id}")
    for stranger in (ha, cast["dung"]):
        assert "Cầu treo hỏng ván" not in _page(client, stranger)
        assert _say(client, stranger, theirs["matter_id"], "settle") == 404
    assert client.get("/matters", as_=cast["loan"]).status_code == 403
    assert LAMP in _page(client, cast["tu"])
    assert _say(client, cast["tu"], lamp["matter_id"], "settle") == 403


def test_the_list_costs_the_same_however_long_it_is(client: ActingClient, binh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _page(client, ha)
        return len(seen)

    first = [_lamp(), _lamp()]
    _send(client, binh, date(2026, 11, 10), *first)
    _say(client, ha, first[0]["matter_id"], "settle")
    _say(client, ha, first[0]["matter_id"], "reopen")
    cost()
    little = cost()
    for day in range(11, 21):
        _send(client, binh, date(2026, 11, day), *first, _lamp(), _lamp(settled=True))

    assert cost() == little
