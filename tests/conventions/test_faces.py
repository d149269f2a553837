"""The typeface that the pages bring: one file for each weight, joined by `make faces` from the two of the package."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.conventions.sources import ROOT

PWA = ROOT / "static" / "pwa"
PARTS = PWA / "node_modules" / "@fontsource" / "be-vietnam-pro" / "files"


def _widths(path: Path) -> dict[int, int]:
    """Each letter's code with its width, in units of the face."""
    with TTFont(path) as face:
        return {code: face["hmtx"][name][0] for code, name in face.getBestCmap().items()}


@pytest.mark.parametrize("weight", [400, 600])
def test_a_joined_face_has_each_letter_of_both_parts_as_wide_as_it_was(weight: int) -> None:
    latin, vietnamese = (_widths(PARTS / f"be-vietnam-pro-{part}-{weight}-normal.woff2") for part in ("latin", "vietnamese"))
    assert _widths(PWA / "src" / "faces" / f"be-vietnam-pro-{weight}.woff2") == {**vietnamese, **latin}


@pytest.mark.parametrize("weight", [400, 600])
def test_a_joined_face_sets_letters_in_pairs_and_marks_upon_them(weight: int) -> None:
    with TTFont(PWA / "src" / "faces" / f"be-vietnam-pro-{weight}.woff2") as face:
        features = {record.FeatureTag for record in face["GPOS"].table.FeatureList.FeatureRecord}
    assert features >= {"kern", "mark", "mkmk"}
