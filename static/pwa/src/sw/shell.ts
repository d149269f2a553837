/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

type Entry = { url: string; revision: string | null };

declare const self: ServiceWorkerGlobalScope;

// The build writes the list of files in place of this name.
const entries = self.__WB_MANIFEST as Entry[];
const named = (what: RegExp) =>
  entries.filter(({ url }) => what.test(url)).map(({ url }) => new URL(url, self.location.href).href);
/** Past nights and settings: fetched once the app can be opened and a night be written without a network. */
const later = named(/^assets\/past-/);
/** The words of the second language: kept only on the phones of those who read them. */
const extras = named(/^assets\/en-/);
const BESIDE = /^assets\/(?:past|en)-/;
const CACHE = 'keng-extras';

/** Keeps the app's own files on the phone and answers for them; everything else goes past untouched. */
precacheAndRoute(entries.filter(({ url }) => !BESIDE.test(url)));
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/app\//] }));
registerRoute(
  ({ url }) => later.includes(url.href) || extras.includes(url.href),
  async ({ request }) => {
    const known = await caches.match(request);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer;
  },
);

/** A newer version takes over only with everything that the older one has: past nights, and the language that is read. */
async function renew(): Promise<void> {
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  const reads = (await cache.keys()).some(({ url }) => /\/en-/.test(url));
  await cache.addAll(reads ? [...later, ...extras] : later);
}

/** The first visit goes on fetching when the app is ready; what does not come now comes at a later start. */
async function keepLater(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const url of later) if (!(await cache.match(url))) await cache.add(url).catch(() => undefined);
}

async function dropOld(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys())
    if (!later.includes(url) && !extras.includes(url)) await cache.delete(url);
}

self.addEventListener('install', (event) => event.waitUntil(renew()));

// A page of the first visit would otherwise stay without its worker until the next start.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim().then(dropOld).then(keepLater));
});

self.addEventListener('message', (event) => {
  // A waiting version takes over only when the person says so; see register.ts.
  if (event.data === 'ACTIVATE') void self.skipWaiting();
  if (event.data === 'KEEP') event.waitUntil(keepLater());
});
