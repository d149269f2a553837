/** Tells the duty officer of grave incidents: written with the incident itself, sent before everything that waits. */
import { db } from '../db/db';
import type { Draft } from '../db/drafts';
import { getMeta, setMeta } from '../db/meta';
import { momentOf } from '../lib/time';
import type { AlertBody, Incident, Moment } from '../reports/body';
import { headOf, outboxRow } from '../reports/commands/operations';
import { inOrder } from './state';

/** From this severity on somebody has to know at once. */
const GRAVE = 3;
/** So many alerts at most are looked at before the rest of the queue; older ones go with it. */
const MOST = 30;

/** What has to be in the transaction beside the draft. */
export const ALERT_TABLES = () => [db.drafts, db.outbox, db.meta];

/**
 * Raises, corrects or calls off the alerts of a shift's incidents, where what was told last is not true any more. A report
 * that is mended days later raises none. The alert's id is its incident's: one alert an incident.
 */
export async function tellAlerts(draft: Draft): Promise<void> {
  if (draft.kind === 'mend' || draft.body.source !== 'phone') return;
  const all = [
    ...draft.body.incidents.map((incident) => ({ incident, there: true })),
    ...draft.removed.incidents.map((incident) => ({ incident, there: false })),
  ];
  const rows = await db.outbox
    .where('report_id')
    .anyOf(all.map(({ incident }) => incident.incident_id))
    .toArray();
  for (const { incident, there } of all) {
    const told = inOrder(rows.filter((row) => row.report_id === incident.incident_id));
    const body = bodyNow(incident, there && incident.severity >= GRAVE, told[told.length - 1]?.body);
    if (body) await raise(draft, body);
  }
}

/** What has to be told now; `null` when the last that was told is still so. */
function bodyNow(incident: Incident, grave: boolean, last: AlertBody | undefined): AlertBody | null {
  const now = momentOf(Date.now());
  if (!last) return grave ? bodyOf(incident, 1, now) : null;
  if (!grave) return last.cancelled ? null : { ...last, count: last.count + 1, cancelled: true };
  const next = bodyOf(incident, last.count + 1, last.cancelled ? now : last.raised_at);
  return isSame(next, last) ? null : next;
}

const bodyOf = (incident: Incident, count: number, raised_at: Moment): AlertBody => ({
  alert_id: incident.incident_id,
  incident_id: incident.incident_id,
  count,
  category: incident.category,
  severity: incident.severity,
  at: incident.at,
  raised_at,
  checkpoint_id: incident.checkpoint_id,
  place: incident.place,
  cancelled: false,
});

const TOLD = ['category', 'severity', 'at', 'checkpoint_id', 'place', 'cancelled'] as const;
const isSame = (a: AlertBody, b: AlertBody): boolean => TOLD.every((key) => a[key] === b[key]);

async function raise(draft: Draft, body: AlertBody): Promise<void> {
  const now = Date.now();
  const enrolment = await getMeta('enrolment');
  const actor_id = enrolment?.team.id === draft.team_id ? enrolment.holder_id : draft.actor_id;
  const { report_id: _report, ...head } = headOf({ ...draft, actor_id }, now);
  const row = outboxRow({ ...head, kind: 'alert.raise', body }, draft.body, now);
  await db.outbox.add(row);
  const known = ((await getMeta('alerts')) ?? []).filter((id) => id !== body.alert_id);
  await setMeta('alerts', [...known, body.alert_id].slice(-MOST));
}
