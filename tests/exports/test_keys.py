"""Keys for programs: what they open, for how long, whose eyes they have; and reading on after a cursor."""

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.core import clock
from app.exports import service
from app.exports.models import ExportKey
from app.journal.models import AccessNote
from app.people import service as people
from app.reports.models import Report
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.conftest import TONIGHT
from tests.exports.taking import send_night
from tests.histories import Commune, move

REPORTS, LOG = "/api/v1/exports/reports", "/api/v1/exports/activity-log.csv"
INCIDENTS = "/api/v1/exports/incidents.jsonl"
LAST = date(2026, 12, 31)


def key_of(client: ActingClient, who: Person, *scopes: str, last: date = LAST) -> str:
    with client.app.app_context(), unit_of_work():
        return service.make_key(who.actor(), "Phần mềm của xã", list(scopes or ("reports",)), last).token


def ask(client: ActingClient, token: str, path: str = REPORTS, **asked: Any) -> TestResponse:
    return client.get(path, query_string=asked, headers={"Authorization": f"Bearer {token}"})


def read(answer: TestResponse) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    assert answer.status_code == 200, answer.text
    head, *rows = [json.loads(line) for line in answer.text.splitlines()]
    return head, rows


def read_all(client: ActingClient, token: str, cursor: str | None, limit: int) -> tuple[str, list[dict[str, Any]]]:
    found: list[dict[str, Any]] = []
    while True:
        head, rows = read(ask(client, token, limit=limit, **({"cursor": cursor} if cursor else {})))
        found, cursor = found + rows, head["cursor"]
        if not head["more"]:
            return cursor or "", found


def test_a_key_is_made_on_ones_page_shown_once_and_kept_as_a_digest(client: ActingClient, ha: Person, inside: None) -> None:
    form = {"name": "Phần mềm của xã", "scopes": ["reports", "incidents"], "last_day": "2026-12-31"}
    answer = client.submit("/account/keys", form, as_=ha)

    token = answer.get_data(as_text=True).partition('value="keng_')[2].partition('"')[0]
    assert answer.status_code == 201 and len(token) > 40
    assert ask(client, f"keng_{token}").status_code == 200
    page = client.get("/account/keys", as_=ha).get_data(as_text=True)
    assert token not in page and "Phần mềm của xã" in page and "dùng lần cuối" in page
    assert token.encode() not in db.session.query(ExportKey).one().token_hash


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["photos"]}, {"last_day": "2027-11-23"}, {"last_day": "2026-11-20"}]
)
def test_a_key_needs_a_name_a_scope_and_an_end_within_a_year(
    client: ActingClient, ha: Person, wrong: Any, inside: None
) -> None:
    form = {"name": "Phần mềm của xã", "scopes": ["reports"], "last_day": "2026-12-31"} | wrong

    assert client.submit("/account/keys", form, as_=ha).status_code == 422
    assert db.session.query(ExportKey).count() == 0


def test_making_one_wants_the_password_again(client: ActingClient, ha: Person, inside: None) -> None:
    client.get("/account/keys", as_=ha)
    with clock.frozen(TONIGHT + timedelta(minutes=11)):
        form = {"name": "Phần mềm", "scopes": ["reports"], "last_day": "2026-12-31"}
        assert client.submit("/account/keys", form, as_=ha).status_code == 403
    assert db.session.query(ExportKey).count() == 0


def test_a_key_opens_what_it_names_and_nothing_else(client: ActingClient, ha: Person) -> None:
    token = key_of(client, ha, "incidents")

    assert ask(client, token, INCIDENTS).status_code == 200
    assert [ask(client, token, path).status_code for path in (REPORTS, LOG)] == [403, 403]
    elsewhere = (
        "/api/v1/reports",
        "/api/v1/me",
        "/api/v1/feed",
        "/queue",
        "/exports",
        "/account/keys",
        "/exports/reports.csv",
    )
    assert {ask(client, token, path).status_code for path in elsewhere} <= {401, 302}


def test_it_sees_what_its_owner_sees_today(
    client: ActingClient, binh: Person, khoi: Person, ha: Person, lam: Person
) -> None:
    mine, other = send_night(client, binh), send_night(client, khoi)

    seen = {who.key: [row["report_id"] for row in read(ask(client, key_of(client, who)))[1]] for who in (ha, lam)}

    assert seen == {"ha": [mine], "lam": [other]}


def test_the_committees_key_reads_the_log_and_no_report_by_its_number(
    client: ActingClient, loan: Person, binh: Person
) -> None:
    send_night(client, binh)
    token = key_of(client, loan)

    assert ask(client, token, LOG).status_code == 200
    assert ask(client, token, REPORTS).status_code == 403


