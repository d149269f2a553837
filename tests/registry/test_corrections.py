"""A site's kind and day of launch are put right: by whom, within which bounds, with the story, the journal and the sums."""

from datetime import date
from uuid import UUID

import pytest

from app.journal import queries as journal
from app.registry.models import ModelSite
from app.tallies import service as tallies
from app.tallies.queries import of_books, read_sums
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.tallies.books import Book

pytestmark = pytest.mark.usefixtures("inside")
MARCH, MAY = date(2026, 3, 10), date(2026, 5, 2)


def site_now(site_id: UUID) -> ModelSite:
    db.session.rollback()
    return db.session.get_one(ModelSite, (COMMUNE, site_id))


def correct(client: ActingClient, who: Person, site_id: UUID, **said: object) -> int:
    site = site_now(site_id)
    form = {"version": site.version, "kind": site.kind_code, "launched_on": site.launched_on, "reason": "Ghi nhầm khi nhập"}
    return client.submit(f"/models/sites/{site_id}/correction", form | said, as_=who).status_code


def test_kind_and_launch_are_put_right_and_the_sums_follow(
    client: ActingClient, cast: Cast, vinh: Person, binh: Person
) -> None:
    book, loan = Book(vinh, []), cast["loan"]
    answers = {"type": "electric", "households": 12}
    site_id = book.launch(MARCH, kind_code="M02", village_id=binh.village_id, values=answers)
    book.add_group(site_id, MARCH, 9)
    book.act("gong", date(2026, 5, 20), site_id=site_id, people=20)
    path = f"/models/sites/{site_id}"
    assert f"{path}/correction" in client.get(path, as_=loan).text
    form = client.get(f"{path}/correction", as_=loan).text
    assert ">12" in form and 'value="M08"' in form and 'value="M03"' not in form, "only kinds that groups carry out too"
    assert correct(client, loan, site_id, kind="M08", launched_on=MAY) == 303
    site = site_now(site_id)
    assert (site.kind_code, site.launched_on, site.values) == ("M08", MAY, {"households": 12})

    days = [date(2026, 5, 1), MAY, date(2026, 5, 20)]
    sums = read_sums(of_books([COMMUNE]), days)
    assert [sums.on(day, "sites", "M08", "active") for day in days] == [0, 1, 1]
    assert sums.on(days[-1], "members", "M08") == 9 and sums.on(days[-1], "done", "M08", "gong") == 1
    assert [sums.within(days[0], day, "moves", "M08", "built") for day in days[1:]] == [1, 1]
    assert all(sums.on(day, measure, "M02") == 0 for day in days for measure in ("sites", "members", "moves", "done"))
    kept = sums.amounts
    tallies.rebuild()
    assert read_sums(of_books([COMMUNE]), days).amounts == kept

    told = client.get(path, as_=cast["sau"]).text
    assert "Sửa cho đúng" in told and "ngày ra mắt: 10/03/2026 → 02/05/2026" in told and "Ghi nhầm khi nhập" in told
    assert "câu trả lời cũ" in told and f"{path}/correction" not in told
    (note,) = [one for one in journal.notes_about(COMMUNE, site_id) if one.kind == "site.corrected"]
    assert note.facts == {
        "kinds": ["M02", "M08"], "answers": {"type": "electric"}, "launches": ["2026-03-10", "2026-05-02"],
        "because": "Ghi nhầm khi nhập",
    }  # fmt: skip
    history = client.get(f"/history/site/{site_id}", as_=vinh).text
    assert "type: electric" in history and "lý do: Ghi nhầm khi nhập" in history
    # A correction is no step: what happened before it was written is still written down with its own day.
    book.move(site_id, "pause", date(2026, 6, 1))
    assert site_now(site_id).state == "paused"


def test_who_corrects_and_within_which_bounds(client: ActingClient, cast: Cast, vinh: Person, binh: Person) -> None:
    book = Book(vinh, [])
    site_id = book.launch(MAY, kind_code="M02", village_id=binh.village_id, decision_on=date(2026, 4, 1))
    book.move(site_id, "pause", date(2026, 8, 1))
    for key, status in (("ha", 403), ("tu", 403), ("hien", 403), ("sau", 403), ("son", 403)):
        assert correct(client, cast[key], site_id, launched_on=date(2026, 6, 1)) == status, key
    for bad in (
        {"launched_on": MAY}, {"launched_on": date(2026, 3, 1)}, {"launched_on": date(2026, 8, 2)},
        {"launched_on": date(2026, 12, 1)}, {"launched_on": ""}, {"kind": "M03"}, {"kind": "X"},
        {"launched_on": date(2026, 6, 1), "reason": "x"}, {"launched_on": date(2026, 6, 1), "version": 1},
    ):  # fmt: skip
        assert correct(client, vinh, site_id, **bad) == 422, bad
    assert site_now(site_id).launched_on == MAY
    assert correct(client, vinh, site_id, launched_on=date(2026, 6, 1)) == 303

    child = book.launch(date(2026, 9, 1), kind_code="M02", parent_id=site_id, parent_commune_id=COMMUNE)
    for one in (site_id, child):
        assert correct(client, vinh, one, kind="M08") == 422, "what was replicated stays what it is"
    proposed = book.add_site(kind_code="M02")
    assert correct(client, vinh, proposed, kind="M08", launched_on="") == 303
    assert site_now(proposed).kind_code == "M08"
