"""Passkeys: made on the page, good in place of a code wherever one is asked for, and refused whatever is wrong with them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.core import clock
from app.journal.models import JournalNote
from app.people import queries, service
from app.people.models import Passkey, RecoveryCode, SecondFactor
from app.people.rules.passkeys import Party, party_of
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import fresh_code, give_passkey
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.people.people import PASSWORD, give_password
from tests.security_key import ORIGIN, SecurityKey, to_text

ACCOUNT, NEW, SIGN_IN, BY_KEY = "/account", "/account/passkeys/new", "/sign-in", "/sign-in/passkey"
LATER = timedelta(minutes=11)
Spoil = Callable[[SecurityKey, str], str]


@pytest.mark.parametrize(
    ("public_url", "party"),
    [
        ("https://keng.example.vn", Party("keng.example.vn", "https://keng.example.vn")),
        ("https://Keng.Example.vn:443", Party("keng.example.vn", "https://keng.example.vn")),
        ("https://keng.example.vn:8443", Party("keng.example.vn", "https://keng.example.vn:8443")),
        ("http://localhost:8000", Party("localhost", "http://localhost:8000")),
        ("https://10.0.0.5", None),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
    ],
)
def test_who_we_are_to_browsers_is_a_name_and_never_a_number(public_url: str, party: Party | None) -> None:
    assert party_of(public_url) == party


@dataclass(frozen=True)
class Asked:
    """What a page asks a key, and the tickets that go back with the answer."""

    options: str
    ticket: str
    passed: str


def asked_by(page: TestResponse, asked: str = "asked") -> Asked:
    text = page.get_data(as_text=True)
    options = re.search(r'data-options="([^"]+)"', text)
    ticket = re.search(rf'name="{asked}" value="([^"]+)"', text)
    passed = re.search(r'name="ticket" value="([^"]+)"', text)
    assert options and ticket, text
    return Asked(unescape(options[1]), ticket[1], passed[1] if passed else "")


@pytest.fixture
def at_home(app: Flask, inside: None, monkeypatch: pytest.MonkeyPatch, ha: Person) -> Person:
    """Hà, with a password, where the installation has a name."""
    settings(app, monkeypatch, public_url=ORIGIN)
    give_password(ha)
    return ha


def settings(app: Flask, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    monkeypatch.setitem(app.config, "KENG", replace(app.config["KENG"], **changes))


@pytest.fixture
def without_app(at_home: Person) -> Person:
    with unit_of_work():
        db.session.query(SecondFactor).where(SecondFactor.account_id == at_home.id).delete()
    return at_home


@pytest.fixture
def key(at_home: Person) -> SecurityKey:
    """A key of Hà's that counts from one on."""
    made = SecurityKey()
    give(at_home, made)
    return made


def give(person: Person, key: SecurityKey, name: str = "Máy trực ban") -> Passkey:
    with unit_of_work():
        row = give_passkey(person.id, key, name=name)
    return row


def keys_of(person: Person) -> list[Passkey]:
    db.session.rollback()
    return queries.list_passkeys(person.id)


def last_note() -> JournalNote:
    db.session.rollback()
    newest = db.session.query(JournalNote).order_by(JournalNote.at.desc(), JournalNote.seq.desc())
    return newest.limit(1).one()


