"""The pictures of the main screens: made only when ``KENG_SCREENS`` names a folder for them (``make screens``)."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

MOST_BYTES = 290_000
_COLOURS = (256, 128, 64)
_TITLE = """# The main screens

Made by `make screens` from the demo commune: nothing in them is real. The phone is 360 × 640, by night and by day: text of
18 px at twice the pixels, text of 26 px at single ones. The office is 1280 and 390 wide. `overview.png`, put together from
them, is on the project's first page.
"""

# Which pictures make the overview: where each stands, and how wide.
_OVERVIEW = (("phone-home-night", 30, 30, 315), ("phone-shift-night", 365, 30, 315), ("office-1280-queue", 705, 88, 710))
_OVERVIEW_SIZE, _NIGHT = (1440, 620), (10, 15, 28)


@dataclass
class Album:
    """Keeps pictures under ``folder``; without one it keeps nothing, and the tests only look."""

    folder: Path | None
    _told: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def keep(self, page: Page, name: str, *, chapter: str, words: str, half: bool = False) -> None:
        """Keep what ``page`` shows as ``name.png``, ``half`` as wide and high when that is enough to see it.

        ``words`` say what it is in the index under ``chapter``.
        """
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        (self.folder / f"{name}.png").write_bytes(small_enough(shot.reduce(2) if half else shot))
        self._told.setdefault(chapter, []).append((name, words))

    def write_index(self) -> None:
        """Write the folder's ``README.md``: every picture with what it shows."""
        if self.folder is None or not self._told:
            return
        lines = [_TITLE]
        for chapter, pictures in self._told.items():
            lines += [f"\n## {chapter}\n"]
            lines += [f"- [{name}]({name}.png): {words}" for name, words in pictures]
        (self.folder / "README.md").write_text("\n".join(lines) + "\n")
        if all((self.folder / f"{name}.png").exists() for name, *_ in _OVERVIEW):
            (self.folder / "overview.png").write_bytes(small_enough(self._overview(self.folder)))

    def _overview(self, folder: Path) -> Image.Image:
        sheet = Image.new("RGB", _OVERVIEW_SIZE, _NIGHT)
        for name, left, top, width in _OVERVIEW:
            with Image.open(folder / f"{name}.png") as kept:
                shot = kept.convert("RGB")
            sheet.paste(shot.resize((width, round(width * shot.height / shot.width)), Image.Resampling.LANCZOS), (left, top))
        return sheet


def small_enough(image: Image.Image) -> bytes:
    """A PNG of at most ``MOST_BYTES``, with as many colours as that allows: the repository keeps every one for ever."""
    for colours in _COLOURS:
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
