/// <reference lib="webworker" />
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { answerStraight, dropOldPages } from './straight';

type Entry = { url: string; revision: string | null };

declare const self: ServiceWorkerGlobalScope;

// The build writes the list of files in place of this name.
const entries = self.__WB_MANIFEST as Entry[];
/**
 * What the first visit does not need, in groups of their own. `past` nights and settings, and the care for what is private,
 * follow as soon as a night can be written without a network; the words of the second language (`extras`) when somebody
 * first reads them; the `reader` of codes where the browser has none (`places/reader-here.ts`); the `rescue` page a little
 * later, and it stays as it was when a version turns out to be broken.
 */
const LATER = {
  'keng-past': /^assets\/(past|care|guard|beside)-/,
  'keng-extras': /^assets\/en-/,
  'keng-reader': /^assets\/reader-/,
  'keng-rescue': /^(rescue\.|assets\/rescue-)/,
};
type Group = keyof typeof LATER;
const GROUPS = Object.keys(LATER) as Group[];

const absolute = (url: string): string => new URL(url, self.location.href).href;
const groupOf = (url: string): Group | undefined => GROUPS.find((group) => LATER[group].test(url));
const filesOf = (group: Group): string[] =>
  entries.filter(({ url }) => groupOf(url) === group).map(({ url }) => absolute(url));
const later = new Map(GROUPS.flatMap((group) => filesOf(group).map((url) => [url, group] as const)));

/** Keeps the app's own files on the phone and answers for them; everything else goes past untouched. */
const shell = new PrecacheController();
shell.addToCacheList(entries.filter(({ url }) => !groupOf(url)));
registerRoute(new PrecacheRoute(shell));
// Before the route of all pages: the rescue page is a page too.
registerRoute(
  ({ url }) => later.has(url.href),
  async ({ request, url }) => {
    const known = await caches.match(request, { ignoreVary: true });
    if (known) return known;
    const answer = await fetch(request);
    const group = later.get(url.href);
    // On a full phone it is answered all the same.
    if (answer.ok && group)
      await (await caches.open(group)).put(request, answer.clone()).catch(() => undefined);
    return answer;
  },
);
registerRoute(new NavigationRoute(shell.createHandlerBoundToURL('index.html'), { allowlist: [/^\/app\//] }));

/** What is kept is there in the new version too, before that version takes over. */
async function renewGroups(): Promise<void> {
  for (const group of GROUPS)
    if (await caches.has(group)) await (await caches.open(group)).addAll(filesOf(group));
}

async function dropOldFiles(): Promise<void> {
  for (const group of GROUPS) {
    if (!(await caches.has(group))) continue;
    const cache = await caches.open(group);
    for (const { url } of await cache.keys()) if (!later.has(url)) await cache.delete(url);
  }
}

/** Fetches what is missing of a group; what does not come now comes at a later start. */
async function keep(group: Group): Promise<void> {
  const cache = await caches.open(group);
  for (const url of filesOf(group))
    if (!(await cache.match(url))) await cache.add(url).catch(() => undefined);
}

self.addEventListener('install', (event) =>
  event.waitUntil(
    Promise.all([renewGroups(), shell.install(event).then(() => answerStraight(event, shell))]),
  ),
);

// A page of the first visit would otherwise stay without its worker until the next start.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([shell.activate(event), dropOldPages(shell), dropOldFiles()])
      .then(() => self.clients.claim())
      .then(() => keep('keng-past')),
  );
});

self.addEventListener('message', (event) => {
  // A waiting version takes over only when the person says so; see register.ts.
  if (event.data === 'ACTIVATE') void self.skipWaiting();
  if (event.data === 'KEEP') event.waitUntil(keep('keng-past'));
  if (event.data === 'KEEP_RESCUE') event.waitUntil(keep('keng-rescue'));
});
