"""What a commune's own categories ask: added, changed, put in order and ended by form, from a day on; none is forgotten."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.catalogue.schemas import CatalogueOut
from app.commune.models import SettingChange
from app.commune.rules.questions import options_text, put, question_from
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.commune.deciding import AFTERWARDS, LATER, TODAY, when
from tests.commune.test_categories import OWN
from tests.counting import counted_statements
from tests.nights import body_of, fresh, incident, push_one, submit
from tests.roster.plans import NIGHT, plan

PAGE = "/categories/F101"
NUMBER = {"vi": "Số voi", "en": "Elephants", "unit": "con", "least": "1", "most": "60", "place": "1", "since": TODAY}
CHOICE = {"vi": "Gặp ở đâu", "options": "Trên nương | In the fields\nVen rừng\n", "place": "2", "since": TODAY}
YES = {"vi": "Đã báo kiểm lâm", "place": "3", "since": TODAY}


@pytest.fixture(autouse=True)
def own_category(client: ActingClient, vinh: Person, inside: None) -> Iterator[None]:
    """A commune with a category of its own, in a process that has kept nothing."""
    catalogue.forget()
    assert client.submit("/categories/new", OWN, as_=vinh).status_code == 303
    yield
    catalogue.forget()


def add(client: ActingClient, who: Person, kind: str, said: dict[str, str], **more: str) -> Any:
    return client.submit(f"{PAGE}/questions/new/{kind}", said | more, as_=who)


def asked(client: ActingClient, who: Person) -> list[dict[str, Any]]:
    """What the phone asks."""
    found = client.get("/api/v1/catalogue", as_=who).json
    assert CatalogueOut().validate(found) == {}
    fields: list[dict[str, Any]] = next(one for one in found["categories"] if one["code"] == "F101")["fields"]
    return fields


def test_questions_reach_phone_report_and_desk(client: ActingClient, vinh: Person, ha: Person, binh: Person) -> None:
    for kind, said in (("number", NUMBER), ("choice", CHOICE), ("yesno", YES)):
        assert add(client, vinh, kind, said).status_code == 303

    number, choice, yes = asked(client, binh)
    assert number == {
        **{"key": "f1", "vi": "Số voi", "en": "Elephants", "type": "number", "min": 1, "max": 60},
        **{"unit": "con", "unit_en": "con", "required": False, "police_only": False},
    }
    assert choice["options"][0] == {"code": "o1", "vi": "Trên nương", "en": "In the fields"}
    assert (yes["key"], yes["type"]) == ("f3", "yesno")
    (shift_id,) = plan(ha, binh, NIGHT)
    said = incident(category="F101", severity=4, details={"f1": 7, "f2": "o2", "f3": True})
    report_id = fresh()
    sent = submit(binh, shift_id=str(shift_id), report_id=report_id, body=body_of(binh, incidents=[said]))
    assert push_one(client, binh, sent)["status"] == "applied"
    page = client.get(f"/reports/{report_id}", as_=ha).text
    for words in ("Số voi", "7 con", "Gặp ở đâu", "Ven rừng", "Đã báo kiểm lâm"):
        assert words in page
    assert client.submit(f"{PAGE}/questions/f1", NUMBER | {"vi": "Đàn voi mấy con", "used": ""}, as_=vinh).status_code == 303
    assert client.submit(
        f"{PAGE}/questions/f2", CHOICE | {"place": "1", "options": "Trên nương\nGần nhà", "used": "y"}, as_=vinh
    ).location
    assert [one["key"] for one in asked(client, binh)] == ["f2", "f3"]
    assert [one["code"] for one in asked(client, binh)[0]["options"]] == ["o1", "o3"]
    page = client.get(f"/reports/{report_id}", as_=ha).text
    assert "7 con" in page and "Ven rừng" in page and "thôi hỏi" in client.get(PAGE, as_=vinh).text


def test_order_and_names_change_on_their_day_and_a_plan_can_be_taken_back(
    client: ActingClient, vinh: Person, binh: Person
) -> None:
    for kind, said in (("number", NUMBER), ("choice", CHOICE), ("yesno", YES)):
        add(client, vinh, kind, said)
    version = client.get("/api/v1/sync/changes", as_=binh).json["catalogue_version"]
    moved = YES | {"vi": "Đã báo kiểm lâm chưa", "place": "1", "used": "y", "since": LATER}
    assert client.submit(f"{PAGE}/questions/f3", moved, as_=vinh).status_code == 303

    assert [one["key"] for one in asked(client, binh)] == ["f1", "f2", "f3"]
    with when(AFTERWARDS):
        assert next((one["key"], one["vi"]) for one in asked(client, binh)) == ("f3", "Đã báo kiểm lâm chưa")
        assert client.get("/api/v1/sync/changes", as_=binh).json["catalogue_version"] != version
    # A change before that day would be undone by it.
    early = client.submit(f"{PAGE}/questions/f1", NUMBER | {"vi": "Mấy con", "used": "y"}, as_=vinh)
    assert early.status_code == 422 and "Đã định một thay đổi cho ngày sau đó" in early.text
    page = client.get(PAGE, as_=vinh).text
    change = re.search(r"/settings/changes/([0-9a-f-]+)/take-back", page)
    assert change and "từ 01/12/2026" in page
    assert client.submit(change[0], as_=vinh).location == PAGE
    assert client.submit(f"{PAGE}/questions/f1", NUMBER | {"vi": "Mấy con", "used": "y"}, as_=vinh).status_code == 303
    with when(AFTERWARDS):
        assert [one["vi"] for one in asked(client, binh)] == ["Mấy con", "Gặp ở đâu", "Đã báo kiểm lâm"]


def test_a_key_is_never_given_twice(client: ActingClient, vinh: Person, binh: Person) -> None:
    add(client, vinh, "yesno", YES, since=LATER, place="1")
    planned = db.session.scalars(select(SettingChange)).one()
    client.submit(f"/settings/changes/{planned.id}/take-back", as_=vinh)
    add(client, vinh, "text", {"vi": "Hướng đi", "police_only": "y"}, since=TODAY, place="1")

    assert [(one["key"], one["police_only"], one["max_length"]) for one in asked(client, binh)] == [("f2", True, 60)]


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("yesno", YES | {"vi": "Họ và tên đối tượng"}, "không hỏi tên"),
        ("text", YES | {"vi": "Số CCCD", "police_only": "y"}, "không hỏi tên"),
        ("text", YES | {"vi": "Biển số xe"}, "không hỏi tên"),
        ("number", NUMBER | {"least": "9", "most": "9"}, "số sau lớn hơn"),
        ("number", NUMBER | {"most": "-1"}, "số sau lớn hơn"),
        ("choice", CHOICE | {"options": "Một"}, "Cần 2–8 câu trả lời"),
        ("yesno", YES | {"since": "2026-11-20"}, "không được ở trước hôm nay"),
        ("yesno", YES | {"vi": ""}, "Xin điền mục này"),
    ],
)
def test_what_makes_no_sense_is_said(
    client: ActingClient, vinh: Person, kind: str, said: dict[str, str], words: str
) -> None:
    answer = add(client, vinh, kind, said | {"place": "1"})
    assert answer.status_code == 422
    assert words in answer.text


def test_six_are_enough_and_none_is_asked_twice(client: ActingClient, vinh: Person) -> None:
    for number in range(6):
        assert add(client, vinh, "time", {"vi": f"Giờ {number}"}, since=TODAY, place="1").status_code == 303
    assert "Nhiều nhất 6 câu hỏi" in add(client, vinh, "time", {"vi": "Giờ 7"}, since=TODAY, place="1").text
    again = add(client, vinh, "time", {"vi": "giờ 3"}, since=TODAY, place="1")
    assert "đã hỏi câu như vậy" in again.text
    assert "Thêm câu hỏi" not in client.get(PAGE, as_=vinh).text


def test_only_the_chief_asks_and_only_in_categories_of_the_own(
    client: ActingClient, vinh: Person, dung: Person, ha: Person
) -> None:
    add(client, vinh, "yesno", YES, place="1")
    path = f"{PAGE}/questions/f1"
    assert [client.get(path, as_=one).status_code for one in (vinh, dung, ha)] == [200, 404, 403]
    assert client.submit(path, YES | {"used": "y"}, as_=dung).status_code == 404
    for wrong in (f"{PAGE}/questions/f9", f"{PAGE}/questions/new/name", "/categories/A02/questions/new/yesno"):
        assert client.get(wrong, as_=vinh).status_code == 404
    assert "Máy hỏi gì thêm" not in client.get("/categories/A02", as_=vinh).text


def test_an_answer_that_is_gone_comes_back_with_its_code() -> None:
    first, _ = question_from({"vi": "Ở đâu", "type": "choice", "options": "Nương\nRừng"}, None, "f1")
    second, _ = question_from({"vi": "Ở đâu", "options": "Nương\nNhà"}, first, "f1")
    third, faults = question_from({"vi": "Ở đâu", "options": "Rừng\nNhà"}, second, "f1")
    assert [(one["code"], one.get("ended", False)) for one in third["options"]] == [
        ("o2", False),
        ("o3", False),
        ("o1", True),
    ]
    assert (faults, options_text(third)) == ([], "Rừng\nNhà")
    kept, crowded = put([first | {"key": "f2", "vi": "Khi nào"}], third, 99)
    assert ([one["key"] for one in kept], crowded) == (["f2", "f1"], [])


def test_the_catalogue_costs_the_same_whatever_is_asked(client: ActingClient, vinh: Person, binh: Person) -> None:
    counts = []
    client.get("/api/v1/catalogue", as_=binh)
    for number in range(3):
        catalogue.forget()
        with counted_statements() as statements:
            client.get("/api/v1/catalogue", as_=binh)
        counts.append(len(statements))
        add(client, vinh, "time", {"vi": f"Giờ {number}"}, since=TODAY, place="1")
    assert len(set(counts)) == 1
