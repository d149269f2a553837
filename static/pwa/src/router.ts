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

export function startRouter(): void {
  // A link leads to the top of a screen; the browser's own "back" keeps the place that it remembers.
  let byLink = false;
  document.addEventListener('click', (event) => {
    byLink = event.target instanceof Element && event.target.closest('a[href^="#/"]') !== null;
  });
  addEventListener('hashchange', () => {
    hash.value = location.hash;
    if (byLink) scrollTo(0, 0);
    byLink = false;
  });
}

/** Goes to a screen; `replace` leaves no step behind (a screen that is done must not come back by "back"). */
export function go(path: string, { replace = false } = {}): void {
  const target = `#/${path}`;
  if (target === location.hash) return;
  if (replace) {
    history.replaceState(history.state, '', target);
    hash.value = target;
  } else {
    depth += 1;
    location.hash = target;
  }
  scrollTo(0, 0);
}

/** One step back, or to `otherwise` when the app was opened right here. */
export function back(otherwise = ''): void {
  if (depth > 0) {
    depth -= 1;
    history.back();
  } else go(otherwise, { replace: true });
}
