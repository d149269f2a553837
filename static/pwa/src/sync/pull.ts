import * as endpoints from '../api/endpoints';
import type { Catalogue, ChangesPage } from '../api/shapes';
import { catalogueKept, keepCatalogue } from '../db/catalogue';
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta, setMeta } from '../db/meta';
import { applyChange, applyRemoved, sweepOlderThan, viewTables } from './apply';
import { judge } from './outcome';
import { noteEpoch, noteServed, type Run, type Step } from './server';
import { eraseWords } from './words';

const MOST_RESTARTS = 2;

/** Reads one page of changes. `again` = there is more. */
export async function pullPage(run: Run): Promise<Step> {
  const cursor = (await getMeta('cursor')) ?? null;
  const known = await getMeta('epoch');
  const answer = await endpoints.getChanges(cursor);
  const outcome = judge(answer);
  if (outcome.kind === 'restart') {
    await note('pull-from-nothing', { reason: outcome.reason });
    await db.meta.delete('cursor');
    return restarted(run);
  }
  if (outcome.kind !== 'done') return { kind: 'stop', outcome };
  if (!isPage(outcome.json)) return { kind: 'stop', outcome: { kind: 'portal' } };
  const page = outcome.json;
  run.catalogue_version = page.catalogue_version;
  // Before the page is taken: a phone that dies in between is told once more.
  for (const change of page.changes) if (change.entity === 'report') await eraseWords(change);
  if (!(await takePage(cursor, known, page))) return restarted(run);
  return { kind: page.more ? 'again' : 'idle' };
}

function restarted(run: Run): Step {
  run.restarts += 1;
  const giveUp = run.restarts > MOST_RESTARTS;
  return giveUp
    ? { kind: 'stop', outcome: { kind: 'wait', after_ms: null, halve: false } }
    : { kind: 'again' };
}

function isPage(json: unknown): json is ChangesPage {
  const page = json as Partial<ChangesPage> | null;
  return page?.sync === 1 && typeof page.cursor === 'string' && Array.isArray(page.changes);
}

const TABLES = () => [db.meta, ...viewTables(), db.reports, db.outbox, db.drafts, db.photos, db.photoBytes];

/**
 * Takes a page and its cursor together. `false` = meanwhile another tab has read on, or the epoch has changed: the page
 * is dropped, because its cursor would lead back.
 */
async function takePage(
  cursor: string | null,
  known: string | undefined,
  page: ChangesPage,
): Promise<boolean> {
  return db.transaction('rw', TABLES(), async () => {
    await noteServed(page.server_time);
    const epoch = await getMeta('epoch');
    await noteEpoch(page.epoch, known);
    if ((await getMeta('epoch')) !== page.epoch) return false;
    if (cursor !== null && epoch !== undefined && epoch !== page.epoch) return false;
    if (((await getMeta('cursor')) ?? null) !== cursor) return false;
    if (cursor === null) {
      await setMeta('generation', ((await getMeta('generation')) ?? 0) + 1);
      await setMeta('full_pull', true);
    }
    const generation = (await getMeta('generation')) ?? 0;
    for (const change of page.changes) await applyChange(change, page.epoch, generation);
    for (const removed of page.removed) await applyRemoved(removed);
    await setMeta('cursor', page.cursor);
    if (!page.more) await dropArrived();
    if (!page.more && (await getMeta('full_pull'))) {
      await sweepOlderThan(generation);
      await setMeta('full_pull', false);
    }
    return true;
  });
}

/** After a pull that read everything: what had arrived before stands in the roster itself now. */
async function dropArrived(): Promise<void> {
  const changes = (await getMeta('roster_changes')) ?? [];
  const rows = await db.outbox.bulkGet(changes.map((change) => change.op_id));
  const left = changes.filter((_, at) => rows[at] && rows[at]?.status !== 'acknowledged');
  if (left.length < changes.length) await setMeta('roster_changes', left);
}

/** Reads the catalogue when the one on the phone is not the server's. */
export async function pullCatalogue(run: Run): Promise<Step> {
  const version = run.catalogue_version;
  const known = await catalogueKept();
  if (version === null || known?.version === version) return { kind: 'idle' };
  const answer = await endpoints.getCatalogue(known?.etag ?? null);
  const outcome = judge(answer);
  if (outcome.kind !== 'done') return { kind: 'stop', outcome };
  const catalogue = outcome.json as Catalogue | null;
  if (outcome.status === 304 || answer.kind !== 'http') return { kind: 'idle' };
  if (!Array.isArray(catalogue?.categories)) return { kind: 'stop', outcome: { kind: 'portal' } };
  await keepCatalogue(catalogue, answer.headers.get('ETag'));
  return { kind: 'idle' };
}
