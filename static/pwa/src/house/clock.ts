import { signal } from '@preact/signals';

/** The time shown on the raised row and the line; renewed every few seconds, never used for what is written. */
export const now = signal(Date.now());
/** The browser's word about the network: trusted only when it says no. */
export const online = signal(navigator.onLine);

export function startClock(): void {
  // Asked again now and then, too: not every browser tells a page that the network it was opened without is back.
  const look = () => {
    now.value = Date.now();
    online.value = navigator.onLine;
  };
  setInterval(look, 5_000);
  for (const event of ['online', 'offline']) addEventListener(event, look);
  document.addEventListener('visibilitychange', look);
}