# ── making one ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_passkey_alone_opens_the_gate_and_gives_codes_on_paper(
    app: Flask, client: ActingClient, without_app: Person
) -> None:
    elsewhere = ActingClient(app)
    elsewhere.get(ACCOUNT, as_=without_app)
    assert client.get("/queue", as_=without_app).status_code == 303
    assert f"{NEW}?next=/queue" in client.get(f"{ACCOUNT}/second-factor?next=/queue", as_=without_app).get_data(as_text=True)
    asked = asked_by(client.get(f"{NEW}?next=/queue", as_=without_app))

    done = make(client, without_app, SecurityKey().make(asked.options), asked, next="/queue")

    text = done.get_data(as_text=True)
    assert done.status_code == 201 and 'href="/queue"' in text
    assert len(set(re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", text))) == 10
    assert client.get("/queue", as_=without_app).status_code == 200
    assert elsewhere.get("/api/v1/me", as_=without_app).status_code == 401
    assert (last_note().kind, last_note().subject_id) == ("account.passkey-added", without_app.id)
    assert "Máy trực ban" in client.get(ACCOUNT, as_=without_app).get_data(as_text=True)


def make(client: ActingClient, who: Person, answer: str, asked: Asked, **more: str) -> TestResponse:
    return client.submit(NEW, {"asked": asked.ticket, "answer": answer, "name": "Máy trực ban", **more}, as_=who)


def test_what_the_browser_is_asked_to_make_names_nothing_but_the_account(
    client: ActingClient, key: SecurityKey, at_home: Person
) -> None:
    options = json.loads(asked_by(client.get(NEW, as_=at_home)).options)

    assert (options["rp"], options["attestation"]) == ({"id": "localhost", "name": "Kẻng"}, "none")
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert [one["id"] for one in options["excludeCredentials"]] == [to_text(key.credential_id)]
    assert at_home.id.hex not in json.dumps(options) and to_text(at_home.id.bytes) not in json.dumps(options)


def test_a_further_key_leaves_codes_and_sessions_alone(app: Flask, client: ActingClient, at_home: Person) -> None:
    with unit_of_work():
        service.make_recovery_codes(at_home.actor())
    elsewhere = ActingClient(app)
    elsewhere.get(ACCOUNT, as_=at_home)
    asked = asked_by(client.get(NEW, as_=at_home))

    assert make(client, at_home, SecurityKey().make(asked.options), asked, next=ACCOUNT).headers["Location"] == ACCOUNT

    assert queries.get_own_desk(at_home.actor()).codes_left == 10
    db.session.rollback()
    assert elsewhere.get("/api/v1/me", as_=at_home).status_code == 200


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key, options: key.make(options, origin="https://keng.evil.example"),
        lambda key, options: key.make(options, origin="http://localhost:8001"),
        lambda key, options: key.make(options, rp_id="evil.example"),
        lambda key, options: key.make(json.dumps(json.loads(options) | {"challenge": to_text(bytes(32))})),
        lambda key, options: "",
        lambda key, options: '{"id": 5}',
        lambda key, options: "[" * 9000,
    ],
    ids=["origin", "port", "rp", "challenge", "nothing", "nonsense", "depth"],
)
def test_what_is_no_answer_to_our_question_makes_no_key(client: ActingClient, at_home: Person, spoil: Spoil) -> None:
    asked = asked_by(client.get(NEW, as_=at_home))

    refused = make(client, at_home, spoil(SecurityKey(), asked.options), asked)

    assert refused.status_code == 422 and "Khóa của máy chưa được nhận" in refused.get_data(as_text=True)
    assert keys_of(at_home) == []
    assert make(client, at_home, SecurityKey().make(asked.options), asked).status_code == 422, "the question was used up"


def test_a_question_makes_one_key_for_the_one_who_was_asked_and_for_five_minutes(
    client: ActingClient, at_home: Person, vinh: Person
) -> None:
    asked = asked_by(client.get(NEW, as_=at_home))
    assert make(client, vinh, SecurityKey().make(asked.options), asked).status_code == 422
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert "quá 5 phút" in make(client, at_home, SecurityKey().make(asked.options), asked).get_data(as_text=True)
    assert make(client, at_home, SecurityKey().make(asked.options), asked).status_code == 303
    assert make(client, at_home, SecurityKey().make(asked.options), asked).status_code == 422

    assert (len(keys_of(at_home)), keys_of(vinh)) == (1, [])


def test_a_key_belongs_to_one_account(client: ActingClient, key: SecurityKey, vinh: Person) -> None:
    asked = asked_by(client.get(NEW, as_=vinh))

    assert "Khóa này đã được ghi" in make(client, vinh, key.make(asked.options), asked).get_data(as_text=True)
    assert keys_of(vinh) == []


def test_an_account_has_ten_keys_at_most(client: ActingClient, at_home: Person) -> None:
    for number in range(10):
        give(at_home, SecurityKey(), f"Máy {number}")
    asked = asked_by(client.get(NEW, as_=at_home))

    assert make(client, at_home, SecurityKey().make(asked.options), asked).status_code == 422
    assert len(keys_of(at_home)) == 10


def test_making_one_asks_for_the_password_again(client: ActingClient, at_home: Person) -> None:
    client.get("/queue", as_=at_home)
    with clock.frozen(clock.now() + LATER):
        assert client.get(NEW, as_=at_home).status_code == 403
        assert client.submit(NEW, {"name": "x"}, as_=at_home).status_code == 403


# ── signing in ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(app: Flask) -> ActingClient:
    """A browser that nobody has signed in at."""
    return ActingClient(app)


