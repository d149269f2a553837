"""Texts of loudspeakers: drafted by police or front, approved by the chief or the committee, ended."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, CHANGED_MEANWHILE, INVALID, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import LoudScript
from app.registry.queries import scripts as queries
from app.registry.rules import Script
from app.web.database import db


def draft_script(actor: Actor, script: Script, *, script_id: UUID | None = None) -> LoudScript:
    """Write a text; nobody is offered it before it is approved. ``INVALID`` names what does not fit."""
    commune_id = rules.check_may_draft(actor)
    row = LoudScript(commune_id=commune_id, id=script_id or new_id(), version=1, **asdict(_checked(script)))
    row.drafted_by, row.changed_at = actor.account_id, clock.now()
    db.session.add(row)
    note(commune_id, "script.drafted", Subject("script", row.id), actor)
    return row


def change_script(actor: Actor, script_id: UUID, script: Script, *, version: int) -> LoudScript:
    """Write it anew: it waits for approval again. ``CHANGED_MEANWHILE`` when somebody else was quicker, ``NOT_FOUND``."""
    rules.check_may_draft(actor)
    row = _lock(actor, script_id, version)
    for name, value in asdict(_checked(script)).items():
        setattr(row, name, value)
    row.approved_at = row.approved_by = row.approved_role = None
    row.drafted_by = actor.account_id
    _changed(row)
    note(row.commune_id, "script.changed", Subject("script", row.id), actor)
    return row


def approve_script(actor: Actor, script_id: UUID, *, version: int) -> LoudScript:
    """Approve the text as it was seen (``version``)."""
    rules.check_may_approve(actor)
    row = _lock(actor, script_id, version)
    if row.approved_at is not None:
        raise DomainError(ALREADY_THERE)
    row.approved_at, row.approved_by, row.approved_role = clock.now(), actor.account_id, actor.role
    _changed(row)
    note(row.commune_id, "script.approved", Subject("script", row.id), actor)
    return row


def end_script(actor: Actor, script_id: UUID, *, version: int) -> LoudScript:
    """From today on it is read aloud no more."""
    if not rules.may_approve(actor):
        rules.check_may_draft(actor)
    row = _lock(actor, script_id, version)
    row.ended_on = local(clock.now()).date()
    _changed(row)
    note(row.commune_id, "script.ended", Subject("script", row.id), actor)
    return row


def _lock(actor: Actor, script_id: UUID, version: int) -> LoudScript:
    row = queries.get_script(actor, script_id, lock=True)
    if row.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    if row.ended_on is not None:
        raise DomainError(ALREADY_THERE)
    return row


def _changed(row: LoudScript) -> None:
    row.version, row.changed_at = row.version + 1, clock.now()


def _checked(script: Script) -> Script:
    words: dict[str, Any] = {"title": " ".join(nfc(script.title).split()), "text": nfc(script.text).strip()}
    script = replace(script, **words)
    faults = rules.find_script_faults(script, tuple(catalogue.terms("topics")))
    if faults:
        raise DomainError(INVALID, errors=faults)
    return script
