/** What follows a report that was sent: withdrawing, adding, replacing a picture, settling what was parked. */
import type { Problem } from '../../api/shapes';
import { db } from '../../db/db';
import { getMeta } from '../../db/meta';
import { type OutboxRow, operationOf as operationIn } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { ReportRow } from '../../db/reports';
import { surely } from '../../db/room';
import { type Picked, takePicture } from '../../photos/commands';
import { keep } from '../../photos/keeping';
import type { Id, Operation } from '../body';
import { Refusal } from '../refusal';
import { headOf, manifestOf, outboxRow, readBack } from './operations';

/** Queues an operation about a report that is already known here; inside a transaction of the caller. */
export async function queue(
  report: ReportRow,
  make: (head: ReturnType<typeof headOf>) => Operation,
): Promise<OutboxRow> {
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
  return row;
}

export async function getReport(reportId: Id): Promise<ReportRow> {
  const report = await db.reports.get(reportId);
  if (!report) throw new Refusal('unknown-report');
  return report;
}

/** Takes a report back, while it waits or is returned. */
export async function withdrawReport(reportId: Id): Promise<Id> {
  const report = await getReport(reportId);
  const withdrawal = (head: ReturnType<typeof headOf>): Operation => ({
    ...head,
    kind: 'report.withdraw',
    base_version: report.version,
  });
  return readBack(
    await surely(() => db.transaction('rw', db.outbox, db.meta, () => queue(report, withdrawal))),
  );
}

/**
 * Another picture in place of one that the server could not use. It goes as an addendum, which is possible in every
 * state; the bytes of the old one stay on the phone.
 */
export async function replacePhoto(photoId: Id, file: Picked): Promise<PhotoRow> {
  const old = await db.photos.get(photoId);
  if (!old) throw new Refusal('unknown-report');
  const report = await getReport(old.report_id);
  const { about, incident_id, round_id, checkpoint_id, caption } = old;
  const taken = await takePicture({ about, incident_id, round_id, checkpoint_id, caption }, file);
  const photo: PhotoRow = { ...taken.row, report_id: report.id, state: 'waiting' };
  await keep(photo, taken.bytes, async () => {
    const { op_id } = await queue(report, (head) => ({
      ...head,
      kind: 'report.addendum',
      body: { text: '' },
      photos: [manifestOf(photo)],
    }));
    photo.op_id = op_id;
    await db.photos.add(photo);
    await db.photos.update(photoId, { removed: true });
  });
  return photo;
}

/** There is no other picture: the bad one needs no help any more. Its bytes stay on the phone. */
export const dismissPhoto = (photoId: Id): Promise<unknown> => db.photos.update(photoId, { removed: true });

/**
 * Sends a held or conflicting report as a part of the report that the shift already has: its rounds, incidents,
 * activities and photos. The old operation stays, settled.
 */
export async function sendAsPart(opId: Id): Promise<Id> {
  return readBack(await surely(() => db.transaction('rw', db.outbox, db.photos, () => movedToPart(opId))));
}

async function movedToPart(opId: Id): Promise<OutboxRow> {
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
  return part;
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
