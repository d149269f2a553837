"""How a phone sends a picture (``static/pwa/src/sync/photos.ts``), and small real pictures to send."""

import base64
import hashlib
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.model.store import PhotoRow
from tests.model.wire import NO_NETWORK, Request, judge_photo
from tests.nights import photo as announcement

if TYPE_CHECKING:
    from tests.model.phone import Phone, Run, Steps

CHUNK_BYTES = 300
MOST_TRIES_A_RUN, MOST_REFUSALS = 2, 4


@lru_cache(maxsize=64)
def picture(number: int) -> bytes:
    """A small JPEG, another one for each number."""
    image = Image.new("RGB", (8, 8), (number * 37 % 256, number * 11 % 256, number % 256))
    out = io.BytesIO()
    # Some are longer than a few parts.
    image.save(out, "JPEG", comment=f"picture {number} ".encode() + b"." * (number % 4 * 400))
    return out.getvalue()


def announced(number: int, photo_id: str) -> tuple[dict[str, Any], bytes]:
    """A picture and what a phone announces of it."""
    data = picture(number)
    return announcement(data, photo_id=photo_id, width=8, height=8, caption=""), data


def send_photo(phone: "Phone", run: "Run") -> "Steps":
    """Sends one picture whose text has arrived: whole at first, after a failure in parts."""
    row = _next_photo(phone, run)
    if row is None:
        return "idle"
    data = phone.store.blobs.get(row.photo_id)
    if data is None:
        row.state, row.problem = "stuck", "bytes-gone"
        return "again"
    run.note_try(row.photo_id)
    row.state = "sending"
    verdict, more = yield from (_send_whole(row, data) if row.tries == 0 else _send_in_parts(row, data))
    return _take(phone, row, data, verdict, more)


def _next_photo(phone: "Phone", run: "Run") -> PhotoRow | None:
    for row in sorted(phone.store.photos.values(), key=lambda one: (one.state != "sending", one.photo_id)):
        tried = run.tried.get(row.photo_id, 0)
        late = not run.force and tried == 0 and row.next_try_at > phone.now
        if row.state not in ("waiting", "sending") or tried >= MOST_TRIES_A_RUN or late:
            continue
        if phone.store.outbox[row.op_id].status == "acknowledged":
            return row
    return None


def _send_whole(row: PhotoRow, data: bytes) -> Any:
    digest = base64.b64encode(bytes.fromhex(row.sha256)).decode()
    headers = {"Content-Type": "image/jpeg", "Content-Digest": f"sha-256=:{digest}:"}
    return judge_photo((yield Request("PUT", f"/api/v1/photos/{row.photo_id}", data, headers)))


def _send_in_parts(row: PhotoRow, data: bytes) -> Any:
    path = f"/api/v1/photos/{row.photo_id}"
    verdict, more = judge_photo((yield Request("HEAD", path)))
    for _ in range(len(data) // CHUNK_BYTES + 4):
        if verdict != "resume":
            return verdict, more
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(more)}
        answer = yield Request("PATCH", path, data[more : more + CHUNK_BYTES], headers)
        verdict, more = judge_photo(answer)
    return ("stop", NO_NETWORK) if verdict == "resume" else (verdict, more)


def _take(phone: "Phone", row: PhotoRow, data: bytes, verdict: str, more: Any) -> str:
    from tests.model.phone import delay_after

    if verdict == "stored":
        phone.store.note_epoch(more)
        row.state, row.epoch, row.stored_at = "stored", more, phone.now
        row.tries, row.refusals, row.next_try_at, row.problem = 0, 0, 0, None
        return "again"
    if verdict == "needs-new":
        row.state, row.problem = "needs-new", str(more)
        return "again"
    if verdict == "from-start" and hashlib.sha256(data).hexdigest() != row.sha256:
        row.state, row.problem = "stuck", "bytes-damaged"
        return "again"
    row.refusals += verdict in ("from-start", "announce")
    if row.refusals > MOST_REFUSALS:
        row.state, row.problem = "stuck", verdict
        return "again"
    row.state = "waiting"
    row.tries += 1
    row.next_try_at = 0 if verdict == "resume" else phone.now + delay_after(row.tries)
    if verdict == "announce":
        operation = phone.store.outbox[row.op_id]
        operation.status, operation.next_try_at = "queued", 0
    return "stop" if verdict == "stop" else "again"
