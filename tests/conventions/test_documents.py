"""What the documents point at exists."""

import re
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT, name_of, project_files

DOCUMENTS = [path for path in project_files() if path.suffix == ".md"]
_POINTS = re.compile(r'\]\((?!https?:|mailto:|#)([^)#\s]+)|<img src="(?!https?:)([^"]+)"')


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_place_that_a_document_points_at_is_there(document: Path) -> None:
    places = ["".join(found) for found in _POINTS.findall(document.read_text(encoding="utf-8"))]
    gone = [place for place in places if not (document.parent / place).exists() and not (ROOT / place.lstrip("/")).exists()]
    assert gone == []


def test_every_picture_of_the_screens_is_in_their_index() -> None:
    folder = ROOT / "docs" / "screens"
    index = (folder / "README.md").read_text(encoding="utf-8")
    named = {f"{name}.png" for name in re.findall(r"\]\(([\w-]+)\.png\)", index)} | {"overview.png"}
    assert {picture.name for picture in folder.glob("*.png")} == named
