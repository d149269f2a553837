import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepCatalogue } from '../src/db/catalogue';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import { sweepBytes } from '../src/photos/keeping';
import { pend } from '../src/photos/pending';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { addStoredPhoto, type ENROLMENT, freshPhone, jpegBytes, LOUD, openNight } from './fake/cast';
import { cut, lostAnswer, says } from './fake/faults';
import { FakeServer, type Fault } from './fake/server';

let server: FakeServer;

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const toPhotos =
  (fault: Fault): Fault =>
  (request, answer) =>
    request.path.startsWith('/photos/') ? fault(request, answer) : answer();

async function sendWithPhoto(length = 200_000): Promise<{ photoId: string; opId: string }> {
  const draftId = await openNight();
  const photoId = await addStoredPhoto(draftId, jpegBytes(length));
  return { photoId, opId: await commands.sendReport(draftId) };
}

const state = async (photoId: string) => (await db.photos.get(photoId))?.state;
const photoRequests = () =>
  server.requests.filter((request) => request.path.startsWith('/photos/')).map((request) => request.method);

const DAY = 24 * 3_600_000;

describe('taking a picture', () => {
  it('stores the bytes in their own table, with digest and place', async () => {
    const draftId = await openNight();
    const [row] = await Promise.all([
      commands.addPhoto(draftId, { about: 'team' }, new Blob([jpegBytes(1000)])),
    ]);
    expect(row).toMatchObject({ state: 'draft', bytes: 1000, about: 'team', report_id: draftId, kept: true });
    expect(row.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await db.photoBytes.get(row.photo_id))?.bytes).toBeInstanceOf(ArrayBuffer);
  });

  it('puts a picture without a place at the checkpoint last tapped', async () => {
    const draftId = await openNight();
    const point = (await db.drafts.get(draftId))?.route?.checkpoints[1]?.id ?? '';
    await commands.tapCheckpoint(draftId, 1, point);
    expect(
      (await commands.addPhoto(draftId, { about: 'checkpoint' }, new Blob([jpegBytes(900)]))).checkpoint_id,
    ).toBe(point);
  });

  it.each([
    ['an empty file', new Blob([]), 'photo-unreadable'],
    ['a PDF in disguise', new Blob(['%PDF-1.7 not a picture']), 'photo-not-an-image'],
    ['a huge picture that cannot be decoded', new Blob([jpegBytes(8 * 1024 * 1024 + 1)]), 'photo-too-large'],
  ])('says no to %s', async (_name, file, reason) => {
    const draftId = await openNight();
    await expect(commands.addPhoto(draftId, { about: 'scene' }, file)).rejects.toMatchObject({ reason });
    expect(await db.photos.count()).toBe(0);
  });

  it('says no when the picker has taken the file away', async () => {
    const draftId = await openNight();
    const file = new Blob([jpegBytes(100)]);
    vi.spyOn(file, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
    await expect(commands.addPhoto(draftId, { about: 'scene' }, file)).rejects.toMatchObject({
      reason: 'photo-unreadable',
    });
  });

  it('keeps to the limits of an incident and of a report', async () => {
    const draftId = await openNight();
    const incident_id = await commands.addIncident(draftId, LOUD);
    const add = (place: object) =>
      commands.addPhoto(draftId, { about: 'scene', ...place }, new Blob([jpegBytes(500)]));
    await add({ incident_id });
    await add({ incident_id });
    await expect(add({ incident_id })).rejects.toMatchObject({
      reason: 'photo-limit-incident',
      facts: { limit: 2 },
    });
    const third = await add({});
    await add({});
    await expect(add({})).rejects.toMatchObject({ reason: 'photo-limit-report', facts: { limit: 4 } });
    await commands.removePhoto(third.photo_id);
    await add({});
  });

  it('takes none of an incident that must not be photographed', async () => {
    const draftId = await openNight();
    await keepCatalogue({ categories: [{ ...LOUD, no_photo: true }], limits: { photo: {} } } as never, null);
    const incident_id = await commands.addIncident(draftId, LOUD);
    await expect(
      commands.addPhoto(draftId, { about: 'scene', incident_id }, new Blob([jpegBytes(500)])),
    ).rejects.toMatchObject({ reason: 'photo-not-here' });
  });

  it('says that there is no room before it says that it is saved', async () => {
    const draftId = await openNight();
    vi.spyOn(db.photoBytes, 'add').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'no-space' });
    vi.spyOn(db.photoBytes, 'get').mockResolvedValueOnce(undefined as never);
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'not-saved' });
  });

  it('leaves no tick behind for bytes that could not be read back', async () => {
    const draftId = await openNight();
    vi.spyOn(db.photoBytes, 'get').mockResolvedValueOnce({
      photo_id: 'x',
      bytes: jpegBytes(20).buffer,
    } as never);
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'not-saved' });
    expect(await db.photos.count()).toBe(0);
    expect(await db.photoBytes.count()).toBe(0);
  });

  it('sweeps away, a day later, bytes whose row the phone died before, and no others', async () => {
    const draftId = await openNight();
    const kept = await addStoredPhoto(draftId, jpegBytes(500));
    await db.photoBytes.add({ photo_id: 'orphan', bytes: jpegBytes(500).buffer });
    const now = Date.now();
    await sweepBytes(now);
    expect(await db.photoBytes.count()).toBe(2);
    await sweepBytes(now + DAY);
    expect(await db.photoBytes.toCollection().primaryKeys()).toEqual([kept]);
  });

  it('sweeps nothing on account of a table that only seems to be empty', async () => {
    const draftId = await openNight();
    const kept = await addStoredPhoto(draftId, jpegBytes(500));
    const row = await db.photos.get(kept);
    await db.photos.clear();
    await sweepBytes();
    await db.photos.add(row as never);
    await sweepBytes(Date.now() + DAY);
    expect(await db.photoBytes.get(kept)).toBeDefined();
  });

  it('copies every picked file at once, and shrinks them one after the other', async () => {
    const files = [1, 2, 3].map((seed) => new Blob([jpegBytes(500, seed)]));
    const reads = files.map((file) => vi.spyOn(file, 'arrayBuffer'));
    const copies = commands.copyPicked(files);
    expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1, 1]);
    const draftId = await openNight();
    for (const copy of copies) await commands.addPhoto(draftId, { about: 'team' }, copy);
    expect(await db.photos.count()).toBe(3);
  });

  it('sends a report only when the pictures picked for it are kept', async () => {
    const draftId = await openNight();
    const one = pend(draftId, 2);
    const sent = commands.sendReport(draftId);
    await addStoredPhoto(draftId, jpegBytes(500, 1));
    one();
    expect(await db.outbox.count()).toBe(0);
    await addStoredPhoto(draftId, jpegBytes(500, 2));
    one();
    const opId = await sent;
    expect((await db.photos.toArray()).map((row) => [row.state, row.op_id])).toEqual([
      ['waiting', opId],
      ['waiting', opId],
    ]);
  });

  it('sends the words after half a minute, and says of a later picture that it came too late', async () => {
    const draftId = await openNight();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const done = pend(draftId, 1);
    const sent = commands.sendReport(draftId);
    await vi.advanceTimersByTimeAsync(31_000);
    vi.useRealTimers();
    await sent;
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'photo-late' });
    expect([await db.photos.count(), await db.photoBytes.count()]).toEqual([0, 0]);
    done();
  });

  it('refuses a picture whose report was sent while it was being kept, and leaves nothing of it', async () => {
    const draftId = await openNight();
    const add = db.photoBytes.add.bind(db.photoBytes);
    vi.spyOn(db.photoBytes, 'add').mockImplementationOnce((row) =>
      add(row).then(async (key) => {
        await commands.sendReport(draftId);
        return key;
      }),
    );
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'photo-late' });
    expect([await db.photos.count(), await db.photoBytes.count()]).toEqual([0, 0]);
  });

  it('holds no more picked bytes in memory than a cheap phone has', () => {
    const large = () => ({ size: 20 * 1024 * 1024, arrayBuffer: async () => new ArrayBuffer(1) }) as Blob;
    const files = [large(), large(), large()];
    expect(commands.copyPicked(files).map((copy) => copy instanceof Promise)).toEqual([true, true, false]);
  });

  it('says that a picked file is gone when its turn comes', async () => {
    const file = new Blob([jpegBytes(100)]);
    vi.spyOn(file, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
    const [copy] = commands.copyPicked([file]);
    const draftId = await openNight();
    await expect(commands.addPhoto(draftId, { about: 'scene' }, copy ?? file)).rejects.toMatchObject({
      reason: 'photo-unreadable',
    });
  });

  it('takes only text when the phone is nearly full', async () => {
    const draftId = await openNight();
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 100e6, usage: 95e6 }) } });
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'no-space' });
  });

  it('remembers where the camera was opened, once', async () => {
    await commands.rememberPlace('#/incident/x/2');
    expect(await commands.takePlace()).toBe('#/incident/x/2');
    expect(await commands.takePlace()).toBeNull();
  });
});

