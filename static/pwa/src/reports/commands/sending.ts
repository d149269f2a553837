import type { Problem } from '../../api/shapes';
import { db } from '../../db/db';
import { type Draft, getDraft } from '../../db/drafts';
import { getMeta } from '../../db/meta';
import { type OutboxRow, operationOf as operationIn } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { ReportRow } from '../../db/reports';
import type { Id, Operation, ReportBody } from '../body';
import { missingIn } from '../missing';
import { Refusal } from '../refusal';
import { countsOf, isQuiet } from '../view';
import { headOf, manifestOf, operationOf, outboxRow } from './operations';
import { closeShift } from './shift';

const LATER_MS = 30 * 60_000;

/**
 * Sends a draft: its operation, its report and the draft's end in one durable transaction, read back before this
 * returns. `quiet` = the person has read "Ca bình thường, không có vụ việc". `later` leaves it in the queue for
 * half an hour or until "Gửi ngay". Gives the operation's id.
 */
export async function sendReport(
  draftId: Id,
  options: { quiet?: boolean; later?: boolean } = {},
): Promise<Id> {
  const opId = await db.transaction(
    'rw',
    [db.drafts, db.outbox, db.photos, db.photoBytes, db.reports],
    async () => {
      const before = await db.outbox.where('report_id').equals(draftId).last();
      if (!(await db.drafts.get(draftId)) && before) return before.op_id;
      const draft =
        (await getDraft(draftId)).kind === 'report' ? await closeShift(draftId) : await getDraft(draftId);
      return moveToOutbox(
        { ...draft, body: { ...draft.body, quiet: options.quiet ?? draft.body.quiet } },
        options,
      );
    },
  );
  // Some phones commit and lose it all the same: "Chờ gửi" is shown only for what can be read back.
  if (!(await db.outbox.get(opId))) throw new Refusal('not-saved');
  return opId;
}

async function moveToOutbox(draft: Draft, options: { later?: boolean }): Promise<Id> {
  checkSendable(draft, draft.body);
  const now = Date.now();
  const photos = await db.photos.where('report_id').equals(draft.draft_id).toArray();
  const named = photos.filter((photo) => !photo.removed);
  const row = outboxRow(operationOf(draft, named.map(manifestOf), now), draft.body, now);
  await db.outbox.add({ ...row, next_try_at: options.later ? now + LATER_MS : 0 });
  await announce(photos, draft.report_id, row.op_id);
  await db.reports.put(sentReport(await db.reports.get(draft.report_id), draft, draft.body, named.length));
  await db.drafts.delete(draft.draft_id);
  return row.op_id;
}

function checkSendable(draft: Draft, body: ReportBody): void {
  if (body.quiet && !isQuiet(body)) throw new Refusal('quiet-with-incidents');
  const missing = missingIn(body).filter((pointer) => draft.kind !== 'part' || pointer !== '/present');
  if (missing.includes('/present')) throw new Refusal('nobody-present');
  if (missing.length > 0) throw new Refusal('unfinished', { missing });
}

/** Pictures taken out are gone with the draft; the others wait behind the text. A stored one is not sent again. */
async function announce(photos: PhotoRow[], reportId: Id, opId: Id): Promise<void> {
  const gone = photos.filter((photo) => photo.removed).map((photo) => photo.photo_id);
  await db.photoBytes.bulkDelete(gone);
  await db.photos.bulkDelete(gone);
  for (const photo of photos) {
    if (photo.removed) continue;
    // A picture that an earlier operation has announced already need not wait for this one.
    const announced = photo.op_id ? await db.outbox.get(photo.op_id) : undefined;
    await db.photos.update(photo.photo_id, {
      report_id: reportId,
      op_id: announced?.status === 'acknowledged' ? announced.op_id : opId,
      state: photo.state === 'draft' ? 'waiting' : photo.state,
    });
  }
}

function sentReport(known: ReportRow | undefined, draft: Draft, body: ReportBody, photos: number): ReportRow {
  if (known && draft.kind === 'part') return known;
  const { rounds, passes, incidents, activities, people, severity } = countsOf(body);
  const blank: ReportRow = {
    id: draft.report_id,
    version: 0,
    rev: -1,
    team_id: draft.team_id,
    shift_id: draft.shift_id,
    night: body.night,
    preset: body.preset,
    state: null,
    quiet: body.quiet,
    complete: false,
    started_at: body.started_at,
    ended_at: body.ended_at,
    received_at: null,
    receipt: null,
    photos: [],
    review: null,
    summary: { rounds, passes, incidents, activities, photos, people, severity, marks: [] },
    body: null,
    sent_body: null,
    epoch: null,
    generation: -1,
  };
  return { ...blank, ...known, sent_body: body };
}

/** Begins to mend a returned report and gives the draft's id; begun before, it goes on. */
export async function startMend(reportId: Id): Promise<Id> {
  const enrolment = await getMeta('enrolment');
  if (!enrolment) throw new Refusal('not-enrolled');
  return db.transaction('rw', db.drafts, db.reports, db.shifts, db.routes, async () => {
    const report = await db.reports.get(reportId);
    const before = await db.drafts.get(reportId);
    if (before) return before.draft_id;
    if (!report) throw new Refusal('unknown-report');
    const body = report.body ?? report.sent_body;
    if (report.state !== 'returned' || !body) throw new Refusal('not-returned');
    const now = Date.now();
    const shift = await db.shifts.get(report.shift_id);
    const routeId = shift?.route_id ?? body.rounds[0]?.route_id;
    const route = routeId ? await db.routes.get(routeId) : undefined;
    await db.drafts.add({
      draft_id: reportId,
      report_id: reportId,
      kind: 'mend',
      base_version: report.version,
      commune_id: enrolment.commune.id,
      team_id: report.team_id,
      shift_id: report.shift_id,
      actor_id: enrolment.holder_id,
      starts_at: shift?.starts_at ?? report.started_at,
      ends_at: shift?.ends_at ?? report.ended_at ?? report.started_at,
      route: route ? { id: route.id, name: route.name, checkpoints: route.checkpoints } : null,
      body,
      closed: true,
      removed: { incidents: [], activities: [] },
      last_checkpoint_id: null,
      answered_none: [],
      created_at: now,
      updated_at: now,
    });
    return reportId;
  });
}

/** Sends a mended body in one go, for callers that hold it already. */
export async function amendReport(reportId: Id, body: ReportBody): Promise<Id> {
  const draftId = await startMend(reportId);
  await db.drafts.update(draftId, { body, updated_at: Date.now() });
  return sendReport(draftId);
}

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
  return db.transaction('rw', db.outbox, db.meta, async () => {
    const opId = await queue(report, (head) => ({
      ...head,
      kind: 'report.addendum',
      body: { text },
      photos: [],
    }));
    if (settles) await db.outbox.update(settles, { settled: true });
    return opId;
  });
}

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
