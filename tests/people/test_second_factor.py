"""The second factor: codes that follow the time and count once, codes on paper, and who takes a lost one away."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core import clock
from app.core.errors import DomainError
from app.journal.models import AccessNote, JournalNote
from app.people import queries, service
from app.people.models import OfficeSession, RecoveryCode
from app.people.rules import delays, factors
from app.web.database import db
from app.web.keyed import keyed_digest
from app.web.transaction import unit_of_work
from tests.authenticator import code_at, code_for, code_of, fresh_code, set_up
from tests.cast import Cast, Person
from tests.people.people import PASSWORD, give_password

SESSIONS, ME = "/api/v1/sessions", "/api/v1/me"
# RFC 6238, appendix B: the secret and the last six digits of the codes for SHA-1.
SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert factors.find_step(SECRET, f"{code[:3]} {code[3:]}", moment, after=0) == seconds // 30


@pytest.mark.parametrize(("seconds", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(seconds: int, counts: bool) -> None:
    now = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    code = code_at(SECRET, now + timedelta(seconds=seconds))

    assert (factors.find_step(SECRET, code, now, after=0) is not None) == counts


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "²²²²²²"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert factors.find_step(SECRET, typed, datetime(2026, 11, 21, tzinfo=UTC), after=0) is None


def test_the_address_for_the_app_names_account_and_installation() -> None:
    address = factors.app_address(SECRET, "ha", "keng.example.vn")

    assert address == (
        "otpauth://totp/K%E1%BA%BBng%20keng.example.vn:ha"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=K%E1%BA%BBng%20keng.example.vn"
    )


def test_waits_grow_and_have_a_ceiling() -> None:
    waits = [delays.CODES.wait_after(tries).total_seconds() for tries in (0, 4, 5, 6, 7, 1000)]

    assert waits == [0, 0, 10, 20, 40, 900]


@pytest.fixture
def desk(app: Flask, inside: None, ha: Person) -> FlaskClient:
    """A browser in Hà's office, not signed in."""
    give_password(ha)
    return app.test_client()


def enter(desk: FlaskClient, **more: str) -> Any:
    db.session.rollback()
    return desk.post(SESSIONS, json={"username": "ha.test", "password": PASSWORD, **more})


def test_a_password_alone_opens_nothing(desk: FlaskClient) -> None:
    assert enter(desk).json["type"] == "/problems/code-needed"
    assert enter(desk, code="000000").json["type"] == "/problems/wrong-code"
    assert desk.get(ME).status_code == 401


def test_a_code_without_the_password_says_nothing_about_itself(desk: FlaskClient) -> None:
    answer = enter(desk, password="wrong", code=fresh_code("ha.test"))

    assert answer.json["type"] == "/problems/wrong-password"


def test_a_code_counts_once(desk: FlaskClient) -> None:
    code = fresh_code("ha.test")

    assert enter(desk, code=code).status_code == 201
    assert enter(desk, code=code).json["type"] == "/problems/wrong-code"


def test_after_a_later_code_an_earlier_one_counts_no_more(desk: FlaskClient) -> None:
    earlier, later = fresh_code("ha.test"), code_for("ha.test", steps=1)

    assert enter(desk, code=later).status_code == 201
    assert enter(desk, code=earlier).status_code == 401


def test_guessed_codes_have_to_wait_and_guess_nothing_meanwhile(desk: FlaskClient) -> None:
    assert {enter(desk, code="000000").status_code for _ in range(5)} == {401}

    refused = enter(desk, code=fresh_code("ha.test"))

    assert (refused.status_code, refused.json["retry_after"]) == (429, 10)
    with clock.frozen(clock.now() + timedelta(seconds=10)):
        assert enter(desk, code=fresh_code("ha.test")).status_code == 201


def test_wrong_codes_of_somebody_without_the_password_hold_nobody_up(desk: FlaskClient) -> None:
    for _ in range(4):
        enter(desk, password="wrong", code="000000")

    assert enter(desk, code=fresh_code("ha.test")).status_code == 201


def recovery_codes(person: Person) -> list[str]:
    with unit_of_work():
        return service.make_recovery_codes(person.actor())


def test_ten_codes_on_paper_count_once_each_and_are_noted(desk: FlaskClient, ha: Person) -> None:
    codes = recovery_codes(ha)
    assert len(set(codes)) == 10

    typed = factors.shown_recovery(codes[0]).lower().replace("0", "O")

    assert enter(desk, code=typed).status_code == 201
    assert enter(desk, code=typed).json["type"] == "/problems/wrong-code"
    assert enter(desk, code=codes[1]).status_code == 201
    assert queries.get_own_desk(ha.actor()).codes_left == 8
    noted = [note.facts for note in db.session.query(AccessNote).where(AccessNote.action == "sign-in") if note.facts]
    assert noted == [{"by": "recovery"}] * 2


