/// <reference lib="webworker" />
import './shell';
import { runSync } from '../sync/engine';

declare const self: ServiceWorkerGlobalScope;

type SyncEvent = ExtendableEvent & { tag: string };

// The browser says that the network is back, perhaps long after the app was closed: the same engine as in the page.
self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === 'keng-sync') (event as SyncEvent).waitUntil(runSync('background'));
});
