/// <reference lib="webworker" />
import type { PrecacheController } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope;

type Rule = {
  condition: { requestMethod: 'get'; urlPattern: { pathname: string; search: string } };
  source: { cacheName: string };
};
type RoutedInstall = ExtendableEvent & { addRoutes?: (rules: Rule[]) => Promise<void> };

const PREFIX = 'keng-start-';

/**
 * Lets the browser answer for the first screen out of the cache without waking the worker, the longest wait when a phone has
 * thrown everything out of its memory (Chrome 123 and later; elsewhere the worker answers). Call while the worker is
 * installed, once `shell` has its files. What has a revision is known there under another address, so that it is copied
 * under its own; the page itself is asked for as the folder.
 */
export async function answerStraight(event: RoutedInstall, shell: PrecacheController): Promise<void> {
  const version = shell.getCacheKeyForURL('index.html')?.split('=').pop();
  if (!event.addRoutes || !version) return;
  const copies = PREFIX + version;
  const cache = await caches.open(copies);
  const rules = [];
  for (const [url, key] of shell.getURLsToCacheKeys()) {
    const asked = url.replace(/index\.html$/, '');
    const same = asked === key;
    const known = same ? undefined : await shell.matchPrecache(url);
    if (known) await cache.put(asked, known);
    if (same || known) rules.push(rule(asked, same ? shell.strategy.cacheName : copies));
  }
  await event.addRoutes(rules);
}

const rule = (url: string, cacheName: string): Rule => ({
  condition: { requestMethod: 'get', urlPattern: { pathname: new URL(url).pathname, search: '' } },
  source: { cacheName },
});

/** Once this version has taken over, nobody asks for the page of another one. */
export async function dropOldPages(shell: PrecacheController): Promise<void> {
  const version = shell.getCacheKeyForURL('index.html')?.split('=').pop();
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== PREFIX + version) await caches.delete(name);
}
