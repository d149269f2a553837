"""The chief sets what the commune does, from a day on; the past keeps what held then, and a plan can be taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.commune import rules
from app.commune.models import SettingChange
from app.core import clock
from app.journal.models import JournalNote
from app.people import queries as people
from app.web.database import db
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import COMMUNE, Cast, Person
from tests.commune.deciding import AFTERWARDS, LATER, TODAY, when
from tests.counting import counted_statements
from tests.people.people import PASSWORD, give_password


def value(key: str, on: date) -> object:
    return catalogue.get_setting(key, on=on, commune_id=COMMUNE)


def test_a_change_counts_from_its_day_and_reaches_the_phones(
    client: ActingClient, vinh: Person, binh: Person, inside: None
) -> None:
    before = client.get("/api/v1/sync/changes", as_=binh).json
    kept = client.submit("/settings/report_due", {"value": "7h30", "since": LATER}, page="/settings/report_due", as_=vinh)
    now = client.submit("/settings/duty_phone", {"value": "0263 384 0113", "since": TODAY}, as_=vinh)

    assert (kept.status_code, now.status_code) == (303, 303)
    assert [value("report_due", date(2026, 11, day)) for day in (21, 30)] == ["08:00", "08:00"]
    assert value("report_due", date(2026, 12, 1)) == "07:30"
    assert value("duty_phone", date(2026, 11, 21)) == "02633840113"
    page = client.get("/settings", as_=vinh).text
    assert "từ 01/12/2026" in page and "02633840113" in page
    pulled = client.get(f"/api/v1/sync/changes?cursor={before['cursor']}", as_=binh).json
    (team,) = [one for one in pulled["changes"] if one["entity"] == "team"]
    assert team["settings"]["duty_phone"] == "02633840113"
    kinds = db.session.scalars(select(JournalNote.kind).where(JournalNote.kind.like("setting.%"))).all()
    assert kinds == ["setting.changed", "setting.changed"]


def test_the_history_tells_who_changed_what_and_a_plan_can_be_taken_back(
    client: ActingClient, vinh: Person, inside: None
) -> None:
    for text, since in (("Cô chú", TODAY), ("cô chú", TODAY), ("anh chị", LATER)):
        client.submit("/settings/pronoun", {"value": text, "since": since}, as_=vinh)
    planned = db.session.scalars(select(SettingChange).where(SettingChange.since == date(2026, 12, 1))).one()

    page = client.get("/settings/pronoun", as_=vinh).text
    assert page.count(vinh.name) >= 3 and "chưa tới ngày" in page and "bác</span>" in page
    client.submit(f"/settings/changes/{planned.id}/take-back", as_=vinh)
    again = client.submit(f"/settings/changes/{planned.id}/take-back", as_=vinh, follow_redirects=True)

    db.session.rollback()
    assert value("pronoun", date(2026, 12, 1)) == "cô chú"
    assert "đã được bỏ" in again.text
    assert "đã bỏ" in client.get("/settings/pronoun", as_=vinh).text
    gone = db.session.scalars(select(SettingChange).where(SettingChange.since == date(2026, 11, 21))).one()
    assert client.submit(f"/settings/changes/{gone.id}/take-back", as_=vinh).status_code == 303
    assert value("pronoun", date(2026, 11, 21)) == "cô chú"


def test_another_plan_for_the_same_day_takes_the_place_of_the_first(
    client: ActingClient, vinh: Person, inside: None
) -> None:
    for text in ("20", "30"):
        client.submit("/settings/held_alarm_hours", {"value": text, "since": LATER}, as_=vinh)

    assert value("held_alarm_hours", date(2026, 12, 2)) == 30
    page = client.get("/settings/held_alarm_hours", as_=vinh).text
    assert page.count("Bỏ thay đổi này") == 1 and "đã bỏ" in page


def test_money_asks_for_the_password_again_and_old_months_keep_their_cap(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, inside: None
) -> None:
    path, said = "/settings/allowance_cap_nights/money", {"value": "12", "since": LATER}
    give_password(vinh)
    client.get("/settings", as_=vinh)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        asked = client.submit(path, said, as_=vinh)
        assert asked.status_code == 403 and 'name="value" value="12"' in asked.text
        assert client.submit("/settings/allowance_cap_nights", said, as_=vinh).status_code == 404
        proof = {"proof_password": PASSWORD, "proof_code": fresh_code(vinh.username)}
        db.session.rollback()
        assert client.submit(path, said | proof, as_=vinh).status_code == 303

    planned = db.session.scalars(select(SettingChange)).one()
    assert f"/settings/changes/{planned.id}/take-back/money" in client.get("/settings", as_=vinh).text
    assert client.submit(f"/settings/changes/{planned.id}/take-back", as_=vinh).status_code == 404
    caps = {month: client.get(f"/teams/{binh.team_id}/month/{month}", as_=ha).text for month in ("2026-11", "2026-12")}
    assert "10 đêm" in caps["2026-11"] and "12 đêm" in caps["2026-12"]
    assert people.phone_settings(COMMUNE, None, date(2026, 12, 1))["allowance_cap_nights"] == 12


def test_a_usual_shift_has_new_hours_from_its_day_on(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, inside: None
) -> None:
    client.submit("/settings/preset.night", {"value": "21:30 – 3h", "since": LATER}, as_=vinh)

    hours = catalogue.preset_hours(COMMUNE)
    assert [f"{hours.on('night', date(2026, month, day))[0]:%H:%M}" for month, day in ((11, 30), (12, 1))] == [
        "22:00",
        "21:30",
    ]
    presets = client.get("/api/v1/catalogue", as_=binh).json["presets"]
    assert next(one for one in presets if one["code"] == "night")["start"] == "22:00"
    with when(AFTERWARDS):
        presets = client.get("/api/v1/catalogue", as_=binh).json["presets"]
        assert next(one for one in presets if one["code"] == "night")["start"] == "21:30"


@pytest.mark.parametrize(
    ("key", "text", "since", "words"),
    [
        ("held_alarm_hours", "0", TODAY, "Cần một số từ 1 đến 240"),
        ("held_alarm_hours", "½", TODAY, "Cần một số từ 1 đến 240"),
        ("held_alarm_hours", "24", TODAY, "Không có gì thay đổi"),
        ("held_alarm_hours", "30", "2026-11-20", "Ngày có hiệu lực không được ở trước hôm nay"),
        ("held_alarm_hours", "30", "2028-01-01", "trong vòng một năm"),
        ("held_alarm_hours", "30", "", "Xin chọn ngày có hiệu lực"),
        ("report_due", "25:00", TODAY, "Cần giờ dạng 22:00"),
        ("preset.night", "22:00", TODAY, "Cần hai giờ"),
        ("duty_phone", "trực ban", TODAY, "chỉ gồm chữ số"),
        ("emergency", "Công an 113", TODAY, "Mỗi dòng: số, rồi tên"),
        ("pronoun", "ngài", TODAY, "Not a valid choice|không hợp lệ|Chọn một trong"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_kept(
    client: ActingClient, vinh: Person, key: str, text: str, since: str, words: str
) -> None:
    answer = client.submit(f"/settings/{key}", {"value": text, "since": since}, as_=vinh)

    assert answer.status_code == 422
    assert any(one in answer.text for one in words.split("|"))


def test_every_setting_is_read_as_it_is_written() -> None:
    values = {
        rules.NUMBER: 5,
        rules.CLOCK: "07:30",
        rules.WINDOW: {"start": "22:00", "end": "06:00"},
        rules.PHONE: "0900000113",
        rules.WORD: "",
        rules.NUMBERS: [{"number": "113", "label": "Công an", "label_en": "Police"}],
    }
    for kind, known in values.items():
        sort = rules.Sort(kind, 0, 10, "đêm")
        assert rules.read_value(sort, rules.write_value(sort, known)) == known


def test_only_the_chief_decides_and_only_for_the_own_commune(client: ActingClient, cast: Cast, inside: None) -> None:
    for key in ("ha", "tu", "loan", "son", "quan"):
        assert client.get("/settings", as_=cast[key]).status_code == 403
        assert client.submit("/settings/pronoun", {"value": "cô chú", "since": TODAY}, as_=cast[key]).status_code == 403
    client.submit("/settings/pronoun", {"value": "cô chú", "since": LATER}, as_=cast["vinh"])
    planned = db.session.scalars(select(SettingChange)).one()

    assert client.submit(f"/settings/changes/{planned.id}/take-back", as_=cast["dung"]).status_code == 404
    assert "Chưa đổi lần nào" in client.get("/settings/pronoun", as_=cast["dung"]).text
    assert client.get("/settings/colour", as_=cast["vinh"]).status_code == 404


def test_the_page_costs_the_same_whatever_was_changed(client: ActingClient, vinh: Person) -> None:
    client.get("/settings", as_=vinh)
    with counted_statements() as few:
        client.get("/settings", as_=vinh)
    for number in range(5):
        client.submit("/settings/held_alarm_hours", {"value": str(30 + number), "since": LATER}, as_=vinh)
    with counted_statements() as many:
        client.get("/settings", as_=vinh)

    assert len(many) == len(few)
