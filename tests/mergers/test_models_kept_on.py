"""The cycle of models and the fund books after a merger: kept on by the heir's people, in the old book where they stand."""

from dataclasses import replace
from datetime import date

from flask import Flask

from app.emulation import queries as emulation
from app.emulation import service as funds
from app.emulation.service import Money
from app.journal import queries as journal
from app.registry import queries, service
from app.registry.models import ModelSite
from app.registry.service import raise_site_silences
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Cast
from tests.mergers.conftest import FORMER, HEIR, Sunday
from tests.registry.planting import CRITERIA, GOOD, plant_site


def test_the_heir_reviews_the_sites_and_keeps_the_fund_of_the_former_commune(app: Flask, cast: Cast, sunday: Sunday) -> None:
    dung, khanh = cast["dung"].actor(), cast["khanh"]
    assert khanh.team_id and khanh.village_id
    with app.app_context():
        with unit_of_work():
            site = plant_site("Kẻng Trại Thông", khanh.village_id, launched=date(2026, 1, 2), commune_id=FORMER)
            site_id = site.id
        with unit_of_work():
            funds.write_entry(dung, khanh.team_id, Money(date(2025, 5, 1), 700_000, "Bà con góp"))
        with unit_of_work():
            wrong = funds.write_entry(dung, khanh.team_id, Money(date(2026, 5, 1), -200_000, "Mua đèn pin")).id
            funds.publish_year(dung, khanh.team_id, 2025)
    sunday.comes()
    with app.app_context():
        vinh = replace(cast["vinh"].actor(), former_ids=(FORMER,))
        assert raise_site_silences() == 1
        with unit_of_work():
            difficulty = service.make_difficulty(
                vinh, site_id, words="Im lặng lâu", owner="police", due_on=date(2026, 12, 9)
            )
            assert difficulty.commune_id == FORMER
        with unit_of_work():
            asked = service.Asked("Rà soát sau sáp nhập", date(2026, 7, 1), date(2026, 11, 22), date(2026, 12, 9), CRITERIA)
            one = service.open_round(vinh, asked)
            assert one.commune_id == HEIR
            villages = [place.id for place in queries.villages_for(vinh, db.session.get_one(ModelSite, (FORMER, site_id)))]
            assert villages == [khanh.village_id]
            said = replace(GOOD, verdict="pause", level="tb", reason="Chờ sắp xếp lại")
            service.save_sheet(vinh, one.id, site_id, said, version=0, done=True)
            service.close_round(vinh, one.id)
        assert db.session.get_one(ModelSite, (FORMER, site_id)).state == "paused"
        with unit_of_work():
            funds.undo_entry(vinh, khanh.team_id, wrong, "Ghi nhầm tổ khác")
        entries = emulation.list_entries(vinh, khanh.team_id)
        assert [(one.seq, one.commune_id, one.amount) for one in entries] == [
            (1, FORMER, 700_000), (2, FORMER, -200_000), (3, HEIR, 200_000),
        ]  # fmt: skip
        (row,) = [row for row in emulation.list_funds(vinh) if row.team_id == khanh.team_id]
        assert (row.balance, row.published) == (700_000, 2025)
        assert list(journal.find_faults(FORMER)) == list(journal.find_faults(HEIR)) == []
