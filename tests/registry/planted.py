"""The book of models of Bình's village with a word wherever people write: for the walks through every door."""

from datetime import timedelta
from uuid import UUID

from app.core import clock
from app.registry import service
from app.registry.rules import Doing, Need, Road, Script, Thing
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast
from tests.nights import push
from tests.registry.things import done, look, open_site, village_of


def plant_things(client: ActingClient, cast: Cast, word: str) -> dict[str, UUID]:
    """Things, a road, a need, an activity, each with the word; the argument of a route that names each of them."""
    binh, keeper = cast["binh"], cast["ha"].actor()
    here, yesterday = village_of(binh), clock.now().date() - timedelta(days=1)
    with client.app.app_context():
        site_id = open_site(here, name=word)
        with unit_of_work():
            camera = service.add_asset(keeper, Thing("camera", word, here.hex[:8], here, owner="people", keeper_role=word))
            road = service.add_road(keeper, Road(word, word, word, 800, here, cameras=(camera.id,)))
            need = service.add_need(keeper, Need(word, word, 3, village_id=here, road_id=road.id))
            doing = service.log_activity(keeper, Doing("meeting", yesterday, village_id=here, words=word))
            ids = {"asset_id": camera.id, "road_id": road.id, "need_id": need.id, "activity_id": doing.id}
        with unit_of_work():
            # All who read the commune's book are offered an approved text, so it carries no planted word.
            text = "Công an không làm việc qua điện thoại."
            script = service.draft_script(cast["vinh"].actor(), Script("Phòng lừa đảo", "cyber", text))
            service.approve_script(cast["vinh"].actor(), script.id, version=1)
    looked = look(binh, ids["asset_id"], "no-signal", note=word)
    told = push(client, binh, looked, done(binh, site_id=str(site_id), words=word))
    assert [one["status"] for one in told] == ["applied", "applied"], told
    return ids
