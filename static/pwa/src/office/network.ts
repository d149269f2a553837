import { all } from './page';

/** Say it when the network is gone, before somebody presses a button in vain. */
export function followNetwork(): void {
  const show = () => {
    for (const bar of all('[data-offline]')) bar.hidden = navigator.onLine;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
