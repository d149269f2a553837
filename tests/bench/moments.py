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
  // All that watches is set up before the finger comes, so that setting up is no part of what is timed. Where the ring of
  // what is pressed is the answer, the longest way from one of the tap's three events to the next frame counts (as for INP).
  const TAP = ['pointerdown', 'pointerup', 'click'];
  globalThis.kengArm = (kind, sign) => {
    let touched = null;
    let pressed = false;
    let changed = Infinity;
    const told = new Promise((done) => {
      const seen = [];
      const observer = new PerformanceObserver((list) => {
        seen.push(...list.getEntries().filter((entry) => kind === 'click' ? TAP.includes(entry.name) : entry.name === kind));
        const own = seen.find((entry) => entry.name === kind && entry.startTime === touched);
        if (!own) return;
        observer.disconnect();
        const id = own.interactionId;
        const same = seen.filter((entry) => entry === own || (id && entry.interactionId === id));
        done({ processingEnd: own.processingEnd, duration: Math.max(...same.map((entry) => entry.duration)) });
      });
      observer.observe({ type: 'event', durationThreshold: 16 });
    });
    const first = when(() => {
      if (touched !== null) changed = performance.now();
      return touched !== null;
    }).then((at) => at - touched);
    const whole = when(() => touched !== null && stands(sign)).then((at) => at - touched);
    const answered = first.then(async (late) => {
      const frame = await Promise.race([told, new Promise((none) => setTimeout(none, 1000))]);
      // What changes while the event is handled stands in its own frame; what comes later is timed by itself.
      return frame && (pressed || changed <= frame.processingEnd) ? frame.duration : late;
    });
    globalThis.kengAnswer = Promise.all([answered, whole]);
    addEventListener(kind, ({ timeStamp, target }) => {
      touched = timeStamp;
      pressed = target.closest('a, button, label')?.matches(':active') ?? false;
    }, { capture: true, once: true });
  };
  // How long workers have been at what they were asked for: the browser slows the page's own thread alone.
  globalThis.kengBeside = 0;
  globalThis.Worker = class extends Worker {
    postMessage(...asked) {
      const since = performance.now();
      this.addEventListener('message', () => { kengBeside += performance.now() - since; }, { once: true });
      super.postMessage(...asked);
    }
  };
})();
"""
_START_MS = 4_000
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
    # To ask is work for the page, too; it answers later for when it was.
    page.wait_for_timeout(_START_MS)
    took: float = page.evaluate("kengUsable")
    return took


def arm(page: Page, event: str, sign: Sign) -> None:
    """From the next ``event`` on, time the answer."""
    page.evaluate("([event, sign]) => kengArm(event, sign)", [event, sign])


def answer(page: Page) -> tuple[float, float]:
    """Milliseconds from the event until anything had changed on the screen, and until all of the sign stood there."""
    first, whole = page.evaluate("kengAnswer")
    return first, whole


def beside(page: Page) -> float:
    """Milliseconds that workers of this page have worked since it was opened, their own beginning included."""
    took: float = page.evaluate("kengBeside")
    return took


def calibrate(page: Page) -> float:
    """Milliseconds of a fixed piece of work in this page."""
    took: float = page.evaluate(_CALIBRATE)
    return took