def test_it_is_over_after_its_last_day(client: ActingClient, ha: Person) -> None:
    token = key_of(client, ha, last=date(2026, 11, 22))

    for after, status in ((timedelta(hours=25), 200), (timedelta(hours=26), 401)):
        with clock.frozen(TONIGHT + after):
            assert ask(client, token).status_code == status


@pytest.mark.parametrize("deed", ["revoked", "closed", "another role", "a new password"])
def test_it_dies_when_it_is_revoked_and_with_its_account(
    client: ActingClient, ha: Person, vinh: Person, deed: str, inside: None
) -> None:
    token = key_of(client, ha)
    assert ask(client, token).status_code == 200

    with client.app.app_context(), unit_of_work():
        if deed == "closed":
            people.close_account(vinh.actor(), ha.username)
        elif deed == "another role":
            people.change_account(vinh.actor(), ha.username, name=ha.name, role="duty")
        elif deed == "a new password":
            link = people.make_password_link(vinh.actor(), ha.username)
            people.set_password(link.token, "một hai ba bốn năm")
        else:
            service.revoke_key(ha.actor(), db.session.query(ExportKey).one().id)

    assert ask(client, token).status_code == 401
    assert db.session.query(ExportKey).one().revoked_at is not None, "and does not come back with the role"


def test_another_name_ends_no_key(client: ActingClient, ha: Person, vinh: Person) -> None:
    token = key_of(client, ha)
    with client.app.app_context(), unit_of_work():
        people.change_account(
            vinh.actor(), ha.username, name="Lê Thu Hà", role="officer", village_ids=frozenset(ha.village_ids)
        )

    assert read(ask(client, token))[0]["exported_by"] == "Lê Thu Hà"


def test_wrong_keys_make_the_door_wait(client: ActingClient) -> None:
    answers = [ask(client, f"keng_{number}").status_code for number in range(25)]

    assert answers[:10] == [401] * 10 and answers[-1] == 429
    assert ask(client, "", LOG).status_code == 429


def test_reading_is_noted_under_the_keys_name(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    send_night(client, binh)
    read(ask(client, key_of(client, ha)))

    noted = db.session.query(AccessNote).filter_by(action="export.file").one()
    assert (noted.account_id, noted.facts["reason"], noted.facts["rows"]) == (ha.id, "Phần mềm của xã", 1)


def test_a_cursor_is_its_readers_and_of_this_history(client: ActingClient, ha: Person, lam: Person) -> None:
    head, _ = read(ask(client, key_of(client, ha)))

    assert ask(client, key_of(client, lam), cursor=head["cursor"]).json["type"] == "/problems/scope-changed"
    assert ask(client, key_of(client, ha), cursor=head["cursor"][:-2]).json["type"] == "/problems/bad-cursor"


def test_a_change_behind_the_reader_comes_once_more(client: ActingClient, binh: Person, thanh: Person, vinh: Person) -> None:
    first, second = send_night(client, binh), send_night(client, thanh)
    token = key_of(client, vinh)
    cursor, rows = read_all(client, token, None, 1)
    assert [row["report_id"] for row in rows] == [first, second]

    move(client, vinh, first, "approve")

    cursor, rows = read_all(client, token, cursor, 1)
    assert [(row["report_id"], row["state"]) for row in rows] == [(first, "Đã duyệt")]
    assert read_all(client, token, cursor, 1)[1] == []


@pytest.mark.parametrize("seed", [3, 11, 27])
def test_a_reader_of_any_history_gets_each_changed_report_once_and_no_other(
    client: ActingClient, seed: int, binh: Person, thanh: Person, khoi: Person, vinh: Person, inside: None
) -> None:
    """Whatever happened between two readings: what has another row than before comes once, the rest not at all unless a note
    was written about it; in the end the reader has what a new one would get."""
    chance = random.Random(seed)
    commune, token = Commune(client, chance, [binh, thanh, khoi], vinh), key_of(client, vinh)
    cursor: str | None = None
    held: dict[str, dict[str, Any]] = {}
    for _ in range(5):
        deeds = [
            commune.send,
            commune.part,
            commune.addendum,
            commune.amend,
            commune.correct,
            commune.decide,
            commune.withdraw,
        ]
        for deed in [commune.send, *chance.choices(deeds, k=6)]:
            deed()
        before = cursor
        cursor, rows = read_all(client, token, cursor, chance.choice([1, 2, 7]))
        ids = [row["report_id"] for row in rows]
        assert len(ids) == len(set(ids)), "each once"
        held |= {row["report_id"]: row for row in rows}
        fresh = {row["report_id"]: row for row in read_all(client, token, None, 50)[1]}
        assert held == fresh
        assert read_all(client, token, before, 50)[1] == rows or before is None
    db.session.rollback()
    assert len(held) == db.session.query(Report).count()