def ask_at(desk: ActingClient) -> Asked:
    db.session.rollback()
    return asked_by(desk.submit(SIGN_IN, {"username": "ha.test", "password": PASSWORD, "next": "/queue"}))


def answer_at(desk: ActingClient, asked: Asked, answer: str) -> TestResponse:
    return desk.submit(BY_KEY, {"ticket": asked.passed, "asked": asked.ticket, "answer": answer})


def is_in(desk: ActingClient) -> bool:
    return desk.get("/api/v1/me").status_code == 200


def test_a_passkey_stands_in_for_the_code(desk: ActingClient, key: SecurityKey, at_home: Person, vinh: Person) -> None:
    give(vinh, SecurityKey())
    asked = ask_at(desk)
    assert [one["id"] for one in json.loads(asked.options)["allowCredentials"]] == [to_text(key.credential_id)]
    assert not is_in(desk)

    assert answer_at(desk, asked, key.use(asked.options)).headers["Location"] == "/queue"

    assert is_in(desk)
    (row,) = keys_of(at_home)
    assert row.sign_count == 1 and row.used_at is not None


def other_key_of_the_same_name(key: SecurityKey, options: str) -> str:
    return SecurityKey(credential_id=key.credential_id).use(options)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key, options: key.use(options, origin="https://localhost:8000"),
        lambda key, options: key.use(options, rp_id="evil.example"),
        lambda key, options: key.use(json.dumps(json.loads(options) | {"challenge": to_text(bytes(32))})),
        lambda key, options: SecurityKey().use(options),
        other_key_of_the_same_name,
        lambda key, options: key.make(json.dumps(json.loads(options) | {"rp": {"id": "localhost"}})),
        lambda key, options: "{}",
    ],
    ids=["origin", "rp", "challenge", "unknown key", "signature", "made not used", "nothing"],
)
def test_what_is_wrong_with_an_answer_keeps_everybody_out(desk: ActingClient, key: SecurityKey, spoil: Spoil) -> None:
    asked = ask_at(desk)

    refused = answer_at(desk, asked, spoil(key, asked.options))

    assert refused.status_code == 401 and "Khóa của máy chưa được nhận" in refused.get_data(as_text=True)
    assert not is_in(desk)
    again = asked_by(refused)
    assert again.options != asked.options
    assert answer_at(desk, again, key.use(again.options)).status_code == 303


def test_a_question_is_answered_once(app: Flask, desk: ActingClient, key: SecurityKey) -> None:
    asked, elsewhere = ask_at(desk), ActingClient(app)
    answer = key.use(asked.options)
    assert answer_at(desk, asked, answer).status_code == 303

    assert answer_at(elsewhere, asked, answer).status_code == 401
    assert answer_at(elsewhere, asked, key.use(asked.options)).status_code == 401, "newly signed, and counted on"
    assert not is_in(elsewhere)


def test_a_question_lives_for_five_minutes(desk: ActingClient, key: SecurityKey) -> None:
    asked = ask_at(desk)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        fresh = ask_at(desk)
        late = replace(fresh, ticket=asked.ticket)

        assert answer_at(desk, late, key.use(asked.options)).status_code == 401
        assert answer_at(desk, replace(fresh, passed=asked.passed), key.use(fresh.options)).headers["Location"] == SIGN_IN


def test_nobody_elses_key_and_nobody_elses_question_count(desk: ActingClient, at_home: Person, vinh: Person) -> None:
    own, others = SecurityKey(), SecurityKey()
    give(at_home, own)
    give(vinh, others)
    give_password(vinh)
    hers = ask_at(desk)
    his = asked_by(desk.submit(SIGN_IN, {"username": vinh.username, "password": PASSWORD}))

    assert answer_at(desk, hers, others.use(hers.options)).status_code == 401
    assert answer_at(desk, replace(hers, ticket=his.ticket), own.use(his.options)).status_code == 401
    assert answer_at(desk, replace(his, ticket=hers.ticket), own.use(hers.options)).status_code == 401
    assert not is_in(desk)


@pytest.mark.parametrize("again", [1, 2], ids=["the same", "less"])
def test_a_count_that_does_not_go_on_is_refused_and_noted(
    desk: ActingClient, key: SecurityKey, at_home: Person, again: int
) -> None:
    key.count = 6
    first = ask_at(desk)
    assert answer_at(desk, first, key.use(first.options)).status_code == 303
    desk.submit("/sign-out")
    key.count -= again
    second = ask_at(desk)

    assert answer_at(desk, second, key.use(second.options)).status_code == 401

    assert keys_of(at_home)[0].sign_count == 7
    note = last_note()
    assert (note.kind, note.subject_id, note.audience) == ("account.passkey-doubted", at_home.id, "police")


