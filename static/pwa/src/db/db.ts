import Dexie, { type DBCore, type Table } from 'dexie';
import type { ActivityRow } from './activities';
import type { Addendum } from './addenda';
import type { AssetRow } from './assets';
import type { CatalogueRow } from './catalogue';
import type { Draft } from './drafts';
import type { LogRow } from './log';
import type { LookRow } from './looks';
import type { MetaRow } from './meta';
import type { FeedRow, MatterRow, NoticeRow } from './news';
import type { OutboxRow } from './outbox';
import type { PhotoBytes, PhotoRow } from './photos';
import type { ReportRow } from './reports';
import type { Reserve } from './room';
import type { RouteRow, ShiftRow } from './roster';
import type { ScriptRow } from './scripts';
import type { SiteRow } from './sites';
import type { Sketch } from './sketches';
import type { TeamRow } from './team';

/** Longer than the slowest phone reads or writes at one time. */
const UNANSWERED_MS = 60_000;

/** What is being read and written here. */
const underWay = new Set<IDBTransaction>();

/** Breaks it off: nothing of it has happened then, and whoever began it hears so and begins anew. */
function breakOff(): void {
  for (const work of underWay) {
    try {
      work.abort();
    } catch {
      // It is done, and we are about to hear of it.
    }
  }
  underWay.clear();
}

// Safari keeps a page that was left, with what it was reading and writing: nobody else could write there any more.
globalThis.addEventListener?.('pagehide', (event) => (event as PageTransitionEvent).persisted && breakOff());

/** Lets go of a connection that answers nothing; the next one to read or write opens another. */
export function renewConnection(): void {
  breakOff();
  db.close({ disableAutoOpen: false });
}

/** Nothing may stand for ever: sending, above all, would wait behind it until the app is opened anew. */
const watched = (core: DBCore): DBCore => ({
  ...core,
  transaction(...asked) {
    const work = core.transaction(...asked) as IDBTransaction;
    const unanswered = setTimeout(() => db.isOpen() && renewConnection(), UNANSWERED_MS);
    const over = () => {
      clearTimeout(unanswered);
      underWay.delete(work);
    };
    underWay.add(work);
    work.addEventListener('complete', over);
    work.addEventListener('abort', over);
    return work;
  },
});

/** The shape of the phone's database. Versions are only ever added: phones that slept for a year pass through all. */
export class KengDatabase extends Dexie {
  drafts!: Table<Draft, string>;
  reports!: Table<ReportRow, string>;
  outbox!: Table<OutboxRow, string>;
  photos!: Table<PhotoRow, string>;
  photoBytes!: Table<PhotoBytes, string>;
  shifts!: Table<ShiftRow, string>;
  routes!: Table<RouteRow, string>;
  team!: Table<TeamRow, string>;
  catalogue!: Table<CatalogueRow, string>;
  matters!: Table<MatterRow, string>;
  notices!: Table<NoticeRow, string>;
  feed!: Table<FeedRow, string>;
  meta!: Table<MetaRow, string>;
  log!: Table<LogRow, number>;
  addenda!: Table<Addendum, string>;
  reserve!: Table<Reserve, string>;
  assets!: Table<AssetRow, string>;
  sites!: Table<SiteRow, string>;
  scripts!: Table<ScriptRow, string>;
  looks!: Table<LookRow, string>;
  activities!: Table<ActivityRow, string>;
  sketches!: Table<Sketch, string>;

  constructor(name = 'keng') {
    // Chrome's default lets a commit wait in memory; a night must survive the battery running out. The library's cache would
    // show what is not committed yet, and holds on for good to results that a change has overtaken while they were read.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.use({ stack: 'dbcore', create: watched });
    this.version(1).stores({
      drafts: 'draft_id, kind, report_id, shift_id, created_at',
      reports: 'id, night, shift_id, state',
      outbox: 'op_id, status, report_id, acknowledged_at, [status+made_at], [status+next_try_at]',
      photos: 'photo_id, report_id, state, op_id, [state+next_try_at]',
      photoBytes: 'photo_id',
      shifts: 'id, night',
      routes: 'id',
      team: 'id',
      catalogue: 'key',
      matters: 'id',
      notices: 'id, at',
      feed: 'id, at',
      meta: 'key',
      log: '++id',
    });
    this.version(2).stores({
      outbox:
        'op_id, status, report_id, acknowledged_at, [status+made_at], [status+next_try_at], [status+epoch]',
      addenda: 'addendum_id, report_id',
      reserve: 'id',
    });
    this.version(3)
      .stores({
        assets: 'id',
        sites: 'id',
        scripts: 'id',
        looks: 'id, at',
        activities: 'id, began_at',
        sketches: 'sketch_id',
      })
      // What an older version passed over comes with a reading from nothing; the outbox stays as it is.
      .upgrade((tx) => tx.table('meta').delete('cursor'));
  }
}

export const db = new KengDatabase();
