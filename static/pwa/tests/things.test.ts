import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import { operationOf, unsay } from '../src/db/outbox';
import { findSketch, listSketches } from '../src/db/sketches';
import { addPhoto } from '../src/photos/commands';
import type { BookOperation, DoingBody, LookBody } from '../src/reports/body';
import { queueBar } from '../src/reports/view';
import { runSync } from '../src/sync/engine';
import {
  beginDoing,
  beginLook,
  changeSketch,
  giveUp,
  sayGood,
  sendSketch,
  sweepSketches,
} from '../src/things/commands';
import { findStanding, standings, toldItems } from '../src/things/reading';
import { BOOK_WORDS, CAMERA, FIRE, GONG, outboxNow, SITE, tellBook } from './fake/book';
import { BINH, jpegBytes, openNight, TEAM } from './fake/cast';
import { standServer } from './fake/standing';

const standing = standServer();
const NAME = 'Camera C01, Cổng chợ';
const clock = (moment: string) => vi.setSystemTime(new Date(moment));
const told = () => toldItems(Date.now());
const only = async () => operationOf((await outboxNow())[0] as never) as BookOperation;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  clock('2026-11-21T22:41:00+07:00');
  await tellBook(standing.server);
});
afterEach(() => vi.useRealTimers());

/** A look that says what is wrong, with a picture, sent. */
async function broken(): Promise<string> {
  const id = await beginLook(CAMERA);
  await changeSketch<LookBody>(id, ({ defects }) => ({
    state: 'no-signal',
    defects: [...defects, 'turned'],
  }));
  await addPhoto(id, { about: 'damage' }, new Blob([jpegBytes(5000)]));
  return sendSketch(id, { name: NAME, code: 'no-signal' });
}

describe('"Còn tốt"', () => {
  it('is one tap: the thing stands as seen tonight, and the look waits under its own id, in the open shift', async () => {
    const report = await openNight('2026-11-21');
    const opId = await sayGood({ id: CAMERA }, NAME);
    expect(await findStanding(CAMERA, Date.now())).toMatchObject({ state: 'working', tonight: true });
    expect(await only()).toMatchObject({
      op_id: opId,
      kind: 'asset.check',
      team_id: TEAM,
      actor_id: BINH,
      shift_id: (await db.drafts.get(report))?.shift_id,
      body: { asset_id: CAMERA, state: 'working', defects: [], note: '' },
      photos: [],
    });
    expect((await outboxNow())[0]).toMatchObject({ report_id: opId, what: { name: NAME, code: 'working' } });
  });

  it('names no shift of another night', async () => {
    await openNight('2026-11-19');
    await sayGood({ id: CAMERA }, NAME);
    expect(await only()).not.toHaveProperty('shift_id');
  });

  it('is one look when the hand trembles, and another one later in the night', async () => {
    const once = await sayGood({ id: CAMERA }, NAME);
    expect(await sayGood({ id: CAMERA }, NAME)).toBe(once);
    await sayGood({ id: GONG }, 'Kẻng');
    expect(await outboxNow()).toHaveLength(2);
    clock('2026-11-22T02:10:00+07:00');
    await sayGood({ id: CAMERA }, NAME);
    expect(await outboxNow()).toHaveLength(3);
  });

  it('can be undone for a moment, in which nothing goes out', async () => {
    const opId = await sayGood({ id: CAMERA }, NAME);
    await runSync('timer');
    expect(standing.server.ledger.size).toBe(0);
    expect(await unsay(opId)).toBe(true);
    expect((await findStanding(CAMERA, Date.now()))?.at).toBeNull();
    clock('2026-11-21T22:42:00+07:00');
    await runSync('tap');
    expect(standing.server.ledger.size).toBe(0);
    expect(await getMeta('forgotten')).toBe(1);
  });

  it('cannot be undone once it has arrived', async () => {
    const opId = await sayGood({ id: CAMERA }, NAME);
    await runSync('tap');
    expect(await unsay(opId)).toBe(false);
    expect(await told()).toMatchObject([{ id: opId, state: 'acknowledged' }]);
  });
});

