import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import type { PhotoRow } from '../db/photos';
import { isFull, surely } from '../db/room';
import { Refusal } from '../reports/refusal';
import { sha256Hex } from './hash';

/**
 * Stores a picture: first its bytes, read back and compared, then with `enter` whatever names it. Some phones commit and
 * lose it all the same, so a row, and with it the tick "Đã lưu trong máy", only stands for bytes that could be read
 * again. Throws `Refusal` (`no-space`, `not-saved`); then nothing is left of it.
 */
export async function keep(
  row: Pick<PhotoRow, 'photo_id' | 'sha256'>,
  bytes: ArrayBuffer,
  enter: () => PromiseLike<unknown>,
): Promise<void> {
  const { photo_id } = row;
  try {
    await surely(() => db.photoBytes.add({ photo_id, bytes }), { reserve: false });
    const back = await db.photoBytes.get(photo_id);
    if (!back || (await sha256Hex(back.bytes)) !== row.sha256) throw new Refusal('not-saved');
    await surely(() =>
      db.transaction(
        'rw',
        [db.photos, db.photoBytes, db.drafts, db.addenda, db.sketches, db.outbox, db.meta, db.reports],
        async () => {
          if ((await db.photoBytes.where('photo_id').equals(photo_id).count()) === 0)
            throw new Refusal('not-saved');
          await enter();
        },
      ),
    );
  } catch (fault) {
    await db.photoBytes.delete(photo_id).catch(() => undefined);
    throw isFull(fault) ? new Refusal('no-space') : fault;
  }
}

const ORPHANED_MS = 24 * 3_600_000;

/**
 * Drops bytes that no row names: the phone died between the two writes of `keep`, before any tick. Only what was so a day
 * ago already, because some phones show an empty table first.
 */
export async function sweepBytes(now: number = Date.now()): Promise<void> {
  await db.transaction('rw', db.photos, db.photoBytes, db.meta, async () => {
    const named = new Set(await db.photos.toCollection().primaryKeys());
    const orphans = (await db.photoBytes.toCollection().primaryKeys()).filter((id) => !named.has(id));
    const seen = (await getMeta('orphans')) ?? {};
    const old = orphans.filter((id) => Math.abs(now - (seen[id] ?? now)) >= ORPHANED_MS);
    await db.photoBytes.bulkDelete(old);
    const left = orphans.filter((id) => !old.includes(id));
    await setMeta('orphans', Object.fromEntries(left.map((id) => [id, seen[id] ?? now])));
  });
}