def test_a_key_that_does_not_count_is_good_again_and_again(desk: ActingClient, at_home: Person) -> None:
    key = SecurityKey(step=0)
    give(at_home, key)
    for _ in range(2):
        asked = ask_at(desk)
        assert answer_at(desk, asked, key.use(asked.options)).status_code == 303
        desk.submit("/sign-out")


def test_wrong_answers_wait_together_with_wrong_codes(desk: ActingClient, key: SecurityKey) -> None:
    asked = ask_at(desk)
    for _ in range(5):
        assert answer_at(desk, asked, "{}").status_code == 401

    waiting = answer_at(desk, asked, key.use(asked.options))
    code = fresh_code("ha.test")
    db.session.rollback()

    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "10")
    assert desk.submit("/sign-in/code", {"ticket": asked.passed, "code": code}).status_code == 429


def test_programs_get_no_further_by_the_password_of_who_has_a_passkey_alone(
    desk: ActingClient, key: SecurityKey, without_app: Person
) -> None:
    with unit_of_work():
        codes = service.make_recovery_codes(without_app.actor())
    said = {"username": "ha.test", "password": PASSWORD}
    problems = [desk.post("/api/v1/sessions", json=said | more).json["type"] for more in ({}, {"code": "000000"})]

    assert problems == ["/problems/code-needed", "/problems/wrong-code"]
    assert desk.post("/api/v1/sessions", json=said | {"code": codes[0]}).status_code == 201


# ── the password again ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_passkey_and_the_password_prove_who_sits_there(client: ActingClient, key: SecurityKey, at_home: Person) -> None:
    export = "/exports/reports.csv?purpose=Th%E1%BB%AD+xu%E1%BA%A5t"
    client.get("/queue", as_=at_home)
    with clock.frozen(clock.now() + LATER):
        asked = asked_by(client.get(export, as_=at_home), "proof_asked")
        wrong = prove(client, at_home, export, asked, key.use(asked.options), password="wrong")
        assert wrong.status_code == 403 and client.get(export, as_=at_home).status_code == 403
        answer = key.use(asked.options)
        assert prove(client, at_home, export, asked, answer).status_code == 200
        assert prove(client, at_home, export, asked, answer).status_code == 403
        assert client.get(export, as_=at_home).mimetype == "text/csv"


def prove(
    client: ActingClient, who: Person, goal: str, asked: Asked, answer: str, *, password: str = PASSWORD
) -> TestResponse:
    said = {"proof_password": password, "proof_asked": asked.ticket, "proof_answer": answer}
    return client.submit("/prove", said | {"next": goal}, as_=who)


def test_a_form_that_was_sent_goes_on_by_a_passkey(client: ActingClient, key: SecurityKey, at_home: Person) -> None:
    mine = give(at_home, SecurityKey(), "Máy cũ").id
    path = f"{ACCOUNT}/passkeys/{mine}/drop"
    client.get("/queue", as_=at_home)
    with clock.frozen(clock.now() + LATER):
        asked = asked_by(client.submit(path, as_=at_home), "proof_asked")
        said = {"proof_password": PASSWORD, "proof_asked": asked.ticket, "proof_answer": key.use(asked.options)}

        assert client.submit(path, said, as_=at_home).headers["Location"] == ACCOUNT

    assert [one.name for one in keys_of(at_home)] == ["Máy trực ban"]


# ── taking away ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_that_was_taken_away_counts_no_more(
    app: Flask, client: ActingClient, desk: ActingClient, key: SecurityKey, at_home: Person
) -> None:
    elsewhere = ActingClient(app)
    elsewhere.get(ACCOUNT, as_=at_home)
    asked = ask_at(desk)
    (row,) = keys_of(at_home)

    assert client.submit(f"{ACCOUNT}/passkeys/{row.id}/drop", as_=at_home).status_code == 303

    assert answer_at(desk, asked, key.use(asked.options)).status_code == 401
    assert elsewhere.get("/api/v1/me", as_=at_home).status_code == 401
    assert client.get("/api/v1/me", as_=at_home).status_code == 200
    assert last_note().kind == "account.passkey-removed"


