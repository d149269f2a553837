import { queuedAlerts } from '../alerts/reading';
import * as endpoints from '../api/endpoints';
import type { PushAnswer, PushResult } from '../api/shapes';
import { push as limits } from '../contract/limits.json';
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta, setMeta } from '../db/meta';
import { changeWhile, type OutboxRow } from '../db/outbox';
import { uuid7 } from '../lib/uuid';
import { consentUnderWay, hasPosition } from './consent-first';
import { envelopeOf, hasWord, noteTold } from './envelope';
import { healthNow } from './health';
import { isAnswerTo, judge, judgeResult, type OperationOutcome, type Outcome } from './outcome';
import { delayAfter, hasCome, isHopeless } from './retry';
import { noteEpoch, noteServed, noteTry, type Run, type Step } from './server';
import { URGENT_MS } from './urgent';

export const MOST_OPERATIONS = limits.ops;
const MOST_BYTES = limits.bytes;
const ENVELOPE_BYTES = 2 * 1024;

/** So many batches failing in a row say that it is not the content. */
const MOST_FAILURES = 3;

/** Sends one batch. `again` = there may be more to send. */
export async function pushBatch(run: Run): Promise<Step> {
  const batch = await nextBatch(run, Date.now());
  if (batch.length === 0 && !(await hasWord())) return { kind: 'idle' };
  const ids = batch.map((row) => row.op_id);
  await changeWhile(ids, ['queued'], { status: 'sending' });
  const known = await getMeta('epoch');
  const batchId = uuid7();
  const health = await healthNow(batch);
  const answer = await endpoints.push(await envelopeOf(batch, batchId, health, known));
  let outcome = judge(answer);
  const media = answer.kind === 'http' ? answer.media : '';
  if (outcome.kind === 'done' && isAnswerTo(outcome.json, media, batchId)) {
    run.failures = 0;
    await take(batch, outcome.json, known, run);
    await noteTold(health);
    return { kind: 'again' };
  }
  if (outcome.kind === 'done') outcome = { kind: 'portal' };
  await changeWhile(ids, ['sending'], { status: 'queued' });
  return afterFailure(batch, outcome, run);
}

const PAGE = 200;

/**
 * The oldest operations that are due, up to the limits. Inside one report the order holds: what follows an operation
 * that has to wait, waits too. What carries a position waits for the consent that allows it, or the position would be lost.
 */
async function nextBatch(run: Run, now: number): Promise<OutboxRow[]> {
  // Left over from an app that was closed: nobody else is at it, for the lock is ours.
  await db.outbox.where('status').equals('sending').modify({ status: 'queued' });
  const limit = (await getMeta('batch_limit')) ?? MOST_OPERATIONS;
  const isRipe = (row: OutboxRow) =>
    (run.force || hasCome(row.next_try_at, now)) && !run.tried.has(row.op_id);
  // Somebody has to know at once: alone, and before whatever else waits.
  const urgent = (await queuedAlerts()).filter(isRipe);
  if (urgent.length > 0) return urgent.slice(0, limit);
  const waiting = new Set<string>();
  const given = await consentUnderWay();
  const batch: OutboxRow[] = [];
  let bytes = ENVELOPE_BYTES;
  for (let offset = 0; ; offset += PAGE) {
    const rows = await queuedRows(offset);
    for (const row of rows) {
      const fits = batch.length === 0 || bytes + row.bytes < MOST_BYTES;
      const free = row.made_at < given || !hasPosition(row);
      if (free && isRipe(row) && fits && !waiting.has(row.report_id)) {
        batch.push(row);
        bytes += row.bytes + 1;
      } else waiting.add(row.report_id);
      if (batch.length >= limit) return batch;
    }
    if (rows.length < PAGE) return batch;
  }
}

/** A page of the queue in the order it was written: a phone that was away for months must not read it whole. */
const queuedRows = (offset: number): Promise<OutboxRow[]> =>
  db.outbox
    .where('[status+made_at]')
    .between(['queued', 0], ['queued', Number.POSITIVE_INFINITY])
    .offset(offset)
    .limit(PAGE)
    .toArray();

async function take(
  batch: OutboxRow[],
  answer: PushAnswer,
  known: string | undefined,
  run: Run,
): Promise<void> {
  const results = new Map(answer.results.map((result) => [result.op_id, result]));
  const now = Date.now();
  await db.transaction('rw', [db.outbox, db.reports, db.photos, db.meta, db.log], async () => {
    await noteEpoch(answer.epoch, known);
    // An answer that came too late acknowledges nothing: it has to be asked about.
    if ((await getMeta('epoch')) !== answer.epoch) run.checked = null;
    await noteServed(answer.server_time, now);
    await setMeta('newest_client', { min: answer.min_client, latest: answer.latest_client });
    const limit = (await getMeta('batch_limit')) ?? MOST_OPERATIONS;
    if (limit < MOST_OPERATIONS) await setMeta('batch_limit', Math.min(MOST_OPERATIONS, limit * 2));
    for (const row of batch) {
      const outcome = judgeResult(results.get(row.op_id));
      if (outcome.kind === 'again') noteTry(run, row.op_id);
      await takeOutcome(row, outcome, answer, now);
    }
  });
}

