/** The verbs of looks at things and of activities: each writes the phone's database durably, and never talks to the network. */
import type { Asset } from '../api/book';
import { db } from '../db/db';
import { findOpenShift } from '../db/drafts';
import { getMeta } from '../db/meta';
import { HOLD_MS, type OutboxRow, operationOf } from '../db/outbox';
import { byPlace } from '../db/photos';
import { surely } from '../db/room';
import { findSketch, listSketches, type Sketch } from '../db/sketches';
import { momentOf, nightOf } from '../lib/time';
import { noneOf } from '../photos/pending';
import { type BookOperation, type Id, type LookBody, SCHEMA } from '../reports/body';
import { holdersHead, manifestOf, outboxRow, readBack } from '../reports/commands/operations';
import { Refusal } from '../reports/refusal';

import { GOOD } from './rules';

// A second tap of a hand that trembles, or before the screen has drawn the first.
const TWICE_MS = 20_000;

type Names = OutboxRow['what'];

/** The shift in which this is done: the open one, while its night lasts. */
async function shiftNow(now: number): Promise<{ shift_id?: Id }> {
  const shift = await findOpenShift();
  return shift && shift.body.night === nightOf(now) ? { shift_id: shift.shift_id } : {};
}

const about = (what: Names, now: number) => ({ night: nightOf(now), preset: '', ...(what ? { what } : {}) });

/**
 * "Còn tốt": one tap, kept back for a moment in which it can be undone (`unsay`). Tapped twice it is one look. Gives the
 * operation's id; throws `Refusal`.
 */
export async function sayGood(asset: Pick<Asset, 'id'>, name: string): Promise<Id> {
  const now = Date.now();
  const body: LookBody = { asset_id: asset.id, state: GOOD, defects: [], note: '' };
  const row = await surely(() =>
    db.transaction('rw', db.meta, db.outbox, db.drafts, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment) throw new Refusal('not-enrolled');
      const before = await saidJustNow(asset.id, now);
      if (before) return before;
      const operation: BookOperation = {
        ...holdersHead(enrolment, now),
        ...(await shiftNow(now)),
        kind: 'asset.check',
        body,
        photos: [],
      };
      const made = outboxRow(operation, about({ name, code: GOOD }, now), now);
      const held = { ...made, next_try_at: now + HOLD_MS };
      await db.outbox.add(held);
      return held;
    }),
  );
  return readBack(row);
}

const saidJustNow = (assetId: Id, now: number): Promise<OutboxRow | undefined> =>
  db.outbox
    .where('[status+made_at]')
    .between(['queued', now - TWICE_MS], ['queued', now + TWICE_MS])
    .filter((row) => {
      const operation = row.kind === 'asset.check' ? operationOf(row) : null;
      return operation?.kind === 'asset.check' && operation.body.asset_id === assetId;
    })
    .first();

type NewPart = Sketch extends infer S ? (S extends Sketch ? Pick<S, 'kind' | 'body'> : never) : never;

/** Begins to write; what was begun about the same (`isSame`) and left goes on. Gives the sketch's id; throws `Refusal`. */
const begin = (part: NewPart, isSame: (sketch: Sketch) => boolean): Promise<Id> =>
  surely(() =>
    db.transaction('rw', db.meta, db.sketches, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment) throw new Refusal('not-enrolled');
      const before = (await listSketches()).find((one) => one.team_id === enrolment.team.id && isSame(one));
      if (before) return before.sketch_id;
      const now = Date.now();
      const { op_id, commune_id, team_id, actor_id } = holdersHead(enrolment, now);
      const head = { sketch_id: op_id, commune_id, team_id, actor_id, created_at: now, given_up: false };
      await db.sketches.add({ ...head, ...part });
      return op_id;
    }),
  );

/** "Có hỏng": a look that says what is wrong. */
export const beginLook = (assetId: Id): Promise<Id> =>
  begin(
    { kind: 'look', body: { asset_id: assetId, state: 'broken', defects: [], note: '' } },
    (one) => one.kind === 'look' && one.body.asset_id === assetId,
  );

