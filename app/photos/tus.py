"""What the OpenAPI document says of tus 1.0: the headers that its requests bring and its answers carry."""

from typing import Any

VERSION = "1.0.0"
PART_TYPE = "application/offset+octet-stream"
_COUNT = {"type": "integer", "minimum": 0}


def asks(*names: str) -> list[dict[str, Any]]:
    """The header parameters of a request, ``Tus-Resumable`` first; our own phone leaves that one out."""
    version = {"in": "header", "name": "Tus-Resumable", "required": False, "schema": {"type": "string", "enum": [VERSION]}}
    return [version, *({"in": "header", "name": name, "required": True, "schema": _COUNT} for name in names)]


_TOLD = {
    "Tus-Resumable": ("The version spoken here", {"type": "string", "enum": [VERSION]}),
    "Tus-Version": ("The versions spoken here", {"type": "string", "enum": [VERSION]}),
    "Tus-Extension": ("What is known beyond the core", {"type": "string"}),
    "Tus-Max-Size": ("The largest photo, in bytes", _COUNT),
    "Upload-Offset": ("How many bytes are here", _COUNT),
    "Upload-Length": ("How many bytes were announced", _COUNT),
    "Location": ("The same address", {"type": "string", "format": "uri-reference"}),
}


def tells(*names: str) -> dict[str, Any]:
    """The headers of an answer."""
    return {name: {"description": _TOLD[name][0], "schema": _TOLD[name][1]} for name in ("Tus-Resumable", *names)}
