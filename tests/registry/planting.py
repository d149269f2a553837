"""Sites for tests, put straight into the tables, and a round over them."""

from datetime import date
from uuid import UUID

from app.core import clock
from app.core.ids import new_id
from app.registry import service
from app.registry.models import ModelActivity, ModelGroup, ModelSite, ReviewRound
from app.registry.rules.rounds import Said
from app.registry.service import Asked
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, Person

CRITERIA = [{"key": "c1", "name": "Hoạt động", "most": 60}, {"key": "c2", "name": "Hồ sơ", "most": 40}]
GOOD = Said({"c1": 55, "c2": 35}, "Kẻng vang đúng giờ", "", "Giữ nếp", "tot", "keep")
FIRST, LAST, DUE = date(2026, 7, 1), date(2026, 11, 21), date(2026, 12, 5)


def plant_site(
    name: str,
    village_id: UUID | None,
    *,
    state: str = "active",
    launched: date = date(2026, 8, 1),
    commune_id: str = COMMUNE,
) -> ModelSite:
    """A site in a state, of the first commune unless another is named; inside a unit of work."""
    site = ModelSite(commune_id=commune_id, id=new_id(), kind_code="M01", name=name, village_id=village_id, state=state)
    site.launched_on, site.tags, site.values = launched, [], {}
    site.opened_at = site.changed_at = clock.now()
    db.session.add(site)
    return site


def plant_sites(count: int, village_id: UUID | None) -> list[UUID]:
    """So many living sites."""
    with unit_of_work():
        return [plant_site(f"Kẻng số {number:02}", village_id).id for number in range(1, count + 1)]


def plant_activity(site_id: UUID, on: date, people: int = 12) -> UUID:
    """A gong that was sounded; inside a unit of work."""
    one = ModelActivity(commune_id=COMMUNE, id=new_id(), kind="gong", site_id=site_id, source="desk", on=on)
    one.people, one.values, one.at = people, {"reality": "drill"}, clock.now()
    site = db.session.get_one(ModelSite, (COMMUNE, site_id))
    site.active_on = max(site.active_on or on, on)
    db.session.add(one)
    return one.id


def plant_group(site_id: UUID, team_id: UUID) -> None:
    """A team that carries a site's model out; inside a unit of work."""
    group = ModelGroup(commune_id=COMMUNE, id=new_id(), site_id=site_id, team_id=team_id, name="Tổ", changed_at=clock.now())
    db.session.add(group)


def opened(who: Person, **more: object) -> ReviewRound:
    """A round over everything that this person sees."""
    with unit_of_work():
        return service.open_round(who.actor(), Asked("Rà soát cuối năm", FIRST, LAST, DUE, CRITERIA, **more))  # type: ignore[arg-type]
