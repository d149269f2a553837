"""One request to a running server, as a phone sends it; a broken line is an answer too."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Person
from tests.processes.nodes import Node

JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """What came back, and after how long. ``status`` 0 is a line that broke before the whole answer had come."""

    status: int
    seconds: float
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> Any:
        """The body as JSON; None where there is none."""
        return json.loads(self.body or b"null")

    @property
    def problem(self) -> str | None:
        """The type of a refusal that can be read."""
        fits = self.status >= 400 and self.headers.get("Content-Type") == "application/problem+json"
        return str(self.told["type"]) if fits else None


def ask(node: Node, person: Person, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    """Send one request with the phone's cookie; underscores in the names of headers stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cookie": f"device={person.token}"}
    link = http.client.HTTPConnection("127.0.0.1", node.port, timeout=90)
    began = time.monotonic()
    try:
        link.request(method, path, body, named)
        answer = link.getresponse()
        data = answer.read()
        return Answer(answer.status, time.monotonic() - began, data, dict(answer.getheaders()))
    except (OSError, http.client.HTTPException):
        return Answer(0, time.monotonic() - began)
    finally:
        link.close()
