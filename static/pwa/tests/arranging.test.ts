import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { listPhotos } from '../src/db/photos';
import { movePhoto, replaceOwn } from '../src/photos/arranging';
import { Blurring, oneColour, sideOf } from '../src/photos/blurring';
import { pendingOf } from '../src/photos/pending';
import * as commands from '../src/reports/commands';
import { addStoredPhoto, freshPhone, jpegBytes, openNight } from './fake/cast';

let draftId: string;
let photos: string[];

beforeEach(async () => {
  await freshPhone();
  draftId = await openNight();
  photos = [];
  for (const length of [500, 600, 700]) photos.push(await addStoredPhoto(draftId, jpegBytes(length)));
});

const order = async () => (await listPhotos(draftId)).map((photo) => photos.indexOf(photo.photo_id));
const move = async (index: number, step: -1 | 1) =>
  movePhoto(await listPhotos(draftId), photos[index] ?? '', step);
const sent = async (opId: string) => JSON.parse((await db.outbox.get(opId))?.canonical ?? '');
const redrawn = () => ({ bytes: jpegBytes(900, 3).buffer, width: 80, height: 60 });

describe('the order of the pictures', () => {
  it('is that of taking until the team moves one', async () => {
    expect(await order()).toEqual([0, 1, 2]);
    const { body, photos: named } = await sent(await commands.sendReport(draftId));
    expect(body).not.toHaveProperty('photo_order');
    expect(named.map((photo: { photo_id: string }) => photo.photo_id)).toEqual(photos);
  });

  it('goes with the report when it was changed', async () => {
    await move(2, -1);
    await move(2, -1);
    await move(0, 1);
    expect(await order()).toEqual([2, 1, 0]);
    const { body } = await sent(await commands.sendReport(draftId));
    expect(body.photo_order).toEqual([photos[2], photos[1], photos[0]]);
  });

  it('stays at its ends, and moves pictures of one moment too', async () => {
    await db.photos.toCollection().modify({ added_at: 5 });
    await move(0, -1);
    await move(2, 1);
    expect(await order()).toEqual([0, 1, 2]);
    await move(0, 1);
    expect(await order()).toEqual([1, 0, 2]);
  });

  it('goes with words after the fact', async () => {
    const reportId = draftId;
    await commands.sendReport(reportId);
    const addendum = await commands.startAddendum(reportId);
    const two = [
      await addStoredPhoto(addendum, jpegBytes(300)),
      await addStoredPhoto(addendum, jpegBytes(301)),
    ];
    await movePhoto(await listPhotos(addendum), two[1] ?? '', -1);
    expect((await sent(await commands.sendAddendum(addendum))).body.photo_order).toEqual([two[1], two[0]]);
  });
});

describe('a picture drawn anew', () => {
  it('takes the place of the old one, whose bytes are gone', async () => {
    await commands.captionPhoto(photos[1] ?? '', 'Cổng chợ');
    const id = await replaceOwn(photos[1] ?? '', redrawn());

    expect((await listPhotos(draftId)).map((photo) => photo.photo_id)).toEqual([photos[0], id, photos[2]]);
    expect(await db.photos.get(id)).toMatchObject({
      caption: 'Cổng chợ',
      bytes: 900,
      width: 80,
      state: 'draft',
    });
    expect(await db.photos.get(photos[1] ?? '')).toBeUndefined();
    expect((await db.photoBytes.toCollection().primaryKeys()).sort()).toEqual(
      [photos[0], photos[2], id].sort(),
    );
    expect(pendingOf(draftId)).toBe(0);
  });

  it('is the one that the report announces, in its place', async () => {
    const id = await replaceOwn(photos[0] ?? '', redrawn());
    const { body, photos: named } = await sent(await commands.sendReport(draftId));

    expect(named.map((photo: { photo_id: string }) => photo.photo_id)).toEqual([id, photos[1], photos[2]]);
    expect(body.photo_order).toEqual([id, photos[1], photos[2]]);
  });

  it('leaves the old one alone when it could not be read back', async () => {
    vi.spyOn(db.photoBytes, 'get').mockResolvedValueOnce(undefined as never);
    await expect(replaceOwn(photos[0] ?? '', redrawn())).rejects.toMatchObject({ reason: 'not-saved' });

    expect(await order()).toEqual([0, 1, 2]);
    expect(await db.photoBytes.count()).toBe(3);
    expect(pendingOf(draftId)).toBe(0);
  });

  it('comes too late for a picture that was sent, or taken out meanwhile', async () => {
    await commands.removePhoto(photos[2] ?? '');
    await expect(replaceOwn(photos[2] ?? '', redrawn())).rejects.toMatchObject({ reason: 'photo-late' });
    await commands.sendReport(draftId);
    await expect(replaceOwn(photos[0] ?? '', redrawn())).rejects.toMatchObject({ reason: 'photo-late' });

    expect((await db.photoBytes.toCollection().primaryKeys()).sort()).toEqual(photos.slice(0, 2).sort());
  });
});

