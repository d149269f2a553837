"""Looking at one screen of the phone as a person would who is hard to please: night and day, edges, barriers."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.access import find_barriers
from tests.browser.album import Album
from tests.browser.phone import Phone


@contextmanager
def by_day(phone: Phone) -> Iterator[None]:
    """What is open, in the colours of the day."""
    paint = "theme => { document.documentElement.dataset.theme = theme; }"
    phone.page.evaluate(paint, "day")
    yield
    phone.page.evaluate(paint, "night")


# Whatever reaches over the edge and cannot be scrolled into view within its own row.
_OVER_THE_EDGE = """
() => {
  const width = document.documentElement.clientWidth;
  const inOwnRow = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const over = [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !inOwnRow(one);
  });
  const page = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
  return [...page, ...over.map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)];
}
"""

# A word that does not fit where it stands and goes on in the next line: it was given too little room.
_BROKEN_WORDS = r"""
() => {
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{N}]{2,14}/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0);
      if (lines.some((line) => line.top > lines[0].bottom - 1)) words.push(word);
    }
  return words;
}
"""


def over_the_edge(phone: Phone) -> list[str]:
    """What of the open screen is wider than the phone."""
    found: list[str] = phone.page.evaluate(_OVER_THE_EDGE)
    return found


def _broken_words(phone: Phone) -> list[str]:
    found: list[str] = phone.page.evaluate(_BROKEN_WORDS)
    return found


def _barriers(phone: Phone, name: str) -> list[str]:
    found = [f"{name}, night: {one}" for one in find_barriers(phone.page, dark=True)]
    with by_day(phone):
        return found + [f"{name}, day: {one}" for one in find_barriers(phone.page)]


def look_at(
    phone: Phone, album: Album, name: str, words: str, *, chapter: str = "The phone", largest: bool = False
) -> list[str]:
    """Keep one screen by night and by day; gives what does not fit, and what axe-core finds."""
    end, chapter = ("-26", "The phone with the largest text") if largest else ("", chapter)
    album.keep(phone.page, f"phone-{name}-night{end}", chapter=chapter, words=words, half=largest)
    with by_day(phone):
        album.keep(phone.page, f"phone-{name}-day{end}", chapter=chapter, words=f"{words}, by day", half=largest)
    wide = [f"{name}: {one} is too wide" for one in over_the_edge(phone)]
    broken = [f"{name}: “{word}” is broken in two" for word in _broken_words(phone)]
    return wide + broken + _barriers(phone, name)