def test_new_codes_end_the_old_ones(desk: FlaskClient, ha: Person) -> None:
    old = recovery_codes(ha)
    new = recovery_codes(ha)

    assert enter(desk, code=old[0]).status_code == 401
    assert enter(desk, code=new[0]).status_code == 201


def test_nobody_elses_code_on_paper_counts(desk: FlaskClient, vinh: Person) -> None:
    assert enter(desk, code=recovery_codes(vinh)[0]).status_code == 401


def test_a_copy_of_the_database_gives_no_code_away(
    app: Flask, inside: None, ha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = queries.find_factor(ha.id)
    assert row is not None
    codes, before = recovery_codes(ha), service.secret_of(ha.id, row.seed)
    kept = {one.code_hash for one in db.session.query(RecoveryCode).where(RecoveryCode.account_id == ha.id)}

    monkeypatch.setitem(app.config, "SECRET_KEY", "another key")

    assert service.secret_of(ha.id, row.seed) != before
    assert not kept & {keyed_digest("recovery code", f"{ha.id} {code}") for code in codes}


def test_a_factor_counts_only_after_its_first_code(inside: None, ha: Person) -> None:
    before = queries.find_factor(ha.id)
    assert before is not None
    was, seed = before.seed, service.new_seed()

    with pytest.raises(DomainError, match="wrong-code"), unit_of_work():
        service.set_factor(ha.actor(), seed, code_of(ha.id, service.new_seed()))

    still = queries.find_factor(ha.id)
    assert still is not None and still.seed == was


def test_a_new_factor_ends_the_old_one_and_the_sessions_elsewhere(desk: FlaskClient, ha: Person) -> None:
    enter(desk, code=fresh_code("ha.test"))
    old = code_for("ha.test", steps=1)
    set_up(ha.actor())

    assert desk.get(ME).status_code == 401
    assert enter(desk, code=old).status_code == 401


@pytest.mark.parametrize(
    ("who", "whose", "refusal"),
    [
        ("ha", "lam", "not-allowed"),
        ("tu", "ha", "not-allowed"),
        ("loan", "ha", "not-allowed"),
        ("son", "ha", "not-allowed"),
        ("quan", "ha", "not-allowed"),
        ("binh", "ha", "not-allowed"),
        ("dung", "ha", "not-found"),
        ("vinh", "dung", "not-found"),
        ("vinh", "vinh", "not-found"),
    ],
)
def test_only_the_chief_takes_away_what_a_colleague_lost(
    inside: None, cast: Cast, who: str, whose: str, refusal: str
) -> None:
    with pytest.raises(DomainError, match=refusal), unit_of_work():
        service.take_factor_away(cast[who].actor(), cast[whose].id)

    assert queries.find_factor(cast[whose].id) is not None


def test_what_the_chief_takes_away_is_noted_and_ends_the_sessions(desk: FlaskClient, vinh: Person, ha: Person) -> None:
    enter(desk, code=fresh_code("ha.test"))

    with unit_of_work():
        service.take_factor_away(vinh.actor(), ha.id)

    assert desk.get(ME).status_code == 401
    note = db.session.query(JournalNote).order_by(JournalNote.at.desc(), JournalNote.seq.desc()).limit(1).one()
    assert (note.kind, note.subject_id, note.actor, note.audience) == (
        "account.factor-removed",
        ha.id,
        f"account:{vinh.id}",
        "police",
    )


def test_at_the_servers_keyboard_a_lost_factor_is_forgotten(app: Flask, desk: FlaskClient, ha: Person) -> None:
    said = app.test_cli_runner().invoke(args=["account", "forget-factor", "ha.test"])
    again = app.test_cli_runner().invoke(args=["account", "forget-factor", "ha.test"])

    assert (said.exit_code, again.exit_code) == (0, 1)
    assert enter(desk).status_code == 201
    with pytest.raises(DomainError, match="not-allowed"):
        service.forget_factor(ha.actor(), "vinh.test")


def test_where_it_is_required_nobody_drops_it(inside: None, ha: Person) -> None:
    with pytest.raises(DomainError, match="not-allowed"), unit_of_work():
        service.drop_own_app(ha.actor())


def test_a_session_knows_its_browser_by_name_alone(desk: FlaskClient, ha: Person) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
    body = {"username": "ha.test", "password": PASSWORD, "code": fresh_code("ha.test")}
    db.session.rollback()
    desk.post(SESSIONS, json=body, headers={"User-Agent": agent})

    assert [row.browser for row in db.session.query(OfficeSession).where(OfficeSession.account_id == ha.id)] == [
        "Chrome/Windows"
    ]
