import { all, isWriting, one } from './page';

/** The keys of the queue: J and K walk, B approves the batch, P opens the photos, and each button names its own letter. */
export function listenToKeys(): void {
  for (const row of all<HTMLAnchorElement>('[data-queue-row]')) row.addEventListener('click', leave);
  one('[data-queue-row][aria-current]')?.scrollIntoView({ block: 'nearest' });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (one('dialog[open]') || one('form.busy')) return;
    const letter = event.key.toUpperCase();
    const done = letter === 'J' || letter === 'K' ? walk(letter === 'J' ? 1 : -1) : press(letter);
    if (done) event.preventDefault();
  });
}

function leave(): void {
  document.body.classList.add('leaving');
}

function walk(step: 1 | -1): boolean {
  const rows = all<HTMLAnchorElement>('[data-queue-row]');
  const here = rows.findIndex((row) => row.hasAttribute('aria-current'));
  const next = rows[here + step];
  if (!next) return false;
  leave();
  location.assign(next.href);
  return true;
}

function press(letter: string): boolean {
  if (letter === 'B') return click(one('[data-batch-button]:not([disabled])'));
  if (letter === 'P') return click(one('a[data-photo]'));
  if (letter.length !== 1) return false;
  const target = one(`[data-key="${CSS.escape(letter)}"]`);
  if (target instanceof HTMLDetailsElement) {
    target.open = !target.open;
    return true;
  }
  return click(target instanceof HTMLFormElement ? one('button[type="submit"]', target) : target);
}

function click(target: HTMLElement | null): boolean {
  // A hidden button (another mode of the page is open) is not to be pressed by its letter.
  if (!target || target.getClientRects().length === 0) return false;
  target.click();
  return true;
}