def test_nobody_takes_anothers_key_away_by_its_id(
    client: ActingClient, key: SecurityKey, at_home: Person, cast: Cast
) -> None:
    (row,) = keys_of(at_home)
    db.session.rollback()
    for who in ("vinh", "lam", "dung", "tu", "quan", "son"):
        assert client.submit(f"{ACCOUNT}/passkeys/{row.id}/drop", as_=cast[who]).status_code == 404
        assert "Máy trực ban" not in client.get(ACCOUNT, as_=cast[who]).get_data(as_text=True)

    assert [one.id for one in keys_of(at_home)] == [row.id]


def test_the_last_one_stays_where_one_is_required_and_goes_with_the_codes_where_none_is(
    app: Flask, client: ActingClient, key: SecurityKey, without_app: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit_of_work():
        service.make_recovery_codes(without_app.actor())
    path = f"{ACCOUNT}/passkeys/{keys_of(without_app)[0].id}/drop"
    assert client.submit(path, as_=without_app).status_code == 403
    assert path not in client.get(ACCOUNT, as_=without_app).get_data(as_text=True)
    assert len(keys_of(without_app)) == 1

    settings(app, monkeypatch, demo=True)
    db.session.rollback()
    assert client.submit(path, as_=without_app).status_code == 303

    assert keys_of(without_app) == []
    assert db.session.query(RecoveryCode).where(RecoveryCode.account_id == without_app.id).count() == 0


def test_beside_a_passkey_the_app_may_go(client: ActingClient, key: SecurityKey, at_home: Person) -> None:
    assert client.submit(f"{ACCOUNT}/second-factor/drop", as_=at_home).status_code == 303

    assert queries.find_factor(at_home.id) is None and queries.has_factor(at_home.id)
    assert last_note().kind == "account.app-removed"
    assert client.get("/queue", as_=at_home).status_code == 200
    assert client.submit(f"{ACCOUNT}/second-factor/drop", as_=at_home).status_code == 404


@pytest.mark.parametrize("by", ["chief", "keyboard"])
def test_what_was_lost_is_taken_away_whole(
    app: Flask, client: ActingClient, desk: ActingClient, key: SecurityKey, without_app: Person, vinh: Person, by: str
) -> None:
    with unit_of_work():
        service.make_recovery_codes(without_app.actor())
    path = f"/accounts/{without_app.id}/second-factor/take-away"
    assert path in client.get("/accounts", as_=vinh).get_data(as_text=True)

    if by == "chief":
        assert client.submit(path, as_=vinh).status_code == 303
    else:
        assert app.test_cli_runner().invoke(args=["account", "forget-factor", "ha.test"]).exit_code == 0

    assert (keys_of(without_app), queries.get_own_desk(without_app.actor()).codes_left) == ([], 0)
    assert last_note().kind == "account.factor-removed"
    db.session.rollback()
    entered = desk.submit(SIGN_IN, {"username": "ha.test", "password": PASSWORD, "next": "/queue"})
    assert entered.headers["Location"] == "/queue"
    assert desk.get("/queue").headers["Location"].startswith(f"{ACCOUNT}/second-factor")


# ── where there can be none ─────────────────────────────────────────────────────────────────────────────────────────────


def test_at_an_address_in_numbers_none_are_offered_and_the_page_says_why(
    app: Flask, client: ActingClient, desk: ActingClient, key: SecurityKey, at_home: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_by(client.get(NEW, as_=at_home))
    settings(app, monkeypatch, public_url="https://10.0.0.5")
    pages = [client.get(path, as_=at_home).get_data(as_text=True) for path in (ACCOUNT, NEW)]

    assert all("là số IP" in page and "data-passkey" not in page for page in pages)
    assert f'href="{NEW}' not in pages[0]
    assert make(client, at_home, SecurityKey().make(asked.options), asked).status_code == 422
    db.session.rollback()
    second = desk.submit(SIGN_IN, {"username": "ha.test", "password": PASSWORD}).get_data(as_text=True)
    assert "data-passkey" not in second and 'name="code"' in second


def test_the_account_costs_a_fixed_number_of_statements(client: ActingClient, key: SecurityKey, at_home: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get(ACCOUNT, as_=at_home).status_code == 200
        return len(statements)

    client.get(ACCOUNT, as_=at_home)
    few = cost()
    for number in range(5):
        give(at_home, SecurityKey(), f"Máy {number}")
    db.session.rollback()

    assert cost() == few
