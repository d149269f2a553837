import { db } from '../../db/db';
import type { Draft, RouteCopy } from '../../db/drafts';
import { getMeta } from '../../db/meta';
import { listMatters } from '../../db/news';
import { findReportOfShift } from '../../db/reports';
import { surely } from '../../db/room';
import { findRoute, listRoutes } from '../../db/roster';
import { momentOf } from '../../lib/time';
import { uuid7 } from '../../lib/uuid';
import type { Absent, Guest, Handover, Id, KitItem, Moment, OpenMatter, ReportBody } from '../body';
import { Refusal } from '../refusal';
import * as rounds from '../rounds';
import { type ShiftChoice, shiftIdOf } from '../shifts';
import { changeBody, changeDraft } from './drafting';

export * from './walking';

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
  return surely(() =>
    db.transaction('rw', db.drafts, db.reports, async () => {
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
    }),
  );
}

/** The planned route; where none was planned, the team's own, so that its points can be tapped all the same. */
async function copyRoute(routeId: Id | null): Promise<RouteCopy | null> {
  const route = routeId ? await findRoute(routeId) : (await listRoutes())[0];
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

/**
 * Saves other fields of the form at once: weather, remark, reminders, contacts, guests, open matters … A function gives them from
 * what is stored: a second tap may come before the first is on the screen.
 */
export const saveDraft = (
  draftId: Id,
  fields: Partial<ReportBody> | ((body: ReportBody) => Partial<ReportBody>),
): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, ...(typeof fields === 'function' ? fields(body) : fields) }));

/** What the next shift takes over. Only what is named changes: a second tap may come before the first is on the screen. */
export const saveHandover = (draftId: Id, change: Partial<Handover>): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, handover: { ...body.handover, ...change } }));

/** Who is there, and who is not and why. */
export type Presence = { present: Id[]; absent: Absent[] };

/** Members who were there before keep their time, new ones begin now. */
export function setPresence(draftId: Id, change: (now: Presence) => Presence): Promise<Draft> {
  return changeBody(draftId, (body, draft) => {
    const there = body.present.map((row) => row.member_id);
    const { present, absent } = change({ present: there, absent: body.absent });
    const known = new Map(body.present.map((row) => [row.member_id, row]));
    const late = draft.body.rounds.length > 0;
    const from = late ? momentOf(Date.now()) : body.started_at;
    const to = body.ended_at;
    return { ...body, present: present.map((id) => known.get(id) ?? { member_id: id, from, to }), absent };
  });
}

/** `ended_at` is given where the shift is closed later than it ended. */
export type Closing = {
  ended_at?: Moment;
  handover?: Handover;
  remark?: string;
  proposal?: string;
  kit?: KitItem[];
};

/** "Kết ca": notes the end, ends the round being walked at its last tap. Called again, it keeps the first end. */
export function closeShift(draftId: Id, closing: Closing = {}): Promise<Draft> {
  const now = momentOf(Date.now());
  return changeDraft(draftId, (draft) => {
    const endedAt = draft.body.ended_at ?? closing.ended_at ?? now;
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
