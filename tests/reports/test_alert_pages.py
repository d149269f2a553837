"""At the desk an urgent alert stands above every page of the police until somebody has acknowledged it."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.nights import following, push, push_one, raised

ASKS = "Tin khẩn chưa ai nhận"


def _page(client: ActingClient, path: str, reader: Person) -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def _press(client: ActingClient, officer: Person, op: dict[str, dict[str, str]], page: str = "/help") -> str:
    """Press "Đã nhận tin" on a page; gives the page that comes then."""
    done = client.submit(f"/alerts/{op['body']['alert_id']}", {"next": page}, page=page, as_=officer)
    assert done.status_code == 303
    assert done.headers["Location"].endswith(page)
    return _page(client, done.headers["Location"], officer)


@pytest.mark.parametrize("page", ["/queue", "/feed", "/teams", "/help", "/alerts"])
@pytest.mark.parametrize("who", ["tu", "ha", "vinh"])
def test_police_see_it_above_every_page(client: ActingClient, cast: Cast, binh: Person, who: str, page: str) -> None:
    push_one(client, binh, raised(binh, place="Cổng chợ"))

    shown = _page(client, page, cast[who])

    assert ASKS in shown
    assert re.search(r"Tin khẩn: [^<]*[Cc]háy", shown)
    for words in ("Tổ BVANTT thôn Suối Cạn", "Cổng chợ", "Báo lúc 22\u00a0giờ\u00a029.", "Khẩn cấp"):
        assert words in shown


@pytest.mark.parametrize("who", ["loan", "sau", "son", "quan", "lam", "dung"])
def test_nobody_else_sees_it(client: ActingClient, cast: Cast, binh: Person, who: str) -> None:
    push_one(client, binh, raised(binh))

    assert ASKS not in _page(client, "/help", cast[who])


@pytest.mark.parametrize("who", ["loan", "son", "quan"])
def test_only_police_may_open_its_doors(client: ActingClient, cast: Cast, binh: Person, who: str) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    assert client.get("/alerts", as_=cast[who]).status_code == 403
    assert client.get("/alerts/open", as_=cast[who]).status_code == 403
    assert client.submit(f"/alerts/{op['body']['alert_id']}", as_=cast[who]).status_code == 403


@pytest.mark.parametrize("who", ["lam", "dung"])
def test_an_alert_out_of_scope_is_not_found(client: ActingClient, cast: Cast, binh: Person, who: str) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    assert client.submit(f"/alerts/{op['body']['alert_id']}", as_=cast[who]).status_code == 404


def test_one_tap_takes_it_down_and_leads_back(client: ActingClient, cast: Cast, binh: Person) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    then = _press(client, cast["tu"], op)

    assert ASKS not in then
    assert "Đã nhận tin. Máy của tổ sẽ hiện ngay khi có mạng." in then


def test_the_second_officer_is_told_who_was_first(client: ActingClient, cast: Cast, binh: Person, vinh: Person) -> None:
    op = raised(binh)
    push_one(client, binh, op)
    _press(client, cast["tu"], op)

    then = _press(client, vinh, op)

    assert "Trực ban Hoàng Minh Tú đã nhận tin này trước, lúc 22\u00a0giờ\u00a030." in then


def test_what_the_team_called_off_asks_nobody(client: ActingClient, binh: Person, vinh: Person) -> None:
    op = raised(binh)
    push(client, binh, op, following(binh, op, cancelled=True))

    assert ASKS not in _page(client, "/help", vinh)
    assert "Tổ đã rút" in _page(client, "/alerts", vinh)
    assert "Tổ đã rút tin này." in _press(client, vinh, op)


def test_the_page_tells_raised_received_and_acknowledged(
    client: ActingClient, cast: Cast, binh: Person, vinh: Person
) -> None:
    op = raised(binh)
    push_one(client, binh, op)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        _press(client, cast["tu"], op)
        shown = _page(client, "/alerts", vinh)

    for words in ("22:29 ngày 21/11", "22:30 ngày 21/11", "22:33 ngày 21/11, Trực ban Hoàng Minh Tú", "sau 3 phút"):
        assert words in shown


def test_words_of_the_team_are_shown_as_words(client: ActingClient, binh: Person, vinh: Person) -> None:
    push_one(client, binh, raised(binh, place="<b>chợ</b>"))

    shown = _page(client, "/alerts", vinh)

    assert "<b>chợ</b>" not in shown
    assert shown.count("&lt;b&gt;chợ&lt;/b&gt;") == 2


def test_a_page_that_looks_again_pays_nothing_until_something_changes(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    first = client.get("/alerts/open", as_=vinh)
    again = client.get("/alerts/open", headers={"If-None-Match": first.headers["ETag"]}, as_=vinh)
    op = raised(binh)
    push_one(client, binh, op)
    then = client.get("/alerts/open", headers={"If-None-Match": first.headers["ETag"]}, as_=vinh)

    assert (first.status_code, again.status_code, then.status_code) == (200, 304, 200)
    assert ASKS not in first.get_data(as_text=True)
    assert ASKS in then.get_data(as_text=True)
    assert f'data-alerts-tag="{then.headers["ETag"].strip(chr(34))}"' in _page(client, "/help", vinh)


def test_pressed_by_the_script_the_banner_alone_comes_back(client: ActingClient, cast: Cast, binh: Person) -> None:
    op, other = raised(binh), raised(binh, category="D02", severity=3)
    push(client, binh, op, other)

    part = client.submit(
        f"/alerts/{op['body']['alert_id']}", page="/help", headers={"Keng-Part": "alerts"}, as_=cast["tu"]
    ).get_data(as_text=True)

    assert "<html" not in part
    assert "Đã nhận tin. Máy của tổ" in part
    assert other["body"]["alert_id"] in part and op["body"]["alert_id"] not in part


def test_the_banner_costs_one_statement_for_one_alert_or_six(client: ActingClient, binh: Person, vinh: Person) -> None:
    push_one(client, binh, raised(binh))
    _page(client, "/help", vinh)
    with counted_statements() as one:
        _page(client, "/help", vinh)
    push(client, binh, *[raised(binh) for _ in range(5)])
    with counted_statements() as six:
        shown = _page(client, "/help", vinh)

    assert len(one) == len(six)
    assert "Còn 3 tin nữa" in shown


@pytest.mark.parametrize(("who", "after"), [("tu", 0), ("ha", 120), ("vinh", 120)])
def test_the_duty_desk_rings_at_once_and_the_others_when_nobody_answers(
    client: ActingClient, cast: Cast, binh: Person, who: str, after: int
) -> None:
    push_one(client, binh, raised(binh))

    assert f'data-rings-after="{after}"' in _page(client, "/help", cast[who])


@pytest.mark.parametrize(("seconds", "is_late"), [(119, False), (120, True)])
def test_after_two_minutes_the_banner_calls_whoever_sees_it(
    client: ActingClient, binh: Person, vinh: Person, seconds: int, is_late: bool
) -> None:
    push_one(client, binh, raised(binh))

    with clock.frozen(clock.now() + timedelta(seconds=seconds)):
        page = _page(client, "/help", vinh)

    assert ('data-alert-late="120" hidden' not in page) == is_late
    assert "Quá 2 phút chưa ai nhận." in page
