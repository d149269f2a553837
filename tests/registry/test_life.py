"""The one life of a site: which step leads from which state to which, who takes it, and what it leaves behind."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, NOT_FOUND, DomainError
from app.journal.models import JournalNote
from app.registry import queries, rules, service
from app.registry.models import ModelSite, SiteMove
from app.registry.service import Taken
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, Cast
from tests.registry.books import ON, at_state, entered, proposed, step

pytestmark = pytest.mark.usefixtures("inside")
# By state: what each step makes of it. Every other pair is refused.
LIFE = {
    "proposed": {"survey": "surveyed", "decline": "declined"},
    "surveyed": {"submit": "awaiting", "decline": "declined"},
    "awaiting": {"launch": "active", "decline": "declined"},
    "active": {"weaken": "weak", "pause": "paused", "end": "ended"},
    "weak": {"strengthen": "active", "pause": "paused", "end": "ended"},
    "paused": {"resume": "active", "end": "ended"},
    "ended": {},
    "declined": {},
}
DRAFTING, DECIDING = {"survey", "submit"}, {"decline", "launch", "end"}


@pytest.mark.parametrize("state", LIFE)
def test_every_step_out_of_every_state(cast: Cast, state: str) -> None:
    assert set(LIFE) == set(rules.STATES)
    for move in rules.MOVES:
        site_id = at_state(cast, state)
        if move in LIFE[state]:
            step(cast["vinh"], site_id, move, reason="Bốn tháng chưa họp")
            site = db.session.scalars(select(ModelSite).where(ModelSite.id == site_id)).one()
            assert site.state == LIFE[state][move]
            assert (site.launched_on == ON) is (move == "launch")
            assert (site.ended_on, site.end_reason) == ((ON, "Bốn tháng chưa họp") if move == "end" else (None, None))
        else:
            with pytest.raises(DomainError) as refusal:
                step(cast["vinh"], site_id, move, reason="Bốn tháng chưa họp")
            assert refusal.value.problem is MOVE_NOT_POSSIBLE


@pytest.mark.parametrize("key", ["vinh", "ha", "lam", "tu", "loan", "hien", "sau", "son", "quan", "dung", "binh"])
def test_who_takes_which_step(cast: Cast, key: str) -> None:
    actor = cast[key].actor()
    may = {
        "vinh": set(rules.MOVES),
        "loan": set(rules.MOVES) - DRAFTING,
        "ha": set(rules.MOVES) - DECIDING,
    }.get(key, set())
    for state, moves in LIFE.items():
        for move in moves:
            site_id = at_state(cast, state)
            db.session.rollback()
            version = db.session.scalars(select(ModelSite.version).where(ModelSite.id == site_id)).one()
            taken = Taken(move, ON, "Bốn tháng chưa họp")
            if move in may:
                with unit_of_work():
                    service.move_site(actor, site_id, taken, version=version)
                assert move in rules.possible_moves(actor, state)
            else:
                with pytest.raises(DomainError) as refusal, unit_of_work():
                    service.move_site(actor, site_id, taken, version=version)
                assert refusal.value.problem in (NOT_ALLOWED, NOT_FOUND)


def test_an_officer_keeps_the_own_villages_and_not_the_whole_commune(cast: Cast) -> None:
    ha, whole = cast["ha"], entered(cast["vinh"], None, "Camera toàn xã", "M03")
    for deed in (lambda: step(ha, whole, "weaken", reason="Hỏng nhiều mắt"), lambda: proposed(ha, None)):
        with pytest.raises(DomainError) as refusal:
            deed()
        assert refusal.value.problem is NOT_ALLOWED
    with pytest.raises(DomainError):
        proposed(ha, cast["khoi"].village_id)
    assert queries.get_site(ha.actor(), whole).name == "Camera toàn xã"


def test_a_step_wants_its_reason_its_day_and_the_version_that_was_seen(cast: Cast) -> None:
    site_id = entered(cast["vinh"], cast["binh"].village_id)
    for fault, on, reason in (
        ("/reason", ON, ""),
        ("/reason", ON, " ngắn "),
        ("/on", ON + timedelta(days=2), "Bốn tháng chưa họp"),
        ("/on", date(2022, 2, 28), "Bốn tháng chưa họp"),
    ):
        with pytest.raises(DomainError) as refusal:
            step(cast["loan"], site_id, "pause", on, reason=reason)
        assert refusal.value.problem is INVALID and [one["pointer"] for one in refusal.value.facts["errors"]] == [fault]
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.move_site(cast["loan"].actor(), site_id, Taken("pause", ON, "Bốn tháng chưa họp"), version=7)
    assert refusal.value.problem is CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"decision_no": "9" * 41}, "/decision_no"),
        ({"decision_on": ON + timedelta(days=3)}, "/decision_on"),
        ({"launch_people": 2**40}, "/launch_people"),
        ({"launch_people": -1}, "/launch_people"),
        ({"budget": 10**30}, "/budget"),
        ({"survey": "x" * 1001}, "/survey"),
    ],
)
def test_what_a_step_brings_has_its_bounds(cast: Cast, facts: dict[str, object], fault: str) -> None:
    site_id = at_state(cast, "awaiting")
    with pytest.raises(DomainError) as refusal:
        step(cast["loan"], site_id, "launch", facts=facts)
    assert [one["pointer"] for one in refusal.value.facts["errors"]] == [fault]


def test_the_whole_way_stands_in_the_story_and_in_the_journal(cast: Cast) -> None:
    site_id = proposed(cast["ha"], cast["binh"].village_id)
    step(cast["ha"], site_id, "survey", facts={"survey": "18 hộ cùng làm"})
    step(cast["ha"], site_id, "submit")
    decided = {
        "decision_no": "12/QĐ-UBND",
        "decision_on": ON,
        "decision_by": "UBND xã",
        "launch_people": 45,
        "budget": 5_000_000,
    }
    step(cast["loan"], site_id, "launch", facts=decided)
    site = queries.get_site(cast["sau"].actor(), site_id)
    assert (site.decision_no, site.launched_on, site.launch_people, site.budget) == ("12/QĐ-UBND", ON, 45, 5_000_000)
    told = queries.list_moves(site)
    assert [(one.move, one.state, role) for one, role, _name in told] == [
        ("propose", "proposed", "officer"),
        ("survey", "surveyed", "officer"),
        ("submit", "awaiting", "officer"),
        ("launch", "active", "committee"),
    ]
    assert told[1][0].facts == {"survey": "18 hộ cùng làm"} and told[3][0].facts["decision_on"] == ON.isoformat()
    notes = select(JournalNote.kind).where(JournalNote.subject_id == site_id, JournalNote.commune_id == COMMUNE)
    assert list(db.session.scalars(notes.order_by(JournalNote.seq))) == ["site.opened", *["site.moved"] * 3]


def test_a_model_of_old_is_entered_in_one_go(cast: Cast) -> None:
    site_id = entered(cast["ha"], cast["binh"].village_id)
    site = queries.get_site(cast["vinh"].actor(), site_id)
    assert (site.state, site.decision_no, site.launched_on, site.version) == ("active", "41/QĐ-UBND", date(2022, 3, 1), 1)
    (line,) = db.session.scalars(select(SiteMove).where(SiteMove.site_id == site_id))
    assert (line.move, line.on, line.facts["entered"]) == ("launch", date(2022, 3, 1), True)


def test_programs_phones_and_the_province_get_nothing(cast: Cast) -> None:
    site_id = entered(cast["vinh"], cast["binh"].village_id)
    for actor in (cast["binh"].actor(), cast["son"].actor(), cast["quan"].actor(), cast["dung"].actor(), Actor("nobody")):
        assert queries.list_sites(actor, ON) == []
        with pytest.raises(DomainError) as refusal:
            queries.get_site(actor, site_id)
        assert refusal.value.problem is NOT_FOUND
