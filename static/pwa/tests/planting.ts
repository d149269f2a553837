/**
 * A queue of many nights, written by the app's own commands: what lies in a phone that was long without a line. Built and
 * run inside a page by `tests/browser/planting.py`.
 */
import type { Preset } from '../src/api/shapes';
import { categoryOf, findCatalogue } from '../src/db/catalogue';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import { nightAfter, nightOf } from '../src/lib/time';
import { addIncident, addPhoto, openShift, sendReport } from '../src/reports/commands';
import { choiceOfPreset, type ShiftChoice } from '../src/reports/shifts';

declare global {
  // How far the page's clock is ahead of the machine's, ms (tests/browser/phone.py).
  var kengAhead: number;
}

const HALF_AN_HOUR = 30 * 60_000;
const WITH_PHOTOS = 'B03';

/** Moves this page's clock; nothing else of the page looks at it meanwhile. */
function setClock(ms: number): void {
  globalThis.kengAhead += ms - Date.now();
}

/** Shifts of the nights before tonight but for the newest `later`, one of each of the presets, the oldest first. */
function shiftsBefore(presets: Preset[], count: number, later: number): ShiftChoice[] {
  const tonight = nightOf(Date.now());
  const nights = Math.ceil((count + later) / presets.length);
  const all = Array.from({ length: nights }, (_, at) => nightAfter(tonight, at - nights)).flatMap((night) =>
    presets.map((preset) => choiceOfPreset(preset, night)),
  );
  return all
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
    .slice(-count - later)
    .slice(0, count);
}

const blobOf = (base64: string): Blob =>
  new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/jpeg' });

/**
 * Writes and sends off `reports` nights, each with an incident and `photos` of the pictures (base64) in turn. The newest
 * `later` shifts are left for another time; a night has as many as the commune has presets, at most `aNight`.
 */
export async function plant(
  reports: number,
  photos: number,
  pictures: string[],
  later: number,
  aNight: number,
): Promise<void> {
  const catalogue = await findCatalogue();
  const enrolment = await getMeta('enrolment');
  const category = catalogue && categoryOf(catalogue, WITH_PHOTOS);
  if (!enrolment || !category) throw new Error('no team or no catalogue yet');
  const files = pictures.map(blobOf);
  let taken = 0;
  const now = Date.now();
  for (const shift of shiftsBefore(catalogue.presets.slice(0, aNight), reports, later)) {
    setClock(Date.parse(shift.starts_at) + HALF_AN_HOUR);
    const draftId = await openShift({ shift, lead_id: enrolment.holder_id, present: [enrolment.holder_id] });
    const incident_id = await addIncident(draftId, category, { place: 'Cổng chợ', result: 'settled' });
    for (let number = 0; number < photos; number++) {
      const file = files[taken++ % files.length];
      if (file) await addPhoto(draftId, { about: 'scene', incident_id }, file);
    }
    setClock(Date.parse(shift.starts_at) + 2 * HALF_AN_HOUR);
    await sendReport(draftId);
  }
  setClock(now);
}

/** Everything that waits has arrived, been proven and approved, as the server's answers and its news would have left it. */
export async function arrive(): Promise<void> {
  const epoch = (await getMeta('epoch')) ?? null;
  await db.outbox.toCollection().modify((row) => {
    const arrived = row.made_at + HALF_AN_HOUR;
    const receipt = row.op_id.slice(-6).toUpperCase();
    Object.assign(row, { status: 'acknowledged', epoch, receipt, version: 1, rev: 1 });
    Object.assign(row, { acknowledged_at: arrived, received_at: arrived, proven_at: arrived });
  });
  await db.reports.toCollection().modify((row) => {
    row.state = 'approved';
    row.received_at = row.ended_at;
    row.epoch = epoch;
  });
}
