"""What stands in an export, and how a text is kept from being run by a spreadsheet. Plain: no database."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import COMMITTEE, POLICE

# A cell that begins with one of these is a formula to a spreadsheet; the wide forms are read as the narrow ones.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def safe_text(text: str) -> str:
    """A text that stays a text in every spreadsheet: one that looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text and text[0] in _FORMULA else text


def sees_words(actor: Actor) -> bool:
    """Whether an export tells this reader what the teams wrote, and who led and decided."""
    return actor.role in POLICE


def check_may_export(actor: Actor) -> None:
    """Police export what they may see; the people's committee approved reports without words; nobody else anything."""
    if actor.kind != "office" or actor.role not in (*POLICE, COMMITTEE):
        raise DomainError(NOT_ALLOWED)
