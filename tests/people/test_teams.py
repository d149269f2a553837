"""Communes, teams and memberships, each from a day to a day, each change in the journal."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import DomainError
from app.core.night import local
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.people import queries, service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, PROVINCE, SINCE, Person

TODAY = date(2026, 11, 21)


def notes() -> list[JournalNote]:
    return list(db.session.scalars(select(JournalNote).where(JournalNote.commune_id == COMMUNE).order_by(JournalNote.seq)))


def names(person: Person, on: date) -> list[str]:
    assert person.team_id is not None
    return [member.name for member in queries.get_team(person.actor(), person.team_id, on).members]


def test_opening_a_commune_twice_is_harmless(inside: None) -> None:
    before = journal.head_of(COMMUNE)
    with unit_of_work():
        service.open_commune(COMMUNE)

    assert journal.head_of(COMMUNE) == before > 0


@pytest.mark.parametrize("code", [PROVINCE, "00000"])
def test_only_a_commune_of_today_can_be_opened(inside: None, code: str) -> None:
    with pytest.raises(DomainError, match="not-found"):
        service.open_commune(code)


def test_everything_about_people_stands_in_the_journal_without_their_names(inside: None, ha: Person, binh: Person) -> None:
    kinds = {note.kind for note in notes()}

    assert {"village.added", "team.added", "member.added", "invitation.made", "device.enrolled", "account.added"} <= kinds
    assert "Bình" not in "".join(str(note.facts) for note in notes())
    assert list(journal.find_faults(COMMUNE)) == []


def test_what_a_phone_must_know_is_told_to_its_team(inside: None, ha: Person, binh: Person) -> None:
    assert binh.team_id is not None
    with unit_of_work():
        member = service.add_member(ha.actor(), binh.team_id, "Mai Thị  Tuyết ", since=TODAY)
        member_id = member.id

    note = notes()[-1]
    assert (note.kind, note.subject_id, note.team_id, note.audience) == ("member.added", member_id, binh.team_id, "team")
    assert (note.actor, note.facts) == (f"account:{ha.id}", {"role": "member", "since": "2026-11-21"})
    assert names(binh, TODAY)[-1] == "Mai Thị Tuyết"


def test_a_membership_counts_from_its_first_to_its_last_day(inside: None, ha: Person, binh: Person) -> None:
    assert binh.team_id is not None
    with unit_of_work():
        member_id = service.add_member(ha.actor(), binh.team_id, "Mai Thị Tuyết", since=TODAY).id
    with unit_of_work():
        service.end_membership(ha.actor(), binh.team_id, member_id, on=TODAY + timedelta(days=9))

    told = [("Mai Thị Tuyết" in names(binh, TODAY + timedelta(days=days))) for days in (-1, 0, 9, 10)]
    assert told == [False, True, True, False]


def test_somebody_added_by_mistake_never_belonged(inside: None, ha: Person, binh: Person) -> None:
    assert binh.team_id is not None
    with unit_of_work():
        member_id = service.add_member(ha.actor(), binh.team_id, "Mai Thị Tuyết", since=TODAY).id
    with unit_of_work():
        service.end_membership(ha.actor(), binh.team_id, member_id, on=TODAY - timedelta(days=5))

    assert "Mai Thị Tuyết" not in names(binh, TODAY)


def test_a_team_has_one_leader_at_a_time(inside: None, ha: Person, binh: Person) -> None:
    assert binh.team_id is not None and binh.member_id is not None
    with pytest.raises(DomainError, match="already-there"), unit_of_work():
        service.add_member(ha.actor(), binh.team_id, "Mai Thị Tuyết", role="leader")

    with unit_of_work():
        service.end_membership(ha.actor(), binh.team_id, binh.member_id, on=TODAY)
        service.add_member(ha.actor(), binh.team_id, "Mai Thị Tuyết", role="leader", since=TODAY + timedelta(days=1))


def test_an_ended_team_leaves_the_list_and_keeps_its_page(inside: None, ha: Person, binh: Person) -> None:
    assert binh.team_id is not None
    with unit_of_work():
        service.end_team(ha.actor(), binh.team_id, TODAY)

    day_after = TODAY + timedelta(days=1)
    assert binh.team_id not in {team.id for team in queries.list_teams(ha.actor(), day_after)}
    assert binh.team_id in {team.id for team in queries.list_teams(ha.actor(), day_after, ended=True)}
    assert queries.get_team(ha.actor(), binh.team_id, day_after).valid_to == TODAY


def test_kinds_and_roles_are_those_of_the_law(inside: None, vinh: Person, binh: Person) -> None:
    assert binh.team_id is not None and binh.village_id is not None
    with pytest.raises(DomainError, match="invalid"):
        service.add_team(vinh.actor(), binh.village_id, "Tổ", kind="mafia")
    with pytest.raises(DomainError, match="invalid"):
        service.add_member(vinh.actor(), binh.team_id, "Người mới", role="boss")


def test_the_cast_has_been_members_all_year(inside: None, binh: Person) -> None:
    assert names(binh, local(clock.now()).date()) == names(binh, SINCE) == ["Nguyễn Văn Bình", "Trần Thị Hoa", "Lê Minh Đức"]