/** A canvas of 400 × 300 in memory, every pixel of its own colour. */
function canvas(width = 400, height = 300) {
  const data = new Uint8ClampedArray(width * height * 4).map((_, at) =>
    at % 4 === 3 ? 255 : (at * 7) % 251,
  );
  const each = (x: number, y: number, w: number, h: number, work: (at: number, part: number) => void) => {
    for (let row = 0; row < h; row++)
      for (let part = 0; part < w * 4; part++) work(((y + row) * width + x) * 4 + part, row * w * 4 + part);
  };
  return {
    canvas: { width, height },
    data,
    getImageData: (x: number, y: number, w: number, h: number) => {
      const cut = new Uint8ClampedArray(w * h * 4);
      each(x, y, w, h, (at, part) => {
        cut[part] = data[at] ?? 0;
      });
      return { data: cut, width: w, height: h } as ImageData;
    },
    putImageData: (image: ImageData, x: number, y: number) =>
      each(x, y, image.width, image.height, (at, part) => {
        data[at] = image.data[part] ?? 0;
      }),
  };
}

describe('blurring', () => {
  it('leaves nothing of what it goes over but one colour a square', () => {
    const pixels = canvas();
    const before = pixels.data.slice();
    const blurring = new Blurring(pixels);
    blurring.begin();
    blurring.line({ x: 100, y: 100 }, { x: 200, y: 100 });

    const side = sideOf(400, 300);
    const square = pixels.getImageData(
      Math.floor(150 / side) * side,
      Math.floor(100 / side) * side,
      side,
      side,
    ).data;
    expect(new Set(square.filter((_, at) => at % 4 === 0)).size).toBe(1);
    expect(pixels.data.slice(-4)).toEqual(before.slice(-4));
    expect(pixels.data).not.toEqual(before);
  });

  it('takes back the last stroke, and only that', () => {
    const pixels = canvas();
    const blurring = new Blurring(pixels);
    blurring.begin();
    blurring.area(0, 0, 50, 50);
    const one = pixels.data.slice();
    blurring.begin();
    blurring.line({ x: 30, y: 30 }, { x: 300, y: 250 });
    expect(blurring.count).toBe(2);
    blurring.undo();

    expect(pixels.data).toEqual(one);
    expect(blurring.count).toBe(1);
  });

  it('stays within the picture at its edges, and does nothing outside', () => {
    const pixels = canvas(41, 30);
    const before = pixels.data.slice();
    const blurring = new Blurring(pixels);
    blurring.begin();
    blurring.area(500, 500, 10, 10);
    expect(pixels.data).toEqual(before);
    blurring.line({ x: 41, y: 30 }, { x: 60, y: 60 });
    expect(pixels.data.slice(-4)).not.toEqual(before.slice(-4));
    expect(pixels.data).toHaveLength(before.length);
  });

  it('makes the mean of the colours, opaque', () => {
    expect([...oneColour(new Uint8ClampedArray([0, 10, 20, 255, 100, 30, 40, 255]))]).toEqual([
      50, 20, 30, 255, 50, 20, 30, 255,
    ]);
  });
});
