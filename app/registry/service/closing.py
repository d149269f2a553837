"""Closing a review round: classes are written to the sites, verdicts carried out as far as the closer may."""

from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import ModelSite, Replication, ReviewRound, ReviewSheet
from app.registry.queries import SheetRow
from app.registry.rules import rounds
from app.registry.service.moves import Taken, move_site
from app.registry.service.rounds import check_sees_all
from app.web.database import db


def close_round(actor: Actor, round_id: UUID, *, leave_out: bool = False, reason: str = "") -> ReviewRound:
    """Close a round: every sheet done, or the rest left out with a ``reason``.

    Writes class and day of review to the sites, takes the steps that the verdicts ask for and opens plans to replicate.
    What the closer may not decide waits (``AWAITS``) for somebody who may. ``NOT_ALLOWED`` unless all sheets are seen.
    """
    rules.check_may_keep(actor)
    one = queries.get_round(actor, round_id, lock=True)
    if one.closed_at is not None:
        raise DomainError(MOVE_NOT_POSSIBLE)
    rows = queries.list_sheets(actor, one)
    check_sees_all(actor, one, len(rows))
    reason = nfc(reason).strip()
    open_ones = [row for row in rows if row.it.state != rounds.DONE]
    if open_ones and (not leave_out or len(reason) < rounds.LEAST_REASON):
        raise DomainError(INVALID, errors=[fault_at("/reason", "Còn phiếu chưa xong: đánh dấu bỏ lại và ghi lý do")])
    now = clock.now()
    for row in open_ones:
        row.it.state, row.it.reason, row.it.version = rounds.LEFT_OUT, reason, row.it.version + 1
        row.it.changed_at, row.it.account_id = now, actor.account_id
    done = [row for row in rows if row.it.state == rounds.DONE]
    for row in done:
        _carry_out(actor, row)
    one.closed_at, one.closed_by = now, actor.account_id
    facts = {"done": len(done), "left_out": len(open_ones)}
    note(one.commune_id, "round.closed", Subject("round", one.id), actor, facts=facts, audience=POLICE_ONLY)
    return one


def decide_waiting(actor: Actor, round_id: UUID, site_id: UUID) -> ReviewSheet:
    """Carry out a verdict that the closer left to whoever may; ``NOT_ALLOWED``, ``MOVE_NOT_POSSIBLE`` if none waits."""
    one = queries.get_round(actor, round_id)
    row = queries.get_sheet(actor, one, site_id, lock=True)
    if row.it.outcome != rounds.AWAITS:
        raise DomainError(MOVE_NOT_POSSIBLE, state=row.it.state, move="carry-out")
    step = rounds.step_for(row.it.verdict or "", row.site.state)
    if step is None:
        # Somebody moved the site meanwhile: there is nothing left to decide.
        rules.check_may_keep(actor)
        row.it.outcome = rounds.OVERTAKEN
    else:
        rules.check_may_move(actor, step)
        _take(actor, row.site, step, row.it.reason)
        row.it.outcome = rounds.CARRIED
    row.it.version, row.it.changed_at = row.it.version + 1, clock.now()
    facts = {"round": str(one.id), "state": row.it.state, "outcome": row.it.outcome}
    note(row.it.site_commune_id, "sheet.decided", Subject("site", site_id), actor, facts=facts, audience=POLICE_ONLY)
    return row.it


def _carry_out(actor: Actor, row: SheetRow) -> None:
    """What follows from one sheet."""
    sheet, today = row.it, local(clock.now()).date()
    site = queries.get_site(actor, sheet.site_id, lock=True)
    site.level, site.reviewed_on = sheet.level, today
    site.version, site.changed_at = site.version + 1, clock.now()
    facts = {"level": sheet.level, "reviewed_on": today.isoformat(), "round": str(sheet.round_id)}
    note(site.commune_id, "site.changed", Subject("site", site.id), actor, facts=facts, audience=POLICE_ONLY)
    verdict = sheet.verdict or ""
    if verdict not in rounds.verdicts_for(site.state) or site.state not in rounds.REVIEWED:
        sheet.outcome = rounds.OVERTAKEN
    elif (step := rounds.step_for(verdict, site.state)) is None:
        sheet.outcome = rounds.CARRIED if verdict == rounds.REPLICATE else rounds.NOTHING
    elif rounds.may_take(actor.role, step):
        _take(actor, site, step, sheet.reason)
        sheet.outcome = rounds.CARRIED
    else:
        sheet.outcome = rounds.AWAITS
    if verdict == rounds.REPLICATE and sheet.outcome == rounds.CARRIED:
        _plan(actor, site, sheet)
    sheet.version += 1


def _take(actor: Actor, site: ModelSite, step: str, reason: str) -> None:
    today = local(clock.now()).date()
    said = reason if rules.wants_reason(step) else ""
    move_site(actor, site.id, Taken(step, today, said), version=site.version)


def _plan(actor: Actor, site: ModelSite, sheet: ReviewSheet) -> None:
    """A plan for each village that has none open for this site."""
    planned = queries.villages_planned(site)
    for village in (UUID(one) for one in sheet.villages):
        if village in planned or sheet.villages_due is None:
            continue
        plan = Replication(commune_id=site.commune_id, id=new_id(), parent_id=site.id, village_id=village)
        plan.due_on, plan.account_id, plan.changed_at = sheet.villages_due, actor.account_id, clock.now()
        plan.state = "planned"
        db.session.add(plan)
        facts = {"village": str(village), "due_on": plan.due_on.isoformat()}
        note(site.commune_id, "replication.planned", Subject("site", site.id), actor, facts=facts, audience=POLICE_ONLY)
