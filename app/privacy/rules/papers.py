"""The documents that a commune signs before it works without consent (Article 19.2), ready to be filled with its name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

_PAPERS = Path(__file__).parents[1] / "data" / "papers.json"
POSTER = "poster"
NO_PHONE = "…………………………"


@dataclass(frozen=True)
class Paper:
    """One document: ``sections`` are a heading with its paragraphs. Always Vietnamese: it is signed as it stands."""

    slug: str
    name: str
    kind: str
    title: str
    about: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    def as_text(self) -> str:
        """The document as plain text, to be pasted into a letter."""
        lines = [self.kind, self.title]
        for number, (heading, paragraphs) in enumerate(self.sections, start=1):
            lines += ["", f"{number}. {heading}", *paragraphs]
        return "\n".join(lines)


@cache
def _read() -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads(_PAPERS.read_text("utf-8")))


def write_papers(facts: Mapping[str, str]) -> list[Paper]:
    """The four documents with ``facts`` (``commune``, ``police``, ``phone``, days by kind) in place."""

    def fill(text: str) -> str:
        return Template(text).substitute(facts)

    return [
        Paper(
            row["slug"],
            row["name"],
            row["kind"],
            fill(row["title"]),
            row["about"],
            tuple((fill(heading), tuple(map(fill, paragraphs))) for heading, paragraphs in row["sections"]),
        )
        for row in _read()
    ]
