"""A word to the team that changes nothing about its report: it goes to their phones as a notice, with who has read it."""

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.core.text import nfc
from app.reports.models import Report
from app.roster import service as roster
from app.roster.models import Notice
from app.web.database import db

# The mark of a comment that is meant for the team.
TO_TEAM = "/team"
_STANDS_FOR = timedelta(days=14)
_LONGEST_TITLE = 120


def tell_team(actor: Actor, report: Report, about: str, words: str) -> bool:
    """Tell the report's team; False where it has no phones any more that would hear (ended, or in a former commune)."""
    if report.commune_id != actor.commune_id:
        return False
    title = nfc(f"{actor.name} {about}")[:_LONGEST_TITLE]
    until = local(clock.now()).date() + _STANDS_FOR
    try:
        roster.post_notice(actor, title, words, team_id=report.team_id, until=until)
    except DomainError as refusal:
        if refusal.problem is not NOT_FOUND:
            raise
        return False
    return True


def find_told(report: Report, words: str) -> list[Notice]:
    """The notices to the report's team that say this text: what is erased has to go from them too."""
    mine = (Notice.commune_id == report.commune_id) & (Notice.team_id == report.team_id)
    return list(db.session.scalars(select(Notice).where(mine, Notice.text == nfc(words).strip())))
