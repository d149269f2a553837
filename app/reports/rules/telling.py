"""What a body tells of itself: the order of its pictures, and the warnings of the phone that were left standing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from app.reports.rules.covering import COVERED
from app.reports.rules.personal import PLATE_OUT
from app.reports.rules.words import ERASED


class Named(Protocol):
    """Anything with an id that a report, part or addendum announced."""

    id: Any
    source_id: Any


Picture = TypeVar("Picture", bound=Named)
Source = tuple[UUID, Mapping[str, Any]]


def in_team_order(photos: Iterable[Picture], sources: Sequence[Source]) -> list[Picture]:
    """The photos of each source together, as its body orders them (``photo_order``), else by their ids.

    ``sources`` are ids and bodies of the report, its parts and its addenda, in the order in which they are shown.
    """
    places = {source_id: number for number, (source_id, _) in enumerate(sources)}
    ranks = {str(one): rank for _, body in sources for rank, one in enumerate(body.get("photo_order") or [])}
    last = len(places), len(ranks)
    return sorted(photos, key=lambda one: (places.get(one.source_id, last[0]), ranks.get(str(one.id), last[1]), str(one.id)))


@dataclass(frozen=True)
class LeftStanding:
    """A text of which the phone warned: its JSON pointer within ``body``, and what it seems to hold."""

    pointer: str
    kinds: tuple[str, ...]
    body: Mapping[str, Any]


def left_standing(bodies: Iterable[Mapping[str, Any]], captions: Mapping[str, str]) -> Iterator[LeftStanding]:
    """Every warning that these bodies (as they are read) carry; ``captions`` by the photo's id.

    Of a text that was erased or moved to police alone since, or in which an officer covered words, there is nothing to warn
    of, nor of plates taken out of it.
    """
    photos = {"photos": {photo_id: {"caption": caption} for photo_id, caption in captions.items()}}
    for body in bodies:
        for note in body.get("guard") or []:
            words = _at(body, note["path"])
            caption = _at(photos, note["path"])
            if ERASED in (words, caption) or words == "" or COVERED in f"{words} {caption}":
                continue
            gone = {"plate"} if isinstance(words, str) and PLATE_OUT in words else set()
            kinds = tuple(kind for kind in note["kinds"] if kind not in gone)
            if kinds:
                yield LeftStanding(note["path"], kinds, body)


def _at(body: Any, pointer: str) -> Any:
    """What stands at a JSON pointer; None where nothing does."""
    value = body
    for step in pointer.split("/")[1:]:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value
