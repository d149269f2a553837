"""The desk's page: a file is handed in by a form, and what it brought is read in words."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.reports.models import Report
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.nights import body_of, fresh, photo, submit
from tests.rescue.writing import Body

MakeFile = Callable[..., bytes]


def hand_in(client: ActingClient, who: Person, file: bytes, **more: Any) -> TestResponse:
    return client.submit("/rescue", {"file": (io.BytesIO(file), "keng-20261122.keng")}, as_=who, **more)


def words_of(answer: TestResponse) -> str:
    """What the page says, without its markup."""
    main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_page_says_whose_file_it_was_and_what_came(
    client: ActingClient, binh: Person, ha: Person, picture: bytes, file_of: MakeFile
) -> None:
    announced = photo(picture, width=1200, height=900)
    op = submit(binh, photos=[announced])

    said = words_of(hand_in(client, ha, file_of(binh, [op], [(announced["photo_id"], picture)]), page="/rescue"))

    assert "Tổ BVANTT thôn Suối Cạn" in said
    assert "Máy của Nguyễn Văn Bình, tệp ghi 5:10 ngày 22/11" in said
    assert "Đêm 21 rạng sáng 22/11" in said and "Vừa vào sổ" in said
    assert "1 ảnh vừa nhận" in said


def test_the_same_file_again_says_that_all_of_it_was_there(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    file = file_of(binh, [submit(binh)])
    hand_in(client, ha, file)

    said = words_of(hand_in(client, ha, file))

    assert "Có từ trước" in said and "Vừa vào sổ" not in said
    assert db.session.query(Report).count() == 1


def test_what_waits_for_a_person_leads_to_where_it_is_settled(
    client: ActingClient, binh: Person, ha: Person, picture: bytes, file_of: MakeFile, revoke: Callable[[Person], None]
) -> None:
    announced = photo(picture)
    op = submit(binh, photos=[announced])
    revoke(binh)

    answer = hand_in(client, ha, file_of(binh, [op], [(announced["photo_id"], picture)]))

    said = words_of(answer)
    assert "Máy này đã bị khóa" in said and "1 ảnh chờ báo cáo" in said and "Xin giữ tệp" in said
    assert 'href="/held"' in answer.get_data(as_text=True)
    assert op["op_id"] in client.get("/held", as_=ha).get_data(as_text=True)


def test_a_damaged_file_says_what_to_do(client: ActingClient, binh: Person, ha: Person, file_of: MakeFile) -> None:
    file = bytearray(file_of(binh, [submit(binh)]))
    file[-1] ^= 1

    answer = hand_in(client, ha, bytes(file))

    assert answer.status_code == 422
    assert "Tệp bị hỏng khi chép, xin chép lại từ máy" in words_of(answer)


def test_something_else_than_a_file_of_a_phone_changes_nothing(client: ActingClient, ha: Person) -> None:
    said = words_of(hand_in(client, ha, b"%PDF-1.7"))

    assert "Tệp này không phải tệp cứu hộ của Kẻng" in said and "Chưa có gì vào sổ" in said


def test_without_a_file_the_form_asks_for_one(client: ActingClient, ha: Person) -> None:
    answer = client.submit("/rescue", as_=ha)

    assert answer.status_code == 422
    assert "Xin chọn tệp trước" in words_of(answer)


def test_a_form_of_another_page_is_refused(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    file = file_of(binh, [submit(binh)])
    client.get("/rescue", as_=ha)

    answer = client.post("/rescue", data={"file": (io.BytesIO(file), "x.keng"), "csrf_token": "guessed"}, as_=ha)

    assert answer.status_code == 422
    assert "Trang đã mở quá lâu" in words_of(answer)
    assert db.session.query(Report).count() == 0


@pytest.mark.parametrize("stranger", ["loan", "sau", "son", "quan"])
def test_only_the_police_find_the_page(client: ActingClient, cast: Cast, stranger: str) -> None:
    assert client.get("/rescue", as_=cast[stranger]).status_code == 403
    assert "/rescue" not in client.get("/help", as_=cast[stranger]).get_data(as_text=True)


def test_the_police_find_it_among_all_pages(client: ActingClient, ha: Person) -> None:
    assert 'href="/rescue"' in client.get("/pages", as_=ha).get_data(as_text=True)


def test_a_stranger_s_file_is_not_even_read(client: ActingClient, loan: Person) -> None:
    body = Body(iter([]), 50_000_000)

    answer = client.post("/rescue", input_stream=body, content_type="multipart/form-data; boundary=x", as_=loan)

    assert (answer.status_code, body.was_read) == (403, False)


def test_a_file_larger_than_a_photo_passes_the_form(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile
) -> None:
    photos = [(fresh(), bytes(4_000_000)) for _ in range(4)]

    answer = hand_in(client, ha, file_of(binh, [submit(binh, body=body_of(binh))], photos))

    assert answer.status_code == 200
    assert "4 ảnh chờ báo cáo" in words_of(answer)
