import { db } from '../../db/db';
import { type Draft, findDraft, type RouteCopy } from '../../db/drafts';
import { getMeta } from '../../db/meta';
import { listMatters } from '../../db/news';
import { findReportOfShift } from '../../db/reports';
import { findRoute } from '../../db/roster';
import { momentOf } from '../../lib/time';
import { uuid7 } from '../../lib/uuid';
import type {
  Absent,
  Guest,
  Handover,
  Id,
  KitItem,
  Moment,
  OpenMatter,
  PassState,
  ReportBody,
} from '../body';
import { Refusal } from '../refusal';
import * as rounds from '../rounds';
import { type ShiftChoice, shiftIdOf } from '../shifts';
import { changeBody, changeDraft } from './drafting';

export type OpenShift = {
  shift: ShiftChoice;
  lead_id: Id;
  present: Id[];
  absent?: Absent[];
  guests?: Guest[];
  kit?: KitItem[];
  weather?: string | null;
};

/**
 * Opens a shift and gives its draft id. Opened twice, it is the same draft; when the shift already has a report from
 * another phone, the draft becomes a part of that report.
 */
export async function openShift(open: OpenShift): Promise<Id> {
  const enrolment = await getMeta('enrolment');
  if (!enrolment) throw new Refusal('not-enrolled');
  const shiftId = await shiftIdOf(enrolment.team.id, open.shift);
  const route = await copyRoute(open.shift.route_id);
  const matters = await listMatters();
  return db.transaction('rw', db.drafts, db.reports, async () => {
    const before = await db.drafts
      .where('shift_id')
      .equals(shiftId)
      .filter((draft) => draft.kind !== 'mend')
      .first();
    if (before) return before.draft_id;
    const main = await findReportOfShift(shiftId);
    const now = Date.now();
    const draftId = uuid7(now);
    const draft: Draft = {
      draft_id: draftId,
      report_id: main?.id ?? draftId,
      kind: main ? 'part' : 'report',
      base_version: null,
      commune_id: enrolment.commune.id,
      team_id: enrolment.team.id,
      shift_id: shiftId,
      actor_id: enrolment.holder_id,
      starts_at: open.shift.starts_at,
      ends_at: open.shift.ends_at,
      route,
      body: newBody(
        open,
        momentOf(now),
        matters.map(({ id, text }) => ({ matter_id: id, text, settled: false })),
      ),
      closed: false,
      removed: { incidents: [], activities: [] },
      last_checkpoint_id: null,
      answered_none: [],
      created_at: now,
      updated_at: now,
    };
    await db.drafts.add(draft);
    return draftId;
  });
}

async function copyRoute(routeId: Id | null): Promise<RouteCopy | null> {
  const route = routeId ? await findRoute(routeId) : undefined;
  return route ? { id: route.id, name: route.name, checkpoints: route.checkpoints } : null;
}

function newBody(open: OpenShift, now: Moment, matters: OpenMatter[]): ReportBody {
  return {
    night: open.shift.night,
    preset: open.shift.preset,
    source: 'phone',
    started_at: now,
    ended_at: null,
    lead_id: open.lead_id,
    present: open.present.map((member_id) => ({ member_id, from: now, to: null })),
    absent: open.absent ?? [],
    guests: open.guests ?? [],
    kit: open.kit ?? [],
    weather: open.weather ?? null,
    rounds: [],
    incidents: [],
    activities: [],
    open_matters: matters,
    reminders: 0,
    helped: 0,
    contacts: [],
    handover: { text: '', kit_ok: true },
    remark: '',
    proposal: '',
    quiet: false,
    correction_note: null,
  };
}

/** Saves other fields of the form at once: weather, remark, reminders, contacts, guests, open matters … */
export const saveDraft = (draftId: Id, fields: Partial<ReportBody>): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, ...fields }));

/** Who is there and who is not; members who were there before keep their time, new ones begin now. */
export function setPresence(draftId: Id, present: Id[], absent: Absent[]): Promise<Draft> {
  return changeBody(draftId, (body, draft) => {
    const known = new Map(body.present.map((row) => [row.member_id, row]));
    const late = draft.body.rounds.length > 0;
    const from = late ? momentOf(Date.now()) : body.started_at;
    const to = body.ended_at;
    return { ...body, present: present.map((id) => known.get(id) ?? { member_id: id, from, to }), absent };
  });
}

