"""Replication over generations: planned, opened with the parent's answers, done with the launch, dropped with a reason."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError
from app.journal.models import JournalNote
from app.registry import queries, service
from app.registry.models import Replication
from app.registry.rules.sites import SiteWords
from app.registry.rules.tree import draw
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, OTHER_COMMUNE, Cast, Person
from tests.registry.books import LAUNCHED, ON, entered, proposed, step

pytestmark = pytest.mark.usefixtures("inside")
DUE = date(2027, 3, 31)


def plan(who: Person, site_id: UUID, village: UUID | None, due: date = DUE) -> UUID:
    with unit_of_work():
        return service.plan_replication(who.actor(), site_id, village, due).id


def child_of(who: Person, parent: UUID, plan_id: UUID, village: UUID | None, name: str, version: int = 1) -> UUID:
    with unit_of_work():
        said = SiteWords(name, village, "Nhân rộng từ nơi làm tốt")
        return service.open_child(who.actor(), parent, said, plan_id=plan_id, version=version).id


def launch(cast: Cast, site_id: UUID) -> None:
    step(cast["vinh"], site_id, "survey", facts={"survey": "Đủ người"})
    step(cast["vinh"], site_id, "submit")
    step(cast["loan"], site_id, "launch")


def state_of(plan_id: UUID) -> tuple[str, UUID | None, date | None]:
    db.session.rollback()
    row = db.session.scalars(select(Replication).where(Replication.id == plan_id)).one()
    return row.state, row.child_id, row.done_on


def test_two_generations_spread_and_are_drawn(cast: Cast) -> None:
    vinh = cast["vinh"]
    villages = [cast[key].village_id for key in ("binh", "thanh", "khoi")]
    first = entered(vinh, villages[0], "Kẻng Suối Cạn")
    plan_id = plan(vinh, first, villages[1])
    second = child_of(vinh, first, plan_id, villages[1], "Kẻng Đồi Mơ")
    assert state_of(plan_id) == ("planned", second, None)
    launch(cast, second)
    assert state_of(plan_id) == ("done", second, ON)
    further = plan(cast["loan"], second, villages[2])
    third = child_of(cast["loan"], second, further, villages[2], "Kẻng Cầu Đá")
    family = queries.family_of(vinh.actor(), queries.get_site(vinh.actor(), third))
    assert family.id == first and family.children[0].id == second and family.children[0].children[0].id == third
    assert [(box.node.name, box.depth) for box in draw(family).boxes] == [
        ("Kẻng Suối Cạn", 0),
        ("Kẻng Đồi Mơ", 1),
        ("Kẻng Cầu Đá", 2),
    ]
    kinds = select(JournalNote.kind).where(JournalNote.subject_id == first, JournalNote.commune_id == COMMUNE)
    kept = list(db.session.scalars(kinds.order_by(JournalNote.seq)))
    assert kept == ["site.opened", "replication.planned", "replication.done"]


def test_a_declined_child_leaves_the_plan_open_for_another(cast: Cast) -> None:
    vinh = cast["vinh"]
    first = entered(vinh, cast["binh"].village_id)
    plan_id = plan(vinh, first, cast["thanh"].village_id)
    child = child_of(vinh, first, plan_id, cast["thanh"].village_id, "Kẻng Đồi Mơ")
    with pytest.raises(DomainError) as refusal:
        child_of(vinh, first, plan_id, cast["thanh"].village_id, "Kẻng lần hai", 2)
    assert refusal.value.problem is MOVE_NOT_POSSIBLE
    step(cast["loan"], child, "decline", reason="Chưa đủ kinh phí")
    assert state_of(plan_id) == ("planned", None, None)
    again = child_of(vinh, first, plan_id, cast["thanh"].village_id, "Kẻng lần hai", 3)
    assert state_of(plan_id)[1] == again


def test_a_plan_is_dropped_with_a_reason_on_top_of_what_was_seen(cast: Cast) -> None:
    vinh = cast["vinh"]
    plan_id = plan(vinh, entered(vinh, cast["binh"].village_id), cast["thanh"].village_id)

    def drop(who: Person, why: str, version: int) -> None:
        with unit_of_work():
            service.drop_replication(who.actor(), plan_id, why, version=version)

    for who, why, version, problem in (
        (vinh, "", 1, INVALID),
        (vinh, "Thôn chưa sẵn sàng", 5, CHANGED_MEANWHILE),
        (cast["hien"], "Thôn chưa sẵn sàng", 1, NOT_ALLOWED),
    ):
        with pytest.raises(DomainError) as refusal:
            drop(who, why, version)
        assert refusal.value.problem is problem
    drop(vinh, "Thôn chưa sẵn sàng", 1)
    assert state_of(plan_id)[0] == "dropped"


def test_only_what_lives_is_replicated_once_to_a_village_of_ones_own(cast: Cast) -> None:
    vinh, ha = cast["vinh"], cast["ha"]
    site_id = entered(vinh, cast["binh"].village_id)
    plan(ha, site_id, cast["thanh"].village_id)
    for who, site, village, due, problem in (
        (ha, site_id, cast["thanh"].village_id, DUE, INVALID),
        (ha, site_id, cast["khoi"].village_id, DUE, NOT_ALLOWED),
        (vinh, site_id, cast["khoi"].village_id, ON - timedelta(days=1), INVALID),
        (vinh, proposed(vinh, cast["binh"].village_id, "Còn là đề xuất"), cast["khoi"].village_id, DUE, MOVE_NOT_POSSIBLE),
    ):
        with pytest.raises(DomainError) as refusal:
            plan(who, site, village, due)
        assert refusal.value.problem is problem


def test_the_picture_and_its_list_stand_on_every_page_of_the_family(client: ActingClient, cast: Cast) -> None:
    vinh = cast["vinh"]
    first = entered(vinh, cast["binh"].village_id, "Kẻng Suối Cạn", answers={"hour": "21:30"})
    plan_id = plan(vinh, first, cast["thanh"].village_id)
    form = client.get(f"/models/replications/{plan_id}/site", as_=vinh).get_data(as_text=True)
    assert 'value="21:30"' in form and "Nhân rộng từ Kẻng Suối Cạn" in form
    said = {"name": "Kẻng Đồi Mơ", "village": str(cast["thanh"].village_id), "reason": "Thôn kề bên", "answer-hour": "20:45"}
    opened = client.submit(f"/models/replications/{plan_id}/site", said | {"version": "1"}, as_=vinh)
    child = opened.headers["Location"].rpartition("/")[2]
    for site_id in (first, child):
        page = client.get(f"/models/sites/{site_id}", as_=cast["hien"]).get_data(as_text=True)
        assert page.count('class="kin ') == 2 and "Kẻng Suối Cạn" in page and "Kẻng Đồi Mơ" in page
    assert "20:45" in page


def test_a_model_of_a_merged_commune_is_kept_on_and_spreads_into_the_heir(cast: Cast) -> None:
    """The row stays in the book in which it was written; the new site stands in the heir's, with its parent in the other."""
    vinh, dung = cast["vinh"], cast["dung"]
    old = entered(dung, cast["khanh"].village_id, "Kẻng Trại Thông")
    heir = replace(vinh.actor(), former_ids=(OTHER_COMMUNE,))
    said = SiteWords("Kẻng Trại Thông mới", cast["khanh"].village_id, founding=LAUNCHED)
    with unit_of_work():
        assert service.change_site(heir, old, said, version=1).commune_id == OTHER_COMMUNE
    with pytest.raises(DomainError) as refusal, unit_of_work():
        elsewhere = SiteWords("Kẻng Trại Thông mới", cast["binh"].village_id, founding=LAUNCHED)
        service.change_site(heir, old, elsewhere, version=2)
    assert refusal.value.problem is INVALID
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.plan_replication(heir, old, cast["binh"].village_id, DUE)
    assert refusal.value.problem is MOVE_NOT_POSSIBLE
    with unit_of_work():
        words = SiteWords("Kẻng Suối Cạn", cast["binh"].village_id, "Nhân rộng từ Trại Thông")
        child = service.open_child(heir, old, words, plan_id=None)
        assert (child.commune_id, child.parent_commune_id, child.parent_id) == (COMMUNE, OTHER_COMMUNE, old)
        child_id = child.id
    family = queries.family_of(heir, queries.get_site(heir, child_id))
    assert family.id == old and family.children[0].id == child_id
    alone = queries.family_of(vinh.actor(), queries.get_site(vinh.actor(), child_id))
    assert (alone.id, alone.children) == (child_id, [])