describe('sending pictures', () => {
  it('goes after the text, whole, with its digest', async () => {
    const { photoId } = await sendWithPhoto();
    await runSync('operation');
    expect(await state(photoId)).toBe('stored');
    const paths = server.requests.map((request) => `${request.method} ${request.path.split('?')[0]}`);
    expect(paths.indexOf('POST /sync/push')).toBeLessThan(paths.indexOf(`PUT /photos/${photoId}`));
    const put = server.requests.find((request) => request.method === 'PUT');
    expect(put?.headers.get('Content-Digest')).toMatch(/^sha-256=:[A-Za-z0-9+/]{43}=:$/);
    expect(put?.headers.get('Keng-Client')).toBe('phone');
  });

  it('waits while its text is held', async () => {
    const { photoId, opId } = await sendWithPhoto();
    server.order.set(opId, {
      status: 'held',
      problem: { type: '/problems/team-moved', title: '', status: 409 },
    });
    await runSync('tap');
    expect(photoRequests()).toEqual([]);
    expect(await state(photoId)).toBe('waiting');
  });

  it('goes on in pieces from where it was cut', async () => {
    const { photoId } = await sendWithPhoto(200_000);
    server.standing = toPhotos(cut);
    await runSync('operation');
    expect(await state(photoId)).toBe('waiting');
    server.standing = null;
    let pieces = 0;
    server.standing = toPhotos((request, answer) =>
      request.method === 'PATCH' && ++pieces === 3 ? cut(request, answer) : answer(),
    );
    await runSync('tap');
    expect((await db.photos.get(photoId))?.offset).toBe(2 * 64 * 1024);
    server.standing = null;
    await runSync('tap');
    expect(await state(photoId)).toBe('stored');
    expect(photoRequests().filter((method) => method === 'PUT')).toHaveLength(1);
    const patched = server.requests.filter((request) => request.method === 'PATCH');
    expect(patched.reduce((sum, request) => sum + request.body.length, 0)).toBeLessThanOrEqual(
      200_000 + 64 * 1024,
    );
  });

  it('stores the right bytes when every answer is lost once', async () => {
    const { photoId } = await sendWithPhoto(300_000);
    let count = 0;
    server.standing = toPhotos((request, answer) => (++count % 2 ? lostAnswer(request, answer) : answer()));
    for (let attempt = 0; attempt < 12 && (await state(photoId)) !== 'stored'; attempt++)
      await runSync('tap');
    expect(await state(photoId)).toBe('stored');
    expect(server.slots.get(photoId)?.stored).toBe(true);
  });

  it('starts from the first byte when the server has other bytes', async () => {
    const { photoId } = await sendWithPhoto(100_000);
    server.faults.push((_request, answer) => answer());
    server.standing = toPhotos((request, answer) =>
      request.method === 'PUT' ? says(422, 'digest-mismatch')(request, answer) : answer(),
    );
    await runSync('tap');
    expect(await state(photoId)).toBe('stored');
    expect(photoRequests()).toEqual(['PUT', 'HEAD', 'PATCH', 'PATCH']);
  });

  it('counts only what the server refused: a bad line sets no picture aside', async () => {
    const { photoId } = await sendWithPhoto(100_000);
    server.standing = toPhotos(cut);
    for (let attempt = 0; attempt < 6; attempt++) await runSync('tap');
    let spoiled = 0;
    server.standing = (request, answer) =>
      request.method === 'PATCH' && spoiled++ === 0
        ? says(422, 'digest-mismatch')(request, answer)
        : answer();
    await runSync('tap');
    await runSync('tap');
    expect(spoiled).toBeGreaterThan(1);
    expect(await state(photoId)).toBe('stored');
  });

  it('sets a picture aside that the server refuses again and again, and goes on when asked to', async () => {
    const { photoId } = await sendWithPhoto(100_000);
    server.standing = toPhotos(says(422, 'digest-mismatch'));
    for (let attempt = 0; attempt < 6; attempt++) await runSync('tap');
    expect(await state(photoId)).toBe('stuck');
  });

  it('sets a picture aside whose bytes the phone itself has lost or spoiled, and says so', async () => {
    const { photoId } = await sendWithPhoto(1000);
    await db.photoBytes.put({ photo_id: photoId, bytes: jpegBytes(1000, 5).buffer });
    await runSync('tap');
    expect(await db.photos.get(photoId)).toMatchObject({
      state: 'stuck',
      problem: { type: '/problems/bytes-damaged' },
    });
  });

  it('asks for another picture when the server cannot use it, and keeps the bytes', async () => {
    const { photoId } = await sendWithPhoto();
    server.standing = toPhotos(says(422, 'not-an-image'));
    await runSync('tap');
    expect(await state(photoId)).toBe('needs-new');
    expect(await db.photoBytes.get(photoId)).toBeDefined();
  });

  it('tells the text again when the server does not know the picture', async () => {
    const { photoId, opId } = await sendWithPhoto();
    server.faults.push((_request, answer) => {
      const response = answer();
      server.slots.clear();
      server.ledger.clear();
      server.reports.clear();
      return response;
    });
    await runSync('tap');
    expect(await state(photoId)).toBe('stored');
    expect((await db.outbox.get(opId))?.status).toBe('acknowledged');
    expect(server.countOf('/sync/push')).toBe(2);
  });

  it('does not hold back other pictures by a bad one', async () => {
    const draftId = await openNight();
    const bad = await addStoredPhoto(draftId, jpegBytes(3000));
    const good = await addStoredPhoto(draftId, jpegBytes(3000, 3));
    await commands.sendReport(draftId);
    server.standing = toPhotos((request, answer) =>
      request.path.includes(bad) ? says(413, 'too-large')(request, answer) : answer(),
    );
    await runSync('tap');
    expect([await state(bad), await state(good)]).toEqual(['needs-new', 'stored']);
  });

  it('is asked for again when the server finds it damaged later', async () => {
    const { photoId } = await sendWithPhoto();
    await runSync('tap');
    const reportId = (await db.photos.get(photoId))?.report_id ?? '';
    server.change(reportId, {
      rev: 2,
      photos: [{ photo_id: photoId, state: 'damaged', problem: 'not-an-image' }],
    });
    await runSync('tap');
    expect(await state(photoId)).toBe('needs-new');
  });
});

