"""What a page tells of itself while it is measured: when a thing stands painted on the screen, how long an answer took."""

from typing import TypedDict

from playwright.sync_api import Page


class Sign(TypedDict, total=False):
    """What is waited for: at least ``count`` elements of ``selector``, the first of them with words unlike ``other``."""

    selector: str
    count: int
    other: str


# A frame is painted once its animation callbacks have run and the page comes to its next task.
WATCH = """
(() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  const stands = ({ selector, count = 1, other }) => {
    const found = document.querySelectorAll(selector);
    const pictures = [...found].filter((one) => one.tagName === 'IMG');
    return found.length >= count && found[0].textContent !== other && pictures.every((one) => one.complete);
  };
  const when = (is) => new Promise((done) => {
    const look = () => {
      if (!is()) return;
      observer.disconnect();
      document.removeEventListener('load', look, true);
      done(painted());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    document.addEventListener('load', look, true);
    look();
  });
  const home = '[data-testid=screen-home] [data-testid=open-shift]';
  globalThis.kengUsable = when(() =>
    document.querySelector(home) && /\\d/.test(document.querySelector('.bar__words b')?.textContent ?? ''));
  globalThis.kengArm = (kind, sign) => {
    globalThis.kengAnswer = new Promise((done) => addEventListener(kind, ({ timeStamp }) => {
      const first = when(((calls) => () => calls++ > 0)(0));
      done(Promise.all([first, when(() => stands(sign))]).then((moments) => moments.map((at) => at - timeStamp)));
    }, { capture: true, once: true }));
  };
})();
"""
# The same work on every machine: whole numbers, objects, strings.
_CALIBRATE = """() => {
  const began = performance.now();
  let sum = 0;
  for (let at = 0; at < 3_000_000; at++) sum = (sum * 31 + at) | 0;
  const rows = Array.from({ length: 4_000 }, (_, at) => ({ id: `row-${at}`, at, words: 'kẻng '.repeat(4) }));
  for (let times = 0; times < 5; times++) sum += JSON.parse(JSON.stringify(rows)).length;
  globalThis.kengSum = sum;
  return performance.now() - began;
}"""


def usable(page: Page) -> float:
    """Milliseconds from the beginning of the page until home with its sentence about the queue was painted."""
    took: float = page.evaluate("kengUsable")
    return took


def arm(page: Page, event: str, sign: Sign) -> None:
    """From the next ``event`` on, time the answer."""
    page.evaluate("([event, sign]) => kengArm(event, sign)", [event, sign])


def answer(page: Page) -> tuple[float, float]:
    """Milliseconds from the event until anything had changed on the screen, and until all of the sign stood there."""
    first, whole = page.evaluate("kengAnswer")
    return first, whole


def calibrate(page: Page) -> float:
    """Milliseconds of a fixed piece of work in this page."""
    took: float = page.evaluate(_CALIBRATE)
    return took
