// What this version of the app pushes, kept for ever: the server's tests play every recording that ever landed.
// After a change of the pushed shapes, or with a new version: `KENG_RECORD=1 npx vitest run tests/recorded.test.ts`.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { db } from '../src/db/db';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import {
  addStoredPhoto,
  addWords,
  freshPhone,
  HOA,
  jpegBytes,
  LOUD,
  openNight,
  POINTS,
  sendQuietNight,
} from './fake/cast';
import { FakeServer } from './fake/server';

const FOLDER = new URL(`../../../tests/recorded/${packageJson.version}/`, import.meta.url);
const STORY = [
  '1-quiet-night',
  '2-full-night',
  '3-mended',
  '4-part-from-another-phone',
  '5-addendum',
  '6-withdrawn',
];

let server: FakeServer;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T15:02:00Z') });
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

/** Everything that the app pushes now, as the bytes that went out. */
async function pushed(): Promise<string> {
  const before = server.requests.length;
  await runSync('tap');
  const push = server.requests.slice(before).find((request) => request.path === '/sync/push');
  return push?.body.toString() ?? '';
}

async function fullNight(): Promise<string> {
  const id = await openNight('2026-11-21');
  for (const point of POINTS) {
    later(9);
    await commands.tapCheckpoint(id, 1, point.id);
  }
  await commands.skipCheckpoint(id, 2, POINTS[0]?.id ?? '', 'Đường ngập');
  later(20);
  const incidentId = await commands.addIncident(id, LOUD, { place: 'Cổng chợ', people: 5 });
  await commands.updateIncident(id, incidentId, {
    what: 'Quán mở loa to, đã nhắc, chủ quán tắt ngay',
    actions: ['reminded'],
    details: { minutes: 20 },
    police_only: { plate: '49-X1 000.00' },
  });
  await commands.addInformed(id, incidentId, 'duty');
  await commands.addActivity(id, 'G02', { households: 5 });
  await commands.addContact(id, 'Báo trực ban');
  await addStoredPhoto(id, jpegBytes(5000));
  await commands.addPhoto(id, { about: 'scene', incident_id: incidentId }, new Blob([jpegBytes(6000, 9)]));
  later(60);
  await commands.saveDraft(id, {
    handover: { text: 'Bàn giao đủ đèn, còi', kit_ok: true },
    remark: 'Đèn số 7 chưa sửa',
    reminders: 5,
    helped: 1,
    weather: 'dry',
    open_matters: [{ matter_id: '0199aa00-0000-7000-8000-0000000000f1', text: 'Đèn số 7', settled: false }],
    absent: [{ member_id: HOA, reason: 'excused', substitute_id: null }],
    guests: [{ force: 'police', count: 2 }],
  });
  await commands.updateIncident(id, incidentId, { result: 'settled' });
  await commands.sendReport(id);
  return id;
}

it('pushes every kind of operation, and the recording of this version is kept', async () => {
  const recordings: string[] = [];
  const quiet = await sendQuietNight('2026-11-20');
  recordings.push(await pushed());
  later(30);
  const full = await fullNight();
  recordings.push(await pushed());
  const sent = await db.reports.get(full);
  await db.reports.update(full, { state: 'returned', version: 1, rev: 2, body: sent?.sent_body ?? null });
  Object.assign(server.reports.get(full) ?? {}, { state: 'returned', version: 1, rev: 2 });
  const mend = await commands.startMend(full);
  await commands.saveDraft(mend, { correction_note: 'Đã bổ sung kết quả' });
  await commands.sendReport(mend);
  recordings.push(await pushed());
  await db.reports.clear();
  later(5);
  const second = await sendQuietNight('2026-11-20');
  await db.outbox.update(second.opId, {
    status: 'held',
    problem: { type: '/problems/shift-exists', title: '', status: 409, report_id: quiet.reportId },
  });
  await commands.sendAsPart(second.opId);
  recordings.push(await pushed());
  const known = { ...sent, id: quiet.reportId, state: 'submitted' } as never;
  await db.reports.put(known);
  await addWords(quiet.reportId, 'Đèn số 7 đã có người sửa');
  recordings.push(await pushed());
  await commands.withdrawReport(quiet.reportId);
  recordings.push(await pushed());

  expect(recordings.map((text) => JSON.parse(text).ops.length)).toEqual(STORY.map(() => 1));
  if (process.env.KENG_RECORD) {
    mkdirSync(FOLDER, { recursive: true });
    for (const [place, name] of STORY.entries())
      writeFileSync(new URL(`${name}.json`, FOLDER), `${recordings[place]}\n`);
  }
  expect(existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []).toEqual(STORY.map((name) => `${name}.json`));
});
