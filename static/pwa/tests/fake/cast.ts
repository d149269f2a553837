// The fixed cast: Bình leads the shift, Hoa walks with him.
import type { Category } from '../../src/api/shapes';
import { db } from '../../src/db/db';
import { type Enrolment, setMeta } from '../../src/db/meta';
import { uuid7 } from '../../src/lib/uuid';
import * as commands from '../../src/reports/commands';
import type { ShiftChoice } from '../../src/reports/shifts';

export const TEAM = '0199aa00-0000-7000-8000-000000000001';
export const BINH = '0199aa00-0000-7000-8000-0000000000b1';
export const HOA = '0199aa00-0000-7000-8000-0000000000b2';
export const ROUTE = '0199aa00-0000-7000-8000-0000000000c0';
export const POINTS = ['Nhà văn hóa', 'Cổng chợ', 'Cầu'].map((name, at) => ({
  id: `0199aa00-0000-7000-8000-0000000000d${at}`,
  name,
  position: at + 1,
  lat: null,
  lon: null,
}));

const settings = {
  demo: true,
  pronoun: 'bác',
  duty_phone: '0900000113',
  emergency: [],
  photo: {
    max_bytes: 8 * 1024 * 1024,
    max_pixels: 50_000_000,
    max_pixels_progressive: 24_000_000,
    per_report: 4,
    per_incident: 2,
    kinds: ['image/jpeg'],
    long_edge: 1600,
  },
  timezone: 'Asia/Ho_Chi_Minh',
  allowance_cap_nights: 10,
};

export const ENROLMENT: Enrolment = {
  device_id: '0199aa00-0000-7000-8000-0000000000e1',
  rescue_key: 'x',
  team: { id: TEAM, name: 'Tổ Chợ', kind: 'statutory', village: { id: 'v1', name: 'Thôn Chợ' } },
  members: [
    { id: BINH, name: 'Nguyễn Văn Bình', role: 'leader' },
    { id: HOA, name: 'Trần Thị Hoa', role: 'member' },
  ],
  commune: { id: '99001', name: 'An Hòa Khê', province: 'Cao Lâm' },
  settings,
  holder_id: BINH,
  enrolled_at: 0,
};

export const LOUD: Category = {
  code: 'A02',
  vi: 'Loa to sau 22 giờ',
  en: 'Late loud music',
  group: 'A',
  kind: 'incident',
  short_vi: 'Loa to',
  icon: 'volume-2',
  severity: 1,
  call_first: false,
  task_group: 12,
  police_only: false,
  no_photo: false,
  about: 'scene',
  asks: [],
  actions: [],
  informs: [],
  note: null,
  fields: [],
  phrases: [],
};

/** An empty, enrolled phone. */
export async function freshPhone(): Promise<void> {
  await db.delete();
  await db.open();
  await setMeta('install_id', uuid7());
  await setMeta('enrolment', ENROLMENT);
  await db.routes.put({
    id: ROUTE,
    rev: 1,
    name: 'Vòng chợ',
    length_m: 3000,
    team_id: TEAM,
    checkpoints: POINTS,
    generation: 0,
  });
}

export const choice = (night = '2026-11-21', preset = 'night'): ShiftChoice => ({
  id: null,
  night,
  preset,
  starts_at: `${night}T22:00:00+07:00`,
  ends_at: '2026-11-22T04:00:00+07:00',
  route_id: ROUTE,
  member_ids: [BINH, HOA],
});

/** Opens a shift with both members. */
export const openNight = (night?: string): Promise<string> =>
  commands.openShift({
    shift: choice(night),
    lead_id: BINH,
    present: [BINH, HOA],
    kit: [{ item: 'torch', ok: true }],
  });

/** A whole quiet night, sent. Gives the ids. */
export async function sendQuietNight(night?: string): Promise<{ reportId: string; opId: string }> {
  const reportId = await openNight(night);
  for (const round of [1, 2, 3]) await commands.confirmRound(reportId, round);
  const opId = await commands.sendReport(reportId, { quiet: true });
  return { reportId, opId };
}

/** Words after the fact, sent; `settles` = a parked operation that they carry on. */
export async function addWords(
  reportId: string,
  text: string,
  settles: string | null = null,
): Promise<string> {
  const addendumId = await commands.startAddendum(reportId, settles);
  await commands.writeAddendum(addendumId, text);
  return commands.sendAddendum(addendumId);
}

/** A picture that is stored as it came, without a canvas. */
export async function addStoredPhoto(draftId: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { photo_id } = await commands.addPhoto(draftId, { about: 'checkpoint' }, new Blob([bytes]));
  return photo_id;
}

/** Bytes that look like a JPEG of that size and cannot be decoded here: kept as they are. */
export function jpegBytes(length: number, seed = 7): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * seed + (at >> 8)) % 251;
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 4, 0, 3, 0]);
  return bytes;
}
