"""Joins the Latin and the Vietnamese part of the typeface to one file for each weight.

    make faces

Nearly every Vietnamese word has letters of both parts: from two files it is set in pieces, and what both parts hold (plain
letters under the marks, instructions, names) is fetched twice, a quarter of all. Writes static/pwa/src/faces/*.woff2, the
same bytes each time.
"""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

_PWA = Path(__file__).resolve().parent.parent / "static" / "pwa"
_PARTS = _PWA / "node_modules" / "@fontsource" / "be-vietnam-pro" / "files"
_FACES = _PWA / "src" / "faces"
_WEIGHTS = (400, 600)


def _unpacked(name: str, folder: Path) -> str:
    with TTFont(_PARTS / f"{name}.woff2", recalcTimestamp=False) as part:
        part.flavor = None
        path = folder / f"{name}.ttf"
        part.save(path)
    return str(path)


def _join(weight: int) -> None:
    path = _FACES / f"be-vietnam-pro-{weight}.woff2"
    with tempfile.TemporaryDirectory() as folder:
        parts = [_unpacked(f"be-vietnam-pro-{part}-{weight}-normal", Path(folder)) for part in ("latin", "vietnamese")]
        face = Merger().merge(parts)
        with TTFont(parts[0]) as first:
            face["head"].created, face["head"].modified = first["head"].created, first["head"].modified
    face.recalcTimestamp = False
    face.flavor = "woff2"
    face.save(path)
    print(f"{path.relative_to(_PWA)}: {path.stat().st_size / 1024:.1f} KB, {len(face.getBestCmap())} letters")


if __name__ == "__main__":
    for each in _WEIGHTS:
        _join(each)
