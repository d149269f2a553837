/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** Keeps the app's own files on the phone and answers for them; everything else goes past untouched. */
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/app\//] }));

// A page of the first visit would otherwise stay without its worker until the next start.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A waiting version takes over only when the person says so; see register.ts.
self.addEventListener('message', (event) => {
  if (event.data === 'ACTIVATE') void self.skipWaiting();
});