function planOf(draft: Draft): rounds.RoundPlan {
  const { rounds: walked, started_at } = draft.body;
  return {
    checkpoints: draft.route?.checkpoints ?? [],
    route_id: draft.route?.id ?? null,
    mode: walked[walked.length - 1]?.mode ?? 'motorbike',
    newId: uuid7,
    shift_started_at: started_at,
  };
}

export type TapOptions = { state?: PassState; note?: string; how?: 'tap' | 'scan' };

/**
 * A tap on a checkpoint of round `number` (`ShiftView.round`): writes the time now. A tap meant for a round that has
 * ended meanwhile does nothing, so a double tap is one tap.
 */
export function tapCheckpoint(
  draftId: Id,
  number: number,
  checkpointId: Id,
  options: TapOptions = {},
): Promise<Draft> {
  const at = momentOf(Date.now());
  const tap = {
    checkpoint_id: checkpointId,
    at,
    state: options.state ?? 'normal',
    how: options.how ?? 'tap',
    note: options.note ?? '',
  } as const;
  return changeDraft(draftId, (draft) => ({
    ...draft,
    body: { ...draft.body, rounds: rounds.tapped(draft.body.rounds, number, tap, planOf(draft)) },
    last_checkpoint_id: checkpointId,
  }));
}

/** A point that could not be seen; `note` says why. */
export const skipCheckpoint = (draftId: Id, number: number, checkpointId: Id, note: string): Promise<Draft> =>
  tapCheckpoint(draftId, number, checkpointId, { state: 'skipped', note });

/** Changes state or note of a pass, in any round; its time stays. */
export const remarkPass = (
  draftId: Id,
  roundId: Id,
  checkpointId: Id,
  change: { state?: PassState; note?: string },
): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    rounds: rounds.remarked(body.rounds, roundId, checkpointId, change),
  }));

/** "Đủ cả vòng" for round `number`. */
export function confirmRound(draftId: Id, number: number): Promise<Draft> {
  const at = momentOf(Date.now());
  return changeBody(draftId, (body, draft) => ({
    ...body,
    rounds: rounds.confirmedWhole(body.rounds, number, at, planOf(draft)),
  }));
}

/** Takes a tap back. */
export const undoTap = (draftId: Id, roundId: Id, checkpointId: Id): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, rounds: rounds.untapped(body.rounds, roundId, checkpointId) }));

/** Takes "Đủ cả vòng" back; only the last round can be. */
export const undoRound = (draftId: Id, roundId: Id): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, rounds: rounds.unconfirmed(body.rounds, roundId) }));

/** How this round is made: on foot, motorbike … It holds for the rounds after it too. */
export const setMode = (draftId: Id, roundId: Id, mode: string): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    rounds: body.rounds.map((round) => (round.round_id === roundId ? { ...round, mode } : round)),
  }));

export type Closing = { handover?: Handover; remark?: string; proposal?: string; kit?: KitItem[] };

/** "Kết ca": notes the end, ends the round being walked at its last tap. Called again, it keeps the first end. */
export function closeShift(draftId: Id, closing: Closing = {}): Promise<Draft> {
  const now = momentOf(Date.now());
  return changeDraft(draftId, (draft) => {
    const endedAt = draft.body.ended_at ?? now;
    return {
      ...draft,
      closed: true,
      body: {
        ...draft.body,
        ...closing,
        ended_at: endedAt,
        rounds: rounds.finished(draft.body.rounds),
        present: draft.body.present.map((row) => ({ ...row, to: row.to ?? endedAt })),
      },
    };
  });
}

/** Back to the shift: "Không, có việc cần ghi". The end is noted anew at the next "Kết ca". */
export function reopenShift(draftId: Id): Promise<Draft> {
  return changeDraft(draftId, (draft) => {
    const { ended_at } = draft.body;
    const present = draft.body.present.map((row) => ({ ...row, to: row.to === ended_at ? null : row.to }));
    return { ...draft, closed: false, body: { ...draft.body, ended_at: null, present } };
  });
}

/** Deletes a draft with its unsent photos, after the person has confirmed it; a returned report itself stays. */
export async function discardDraft(draftId: Id): Promise<void> {
  await db.transaction('rw', db.drafts, db.photos, db.photoBytes, async () => {
    if (!(await findDraft(draftId))) return;
    const unsent = await db.photos
      .where('report_id')
      .equals(draftId)
      .filter((photo) => photo.state === 'draft')
      .primaryKeys();
    await db.photoBytes.bulkDelete(unsent);
    await db.photos.bulkDelete(unsent);
    await db.drafts.delete(draftId);
  });
}
