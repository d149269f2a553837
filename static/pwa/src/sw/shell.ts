/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

type Entry = { url: string; revision: string | null };

declare const self: ServiceWorkerGlobalScope;

// The build writes the list of files in place of this name.
const entries = self.__WB_MANIFEST as Entry[];
// The words of the second language: kept only on the phones of those who read them.
const isExtra = ({ url }: Entry) => /^assets\/en-/.test(url);
const extras = entries.filter(isExtra).map(({ url }) => new URL(url, self.location.href).href);
const EXTRAS = 'keng-extras';

/** Keeps the app's own files on the phone and answers for them; everything else goes past untouched. */
precacheAndRoute(entries.filter((entry) => !isExtra(entry)));
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/app\//] }));
registerRoute(
  ({ url }) => extras.includes(url.href),
  async ({ request }) => {
    const known = await caches.match(request);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(EXTRAS)).put(request, answer.clone());
    return answer;
  },
);

/** Whoever reads the second language has it in the new version too, before that version takes over. */
async function renewExtras(): Promise<void> {
  if (await caches.has(EXTRAS)) await (await caches.open(EXTRAS)).addAll(extras);
}

async function dropOldExtras(): Promise<void> {
  if (!(await caches.has(EXTRAS))) return;
  const cache = await caches.open(EXTRAS);
  for (const { url } of await cache.keys()) if (!extras.includes(url)) await cache.delete(url);
}

self.addEventListener('install', (event) => event.waitUntil(renewExtras()));

// A page of the first visit would otherwise stay without its worker until the next start.
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldExtras().then(() => self.clients.claim()));
});

// A waiting version takes over only when the person says so; see register.ts.
self.addEventListener('message', (event) => {
  if (event.data === 'ACTIVATE') void self.skipWaiting();
});
