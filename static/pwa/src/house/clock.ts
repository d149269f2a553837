import { signal } from '@preact/signals';

/** The time shown on the raised row and the line; renewed every few seconds, never used for what is written. */
export const now = signal(Date.now());
/** The browser's word about the network: trusted only when it says no. */
export const online = signal(navigator.onLine);

export function startClock(): void {
  setInterval(() => {
    now.value = Date.now();
  }, 5_000);
  for (const event of ['online', 'offline'])
    addEventListener(event, () => {
      online.value = navigator.onLine;
    });
  document.addEventListener('visibilitychange', () => {
    now.value = Date.now();
    online.value = navigator.onLine;
  });
}
