import { computed, effect } from '@preact/signals';
import { db } from '../db/db';
import { getMeta } from '../db/meta';
import type { OperationStatus, OutboxRow } from '../db/outbox';
import type { PhotoRow } from '../db/photos';
import { noteUnsent } from '../enrolment/canary';
import type { Key } from '../i18n/t';
import { isWaiting, needsHelp, type QueueBar, type QueueFacts, queueBar } from '../reports/view';
import { online } from './clock';
import { watch } from './watch';

export type Facts = Omit<QueueFacts, 'online'> & {
  /**
   * Whether what arrived lately is among the operations; else at most one of it is, and while text waits, of the photos those
   * alone that need help.
   */
  whole: boolean;
};

const LATELY_MS = 60 * 24 * 3_600_000;
const AFTER_BAR_MS = 50;

let whole = false;

/**
 * Everything that waits, is not proven, or arrived lately; the whole history is read by the sync screens alone. By ranges of
 * the index, which come in one piece. The first answer has only what the bar needs for its sentence.
 */
export const queueWatch = watch(() =>
  db.transaction('r', [db.meta, db.outbox, db.photos], async (): Promise<Facts> => {
    const asked = whole;
    const [epoch = null, sync = null, troubled, ...operations] = await Promise.all([
      getMeta('epoch'),
      getMeta('sync'),
      needingHelp(),
      notAcknowledged(),
      arrivedLately(asked),
    ]);
    operations.push(await unproven(epoch));
    const byId = new Map(operations.flat().map((row) => [row.op_id, row]));
    const rows = [...byId.values()];
    // Ninety rows of pictures are read back longer than all else together, and the bar does not speak of them while text waits.
    const photos = asked || !rows.some((row) => isWaiting(row, epoch)) ? await notStored() : troubled;
    return { operations: rows, photos, sync, epoch, whole: asked };
  }),
);

/** Once the bar speaks: the rest. */
export const watchQueue = (): (() => void) =>
  effect(() => {
    if (whole || queueWatch.live.value.status !== 'ready') return;
    whole = true;
    setTimeout(queueWatch.start, AFTER_BAR_MS);
  });

async function notStored(): Promise<PhotoRow[]> {
  const rows = db.photos.where('state');
  return (await Promise.all([rows.below('stored').toArray(), rows.above('stored').toArray()])).flat();
}

async function needingHelp(): Promise<PhotoRow[]> {
  const rows = db.photos.where('state');
  return (await Promise.all([rows.equals('needs-new').toArray(), rows.equals('stuck').toArray()])).flat();
}

/** The state that all others follow in the index. */
const FIRST: OperationStatus = 'acknowledged';
const notAcknowledged = () => db.outbox.where('status').above(FIRST).toArray();

function arrivedLately(whole: boolean): Promise<OutboxRow[]> {
  const arrived = db.outbox.where('acknowledged_at').above(Date.now() - LATELY_MS);
  return (whole ? arrived : arrived.limit(1)).toArray();
}

/** Acknowledged under another epoch than the present one: not counted as arrived until the server says so again. */
async function unproven(epoch: string | null): Promise<OutboxRow[]> {
  const arrived = (from: string, to: string) =>
    db.outbox
      .where('[status+epoch]')
      .between(['acknowledged', from], ['acknowledged', to], true, false)
      .toArray();
  if (epoch === null) return arrived('', '\uffff');
  return (await Promise.all([arrived('', epoch), arrived(`${epoch}\u0000`, '\uffff')])).flat();
}

/** How what waits goes out: Safari and Firefox never wake an app that was closed, so there the person opens it. */
export const waitsKey: Key = 'SyncManager' in globalThis ? 'bar.offlineSecond' : 'bar.offlineOpen';

/** Nothing is known yet of what has arrived: no state of a report stands on that. */
export const counting = computed(() => {
  const facts = queueWatch.live.value;
  return facts.status === 'loading' || (facts.status === 'ready' && !facts.value.whole);
});

/** The sentence of the bar on top. */
export const queue = computed<QueueBar>(() => {
  const facts = queueWatch.live.value;
  if (facts.status !== 'ready') return { key: facts.status };
  return queueBar({ ...facts.value, online: online.value });
});

/** What has not arrived yet, or needs a person; `null` while it cannot be read. */
export const unsent = computed<number | null>(() => {
  const facts = queueWatch.live.value;
  if (facts.status !== 'ready') return null;
  const { operations, epoch } = facts.value;
  return operations.filter((row) => isWaiting(row, epoch) || needsHelp(row)).length;
});

/** Tells the mark beside the database how much it would lose with it. */
export const watchCanary = (): (() => void) =>
  effect(() => {
    if (unsent.value !== null) noteUnsent(unsent.value);
  });
