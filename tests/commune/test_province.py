"""A province sets what those of its communes inherit that have set nothing: from a day on, noted in each of their books."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.commune.models import SettingChange
from app.core import clock
from app.journal.models import JournalNote
from app.people import queries as people
from app.web.database import db
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import COMMUNE, OTHER_COMMUNE, PROVINCE, Cast, Person
from tests.commune.deciding import AFTERWARDS, LATER, TODAY, when
from tests.counting import counted_statements
from tests.nights import entities, pull
from tests.people.people import PASSWORD, give_password
from tests.web.strangers import FAR_COMMUNE, make_strangers

PAGE = "/province/settings"


@pytest.fixture(autouse=True)
def nothing_kept(inside: None) -> Iterator[None]:
    catalogue.forget()
    yield
    catalogue.forget()


def give(client: ActingClient, who: Person, key: str, value: str, since: str = TODAY) -> Any:
    return client.submit(f"{PAGE}/{key}", {"value": value, "since": since}, as_=who)


def value(key: str, commune_id: str, on: date = date(2026, 11, 21)) -> Any:
    return catalogue.value_on(key, on, commune_id)


def test_communes_inherit_it_phones_hear_of_it_and_the_own_word_goes_before(
    client: ActingClient, cast: Cast, son: Person, binh: Person, khanh: Person
) -> None:
    client.submit("/settings/pronoun", {"value": "anh chị", "since": TODAY}, as_=cast["dung"])
    cursors = {who.key: pull(client, who)["cursor"] for who in (binh, khanh)}

    assert give(client, son, "pronoun", "cô chú").status_code == 303
    assert give(client, son, "report_due", "07:15", LATER).status_code == 303

    told = {
        who.key: next(iter(entities(pull(client, who, cursors[who.key]), "team").values()))["settings"]["pronoun"]
        for who in (binh, khanh)
    }
    assert told == {"binh": "cô chú", "khanh": "anh chị"}
    page = client.get("/settings", as_=cast["vinh"]).text
    row = page[page.index('id="setting-pronoun"') :].split("</li>")[0]
    assert "cô chú" in row and "theo tỉnh" in row and "từ 21/11/2026" in row
    assert "theo tỉnh, từ 21/11/2026" in client.get("/settings/pronoun", as_=cast["vinh"]).text
    assert [value("report_due", COMMUNE, on) for on in (date(2026, 11, 30), date(2026, 12, 1))] == ["08:00", "07:15"]
    above = client.get(PAGE, as_=son).text
    mine = above[above.index('id="setting-pronoun"') :].split("</li>")[0]
    assert "1 xã đặt riêng" in mine and "theo tỉnh" not in mine


def test_it_is_noted_in_every_book_of_the_province_and_in_no_other(client: ActingClient, cast: Cast, son: Person) -> None:
    strangers = make_strangers(cast)
    give(client, son, "held_alarm_hours", "36", LATER)
    change = db.session.scalars(select(SettingChange)).one()
    assert (change.commune_id, change.account_id, change.before, change.value) == (PROVINCE, son.id, 24, 36)
    far = strangers["province-far"]
    assert far is not None
    assert client.submit(f"{PAGE}/changes/{change.id}/take-back", as_=far).status_code == 404
    assert client.submit(f"/settings/changes/{change.id}/take-back", as_=cast["vinh"]).status_code == 404
    assert client.submit(f"{PAGE}/changes/{change.id}/take-back", as_=son).status_code == 303

    db.session.rollback()
    notes = db.session.execute(
        select(JournalNote.commune_id, JournalNote.kind, JournalNote.actor).where(JournalNote.subject_id == change.id)
    ).all()
    kinds = ("setting.changed-by-province", "setting.taken-back-by-province")
    assert sorted(notes) == sorted((one, kind, f"account:{son.id}") for one in (COMMUNE, OTHER_COMMUNE) for kind in kinds)
    assert value("held_alarm_hours", FAR_COMMUNE, date(2026, 12, 2)) == value("held_alarm_hours", COMMUNE) == 24
    history = client.get(f"{PAGE}/held_alarm_hours", as_=son).text
    assert son.name in history and "đã bỏ" in history
    assert "Tỉnh đổi cài đặt" in client.get(f"/history/setting/{change.id}", as_=cast["vinh"]).text


def test_what_the_commune_sets_itself_and_the_door_to_it_are_not_the_provinces(
    client: ActingClient, cast: Cast, son: Person
) -> None:
    page = client.get(PAGE, as_=son).text
    assert "Số điện thoại trực ban" not in page and "preset." not in page and "Danh mục việc" not in page
    for key in ("duty_phone", "preset.night", "colour", "category.A02", "fields.F101"):
        assert client.get(f"{PAGE}/{key}", as_=son).status_code == 404
        assert give(client, son, key, "1").status_code == 404
    for who in ("vinh", "ha", "tu", "loan", "quan"):
        assert client.get(PAGE, as_=cast[who]).status_code == 403
        assert give(client, cast[who], "pronoun", "cô chú").status_code == 403
    assert client.get("/settings", as_=son).status_code == 403
    assert client.get("/categories", as_=son).status_code == 403
    assert 'href="/province/settings"' in client.get("/help", as_=son).text


def test_money_asks_for_the_password_and_counts_in_the_months_of_its_communes(
    client: ActingClient, cast: Cast, son: Person, ha: Person, binh: Person
) -> None:
    said = {"value": "12", "since": LATER}
    give_password(son)
    client.get(PAGE, as_=son)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert give(client, son, "allowance_cap_nights", "12", LATER).status_code == 404
        assert client.submit(f"{PAGE}/allowance_cap_nights/money", said, as_=son).status_code == 403
        proof = {"proof_password": PASSWORD, "proof_code": fresh_code(son.username)}
        db.session.rollback()
        assert client.submit(f"{PAGE}/allowance_cap_nights/money", said | proof, as_=son).status_code == 303
    caps = {month: client.get(f"/teams/{binh.team_id}/month/{month}", as_=ha).text for month in ("2026-11", "2026-12")}
    assert "10 đêm" in caps["2026-11"] and "12 đêm" in caps["2026-12"]
    with when(AFTERWARDS):
        assert people.phone_settings(COMMUNE, PROVINCE, date(2026, 12, 1))["allowance_cap_nights"] == 12


@pytest.mark.parametrize(
    ("text", "since", "words"),
    [
        ("0", TODAY, "Cần một số từ 1 đến 240"),
        ("24", TODAY, "Không có gì thay đổi"),
        ("30", "2026-11-20", "ở trước hôm nay"),
    ],
)
def test_what_makes_no_sense_is_said(client: ActingClient, son: Person, text: str, since: str, words: str) -> None:
    answer = give(client, son, "held_alarm_hours", text, since)
    assert answer.status_code == 422 and words in answer.text


def test_the_page_costs_the_same_whatever_communes_have_set(client: ActingClient, cast: Cast, son: Person) -> None:
    client.get(PAGE, as_=son)
    with counted_statements() as few:
        client.get(PAGE, as_=son)
    for who in ("vinh", "dung"):
        client.submit("/settings/pronoun", {"value": "anh chị", "since": TODAY}, as_=cast[who])
    give(client, son, "pronoun", "cô chú", LATER)
    with counted_statements() as many:
        client.get(PAGE, as_=son)
    assert len(many) == len(few)
