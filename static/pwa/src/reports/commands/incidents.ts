import { ALERT_TABLES, tellAlerts } from '../../alerts/raising';
import type { Category } from '../../api/shapes';
import { db } from '../../db/db';
import { type Draft, findDraft } from '../../db/drafts';
import { surely } from '../../db/room';
import { momentOf } from '../../lib/time';
import { uuid7 } from '../../lib/uuid';
import type { Activity, Id, Incident } from '../body';
import { changeBody, changeDraft } from './drafting';

export type NewIncident = Partial<Omit<Incident, 'incident_id' | 'category'>>;

/** Changes incidents and tells the duty officer of what is grave, in one durable transaction. */
const changeAndTell = (draftId: Id, change: (draft: Draft) => Draft): Promise<Draft> =>
  surely(() =>
    db.transaction('rw', ALERT_TABLES(), async () => {
      const draft = await changeDraft(draftId, change);
      await tellAlerts(draft);
      return draft;
    }),
  );

/** A question was left: where and when it is goes to the duty officer too, once and not with every letter. */
export const tellAgain = (draftId: Id): Promise<void> =>
  surely(() =>
    db.transaction('rw', ALERT_TABLES(), async () => {
      const draft = await findDraft(draftId);
      if (draft) await tellAlerts(draft);
    }),
  );

/** Writes an incident at once, before its questions: severity and time have defaults. Gives its id. */
export async function addIncident(draftId: Id, category: Category, given: NewIncident = {}): Promise<Id> {
  const incident: Incident = {
    incident_id: uuid7(),
    category: category.code,
    severity: category.severity ?? 1,
    at: momentOf(Date.now()),
    checkpoint_id: null,
    place: '',
    position: null,
    what: '',
    source: 'team',
    people: 0,
    injured: 0,
    actions: [],
    informed: [],
    result: null,
    details: {},
    police_only: {},
    ...given,
  };
  await changeAndTell(draftId, (draft) => ({
    ...draft,
    body: { ...draft.body, incidents: [...draft.body.incidents, incident] },
  }));
  return incident.incident_id;
}

export type IncidentChange = NewIncident & { category?: string };

/**
 * Stores answers at once. `details` and `police_only` are merged key by key, other fields replaced. A tick in a list is
 * given as a function of what is stored: two quick taps may be drawn from the same screen, and both count.
 */
export const updateIncident = (
  draftId: Id,
  incidentId: Id,
  change: IncidentChange | ((incident: Incident) => IncidentChange),
): Promise<Draft> => {
  const changed = (incident: Incident): Incident => {
    const news = typeof change === 'function' ? change(incident) : change;
    return {
      ...incident,
      ...news,
      details: { ...incident.details, ...news.details },
      police_only: mergedSecret(incident.police_only, news.police_only),
    };
  };
  const graver = 'severity' in change || 'category' in change;
  return (graver ? changeAndTell : changeDraft)(draftId, (draft) => ({
    ...draft,
    body: {
      ...draft.body,
      incidents: draft.body.incidents.map((one) => (one.incident_id === incidentId ? changed(one) : one)),
    },
  }));
};

/** A new value ends `{kept: true}`: the server would otherwise keep the old ones beside it. */
function mergedSecret(before: Incident['police_only'], change: Incident['police_only'] | undefined) {
  if (!change) return before;
  const { kept: _kept, ...rest } = before;
  return { ...rest, ...change };
}

/** "Thôi": takes an incident out; `restoreIncident` brings it back until the report is sent. */
export const removeIncident = (draftId: Id, incidentId: Id): Promise<Draft> =>
  changeAndTell(draftId, (draft) => {
    const gone = draft.body.incidents.filter((incident) => incident.incident_id === incidentId);
    const incidents = draft.body.incidents.filter((incident) => incident.incident_id !== incidentId);
    const removed = { ...draft.removed, incidents: [...draft.removed.incidents, ...gone] };
    return { ...draft, removed, body: { ...draft.body, incidents } };
  });

export const restoreIncident = (draftId: Id, incidentId: Id): Promise<Draft> =>
  changeAndTell(draftId, (draft) => {
    const back = draft.removed.incidents.filter((incident) => incident.incident_id === incidentId);
    const removed = {
      ...draft.removed,
      incidents: draft.removed.incidents.filter((incident) => incident.incident_id !== incidentId),
    };
    return { ...draft, removed, body: { ...draft.body, incidents: [...draft.body.incidents, ...back] } };
  });

/** Writes an activity (reminding households, a drill …); gives its id. */
export async function addActivity(
  draftId: Id,
  category: string,
  details: Activity['details'] = {},
): Promise<Id> {
  const activity: Activity = { activity_id: uuid7(), category, at: momentOf(Date.now()), details };
  await changeBody(draftId, (body) => ({ ...body, activities: [...body.activities, activity] }));
  return activity.activity_id;
}

export const updateActivity = (
  draftId: Id,
  activityId: Id,
  change: Partial<Pick<Activity, 'at' | 'details'>>,
): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    activities: body.activities.map((activity) =>
      activity.activity_id === activityId
        ? { ...activity, ...change, details: { ...activity.details, ...change.details } }
        : activity,
    ),
  }));

export const removeActivity = (draftId: Id, activityId: Id): Promise<Draft> =>
  changeDraft(draftId, (draft) => {
    const gone = draft.body.activities.filter((activity) => activity.activity_id === activityId);
    const activities = draft.body.activities.filter((activity) => activity.activity_id !== activityId);
    const removed = { ...draft.removed, activities: [...draft.removed.activities, ...gone] };
    return { ...draft, removed, body: { ...draft.body, activities } };
  });

export const restoreActivity = (draftId: Id, activityId: Id): Promise<Draft> =>
  changeDraft(draftId, (draft) => {
    const back = draft.removed.activities.filter((activity) => activity.activity_id === activityId);
    const activities = draft.removed.activities.filter((activity) => activity.activity_id !== activityId);
    return {
      ...draft,
      removed: { ...draft.removed, activities },
      body: { ...draft.body, activities: [...draft.body.activities, ...back] },
    };
  });

/** "Không có" on a marked field of a return that asks for something optional; taken back with `false`. */
export const answerNone = (draftId: Id, pointer: string, none = true): Promise<Draft> =>
  changeDraft(draftId, (draft) => ({
    ...draft,
    answered_none: [...draft.answered_none.filter((other) => other !== pointer), ...(none ? [pointer] : [])],
  }));
