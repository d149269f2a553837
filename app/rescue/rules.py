"""What a rescue file may be, and who may hand one in."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, TOO_LARGE, DomainError
from app.people.rules import POLICE

MAGIC = b"KENG-RESCUE 1\n"
# A head is three hundred bytes; what is longer is no head.
HEAD_MOST = 1024
FRAME_BYTES = 64 * 1024
TAG_BYTES = 16
SALT_BYTES = 32
CHECK_BYTES = 8
INFO_FRAMES = b"keng-rescue/1 frames"
INFO_CHECK = b"keng-rescue/1 check"

# Far above any phone's queue (a year of nights with twenty photos each stays below), and far below what could tire a server.
MOST_OPERATIONS = 2_000
MOST_PHOTOS = 8_000
# Larger than a push takes, because what was too large for a push is one of the reasons for a file.
OPERATION_MOST = 1024 * 1024
MANIFEST_MOST = 2 * 1024


def check_may_hand_in(actor: Actor) -> str:
    """The commune that a file is taken in for: any phone's of it, or the police's; ``NOT_ALLOWED`` for everybody else."""
    if actor.commune_id is None or not (actor.kind == "device" or actor.role in POLICE):
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def check_count(what: str, count: int, most: int) -> None:
    """Refuse a file that holds more than any phone writes, or names something larger (``TOO_LARGE`` with ``what``)."""
    if count > most:
        raise DomainError(TOO_LARGE, what=what, most=most)
