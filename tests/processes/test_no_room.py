"""The server's disk is full: a clear answer, nothing half-written, and everything goes in once there is room again."""

import http.client
import json
import resource
from pathlib import Path
from typing import Any

from tests.cast import Cast, Person
from tests.nights import PUSH, envelope, photo, submit
from tests.photos import picture_bytes as pb
from tests.processes.nodes import Node, running


def _ask(node: Node, person: Person, method: str, path: str, body: bytes, kind: str) -> tuple[int, Any]:
    link = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    link.request(method, path, body, {"Content-Type": kind, "Cookie": f"device={person.token}"})
    answer = link.getresponse()
    told = answer.status, json.loads(answer.read() or b"null")
    link.close()
    return told


def _push(node: Node, person: Person, *ops: Any) -> tuple[int, Any]:
    return _ask(node, person, "POST", PUSH, json.dumps(envelope(*ops)).encode(), "application/vnd.keng+json")


def _leave_room(node: Node, most: int) -> None:
    """No file may grow beyond ``most`` bytes: every write fails much as on a full disk (EFBIG for ENOSPC)."""
    for pid in node.pids():
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))


def test_what_finds_no_room_is_refused_in_words_and_goes_in_later(own_database_url: str, cast: Cast, tmp_path: Path) -> None:
    binh = cast["binh"]
    data = pb.encode(pb.noise(640, 480), quality=90)
    announced = photo(data, width=640, height=480)
    before, later = submit(binh, photos=[announced]), submit(binh)
    picture = f"/api/v1/photos/{announced['photo_id']}"
    with running(1, own_database_url, tmp_path) as (node,):
        assert _push(node, binh, before)[1]["results"][0]["status"] == "applied"
        _leave_room(node, 4096)
        refused = _ask(node, binh, "PUT", picture, data, "image/jpeg")
        status, told = _push(node, binh, later)
        left = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
        _leave_room(node, resource.RLIM_INFINITY)
        stored = _ask(node, binh, "PUT", picture, data, "image/jpeg")
        (result,) = _push(node, binh, later)[1]["results"]

    assert (refused[0], refused[1]["type"]) == (503, "/problems/busy")
    if own_database_url.startswith("sqlite"):
        # Refused whole, or this operation alone: either way the phone tries again.
        assert status == 503 or told["results"][0]["status"] == "retry"
    else:
        # PostgreSQL has a disk of its own, which is not full here.
        assert told["results"][0]["status"] == "applied"
    assert left == []
    assert stored == (201, {"state": "stored"})
    assert result["status"] in ("applied", "duplicate")
