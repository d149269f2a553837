"""What travels between a phone and the server, and how a phone reads what comes back.

``judge`` follows ``static/pwa/src/sync/outcome.ts``: the one place where an answer gets its meaning.
"""

import json
from dataclasses import dataclass, field
from typing import Any

CONTENT_TYPE = "application/vnd.keng+json"


@dataclass(frozen=True)
class Request:
    """One request of a phone. ``body`` is what goes over the line, byte for byte."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back. ``status`` 0 is no network, -1 a time-out: neither says what the server did."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body as JSON, or None where it is none (or was cut off)."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


# What a run of the engine yields where the app may be killed; no request at all.
PAUSE = Request("PAUSE", "")
NO_NETWORK = Answer(0)
TIMEOUT = Answer(-1)
PORTAL = Answer(200, {"Content-Type": "text/html"}, b"<html>Wi-Fi</html>")
GATEWAY = Answer(502, {"Content-Type": "text/html"}, b"<html>Bad Gateway</html>")


def cut(answer: Answer) -> Answer:
    """The same answer, its body broken off half way."""
    return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])


@dataclass(frozen=True)
class Outcome:
    """``kind`` as in the phone's ``Outcome``; ``json`` of an answer that counts, ``slug`` of a refusal."""

    kind: str
    json: Any = None
    epoch: str = ""
    status: int = 0
    slug: str = ""
    halve: bool = False

    @property
    def problem(self) -> Any:
        """What the server said about its refusal."""
        return self.json if isinstance(self.json, dict) else None


def judge(answer: Answer) -> Outcome:
    """What an answer means for the phone."""
    if answer.status == 0:
        return Outcome("offline")
    if answer.status == -1:
        return Outcome("wait", halve=True)
    epoch = answer.headers.get("Keng-Epoch", "")
    if answer.headers.get("Keng-Sync") != "1" or not epoch:
        return Outcome("wait" if 502 <= answer.status <= 504 else "portal")
    if 200 <= answer.status < 300:
        if answer.headers.get("Content-Type", "").split(";")[0].endswith("json") and answer.json is None:
            return Outcome("wait")
        return Outcome("done", answer.json, epoch, answer.status)
    return _judge_refusal(answer, epoch)


def _judge_refusal(answer: Answer, epoch: str) -> Outcome:
    problem = answer.json
    slug = str(problem.get("type", "")).rsplit("/", 1)[-1] if isinstance(problem, dict) else ""
    if answer.status == 401:
        return Outcome("sign-in", problem)
    if answer.status == 413:
        return Outcome("too-large", problem)
    if answer.status in (429, 503):
        return Outcome("wait")
    if answer.status >= 500 or answer.status in (408, 425):
        return Outcome("wait", halve=True)
    if slug in ("cursor-expired", "scope-changed", "bad-cursor"):
        return Outcome("restart", slug=slug)
    return Outcome("refused", problem, epoch, answer.status, slug)


def is_answer_to(answer: Answer, batch_id: str) -> bool:
    """Whether a 200 is the answer to this very batch; anything else with a mark is a cache or a proxy gone mad."""
    told = answer.json
    return (
        answer.headers.get("Content-Type") == CONTENT_TYPE
        and isinstance(told, dict)
        and told.get("sync") == 1
        and told.get("batch_id") == batch_id
        and isinstance(told.get("epoch"), str)
        and isinstance(told.get("results"), list)
    )


def judge_photo(answer: Answer) -> tuple[str, Any]:
    """What an answer means for a picture: ``stored`` (epoch), ``resume`` (offset), ``from-start``, ``announce``,
    ``needs-new`` (problem) or ``stop`` (outcome)."""
    outcome = judge(answer)
    offset = answer.headers.get("Upload-Offset")
    if outcome.kind == "done":
        state = (outcome.json or {}).get("state")
        if state in ("stored", "ready"):
            return "stored", outcome.epoch
        if offset is None:
            return "stop", Outcome("portal")
        length = answer.headers.get("Upload-Length")
        return ("stored", outcome.epoch) if length is not None and int(offset) >= int(length) else ("resume", int(offset))
    if outcome.kind == "too-large":
        return "needs-new", outcome.problem
    if outcome.kind != "refused":
        return "stop", outcome
    if outcome.slug in ("unknown-photo", "not-found") or (outcome.status == 404 and not outcome.slug):
        return "announce", None
    if outcome.slug == "offset-mismatch":
        return "resume", int(offset or 0)
    if outcome.slug == "digest-mismatch":
        return "from-start", None
    if outcome.slug in ("not-an-image", "too-many-pixels", "wrong-media-type", "invalid"):
        return "needs-new", outcome.problem
    return "stop", outcome
