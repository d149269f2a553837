import { db } from '../../db/db';
import { type Draft, getDraft } from '../../db/drafts';
import { getMeta } from '../../db/meta';
import type { OutboxRow } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { ReportRow } from '../../db/reports';
import { surely } from '../../db/room';
import { noneOf } from '../../photos/pending';
import type { Id, PhotoManifest, ReportBody } from '../body';
import { missingIn } from '../missing';
import { Refusal } from '../refusal';
import { countsOf, isQuiet } from '../view';
import { changeBody } from './drafting';
import { manifestOf, operationOf, outboxRow, readBack } from './operations';
import { closeShift } from './shift';

const LATER_MS = 30 * 60_000;

/**
 * Sends a draft: its operation, its report and the draft's end in one durable transaction, read back before this
 * returns. `quiet` = the person has read "Ca bình thường, không có vụ việc". `later` leaves it in the queue for
 * half an hour or until "Gửi ngay". Pictures that are being kept go before it. Gives the operation's id.
 */
export async function sendReport(
  draftId: Id,
  options: { quiet?: boolean; later?: boolean } = {},
): Promise<Id> {
  await noneOf(draftId);
  const tables = [db.drafts, db.outbox, db.photos, db.photoBytes, db.reports, db.meta];
  const row = await surely(() =>
    db.transaction('rw', tables, async () => {
      const before = await db.outbox.where('report_id').equals(draftId).last();
      if (!(await db.drafts.get(draftId)) && before) return before;
      const draft =
        (await getDraft(draftId)).kind === 'report' ? await closeShift(draftId) : await getDraft(draftId);
      const body = { ...draft.body, quiet: options.quiet ?? draft.body.quiet };
      return moveToOutbox({ ...draft, body, actor_id: await senderOf(draft) }, options);
    }),
  );
  return readBack(row);
}

/** Who holds the phone now sends; after a change of the team, who wrote it. */
async function senderOf(draft: Draft): Promise<Id> {
  const enrolment = await getMeta('enrolment');
  return enrolment?.team.id === draft.team_id ? enrolment.holder_id : draft.actor_id;
}

async function moveToOutbox(draft: Draft, options: { later?: boolean }): Promise<OutboxRow> {
  checkSendable(draft, draft.body);
  const now = Date.now();
  const known = await db.reports.get(draft.report_id);
  const photos = await db.photos.where('report_id').equals(draft.draft_id).toArray();
  const named = photos.filter((photo) => isNamed(photo, draft.body));
  const manifests = [...named.map(manifestOf), ...(draft.kind === 'mend' ? elsewhere(known, photos) : [])];
  const made = outboxRow(operationOf(draft, manifests, now), draft.body, now);
  const row = { ...made, next_try_at: options.later ? now + LATER_MS : 0 };
  await db.outbox.add(row);
  await announce(named, draft.report_id, row.op_id);
  await takeOut(photos.filter((photo) => !named.includes(photo)));
  await db.reports.put(sentReport(known, draft, draft.body, manifests.length));
  await db.drafts.delete(draft.draft_id);
  return row;
}

/** A picture goes with its report unless it, or the incident it shows, was taken out. */
const isNamed = (photo: PhotoRow, body: ReportBody): boolean =>
  !photo.removed &&
  (!photo.incident_id || body.incidents.some((incident) => incident.incident_id === photo.incident_id));

/** Pictures of this report that another phone of the team sent: a mend names them too, or they would be left behind. */
function elsewhere(report: ReportRow | undefined, here: PhotoRow[]): PhotoManifest[] {
  const mine = new Set(here.map((photo) => photo.photo_id));
  return (report?.photos ?? []).flatMap((photo) => {
    const { state: _state, problem: _problem, source_id, ...manifest } = photo;
    const whole = manifest.sha256 !== undefined && source_id === report?.id;
    return whole && !mine.has(photo.photo_id) ? [manifest as PhotoManifest] : [];
  });
}

/** What was never announced goes with the draft; what the server knows of stays with the older version. */
async function takeOut(photos: PhotoRow[]): Promise<void> {
  const fresh = photos.filter((photo) => photo.state === 'draft').map((photo) => photo.photo_id);
  await db.photoBytes.bulkDelete(fresh);
  await db.photos.bulkDelete(fresh);
  for (const photo of photos)
    if (photo.state !== 'draft') await db.photos.update(photo.photo_id, { removed: true });
}

function checkSendable(draft: Draft, body: ReportBody): void {
  if (body.quiet && !isQuiet(body)) throw new Refusal('quiet-with-incidents');
  const missing = missingIn(body).filter((pointer) => draft.kind !== 'part' || pointer !== '/present');
  if (missing.includes('/present')) throw new Refusal('nobody-present');
  if (missing.length > 0) throw new Refusal('unfinished', { missing });
}

/** Pictures wait behind the text; a stored one is not sent again. */
async function announce(photos: PhotoRow[], reportId: Id, opId: Id): Promise<void> {
  for (const photo of photos) {
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
  const present = body.present.map((row) => row.member_id);
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
    summary: { rounds, passes, incidents, activities, photos, people, severity, present, marks: [] },
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
  return surely(() =>
    db.transaction('rw', db.drafts, db.reports, db.shifts, db.routes, async () => {
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
    }),
  );
}

/** Sends a mended body in one go, for callers that hold it already. */
export async function amendReport(reportId: Id, body: ReportBody): Promise<Id> {
  const draftId = await startMend(reportId);
  await changeBody(draftId, () => body);
  return sendReport(draftId);
}