describe('"Có hỏng"', () => {
  it('announces its pictures, which follow the words, and takes the sketch away with it', async () => {
    const id = await broken();
    expect(await findSketch(id)).toBeUndefined();
    const { photos } = await only();
    expect(await only()).toMatchObject({ op_id: id, body: { state: 'no-signal', defects: ['turned'] } });
    expect(photos).toMatchObject([{ about: 'damage', bytes: 5000 }]);
    expect(await told()).toMatchObject([{ state: 'queued', photos: 1, photos_left: 1 }]);
    await runSync('tap');
    expect(standing.server.slots.get(photos[0]?.photo_id ?? '')).toMatchObject({ stored: true });
    expect(await told()).toMatchObject([{ state: 'complete', photos_left: 0 }]);
  });

  it('is sent once, however often it is tapped', async () => {
    const id = await beginLook(CAMERA);
    expect(await beginLook(CAMERA)).toBe(id);
    const what = { name: NAME, code: 'broken' };
    expect(await Promise.all([sendSketch(id, what), sendSketch(id, what)])).toEqual([id, id]);
    expect(await sendSketch(id, what)).toBe(id);
    expect(await outboxNow()).toHaveLength(1);
  });

  it('takes no more answers or pictures once it was sent', async () => {
    const id = await broken();
    await expect(changeSketch<LookBody>(id, () => ({ note: 'x' }))).rejects.toMatchObject({
      reason: 'photo-late',
    });
    await expect(addPhoto(id, { about: 'damage' }, new Blob([jpegBytes(900)]))).rejects.toMatchObject({
      reason: 'photo-late',
    });
  });

  it('can be given up and taken up again; a day later it is gone, pictures and all', async () => {
    const id = await beginLook(CAMERA);
    await addPhoto(id, { about: 'damage' }, new Blob([jpegBytes(5000)]));
    await giveUp(id);
    expect(await listSketches()).toEqual([]);
    await sweepSketches(Date.now());
    await giveUp(id, false);
    expect(await listSketches()).toMatchObject([{ sketch_id: id }]);
    await giveUp(id);
    await sweepSketches(Date.now() + 25 * 3_600_000);
    expect([await db.sketches.count(), await db.photos.count(), await db.photoBytes.count()]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('an activity', () => {
  const answers: Partial<DoingBody> = { people: 32, minutes: 20, values: { reality: 'drill', gathered: 6 } };

  it('is kept from its first tap and goes out whole', async () => {
    const id = await beginDoing('gong', SITE, GONG);
    await changeSketch<DoingBody>(id, () => answers);
    expect(await findSketch(id)).toMatchObject({ body: answers });
    await sendSketch(id, { name: 'Kẻng thôn Chợ', code: 'gong' });
    expect(await only()).toMatchObject({
      op_id: id,
      kind: 'activity.log',
      body: {
        kind: 'gong',
        site_id: SITE,
        asset_id: GONG,
        began_at: '2026-11-21T22:41:00+07:00',
        ...answers,
      },
    });
    expect(await told()).toMatchObject([{ kind: 'doing', name: 'Kẻng thôn Chợ', evidence: false }]);
  });

  it('has its evidence in a picture or in the shift', async () => {
    await openNight('2026-11-21');
    await sendSketch(await beginDoing('kit'), { name: '', code: 'kit' });
    expect(await told()).toMatchObject([{ evidence: true }]);
  });

  it('is named by the bar while it waits', async () => {
    await sendSketch(await beginDoing('kit'), { name: '', code: 'kit' });
    const facts = { operations: await outboxNow(), photos: [], sync: null, epoch: null, online: true };
    expect(queueBar(facts)).toEqual({ key: 'looks-waiting', n: 1, offline: false });
  });
});

describe('what the server says of it', () => {
  it('is held with its pointer, counts no more for the thing, and stays in the list', async () => {
    const id = await broken();
    const errors = [{ pointer: '/body/asset_id', message: 'Không còn' }];
    standing.server.order.set(id, { status: 'held', problem: { type: '/problems/invalid', errors } });
    await runSync('tap');
    expect(await told()).toMatchObject([{ state: 'held', row: { problem: { errors } } }]);
    expect((await findStanding(CAMERA, Date.now()))?.at).toBeNull();
  });

  it('comes back by the pull once, beside what this phone wrote', async () => {
    const id = await broken();
    const photos = [{ photo_id: '0199aa00-0000-7000-8000-0000000000f9', state: 'ready' }];
    const look = { entity: 'look', id, version: 1, rev: 9, asset_id: CAMERA, shift_id: null, photos };
    standing.server.changes.push(
      { ...look, state: 'no-signal', defects: ['turned'], note: '', at: '2026-11-21T15:41:00+00:00' },
      { entity: 'asset', ...(await db.assets.get(GONG)), rev: 7, state: 'broken', defects: ['rope'] },
    );
    await runSync('tap');
    expect(await told()).toMatchObject([{ id, state: 'complete', asset: { id: CAMERA } }]);
    expect((await standings(Date.now())).map((one) => one.asset.id)).toEqual([GONG, FIRE, CAMERA]);
    standing.server.removed.push({ entity: 'asset', id: GONG, reason: 'ended' });
    await runSync('tap');
    expect(await db.assets.get(GONG)).toBeUndefined();
  });

  it('knows no weapons on a phone, and no model without its answers', async () => {
    const { missingIn, stepsOf } = await import('../src/things/steps');
    const { writableKinds } = await import('../src/things/rules');
    const [gong, kit, ...others] = writableKinds(BOOK_WORDS.activities);
    if (!gong || !kit) throw new Error('no kinds');
    expect(others).toEqual([]);
    const sites = await db.sites.toArray();
    expect(stepsOf(gong, sites, []).map((step) => step.kind)).toEqual([
      'site',
      'facts',
      'facts',
      'numbers',
      'when',
      'end',
    ]);
    expect(stepsOf(kit, [], []).map((step) => step.kind)).toEqual(['when', 'end']);
    const body = { values: { gathered: 3 } } as unknown as DoingBody;
    expect(missingIn(gong, body).map((one) => one.key)).toEqual(['reality']);
  });
});
