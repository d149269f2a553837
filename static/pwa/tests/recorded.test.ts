// What this version of the app pushes, kept for ever: the server's tests play every recording that ever landed.
// After a change of the pushed shapes, or with a new version: `KENG_RECORD=1 npx vitest run tests/recorded.test.ts`.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import type { Category } from '../src/api/shapes';
import { setConsent } from '../src/consents/commands';
import { db } from '../src/db/db';
import { listShifts, type ShiftRow } from '../src/db/roster';
import { setHolder } from '../src/enrolment/commands';
import type { DoingBody, LookBody } from '../src/reports/body';
import * as commands from '../src/reports/commands';
import { answerShift, callOff, planShifts } from '../src/reports/commands/roster';
import { askAboutData } from '../src/rights/asking';
import { answerSwap, askSwap, takeSwapBack } from '../src/swaps/commands';
import { runSync } from '../src/sync/engine';
import { beginDoing, beginLook, changeSketch, sayGood, sendSketch } from '../src/things/commands';
import { CAMERA, GONG, SITE, tellBook } from './fake/book';
import {
  addStoredPhoto,
  addWords,
  BINH,
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
const REPORTS = [
  '1-quiet-night',
  '2-full-night',
  '3-mended',
  '4-part-from-another-phone',
  '5-addendum',
  '6-withdrawn',
];
const BESIDE_REPORTS = [
  '7-alert-1-raised',
  '7-alert-2-called-off',
  '8-consent-1-given',
  '8-consent-2-withdrawn',
  '9-roster-1-planned',
  '9-roster-2-planned-for-another',
  '9-roster-3-answered',
  '9-swap-1-asked',
  '9-swap-2-agreed',
  '9-swap-3-asked-again',
  '9-swap-4-taken-back',
  '9-swap-5-called-off',
  '9-data-asked',
];

const OF_THE_BOOK = ['9-things-1-good', '9-things-2-broken', '9-things-3-drill'];

const ROBBERY: Category = {
  ...LOUD,
  code: 'B05',
  vi: 'Cướp giật',
  group: 'B',
  severity: 4,
  call_first: true,
};

let server: FakeServer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T15:02:00Z') });
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(() => {
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

/** Each push holds one operation, and is kept under its name; what landed once is never written again. */
function record(story: readonly string[], recordings: readonly string[]): void {
  expect(recordings.map((text) => JSON.parse(text).ops.length)).toEqual(story.map(() => 1));
  const files = story.map((name) => new URL(`${name}.json`, FOLDER));
  if (process.env.KENG_RECORD) {
    mkdirSync(FOLDER, { recursive: true });
    for (const [place, file] of files.entries())
      if (!existsSync(file)) writeFileSync(file, `${recordings[place]}\n`);
  }
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
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

  record(REPORTS, recordings);
});

/** A shift that is planned, as the roster of this phone has it now. */
async function planned(night: string, member: string): Promise<ShiftRow> {
  const [starts_at, ends_at] = [`${night}T22:00:00+07:00`, `${night}T23:30:00+07:00`];
  await planShifts([{ night, preset: 'night', starts_at, ends_at, route_id: null, member_ids: [member] }]);
  return rosterOf(night);
}

/** Pushes, and lets the roster come back as the server has it then. */
async function told(): Promise<string> {
  const rows = await listShifts('');
  const text = await pushed();
  await db.shifts.bulkPut(rows.map((row) => ({ ...row, rev: 1, version: 1, generation: 0 })));
  return text;
}

async function rosterOf(night: string): Promise<ShiftRow> {
  const found = (await listShifts(night)).find((shift) => shift.night === night);
  if (!found) throw new Error(`nothing is planned for ${night}`);
  return found;
}

it('pushes what is told beside reports, and the recording is kept', async () => {
  const recordings: string[] = [];
  const shift = await openNight('2026-11-20');
  const alert = await commands.addIncident(shift, ROBBERY, { place: 'Cổng chợ' });
  recordings.push(await pushed());
  later(2);
  await commands.removeIncident(shift, alert);
  recordings.push(await pushed());
  for (const given of [true, false]) {
    later(1);
    await setConsent(given);
    recordings.push(await pushed());
  }
  const own = await planned('2026-11-25', BINH);
  recordings.push(await told());
  const other = await planned('2026-11-27', HOA);
  recordings.push(await told());
  await answerShift(own, 'joining');
  recordings.push(await told());
  const swap = await askSwap(own, HOA, other);
  later(1);
  recordings.push(await told());
  await setHolder(HOA);
  await answerSwap(await rosterOf('2026-11-25'), swap, 'agreed');
  later(1);
  recordings.push(await told());
  const again = await askSwap(await rosterOf('2026-11-25'), BINH, null);
  later(1);
  recordings.push(await told());
  await takeSwapBack(await rosterOf('2026-11-25'), again);
  later(1);
  recordings.push(await told());
  await setHolder(BINH);
  // The swap was its second version.
  await db.shifts.update(other.id, { version: 2 });
  await callOff(await rosterOf('2026-11-27'), 'Mưa to');
  recordings.push(await told());
  later(1);
  await askAboutData('correct', 'Tên tôi ghi thiếu dấu');
  recordings.push(await pushed());
  record(BESIDE_REPORTS, recordings);
});

it('pushes looks at things and activities, and the recording is kept', async () => {
  const recordings: string[] = [];
  await tellBook(server);
  await sayGood({ id: GONG }, 'Kẻng K1, Nhà văn hóa');
  recordings.push(await pushed());
  later(1);
  const look = await beginLook(CAMERA);
  await changeSketch<LookBody>(look, () => ({
    state: 'no-signal',
    defects: ['turned'],
    note: 'Cần thay mới',
  }));
  await commands.addPhoto(look, { about: 'damage' }, new Blob([jpegBytes(5000)]));
  await sendSketch(look, { name: 'Camera C01, Cổng chợ', code: 'no-signal' });
  recordings.push(await pushed());
  later(20);
  const drill = await beginDoing('gong', SITE, GONG);
  await changeSketch<DoingBody>(drill, () => ({
    people: 32,
    minutes: 20,
    values: { reality: 'drill', gathered: 6 },
    words: 'Bà con tập trung nhanh',
  }));
  await commands.addPhoto(drill, { about: 'activity' }, new Blob([jpegBytes(6000, 9)]));
  await sendSketch(drill, { name: 'Kẻng thôn Chợ', code: 'gong' });
  recordings.push(await pushed());
  record(OF_THE_BOOK, recordings);
});
