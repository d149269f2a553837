/** What follows a report that was sent: withdrawing, adding, replacing a picture, settling what was parked. */
import type { Problem } from '../../api/shapes';
import { db } from '../../db/db';
import { getMeta } from '../../db/meta';
import { type OutboxRow, operationOf as operationIn } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { ReportRow } from '../../db/reports';
import { takePicture } from '../../photos/commands';
import type { Id, Operation } from '../body';
import { Refusal } from '../refusal';
import { headOf, manifestOf, outboxRow } from './operations';

/** Queues an operation about a report that is already known here. */
async function queue(report: ReportRow, make: (head: ReturnType<typeof headOf>) => Operation): Promise<Id> {
  const enrolment = await getMeta('enrolment');
  if (!enrolment) throw new Refusal('not-enrolled');
  const now = Date.now();
  const sender = {
    commune_id: enrolment.commune.id,
    team_id: report.team_id,
    shift_id: report.shift_id,
    report_id: report.id,
    actor_id: enrolment.holder_id,
  };
  const row = outboxRow(make(headOf(sender, now)), report, now);
  await db.outbox.add(row);
  return row.op_id;
}

async function getReport(reportId: Id): Promise<ReportRow> {
  const report = await db.reports.get(reportId);
  if (!report) throw new Refusal('unknown-report');
  return report;
}

/** Takes a report back, while it waits or is returned. */
export async function withdrawReport(reportId: Id): Promise<Id> {
  const report = await getReport(reportId);
  return queue(report, (head) => ({ ...head, kind: 'report.withdraw', base_version: report.version }));
}

/** Text after the fact, always applicable. `settles` = a parked operation whose matter this carries on. */
export async function sendAddendum(reportId: Id, text: string, settles?: Id): Promise<Id> {
  if (text.trim() === '') throw new Refusal('nothing-to-add');
  const report = await getReport(reportId);
  return db.transaction('rw', db.outbox, db.photos, db.meta, async () => {
    const photos = settles ? await db.photos.where('op_id').equals(settles).filter(isUnsent).toArray() : [];
    const opId = await queue(report, (head) => ({
      ...head,
      kind: 'report.addendum',
      body: { text },
      photos: photos.map(manifestOf),
    }));
    for (const photo of photos) await db.photos.update(photo.photo_id, { op_id: opId });
    if (settles) await db.outbox.update(settles, { settled: true });
    return opId;
  });
}

const isUnsent = (photo: PhotoRow): boolean => !photo.removed && photo.state !== 'stored';

/**
 * Another picture in place of one that the server could not use. It goes as an addendum, which is possible in every
 * state; the bytes of the old one stay on the phone.
 */
export async function replacePhoto(photoId: Id, file: Blob): Promise<PhotoRow> {
  const old = await db.photos.get(photoId);
  if (!old) throw new Refusal('unknown-report');
  const report = await getReport(old.report_id);
  const { about, incident_id, round_id, checkpoint_id, caption } = old;
  const taken = await takePicture({ about, incident_id, round_id, checkpoint_id, caption }, file);
  return db.transaction('rw', [db.outbox, db.photos, db.photoBytes, db.meta], async () => {
    const photo: PhotoRow = { ...taken.row, report_id: report.id, state: 'waiting' };
    const photos = [manifestOf(photo)];
    const opId = await queue(report, (head) => ({
      ...head,
      kind: 'report.addendum',
      body: { text: '' },
      photos,
    }));
    await db.photos.add({ ...photo, op_id: opId });
    await db.photoBytes.add({ photo_id: photo.photo_id, bytes: taken.bytes });
    await db.photos.update(photoId, { removed: true });
    return { ...photo, op_id: opId };
  });
}

/** There is no other picture: the bad one needs no help any more. Its bytes stay on the phone. */
export const dismissPhoto = (photoId: Id): Promise<unknown> => db.photos.update(photoId, { removed: true });

/**
 * Sends a held or conflicting report as a part of the report that the shift already has: its rounds, incidents,
 * activities and photos. The old operation stays, settled.
 */
export function sendAsPart(opId: Id): Promise<Id> {
  return db.transaction('rw', db.outbox, db.photos, async () => {
    const row = await db.outbox.get(opId);
    const old = row && operationIn(row);
    if (!row || !old || (old.kind !== 'report.submit' && old.kind !== 'report.amend')) {
      throw new Refusal('unknown-report');
    }
    const now = Date.now();
    const { rounds, incidents, activities } = old.body;
    const head = headOf({ ...old, report_id: mainReportOf(row.problem) ?? old.report_id }, now);
    const part = outboxRow(
      { ...head, kind: 'report.part', body: { rounds, incidents, activities }, photos: old.photos },
      row,
      now,
    );
    await db.outbox.add(part);
    await db.outbox.update(opId, { settled: true });
    await db.photos.where('op_id').equals(opId).modify({ op_id: part.op_id, report_id: part.report_id });
    return part.op_id;
  });
}

function mainReportOf(problem: Problem | null): Id | null {
  const id = problem?.current?.id ?? problem?.report_id;
  return typeof id === 'string' ? id : null;
}

/** "Gửi lại": lets a parked operation try again under its own id; the server judges it anew. */
export const retryOperation = (opId: Id): Promise<unknown> =>
  db.outbox
    .where('op_id')
    .equals(opId)
    .modify((row: OutboxRow) => {
      if (row.status === 'acknowledged') return;
      row.status = 'queued';
      row.tries = 0;
      row.failing_since = null;
      row.next_try_at = 0;
    });