/** An activity of this kind, begun now. */
export const beginDoing = (
  kind: string,
  site_id: Id | null = null,
  asset_id: Id | null = null,
): Promise<Id> =>
  begin(
    {
      kind: 'doing',
      body: {
        kind,
        site_id,
        asset_id,
        began_at: momentOf(Date.now()),
        minutes: null,
        people: null,
        values: {},
        words: '',
      },
    },
    (one) => one.kind === 'doing' && one.body.kind === kind,
  );

/** Stores an answer at once, on top of what is stored. Throws `Refusal` where it was sent meanwhile. */
export const changeSketch = <B extends Sketch['body']>(
  sketchId: Id,
  change: (body: B) => Partial<B>,
): Promise<unknown> =>
  surely(() =>
    db.transaction('rw', db.sketches, async () => {
      const sketch = await getSketch(sketchId);
      const body = { ...sketch.body, ...change(sketch.body as B) };
      await db.sketches.put({ ...sketch, body } as Sketch);
    }),
  );

async function getSketch(sketchId: Id): Promise<Sketch> {
  const sketch = await findSketch(sketchId);
  if (!sketch) throw new Refusal('photo-late');
  return sketch;
}

/**
 * Sends what was written: operation, pictures and the end of the sketch in one durable transaction. The operation has the
 * sketch's id, so a second tap finds nothing more to send. Gives that id; throws `Refusal`.
 */
export async function sendSketch(sketchId: Id, what: Names): Promise<Id> {
  await noneOf(sketchId);
  const row = await surely(() =>
    db.transaction('rw', [db.sketches, db.outbox, db.photos, db.photoBytes, db.drafts], async () =>
      moved(sketchId, what),
    ),
  );
  return readBack(row);
}

async function moved(sketchId: Id, what: Names): Promise<OutboxRow> {
  const sent = await db.outbox.get(sketchId);
  if (sent) return sent;
  const { kind, body, commune_id, team_id, actor_id } = await getSketch(sketchId);
  const now = Date.now();
  const own = (await db.photos.where('report_id').equals(sketchId).toArray()).sort(byPlace);
  const photos = own.filter((photo) => !photo.removed);
  const operation = {
    op_id: sketchId,
    schema: SCHEMA,
    ...{ commune_id, team_id, actor_id },
    client_time: momentOf(now),
    ...(await shiftNow(now)),
    kind: kind === 'look' ? 'asset.check' : 'activity.log',
    body,
    photos: photos.map(manifestOf),
  } as BookOperation;
  const row = outboxRow(operation, about(what, now), now);
  await db.outbox.add(row);
  for (const { photo_id } of photos) await db.photos.update(photo_id, { op_id: sketchId, state: 'waiting' });
  await forget(own.filter((photo) => photo.removed).map(({ photo_id }) => photo_id));
  await db.sketches.delete(sketchId);
  return row;
}

async function forget(photoIds: Id[]): Promise<void> {
  await db.photoBytes.bulkDelete(photoIds);
  await db.photos.bulkDelete(photoIds);
}

/** "Thôi": `false` brings it back. */
export const giveUp = (sketchId: Id, given_up = true): Promise<unknown> =>
  surely(() => db.sketches.update(sketchId, { given_up }));

const GIVEN_UP_MS = 24 * 3_600_000;

/** What was given up a day ago goes for good, with its pictures. */
export const sweepSketches = (now: number): Promise<void> =>
  db.transaction('rw', db.sketches, db.photos, db.photoBytes, async () => {
    const old = await db.sketches
      .filter((one) => one.given_up && Math.abs(now - one.created_at) >= GIVEN_UP_MS)
      .primaryKeys();
    if (old.length === 0) return;
    await forget(await db.photos.where('report_id').anyOf(old).primaryKeys());
    await db.sketches.bulkDelete(old);
  });