async function takeOutcome(
  row: OutboxRow,
  outcome: OperationOutcome,
  answer: PushAnswer,
  now: number,
): Promise<void> {
  const { epoch } = answer;
  switch (outcome.kind) {
    case 'acknowledged':
      return acknowledge(row, outcome.result, answer, now);
    case 'held':
    case 'conflict':
    case 'rejected':
      await settleUnlessAcknowledged(row, { status: outcome.kind, epoch, problem: outcome.problem });
      return note('operation-parked', {
        op_id: row.op_id,
        status: outcome.kind,
        type: outcome.problem?.type,
      });
    case 'again': {
      const tries = row.tries + 1;
      const next_try_at = now + pauseOf(row, tries);
      return settleUnlessAcknowledged(row, {
        status: 'queued',
        tries,
        next_try_at,
        problem: outcome.problem,
      });
    }
    default:
      return outcome satisfies never;
  }
}

/** An answer that comes late must not take back what another tab knows to have arrived. */
async function settleUnlessAcknowledged(row: OutboxRow, change: Partial<OutboxRow>): Promise<void> {
  const present = await db.outbox.get(row.op_id);
  if (present && present.status !== 'acknowledged') await db.outbox.update(row.op_id, change);
}

async function acknowledge(
  row: OutboxRow,
  result: PushResult,
  { epoch, server_time }: PushAnswer,
  now: number,
): Promise<void> {
  const receivedAt = Date.parse(server_time);
  await db.outbox.update(row.op_id, {
    status: 'acknowledged',
    epoch,
    receipt: result.receipt ?? row.receipt,
    version: result.version ?? row.version,
    rev: result.rev ?? row.rev,
    acknowledged_at: now,
    received_at: Number.isFinite(receivedAt) ? receivedAt : now,
    tries: 0,
    failing_since: null,
    problem: null,
  });
  if (result.receipt && (row.kind === 'report.submit' || row.kind === 'report.amend')) {
    await db.reports.update(row.report_id, { receipt: result.receipt });
  }
  await closeOvertaken(row);
  for (const photoId of result.photos_missing ?? []) {
    const photo = await db.photos.get(photoId);
    if (photo?.state === 'stored' && photo.kept)
      await db.photos.update(photoId, { state: 'waiting', offset: 0 });
  }
}

/** What took effect closes the parked operations that were made before it for the same report or plan, as the server does. */
async function closeOvertaken(row: OutboxRow): Promise<void> {
  if (row.kind === 'roster.answer') return;
  await db.outbox
    .where('report_id')
    .equals(row.report_id)
    .filter((other) => other.made_at < row.made_at && PARKED.includes(other.status))
    .modify({ settled: true });
}

const PARKED: readonly OutboxRow['status'][] = ['held', 'conflict', 'rejected'];

const UNSENT: readonly OutboxRow['status'][] = ['queued', 'sending'];
const HOPELESS = { type: '/problems/hopeless', title: '', status: 0 };

const PARKING_STATUSES: readonly number[] = [400, 413, 415, 422];

/** Nothing took effect that we know of. Smaller batches find the one that spoils the others. */
async function afterFailure(batch: OutboxRow[], outcome: Outcome, run: Run): Promise<Step> {
  const refused = outcome.kind === 'refused' && PARKING_STATUSES.includes(outcome.status);
  // A word about a reminder must never keep the news from coming.
  if (batch.length === 0 && (refused || outcome.kind === 'too-large')) return { kind: 'idle' };
  if (outcome.kind === 'too-large' || refused) {
    const problem = outcome.problem;
    const [only] = batch;
    if (batch.length > 1) await halve(batch.length);
    else if (only) await changeWhile([only.op_id], UNSENT, { status: 'rejected', problem });
    return { kind: 'again' };
  }
  if (outcome.kind !== 'wait' || !outcome.halve) return { kind: 'stop', outcome };
  run.failures += 1;
  await note('batch-failed', { operations: batch.length, failures: run.failures });
  if (batch.length > 1) await halve(batch.length);
  else if (batch[0]) await failedAlone(batch[0], run);
  return run.failures >= MOST_FAILURES ? { kind: 'stop', outcome } : { kind: 'again' };
}

/** An alert is tried again sooner than anything else. */
const pauseOf = (row: OutboxRow, tries: number): number =>
  Math.min(delayAfter(tries), row.kind === 'alert.raise' ? URGENT_MS : Infinity);

const halve = (length: number): Promise<void> => setMeta('batch_limit', Math.max(1, Math.floor(length / 2)));

async function failedAlone(row: OutboxRow, run: Run): Promise<void> {
  noteTry(run, row.op_id);
  const now = Date.now();
  const tries = row.tries + 1;
  const since = row.failing_since ?? now;
  // While the server answers nobody, it is not this operation's fault.
  const reached = ((await getMeta('sync'))?.reached_at ?? 0) > since;
  const change = { tries, failing_since: since, next_try_at: now + pauseOf(row, tries) };
  if (reached && isHopeless(tries, since, now)) {
    await changeWhile([row.op_id], UNSENT, { ...change, status: 'rejected', problem: HOPELESS });
    await note('operation-hopeless', { op_id: row.op_id, tries });
  } else await changeWhile([row.op_id], UNSENT, change);
}
