/** Present state into the views. Replays and disorder are harmless: an older revision never replaces a newer one. */
import type { Table } from 'dexie';
import type { AlertNews, Change, ConsentNews, HeldNews, Nudge, Removed, Report, Team } from '../api/shapes';
import { db } from '../db/db';
import { clearMeta, getMeta, setMeta } from '../db/meta';
import { erasePhoto } from '../db/photos';
import type { Id } from '../reports/body';

type Row = { id: Id; rev: number; generation: number };

export async function applyChange(change: Change, epoch: string, generation: number): Promise<void> {
  switch (change.entity) {
    case 'report':
      return applyReport(change, epoch, generation);
    case 'held':
      return applyHeld(change, epoch);
    case 'nudge':
      return applyNudge(change, generation);
    case 'alert':
      return applyAlert(change, generation);
    case 'consent':
      return applyConsent(change, generation);
    case 'team':
      await moveTo(change);
  }
  // A later server may speak of things that this version does not know yet.
  const table = VIEW_OF[change.entity];
  if (table) await upsert(table, change, generation);
}

/** Communes are merged: what is written from now on names the new one. What waits keeps the one that it was written for. */
async function moveTo(team: Team): Promise<void> {
  const enrolment = await getMeta('enrolment');
  if (enrolment?.team.id !== team.id || enrolment.commune.id === team.commune.id) return;
  await setMeta('enrolment', { ...enrolment, commune: team.commune });
}

/** A row of an older generation always gives way: after a restore the server counts its revisions anew. */
async function upsert(
  table: Table<Row, string>,
  { entity: _entity, ...change }: { entity: string } & Omit<Row, 'generation'>,
  generation: number,
): Promise<void> {
  const row = { ...change, generation };
  const known = await table.get(row.id);
  if (known && known.generation === generation && known.rev > row.rev) return;
  await table.put(row);
}

async function applyReport(
  { entity: _entity, ...report }: { entity: string } & Report,
  epoch: string,
  generation: number,
) {
  const known = await db.reports.get(report.id);
  if (known && known.epoch === epoch && known.rev > report.rev) return;
  await db.reports.put({ ...report, sent_body: known?.sent_body ?? null, epoch, generation });
  for (const { photo_id, state, problem } of report.photos) {
    if (state !== 'damaged') continue;
    const photo = await db.photos.get(photo_id);
    if (photo && photo.state === 'stored') {
      const damage = { type: `/problems/${problem ?? 'not-an-image'}`, title: problem ?? '', status: 422 };
      await db.photos.update(photo_id, { state: 'needs-new', problem: damage });
    }
  }
}

/** A held operation is settled: a person has decided, or another one took its place. */
async function applyHeld(news: HeldNews, epoch: string): Promise<void> {
  const row = await db.outbox.get(news.op_id);
  // What arrived in this history has arrived; what arrived in another may be held in this one.
  if (!row || (row.status === 'acknowledged' && row.epoch === epoch)) return;
  const resolution = { outcome: news.resolution, note: news.note, at: news.at };
  if (news.resolution === 'refused' || news.resolution === 'superseded') {
    const status = row.status === 'acknowledged' ? 'held' : row.status;
    await db.outbox.update(row.op_id, { resolution, status, settled: true });
  } else
    await db.outbox.update(row.op_id, {
      resolution,
      status: 'acknowledged',
      epoch,
      acknowledged_at: Date.now(),
    });
}

/** There is one at most; read or not stands beside it, so that hearing it again asks nobody again. */
async function applyNudge({ entity: _entity, ...nudge }: { entity: string } & Nudge, generation: number) {
  const known = await getMeta('nudge');
  if (known && known.generation === generation && known.rev > nudge.rev) return;
  await setMeta('nudge', { ...nudge, generation });
}

const ALERTS_KEPT_MS = 3 * 24 * 3_600_000;

/** The server tells of the last two nights; older ones go, so that they do not pile up. */
async function applyAlert({ entity: _entity, ...news }: { entity: string } & AlertNews, generation: number) {
  const known = (await getMeta('alert_news')) ?? {};
  const before = known[news.id];
  if (before && before.generation === generation && before.rev > news.rev) return;
  const since = Date.parse(news.received_at) - ALERTS_KEPT_MS;
  const kept = Object.entries(known).filter(([, one]) => Date.parse(one.received_at) >= since);
  await setMeta('alert_news', { ...Object.fromEntries(kept), [news.id]: { ...news, generation } });
}

/** What this phone has said itself and not sent yet is newer than what the server knows. */
async function applyConsent(
  { entity: _entity, id, version: _version, ...news }: ConsentNews,
  generation: number,
) {
  const known = (await getMeta('consents')) ?? {};
  const mine = known[id];
  if (mine && mine.generation === generation && mine.rev > news.rev) return;
  const waiting = await db.outbox
    .where('report_id')
    .equals(id)
    .filter((row) => !row.settled && row.status !== 'acknowledged')
    .count();
  if (waiting === 0) await setMeta('consents', { ...known, [id]: { ...news, generation } });
}

/** What was pulled, by its entity; reports beside them have rules of their own. */
const VIEWS = {
  team: db.team,
  route: db.routes,
  shift: db.shifts,
  matter: db.matters,
  notice: db.notices,
  feed: db.feed,
  asset: db.assets,
  site: db.sites,
  script: db.scripts,
  look: db.looks,
  activity: db.activities,
};
const VIEW_OF = VIEWS as unknown as Partial<Record<string, Table<Row, string>>>;

/** The tables that a pull fills, but for reports. */
export const viewTables = () => Object.values(VIEWS);

export async function applyRemoved({ entity, id }: Removed): Promise<void> {
  if (entity === 'photo') return erasePhoto(id);
  if (entity !== 'report') return VIEW_OF[entity]?.delete(id);
  if (!(await isOurs(id))) await db.reports.delete(id);
}

/** Whether this phone wrote of that report and still keeps what it wrote. */
async function isOurs(reportId: Id): Promise<boolean> {
  const drafts = await db.drafts.where('report_id').equals(reportId).count();
  return drafts > 0 || (await db.outbox.where('report_id').equals(reportId).count()) > 0;
}

/** After a pull from nothing: drops from the views what it did not bring. Drafts and outbox are no views. */
export async function sweepOlderThan(generation: number): Promise<void> {
  const isOld = (row: Row) => row.generation < generation;
  for (const table of Object.values(VIEW_OF)) await table?.filter(isOld).delete();
  if (((await getMeta('nudge'))?.generation ?? generation) < generation) await clearMeta('nudge');
  const alerts = Object.entries((await getMeta('alert_news')) ?? {});
  const present = alerts.filter(([, news]) => news.generation >= generation);
  if (present.length < alerts.length) await setMeta('alert_news', Object.fromEntries(present));
  const old = await db.reports.filter((row) => row.generation < generation).primaryKeys();
  for (const id of old) if (!(await isOurs(id))) await db.reports.delete(id);
}
