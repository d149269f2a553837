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
  const shown = (kind, timeStamp) => new Promise((done) => {
    const observer = new PerformanceObserver((list) => {
      const own = list.getEntries().find((entry) => entry.name === kind && entry.startTime === timeStamp);
      if (!own) return;
      observer.disconnect();
      done(own);
    });
    observer.observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
  globalThis.kengArm = (kind, sign) => {
    globalThis.kengAnswer = new Promise((done) => addEventListener(kind, ({ timeStamp }) => {
      const whole = when(() => stands(sign)).then((at) => at - timeStamp);
      let changed = Infinity;
      const first = when(((calls) => () => {
        if (calls++ === 0) return false;
        changed = performance.now();
        return true;
      })(0)).then((at) => at - timeStamp);
      const told = shown(kind, timeStamp);
      const answered = first.then(async (late) => {
        const frame = await Promise.race([told, new Promise((none) => setTimeout(none, 1000))]);
        // What changes while the event is handled stands in its own frame; what comes later is timed by itself.
        return frame && changed <= frame.processingEnd ? frame.duration : late;
      });
      done(Promise.all([answered, whole]));
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
