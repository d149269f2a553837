"""What a photo may be: kinds, limits, states. The numbers come in from the catalogue, none is written here."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.core.errors import INVALID, NOT_AN_IMAGE, TOO_LARGE, TOO_MANY_PIXELS, DomainError, fault_at


class Kind(StrEnum):
    """The image kinds that are ever opened. Nothing else reaches a decoder."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"


class PhotoState(StrEnum):
    """``expected`` announced · ``stored`` bytes lie safely, undecoded · ``ready`` cleaned · ``damaged`` undecodable."""

    EXPECTED = "expected"
    STORED = "stored"
    READY = "ready"
    DAMAGED = "damaged"


class Form(StrEnum):
    """What is kept of one photo. ``original`` is evidence and is never given to a browser."""

    ORIGINAL = "original"
    CLEAN = "clean"
    THUMB = "thumb"
    REDACTED = "redacted"
    REDACTED_THUMB = "redacted-thumb"


SERVED_FORMS = (Form.CLEAN, Form.THUMB, Form.REDACTED)
ABOUTS = ("team", "checkpoint", "scene", "damage", "found", "activity")

# Parts of an upload are a cache: whoever comes back later than this sends the photo from its start.
PARTS_KEPT = timedelta(hours=48)
# A worker that has said nothing for this long is taken for dead, and another takes its photo up.
LEASE = timedelta(minutes=5)

# Left, top, width, height as fractions of the upright picture.
Rectangle = tuple[float, float, float, float]
MOST_RECTANGLES = 12
_LEAST_SIDE = 0.005

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Limits:
    """The catalogue's row of photo limits: bytes, pixels, pictures, and the long edge in pixels a phone aims at."""

    max_bytes: int
    max_pixels: int
    max_pixels_progressive: int
    per_report: int
    per_incident: int
    kinds: tuple[str, ...]
    long_edge: int

    @classmethod
    def from_catalogue(cls, row: Mapping[str, Any]) -> "Limits":
        """Limits from the catalogue's JSON value ``limits.photo``; ``KeyError`` when one is missing."""
        numbers = {name: int(row[name]) for name in cls.__annotations__ if name != "kinds"}
        return cls(kinds=tuple(row["kinds"]), **numbers)


@dataclass(frozen=True)
class Header:
    """What the first bytes say. ``progressive``: the decoder must hold the whole picture at once, so less is allowed."""

    kind: Kind
    width: int
    height: int
    progressive: bool

    @property
    def pixels(self) -> int:
        return self.width * self.height


def check_length(length: int, *, announced: int, limits: Limits) -> None:
    """Refuse a body that is longer than announced, or than any photo may be (``TOO_LARGE`` with ``max_bytes``)."""
    allowed = min(announced, limits.max_bytes)
    if length > allowed:
        raise DomainError(TOO_LARGE, max_bytes=allowed)


def check_header(header: Header, *, announced_kind: str, limits: Limits) -> None:
    """Refuse bytes of another kind than announced (``NOT_AN_IMAGE``) or of too many pixels (``TOO_MANY_PIXELS``)."""
    if header.kind != announced_kind or header.kind not in limits.kinds:
        raise DomainError(NOT_AN_IMAGE, announced=announced_kind, found=str(header.kind))
    allowed = limits.max_pixels_progressive if header.progressive else limits.max_pixels
    if header.pixels > allowed:
        raise DomainError(TOO_MANY_PIXELS, max_pixels=allowed, width=header.width, height=header.height)


def find_announcement_faults(
    photos: Sequence[Mapping[str, Any]], limits: Limits, *, already: Sequence[str | None] = ()
) -> list[dict[str, str]]:
    """What is wrong with an operation's list of photos, as ``{"pointer": "/photos/0/bytes", "code": …}``; empty when fine.

    ``already`` holds the incident id (or None) of each photo the report has from before, since limits count the report.
    Only limits and values are judged; that the fields are there and of the right type is the schema's work.
    """
    faults: list[dict[str, str]] = []
    seen: set[str] = set()
    per_incident = Counter(incident for incident in already if incident)
    for index, photo in enumerate(photos):
        where = f"/photos/{index}"
        faults += [{"pointer": f"{where}/{name}", "code": code} for name, code in _faults_of(photo, limits)]
        photo_id = str(photo["photo_id"])
        if photo_id in seen:
            faults.append({"pointer": f"{where}/photo_id", "code": "twice"})
        seen.add(photo_id)
        if incident := photo.get("incident_id"):
            per_incident[str(incident)] += 1
            if per_incident[str(incident)] > limits.per_incident:
                faults.append({"pointer": where, "code": "too-many-for-incident"})
        if len(already) + index >= limits.per_report:
            faults.append({"pointer": where, "code": "too-many-for-report"})
    return faults


def _faults_of(photo: Mapping[str, Any], limits: Limits) -> list[tuple[str, str]]:
    size, mime = photo["bytes"], photo["mime"]
    checks = (
        ("sha256", "not-a-digest", _SHA256.fullmatch(str(photo["sha256"])) is not None),
        ("bytes", "too-large", 0 < size <= limits.max_bytes),
        ("mime", "kind-not-taken", mime in limits.kinds and mime in tuple(Kind)),
        ("about", "unknown", photo["about"] in ABOUTS),
    )
    return [(name, code) for name, code, fine in checks if not fine]


def parts_over(received_at: datetime, now: datetime) -> bool:
    """Whether a part of an upload is past its keeping time."""
    return received_at < now - PARTS_KEPT


def stored_form(form: Form, state: PhotoState, cover: str | None) -> Form | None:
    """Under which form lies what a door gives out as ``form``; None when it gives out nothing.

    ``cover`` is None, ``waits`` or ``made``. Of a covered picture there is the redacted form alone, and its thumbnail in the
    place of the thumbnail; until a worker has made them there is nothing.
    """
    if state is not PhotoState.READY or form not in SERVED_FORMS:
        return None
    if cover is None:
        return None if form is Form.REDACTED else form
    given = {Form.REDACTED: Form.REDACTED, Form.THUMB: Form.REDACTED_THUMB}
    return given.get(form) if cover == "made" else None


def check_rectangles(rectangles: Sequence[Sequence[float]]) -> list[list[float]]:
    """The rectangles to four decimals, cut at the picture's edges; ``INVALID`` for none, too many, or one of no size."""
    if not rectangles:
        raise DomainError(INVALID, errors=[fault_at("/rectangles", "Xin vẽ ít nhất một khung")])
    if len(rectangles) > MOST_RECTANGLES:
        raise DomainError(INVALID, errors=[fault_at("/rectangles", "Nhiều khung quá, xin chia làm nhiều lần")])
    return [_cut(place, *one) for place, one in enumerate(rectangles)]


def _cut(place: int, left: float, top: float, width: float, height: float) -> list[float]:
    x, y = (min(max(value, 0.0), 1.0) for value in (left, top))
    right, bottom = min(max(left + width, 0.0), 1.0), min(max(top + height, 0.0), 1.0)
    found = [round(value, 4) for value in (x, y, right - x, bottom - y)]
    if min(found[2:]) < _LEAST_SIDE:
        raise DomainError(INVALID, errors=[fault_at(f"/rectangles/{place}", "Khung nhỏ quá hoặc nằm ngoài ảnh")])
    return found