describe('keeping and letting go of bytes', () => {
  const pass = (days: number) => vi.setSystemTime(Date.now() + days * DAY);

  /** The officer has decided, and the phone has heard of it. */
  async function decide(photoId: string): Promise<void> {
    const reportId = (await db.photos.get(photoId))?.report_id ?? '';
    server.move(reportId, 'approved', { move: 'approve', at: new Date().toISOString() });
    await runSync('tap');
  }

  it('deletes local bytes a week after the decision, only with the word of the server of that moment', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { photoId } = await sendWithPhoto();
    await runSync('tap');
    pass(3);
    await decide(photoId);
    pass(6);
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeDefined();
    pass(2);
    server.standing = (request, answer) =>
      request.path === '/sync/verify' ? cut(request, answer) : answer();
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeDefined();
    server.standing = null;
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeUndefined();
    expect(await db.photos.get(photoId)).toMatchObject({ kept: false, state: 'stored' });
  });

  it('keeps the bytes of a report that may still be given back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { photoId } = await sendWithPhoto();
    for (let week = 0; week < 3; week++) {
      await runSync('tap');
      pass(7);
    }
    expect(await db.photoBytes.get(photoId)).toBeDefined();
  });

  it('keeps bytes as long as the commune has set', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const enrolment = (await getMeta('enrolment')) as typeof ENROLMENT;
    const keep = { operation_days: 400, report_days: 60, photo_days: 30 };
    await setMeta('enrolment', { ...enrolment, settings: { ...enrolment.settings, keep } });
    const { photoId } = await sendWithPhoto();
    await runSync('tap');
    await decide(photoId);
    pass(29);
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeDefined();
    pass(2);
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeUndefined();
  });

  it('lets go of proven bytes at once when the phone is nearly full, and of no others', async () => {
    const { photoId } = await sendWithPhoto();
    await runSync('tap');
    const draftId = await openNight('2026-11-22');
    const unsent = await addStoredPhoto(draftId, jpegBytes(500));
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 100e6, usage: 60e6 }) } });
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeUndefined();
    expect(await db.photoBytes.get(unsent)).toBeDefined();
  });

  it('sends a picture again that the server has lost, instead of deleting it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { photoId } = await sendWithPhoto();
    await runSync('tap');
    await decide(photoId);
    const slot = server.slots.get(photoId);
    if (slot) slot.stored = false;
    pass(8);
    await runSync('tap');
    expect(server.slots.get(photoId)?.stored).toBe(true);
    expect(await db.photoBytes.get(photoId)).toBeDefined();
  });
});

describe('a night of many pictures', () => {
  it('is checked once, not before every picture', async () => {
    const draftId = await openNight();
    for (let at = 0; at < 4; at++) await addStoredPhoto(draftId, jpegBytes(300, at + 2));
    await commands.sendReport(draftId);
    const looked = vi.spyOn(db.reports, 'bulkGet');
    await runSync('tap');
    expect(await db.photos.where('state').equals('stored').count()).toBe(4);
    expect(looked).toHaveBeenCalledTimes(1);
  });
});
