/** Words and photos after the fact, kept from the first key on and sent in one go. */
import { type Addendum, findAddendum, getAddendum } from '../../db/addenda';
import { db } from '../../db/db';
import type { OutboxRow } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import { surely } from '../../db/room';
import { uuid7 } from '../../lib/uuid';
import { noneOf } from '../../photos/pending';
import type { Id } from '../body';
import { Refusal } from '../refusal';
import { getReport, queue } from './following';
import { manifestOf, readBack } from './operations';

/** Begins to add to a report and gives the addendum's id; begun before, it goes on. `settles` as in `Addendum`. */
export const startAddendum = (reportId: Id, settles: Id | null = null): Promise<Id> =>
  surely(() =>
    db.transaction('rw', db.addenda, async () => {
      const before = await findAddendum(reportId, settles);
      if (before) return before.addendum_id;
      const now = Date.now();
      const addendum_id = uuid7(now);
      await db.addenda.add({
        addendum_id,
        report_id: reportId,
        text: '',
        settles,
        created_at: now,
        updated_at: now,
      });
      return addendum_id;
    }),
  );

/** Saves its words at once. */
export const writeAddendum = (addendumId: Id, text: string): Promise<unknown> =>
  surely(() => db.addenda.update(addendumId, { text, updated_at: Date.now() }));

const TABLES = () => [db.addenda, db.outbox, db.photos, db.photoBytes, db.meta, db.reports];

/** Sends it: operation, photos and the end of the draft in one durable transaction. Gives the operation's id. */
export async function sendAddendum(addendumId: Id): Promise<Id> {
  await noneOf(addendumId);
  return readBack(
    await surely(() => db.transaction('rw', TABLES(), async () => moved(await getAddendum(addendumId)))),
  );
}

async function moved({ addendum_id, report_id, text, settles }: Addendum): Promise<OutboxRow> {
  const own = await db.photos.where('report_id').equals(addendum_id).toArray();
  const photos = [...own.filter((photo) => !photo.removed), ...(settles ? await unsentOf(settles) : [])];
  if (text.trim() === '' && photos.length === 0) throw new Refusal('nothing-to-add');
  const row = await queue(await getReport(report_id), (head) => ({
    ...head,
    kind: 'report.addendum',
    body: { text },
    photos: photos.map(manifestOf),
  }));
  for (const photo of photos)
    await db.photos.update(photo.photo_id, {
      report_id,
      op_id: row.op_id,
      state: photo.state === 'draft' ? 'waiting' : photo.state,
    });
  await forget(own.filter((photo) => photo.removed));
  if (settles) await db.outbox.update(settles, { settled: true });
  await db.addenda.delete(addendum_id);
  return row;
}

const unsentOf = (opId: Id): Promise<PhotoRow[]> =>
  db.photos
    .where('op_id')
    .equals(opId)
    .filter((photo) => !photo.removed && photo.state !== 'stored')
    .toArray();

async function forget(photos: PhotoRow[]): Promise<void> {
  const ids = photos.map((photo) => photo.photo_id);
  await db.photoBytes.bulkDelete(ids);
  await db.photos.bulkDelete(ids);
}

/** Deletes an addendum that was not sent, with its photos, after the person has said so. */
export async function discardAddendum(addendumId: Id): Promise<void> {
  await noneOf(addendumId);
  await db.transaction('rw', TABLES(), async () => {
    await forget(await db.photos.where('report_id').equals(addendumId).toArray());
    await db.addenda.delete(addendumId);
  });
}
