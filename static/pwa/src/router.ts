import { computed, signal } from '@preact/signals';

// Hash routes, because an invitation is /app/#/enrol/<code>: what stands behind # never leaves the phone.
const SCREENS = [
  'home',
  'open',
  'shift',
  'pass',
  'choose',
  'incident',
  'activity',
  'close',
  'sync',
  'export',
  'carry',
  'receipts',
  'returned',
  'urgent',
  'enrol',
  'roster',
  'month',
  'nights',
  'mine',
  'data',
  'report',
  'settings',
  'feed',
  'at',
  'things',
  'help',
] as const;
export type ScreenName = (typeof SCREENS)[number];
export type Route = { screen: ScreenName; parts: string[]; query: URLSearchParams };

/** Reads `#/incident/<id>/2?from=shift`; anything unknown is home. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', ...rest] = path.split('/');
  const screen = SCREENS.find((name) => name === first);
  try {
    const parts = screen ? rest.filter((part) => part !== '').map(decodeURIComponent) : [];
    return { screen: screen ?? 'home', parts, query: new URLSearchParams(query) };
  } catch {
    // A link that was cut in a message may end in half a sign.
    return { screen: 'home', parts: [], query: new URLSearchParams() };
  }
}

const hash = signal(location.hash);
export const route = computed(() => readRoute(hash.value));

// How many steps of history are ours: only then "back" may leave it to the browser.
let depth = 0;

const TAPPED_MS = 300;

export function startRouter(): void {
  document.addEventListener('click', (event) => {
    const control = event.target instanceof Element ? event.target.closest('a, button, label') : null;
    if (!control) return;
    // What is pressed has its ring already (base.css); to keep it there would be a second painting before the answer.
    void answered().then(() => {
      control.classList.add('tapped');
      setTimeout(() => control.classList.remove('tapped'), TAPPED_MS);
    });
    const path = control.getAttribute('href');
    // With a key held, the browser opens a window of its own.
    if (!path?.startsWith('#/') || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    void lead(path);
  });
  // The browser's own "back", which keeps the place that it remembers, and addresses that are typed.
  addEventListener('hashchange', () => {
    if (hash.value !== location.hash) void answered().then(show);
  });
}

const show = (): void => {
  hash.value = location.hash;
};

/** To the top of another screen. Even to tell the browser of it waits until the tap is answered. */
async function lead(target: string): Promise<void> {
  await answered();
  location.hash = target;
  show();
  scrollTo(0, 0);
}

/** Once the finger has its answer on the glass: to write and to draw a whole screen takes a cheap phone longer than that. */
export const answered = (): Promise<void> =>
  new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Goes to a screen; `replace` leaves no step behind (a screen that is done must not come back by "back"). */
export function go(path: string, { replace = false } = {}): void {
  const target = `#/${path}`;
  if (target === location.hash) return;
  if (replace) {
    history.replaceState(history.state, '', target);
    show();
    scrollTo(0, 0);
  } else {
    depth += 1;
    void lead(target);
  }
}

/** One step back, or to `otherwise` when the app was opened right here. */
export function back(otherwise = ''): void {
  if (depth > 0) {
    depth -= 1;
    history.back();
  } else go(otherwise, { replace: true });
}
