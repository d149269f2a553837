"""A defect that a look found becomes a difficulty with an office that sees to it and a day by which."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.ids import new_id
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import Asset, AssetCheck, Difficulty
from app.web.database import db


def raise_defect(actor: Actor, asset: Asset, check: AssetCheck) -> Difficulty | None:
    """Open a difficulty for what the look found, unless one is open for that thing; the thing's row is locked.

    Nothing settles it by itself: a later look that finds the thing in order only proposes to.
    """
    mine = (Difficulty.commune_id == asset.commune_id) & (Difficulty.asset_id == asset.id)
    if db.session.scalar(select(Difficulty.id).where(mine, Difficulty.state == "open").limit(1)) is not None:
        return None
    days = catalogue.value_on(rules.DAYS_SETTING, check.on, asset.commune_id)
    row = Difficulty(commune_id=asset.commune_id, id=new_id(), kind="equipment", state="open", result="", version=1)
    row.asset_id, row.site_id, row.village_id, row.check_id = asset.id, asset.site_id, asset.village_id, check.id
    row.words, row.owner = _words(asset, check), rules.SEEN_TO_BY[asset.kind]
    row.raised_on, row.due_on = check.on, check.on + timedelta(days=days)
    row.account_id, row.changed_at = actor.account_id, check.at
    db.session.add(row)
    facts = {"thing": asset.kind, "found": check.state, "due": row.due_on.isoformat()}
    note(asset.commune_id, "difficulty.raised", Subject("difficulty", row.id), actor, facts=facts)
    return row


def _words(asset: Asset, check: AssetCheck) -> str:
    """What is wrong with which thing where, of the catalogue's words and of what whoever looked wrote."""
    kind = catalogue.terms("assets")[asset.kind]
    states, defects = catalogue.terms("asset_states"), {one["code"]: one["vi"] for one in kind.facts["defects"]}
    thing: list[Any] = [kind.vi, asset.label]
    found = [states[check.state].vi.lower(), *(defects[code].lower() for code in check.defects if code in defects)]
    said = f"{' '.join(filter(None, thing))}, {asset.place}: {', '.join(found)}."
    return f"{said} {check.note}".strip()
