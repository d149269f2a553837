import { one } from './page';

const EVERY_MS = 30_000;

/** Ask now and then whether the page is still true; when it is not, say so, and let the reader choose when to reload. */
export function watchFreshness(): void {
  const place = one('[data-fresh]');
  const bar = one('[data-fresh-bar]');
  const address = place?.dataset.fresh;
  if (!place || !bar || !address) return;
  const ask = async () => {
    if (document.hidden || !navigator.onLine) return;
    try {
      const answer = await fetch(address, { headers: { Accept: 'application/json' } });
      if (!answer.ok || answer.redirected) return;
      const { token } = (await answer.json()) as { token?: string };
      if (token === undefined || token === place.dataset.freshToken) return;
      bar.hidden = false;
      clearInterval(timer);
    } catch {
      // No network, or not our server: the page simply stays as it is.
    }
  };
  const timer = setInterval(ask, EVERY_MS);
  document.addEventListener('visibilitychange', ask);
}
