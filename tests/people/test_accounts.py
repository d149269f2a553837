"""Office accounts: who may make them, what fits together, and links that set a password once."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import DomainError
from app.people import service
from app.people.rules import password_fault, typed_code
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, PROVINCE, Cast, Person
from tests.people.people import PASSWORD


def faults(refusal: pytest.ExceptionInfo[DomainError]) -> set[str]:
    return {fault["pointer"] for fault in refusal.value.facts["errors"]}


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"username": "Ba Vì"}, "/username"),
        ({"username": "x"}, "/username"),
        ({"role": "king"}, "/role"),
        ({"commune_id": None}, "/commune"),
        ({"commune_id": PROVINCE}, "/commune"),
        ({"role": "admin"}, "/commune"),
        ({"role": "province", "commune_id": None}, "/province"),
        ({"role": "province", "commune_id": None, "province_id": COMMUNE}, "/province"),
        ({"province_id": PROVINCE}, "/province"),
    ],
)
def test_what_does_not_fit_together_is_named(inside: None, given: dict[str, str | None], pointer: str) -> None:
    account = {"username": "moi", "name": "Người mới", "role": "officer", "commune_id": COMMUNE} | given

    with pytest.raises(DomainError, match="invalid") as refusal:
        service.add_account(SYSTEM, account.pop("username"), **account)

    assert pointer in faults(refusal)


def test_villages_must_be_of_the_commune_and_of_a_role_that_has_them(inside: None, cast: Cast) -> None:
    foreign, own = cast["khanh"].village_id, cast["binh"].village_id
    assert foreign and own
    for role, villages in (("officer", {foreign}), ("officer", {own, foreign}), ("chief", {own})):
        with pytest.raises(DomainError) as refusal:
            service.add_account(SYSTEM, "moi", name="Mới", role=role, commune_id=COMMUNE, village_ids=frozenset(villages))
        assert faults(refusal) == {"/villages"}


def test_a_username_is_given_once(inside: None) -> None:
    with pytest.raises(DomainError, match="already-there"):
        service.add_account(SYSTEM, "HA.test", name="Người khác", role="officer", commune_id=COMMUNE)


@pytest.mark.parametrize("who", ["ha", "tu", "son", "binh"])
def test_nobody_but_the_chief_keeps_accounts_in_a_commune(inside: None, cast: Cast, who: str) -> None:
    with pytest.raises(DomainError, match="not-allowed"):
        service.add_account(cast[who].actor(), "moi", name="Mới", role="chief", commune_id=COMMUNE)
    with pytest.raises(DomainError, match="not-allowed"):
        service.make_password_link(cast[who].actor(), "vinh.test")


def test_the_administrator_may(inside: None, quan: Person) -> None:
    with unit_of_work():
        service.add_account(quan.actor(), "moi", name="Mới", role="duty", commune_id=COMMUNE)
        assert service.make_password_link(quan.actor(), "moi").username == "moi"


def test_a_link_sets_a_password_once(inside: None, ha: Person) -> None:
    with unit_of_work():
        token = service.make_password_link(SYSTEM, ha.username).token
    assert service.get_password_link(token).id == ha.id
    with unit_of_work():
        service.set_password(token, PASSWORD)

    with pytest.raises(DomainError, match="link-over"), unit_of_work():
        service.set_password(token, "một câu khác hẳn")
    assert service.check_password(ha.username, PASSWORD) == ha.id


def test_a_newer_link_ends_the_older_one(inside: None, ha: Person) -> None:
    with unit_of_work():
        older = service.make_password_link(SYSTEM, ha.username).token
    with unit_of_work():
        service.make_password_link(SYSTEM, ha.username)

    with pytest.raises(DomainError, match="link-over"):
        service.get_password_link(older)


def test_a_link_ends_after_three_days(inside: None, ha: Person) -> None:
    with unit_of_work():
        token = service.make_password_link(SYSTEM, ha.username).token

    with clock.frozen(clock.now() + timedelta(hours=72)), pytest.raises(DomainError, match="link-over"):
        service.get_password_link(token)


@pytest.mark.parametrize("password", ["ngắn", "aaaaaaaaaaaaaaa", "xxHA.TESTxx9!", "dài" * 100])
def test_a_poor_password_is_refused_with_a_reason(inside: None, ha: Person, password: str) -> None:
    with unit_of_work():
        token = service.make_password_link(SYSTEM, ha.username).token

    with pytest.raises(DomainError, match="invalid"), unit_of_work():
        service.set_password(token, password)
    assert service.get_password_link(token).id == ha.id
    assert password_fault(password, ha.username)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("7kq2m4xa", "7KQ2M4XA"), ("7KQ2 M4XA", "7KQ2M4XA"), ("oil0-1234", "01101234"), ("7KQ2M4X", None), ("7KQ2M4XU", None)],
)
def test_typed_codes_have_one_form(typed: str, read: str | None) -> None:
    assert typed_code(typed) == read
