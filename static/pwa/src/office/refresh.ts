import { all, one } from './page';

const EVERY_S = 30;

/**
 * Keeps the part of a page that is marked with `data-part` true: asks for it alone now and then, and puts what has changed in
 * the place of the old. The reader stays where they were, in focus and in scrolling; nothing is written inside such a part.
 */
export function keepPartTrue(): void {
  const place = one('[data-part]');
  const name = place?.dataset.part;
  if (!place || !name) return;
  let tag = place.dataset.partTag ?? '';
  const ask = async () => {
    if (document.hidden || !navigator.onLine) return;
    try {
      const headers = { 'Keng-Part': name, 'If-None-Match': `"${tag}"` };
      const answer = await fetch(location.href, { headers, cache: 'no-store' });
      if (answer.redirected || (answer.status !== 200 && answer.status !== 304)) return;
      if (answer.status === 200) {
        const found = (answer.headers.get('ETag') ?? '').replaceAll('"', '');
        if (!found) return;
        tag = found;
        draw(place, await answer.text());
      }
      for (const time of all('[data-part-at]')) time.textContent = now();
    } catch {
      // No network, or not our server: the part stays as it is, with the time at which it was true.
    }
  };
  setInterval(ask, 1000 * (Number(place.dataset.partEvery) || EVERY_S));
  document.addEventListener('visibilitychange', ask);
}

function draw(place: HTMLElement, html: string): void {
  const focused = document.activeElement;
  const href = focused && place.contains(focused) ? focused.getAttribute('href') : null;
  const left = all('[data-part-scroll]', place).map((frame) => frame.scrollLeft);
  place.innerHTML = html;
  all('[data-part-scroll]', place).forEach((frame, at) => {
    frame.scrollLeft = left[at] ?? 0;
  });
  if (href) one(`a[href="${CSS.escape(href)}"]`, place)?.focus({ preventScroll: true });
}

function now(): string {
  const at = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getHours()}:${two(at.getMinutes())} ${two(at.getDate())}/${two(at.getMonth() + 1)}`;
}
