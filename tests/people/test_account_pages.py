"""The pages about one's own account, the gate before the office, the password asked again, and the chief's view of all."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.people import queries
from app.people.models import SecondFactor
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import code_at, fresh_code
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.people.people import PASSWORD, give_password

ACCOUNT, SET_UP, ACCOUNTS = "/account", "/account/second-factor", "/accounts"
EXPORT = "/exports/reports.csv?purpose=Th%E1%BB%AD+xu%E1%BA%A5t"
LATER = timedelta(minutes=11)


def ticket_of(page: str) -> str:
    found = re.search(r'name="ticket"[^>]*value="([^"]+)"', page)
    assert found, page
    return found[1]


def key_of(page: str) -> bytes:
    """The secret as a person would type it into the app."""
    found = re.search(r'class="factor-key">([A-Z2-7 ]+)<', page)
    assert found, page
    return base64.b32decode(found[1].replace(" ", ""))


def code_on(page: str) -> str:
    return code_at(key_of(page), clock.now())


@pytest.fixture
def without(inside: None, ha: Person) -> Person:
    """Hà as she comes for the first time: no second factor."""
    with unit_of_work():
        db.session.query(SecondFactor).where(SecondFactor.account_id == ha.id).delete()
    return ha


# ── the gate ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/queue", "/exports?team=x", ACCOUNT])
def test_without_a_second_factor_every_page_leads_to_setting_it_up(client: ActingClient, without: Person, path: str) -> None:
    answer = client.get(path, as_=without)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{SET_UP}?next=/")


def test_without_a_second_factor_no_form_and_no_door_for_programs_does_anything(
    client: ActingClient, without: Person, vinh: Person
) -> None:
    posted = client.submit("/teams/new", {"name": "Tổ mới"}, as_=without)

    assert (posted.status_code, posted.headers["Location"]) == (303, f"{SET_UP}?next=/")
    for path in ("/api/v1/me", "/api/v1/reports", "/api/v1/feed"):
        assert client.get(path, as_=without).json["type"] == "/problems/factor-needed"
    bar = 'href="/account"'
    assert [bar in client.get("/help", as_=who).get_data(as_text=True) for who in (without, vinh)] == [False, True]


def test_setting_it_up_opens_the_gate_and_goes_on(client: ActingClient, without: Person) -> None:
    page = client.get(f"{SET_UP}?next=/queue", as_=without).get_data(as_text=True)

    wrong = client.submit(SET_UP, {"ticket": ticket_of(page), "code": "000000", "next": "/queue"}, as_=without)
    assert wrong.status_code == 422 and key_of(wrong.get_data(as_text=True)) == key_of(page)
    assert client.get("/queue", as_=without).status_code == 303

    done = client.submit(SET_UP, {"ticket": ticket_of(page), "code": code_on(page), "next": "/queue"}, as_=without)

    text = done.get_data(as_text=True)
    assert done.status_code == 201 and 'href="/queue"' in text
    assert len(set(re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", text))) == 10
    assert client.get("/queue", as_=without).status_code == 200


def test_a_code_of_another_persons_page_sets_nothing_up(client: ActingClient, without: Person, vinh: Person) -> None:
    page = client.get(SET_UP, as_=vinh).get_data(as_text=True)

    answer = client.submit(SET_UP, {"ticket": ticket_of(page), "code": code_on(page)}, as_=without)

    assert answer.status_code == 303
    assert queries.find_factor(without.id) is None


def test_who_is_held_at_the_gate_can_leave(client: ActingClient, without: Person) -> None:
    assert client.submit("/sign-out", as_=without).headers["Location"] == "/sign-in"


def test_a_demo_offers_it_and_asks_for_nothing(
    app: Flask, client: ActingClient, without: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = Settings(**(vars(app.config["KENG"]) | {"demo": True}))
    monkeypatch.setitem(app.config, "KENG", demo)

    assert client.get("/queue", as_=without).status_code == 200
    page = client.get(ACCOUNT, as_=without).get_data(as_text=True)
    assert "Chưa bật" in page and f"{SET_UP}?next=" in page
    set_up = client.get(SET_UP, as_=without).get_data(as_text=True)
    client.submit(SET_UP, {"ticket": ticket_of(set_up), "code": code_on(set_up)}, as_=without)
    assert queries.find_factor(without.id) is not None
    db.session.rollback()
    client.submit(f"{SET_UP}/drop", as_=without)
    assert queries.find_factor(without.id) is None


# ── the password again ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def later(app: Flask, client: ActingClient, inside: None, ha: Person) -> Iterator[None]:
    """Hà has been signed in for eleven minutes."""
    give_password(ha)
    client.get("/queue", as_=ha)
    with clock.frozen(clock.now() + LATER):
        yield


def proof(**more: str) -> dict[str, str]:
    code = fresh_code("ha.test")
    db.session.rollback()
    return {"proof_password": PASSWORD, "proof_code": code, **more}


def test_an_export_asks_for_the_password_again_and_then_comes_by_itself(
    client: ActingClient, later: None, ha: Person
) -> None:
    path = f"{EXPORT}?from_night=2026-11-01"
    asked = client.get(path, as_=ha)
    assert asked.status_code == 403
    assert "Tải dữ liệu về máy" in asked.get_data(as_text=True)
    assert client.get("/api/v1/exports/activity-log.csv", as_=ha).json["type"] == "/problems/prove-again"

    done = client.submit("/prove", proof(next=path), as_=ha)

    assert f'content="0;url={path}"' in done.get_data(as_text=True)
    assert client.get(path, as_=ha).mimetype == "text/csv"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"proof_password": "wrong"}, "Mật khẩu chưa đúng"),
        ({"proof_code": "000000"}, "Mã xác thực chưa đúng"),
        ({"proof_code": ""}, "Xin điền vào đây"),
    ],
)
def test_a_wrong_answer_proves_nothing(
    client: ActingClient, later: None, ha: Person, given: dict[str, str], words: str
) -> None:
    answer = client.submit("/prove", proof(next=EXPORT) | given, as_=ha)

    assert answer.status_code == 403 and words in answer.get_data(as_text=True)
    assert PASSWORD not in answer.get_data(as_text=True)
    assert client.get(EXPORT, as_=ha).status_code == 403


def test_wrong_answers_have_to_wait(client: ActingClient, later: None, ha: Person) -> None:
    for _ in range(5):
        client.submit("/prove", proof(next=EXPORT) | {"proof_password": "wrong"}, as_=ha)

    assert "Xin chờ 5 giây" in client.submit("/prove", proof(next=EXPORT), as_=ha).get_data(as_text=True)


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_proving_leads_nowhere_else(client: ActingClient, later: None, ha: Person, goal: str) -> None:
    assert client.submit("/prove", proof(next=goal), as_=ha).headers["Location"] == "/"


def test_what_was_sent_is_not_lost_while_the_password_is_asked(
    client: ActingClient, later: None, ha: Person, binh: Person
) -> None:
    path = f"/teams/{binh.team_id}/members/{binh.member_id}"
    sent = {"name": "Nguyễn Văn Bình Minh", "role": "leader"}
    asked = client.submit(path, sent, as_=ha)
    text = asked.get_data(as_text=True)
    assert asked.status_code == 403 and f'action="{path}"' in text
    carried = dict(re.findall(r'type="hidden" name="(name|role)" value="([^"]*)"', text))
    assert carried == sent
    assert name_of(ha, binh) == binh.name

    done = client.submit(path, {**carried, **proof()}, as_=ha)

    assert done.status_code == 303
    assert name_of(ha, binh) == "Nguyễn Văn Bình Minh"
    assert client.submit(path, sent, as_=ha).status_code == 303


def name_of(officer: Person, member: Person) -> str:
    assert member.team_id
    team = queries.get_team(officer.actor(), member.team_id, clock.now().date())
    db.session.rollback()
    return next(one.name for one in team.members if one.id == member.member_id)


def test_a_proof_is_of_one_session(app: Flask, client: ActingClient, later: None, ha: Person) -> None:
    elsewhere = ActingClient(app)
    client.submit("/prove", proof(next="/"), as_=ha)
    with clock.frozen(clock.now() - LATER):
        elsewhere.get("/queue", as_=ha)

    assert elsewhere.get(EXPORT, as_=ha).status_code == 403
    assert client.get(EXPORT, as_=ha).status_code == 200


# ── where one is signed in ──────────────────────────────────────────────────────────────────────────────────────────────


def session_ids(person: Person) -> list[str]:
    found = [str(one.id) for one in queries.list_sessions(person.id)]
    db.session.rollback()
    return found


def test_one_sees_where_one_is_signed_in_and_ends_it_at_once(
    app: Flask, client: ActingClient, inside: None, ha: Person
) -> None:
    elsewhere = ActingClient(app)
    elsewhere.get("/queue", as_=ha)
    (there,) = session_ids(ha)
    page = client.get(ACCOUNT, as_=ha).get_data(as_text=True)
    assert page.count("nơi này") == 1 and f"{ACCOUNT}/sessions/{there}/end" in page

    assert client.submit(f"{ACCOUNT}/sessions/{there}/end", as_=ha).status_code == 303

    assert elsewhere.get("/api/v1/me", as_=ha).status_code == 401
    assert client.get("/api/v1/me", as_=ha).status_code == 200


def test_all_others_end_and_this_one_stays(app: Flask, client: ActingClient, inside: None, ha: Person) -> None:
    others = [ActingClient(app) for _ in range(2)]
    for other in others:
        other.get("/queue", as_=ha)

    client.submit(f"{ACCOUNT}/sessions/end-others", as_=ha)

    assert [other.get("/api/v1/me", as_=ha).status_code for other in others] == [401, 401]
    assert client.get("/api/v1/me", as_=ha).status_code == 200


def test_nobody_ends_anothers_session_by_its_id(client: ActingClient, inside: None, cast: Cast, ha: Person) -> None:
    client.get("/queue", as_=ha)
    (hers,) = session_ids(ha)
    for who in ("vinh", "lam", "dung"):
        assert client.submit(f"{ACCOUNT}/sessions/{hers}/end", as_=cast[who]).status_code == 404
    for who, status in (("dung", 404), ("lam", 403), ("tu", 403), ("quan", 403)):
        for path in ("second-factor/take-away", "sessions/end", f"sessions/{hers}/end"):
            assert client.submit(f"{ACCOUNTS}/{ha.id}/{path}", as_=cast[who]).status_code == status

    assert client.get("/api/v1/me", as_=ha).status_code == 200


def test_the_chief_sees_every_account_of_the_commune_and_no_other(
    client: ActingClient, without: Person, vinh: Person, dung: Person
) -> None:
    page = client.get(ACCOUNTS, as_=vinh).get_data(as_text=True)

    assert without.name in page and "1 chưa có xác thực hai bước" in page
    assert dung.name not in page
    assert client.get(ACCOUNTS, as_=without).status_code == 303


def test_the_chief_ends_a_colleagues_sessions(client: ActingClient, inside: None, vinh: Person, ha: Person) -> None:
    client.get("/queue", as_=ha)
    (hers,) = session_ids(ha)
    assert f"{ACCOUNTS}/{ha.id}/sessions/{hers}/end" in client.get(ACCOUNTS, as_=vinh).get_data(as_text=True)

    assert client.submit(f"{ACCOUNTS}/{ha.id}/sessions/{hers}/end", as_=vinh).status_code == 303

    assert client.get("/api/v1/me", as_=ha).status_code == 401


def test_the_list_of_accounts_costs_a_fixed_number_of_statements(
    client: ActingClient, inside: None, cast: Cast, vinh: Person
) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get(ACCOUNTS, as_=vinh).status_code == 200
        return len(statements)

    client.get(ACCOUNTS, as_=vinh)
    few = cost()
    for who in ("ha", "lam", "tu", "loan", "hien", "sau"):
        client.get("/", as_=cast[who])

    assert cost() == few


def test_taking_a_factor_away_asks_the_chief_for_the_password(
    client: ActingClient, inside: None, vinh: Person, ha: Person
) -> None:
    give_password(vinh)
    client.get("/queue", as_=vinh)
    with clock.frozen(clock.now() + LATER):
        assert client.submit(f"{ACCOUNTS}/{ha.id}/second-factor/take-away", as_=vinh).status_code == 403
        assert queries.find_factor(ha.id) is not None
        code = fresh_code(vinh.username)
        db.session.rollback()
        shown = {"proof_password": PASSWORD, "proof_code": code}
        assert client.submit(f"{ACCOUNTS}/{ha.id}/second-factor/take-away", shown, as_=vinh).status_code == 303

    assert queries.find_factor(ha.id) is None


# ── nobody is held up by a colleague ────────────────────────────────────────────────────────────────────────────────────


def test_a_colleague_at_the_next_desk_cannot_keep_anybody_out(app: Flask, inside: None, ha: Person) -> None:
    give_password(ha)
    own, next_desk = ActingClient(app), ActingClient(app)
    enter(own)
    own.submit("/sign-out")
    for _ in range(40):
        next_desk.submit("/sign-in", {"username": "ha.test", "password": "wrong"})

    assert next_desk.submit("/sign-in", {"username": "ha.test", "password": PASSWORD}).status_code == 429
    assert enter(own).status_code == 303


def enter(client: ActingClient):
    asked = client.submit("/sign-in", {"username": "ha.test", "password": PASSWORD}).get_data(as_text=True)
    code = fresh_code("ha.test")
    db.session.rollback()
    return client.submit("/sign-in/code", {"ticket": ticket_of(asked), "code": code})


def test_a_ticket_is_good_for_five_minutes_and_for_nothing_else(app: Flask, inside: None, ha: Person) -> None:
    give_password(ha)
    client = ActingClient(app)
    asked = client.submit("/sign-in", {"username": "ha.test", "password": PASSWORD}).get_data(as_text=True)
    code = fresh_code("ha.test")
    db.session.rollback()

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        late = client.submit("/sign-in/code", {"ticket": ticket_of(asked), "code": code})
    forged = client.submit("/sign-in/code", {"ticket": "made up", "code": code})

    assert (late.headers["Location"], forged.headers["Location"]) == ("/sign-in", "/sign-in")
    assert client.get("/api/v1/me").status_code == 401
