"""The doors of photos: whole by PUT, in parts by tus 1.0 on the same address, and the clean pictures by GET."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Response, request, url_for
from werkzeug.exceptions import ClientDisconnected

from app.core.errors import (
    BUSY,
    MALFORMED,
    NOT_FOUND,
    TOO_LARGE,
    UNKNOWN_PHOTO,
    UPLOAD_VERSION,
    WRONG_MEDIA_TYPE,
    DomainError,
)
from app.photos import queries, service, tus
from app.photos.queries import UploadSlot
from app.photos.rules import SERVED_FORMS, Form, Kind, stored_form
from app.photos.schemas import KeptOut
from app.photos.storage import present_shelf
from app.photos.store import MissingBlob, StoreDown, blob_key
from app.web.actor import current_actor, device_only, device_or_office, public
from app.web.blueprint import Blueprint
from app.web.headers import UPLOAD_POLICY
from app.web.transaction import end_reading, own_transactions

blueprint = Blueprint("photos", __name__, url_prefix="/api/v1/photos", description="Photos, whole or in parts.")

View = TypeVar("View", bound=Callable[..., Any])
_BYTES = {"type": "string", "format": "binary"}
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]+={0,2}):\s*(?=,|;|$)")
_PIECE = 64 * 1024


def _without_options(view: View) -> View:
    """Flask answers OPTIONS for every address by itself; here it is tus that answers."""
    view.provide_automatic_options = False  # type: ignore[attr-defined]
    return view


@blueprint.put("/<uuid:photo_id>")
@device_only
@own_transactions
@blueprint.doc(
    parameters=[{"in": "header", "name": "Content-Digest", "schema": {"type": "string"}, "example": "sha-256=:…:"}],
    requestBody={"required": True, "content": {str(kind): {"schema": _BYTES} for kind in Kind}},
)
@blueprint.response(201, KeptOut)
@blueprint.alt_response(200, schema=KeptOut, description="It was there before", success=True)
@_without_options
def put_photo(photo_id: UUID) -> tuple[dict[str, Any], int]:
    """Store an announced photo, whole. Again is harmless: it answers 200."""
    slot = queries.get_slot(current_actor(), photo_id)
    claimed = _claimed_digest()
    if not slot.waits:
        _read_away()
        return {"state": slot.state, **({"problem": slot.problem} if slot.problem else {})}, 200
    data, whole = _read_body(slot.size)
    if not whole:
        raise DomainError(MALFORMED)
    kept = service.keep_photo(current_actor(), slot, data, store=present_shelf(), claimed=claimed)
    return {"state": kept.state}, 201 if kept.is_new else 200


def _claimed_digest() -> bytes | None:
    """The SHA-256 of ``Content-Digest`` (RFC 9530), or None where the sender names none."""
    found = _DIGEST.search(request.headers.get("Content-Digest", ""))
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=True)
    except binascii.Error:
        raise DomainError(MALFORMED) from None


def _read_away() -> None:
    """Read a body that is not needed any more: a server that answers without it may break the line under its own answer."""
    end_reading()
    try:
        while request.stream.read(_PIECE):
            continue
    except ClientDisconnected:
        return


def _read_body(most: int) -> tuple[bytes, bool]:
    """The body, at most ``most`` bytes (``TOO_LARGE``), and whether it came whole: a broken line ends it early."""
    if (request.content_length or 0) > most:
        raise DomainError(TOO_LARGE, max_bytes=most)
    # One more than allowed: where the server ends the stream itself (gunicorn), reaching the limit already counts as
    # passing it, and a photo of exactly the announced length would be refused.
    request.max_content_length = most + 1
    end_reading()
    come = bytearray()
    try:
        while piece := request.stream.read(_PIECE):
            come += piece
    except ClientDisconnected:
        return bytes(come), False
    return bytes(come), True


# ── tus 1.0: the slot is the upload ───────────────────────────────────────────────────────────────────────────────────


def _tus(status: int, **headers: str | int) -> Response:
    response = Response(status=status)
    response.headers["Tus-Resumable"] = tus.VERSION
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = str(value)
    return response


def _check_tus() -> None:
    # Our own phone and simple tools may leave the header out; a wrong version is refused.
    if request.headers.get("Tus-Resumable", tus.VERSION) != tus.VERSION:
        raise DomainError(UPLOAD_VERSION, versions=[tus.VERSION])


def _whole_number(name: str) -> int:
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise DomainError(MALFORMED, header=name)
    return int(text)


@blueprint.route("", methods=["OPTIONS"])
@blueprint.route("/<uuid:photo_id>", methods=["OPTIONS"])
@public
@blueprint.response(204, headers=tus.tells("Tus-Version", "Tus-Extension", "Tus-Max-Size"))
@_without_options
def tell_tus(photo_id: UUID | None = None) -> Response:
    """What this server knows of tus."""
    most = queries.photo_limits().max_bytes
    return _tus(204, Tus_Version=tus.VERSION, Tus_Extension="creation", Tus_Max_Size=most)


@blueprint.route("/<uuid:photo_id>", methods=["HEAD"])
@device_only
@blueprint.doc(parameters=tus.asks())
@blueprint.response(200, headers=tus.tells("Upload-Offset", "Upload-Length"))
@_without_options
def tell_offset(photo_id: UUID) -> Response:
    """How many bytes of the photo are here (``Upload-Offset``) out of how many (``Upload-Length``)."""
    _check_tus()
    slot = queries.get_slot(current_actor(), photo_id)
    return _tus(200, Upload_Offset=queries.offset_of(slot), Upload_Length=slot.size, Cache_Control="no-store")


@blueprint.post("/<uuid:photo_id>")
@device_only
@own_transactions
@blueprint.doc(parameters=tus.asks("Upload-Length"))
@blueprint.response(201, headers=tus.tells("Location"))
@_without_options
def begin_upload(photo_id: UUID) -> Response:
    """The creation of tus: the slot stands already, so this only starts it again from 0."""
    _check_tus()
    slot = queries.get_slot(current_actor(), photo_id)
    length = _whole_number("Upload-Length")
    if length > slot.size:
        raise DomainError(TOO_LARGE, max_bytes=slot.size)
    if length != slot.size:
        raise DomainError(MALFORMED, header="Upload-Length", announced=slot.size)
    if slot.waits:
        service.start_again(slot)
    return _tus(201, Location=url_for("photos.tell_offset", photo_id=photo_id))


@blueprint.patch("/<uuid:photo_id>")
@device_only
@own_transactions
@blueprint.doc(
    parameters=tus.asks("Upload-Offset"),
    requestBody={"required": True, "content": {tus.PART_TYPE: {"schema": _BYTES}}},
)
@blueprint.response(204, headers=tus.tells("Upload-Offset"))
@_without_options
def add_part(photo_id: UUID) -> Response:
    """Add the part that begins at ``Upload-Offset``. After the last one the digest is checked and the photo is stored."""
    _check_tus()
    if request.mimetype != tus.PART_TYPE:
        raise DomainError(WRONG_MEDIA_TYPE, expected=tus.PART_TYPE)
    offset = _whole_number("Upload-Offset")
    slot = queries.get_slot(current_actor(), photo_id)
    # A part of a line that broke is kept: the next one goes on behind it.
    if not slot.waits:
        _read_away()
        return _tus(204, Upload_Offset=slot.size)
    data, _ = _read_body(max(0, slot.size - offset))
    reached = service.add_part(current_actor(), slot, offset, data, store=present_shelf())
    return _tus(204, Upload_Offset=reached)


# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@blueprint.get("/<uuid:photo_id>/<form>")
@device_or_office
@own_transactions
@blueprint.doc(responses={"200": {"description": "A JPEG", "content": {"image/jpeg": {"schema": _BYTES}}}})
@blueprint.alt_response(304, description="The picture in If-None-Match is the present one")
def show_photo(photo_id: UUID, form: str) -> Response:
    """The clean picture, its thumbnail, or the redacted one. Bytes as sent are evidence and leave by no door.

    Once something in it is covered there is the redacted one alone, and its thumbnail.
    """
    slot = queries.get_slot(current_actor(), photo_id)
    if form not in SERVED_FORMS:
        raise DomainError(UNKNOWN_PHOTO)
    response = Response(content_type="image/jpeg")
    # Who may see it can change from one minute to the next, so every use asks again; unchanged costs no bytes.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = UPLOAD_POLICY
    response.headers["Content-Disposition"] = f'inline; filename="{photo_id}-{form}.jpg"'
    response.vary.add("Cookie")
    stored = stored_form(Form(form), slot.state, slot.cover)
    if stored is None:
        raise DomainError(NOT_FOUND)
    _fill(response, slot, stored)
    service.note_seen(current_actor(), slot, Form(form))
    response.make_conditional(request)
    return response


def _fill(response: Response, slot: UploadSlot, form: Form) -> None:
    key = blob_key(slot.commune_id, slot.sha256, form)
    end_reading()
    try:
        data = present_shelf().get(key)
    except MissingBlob:
        if slot.cover:
            service.cover_again(slot.commune_id, slot.sha256)
        raise DomainError(NOT_FOUND) from None
    except StoreDown as error:
        raise DomainError(BUSY, retry_after=30) from error
    response.set_data(data)
    response.set_etag(hashlib.sha256(data).hexdigest()[:32])
