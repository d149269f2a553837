"""The pictures of the main screens: made only when ``KENG_SCREENS`` names a folder for them (``make screens``)."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

MOST_BYTES = 290_000
_COLOURS = (256, 128, 64)
_TITLE = """# The main screens

Made by `make screens` from the demo commune: nothing in them is real. The phone is 360 × 640 at twice the pixels, by night
and by day; the office is 1280 and 390 wide. `overview.png` is put together from them for the project's first page.
"""


@dataclass
class Album:
    """Keeps pictures under ``folder``; without one it keeps nothing, and the tests only look."""

    folder: Path | None
    _told: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def keep(self, page: Page, name: str, *, chapter: str, words: str) -> None:
        """Keep what ``page`` shows as ``name.png``; ``words`` say what it is in the index under ``chapter``."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        (self.folder / f"{name}.png").write_bytes(small_enough(page.screenshot(animations="disabled", caret="hide")))
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


def small_enough(data: bytes) -> bytes:
    """A PNG of at most ``MOST_BYTES``, with as many colours as that allows: the repository keeps every one for ever."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in _COLOURS:
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
