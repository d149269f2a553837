import type { Draft } from '../../db/drafts';
import { momentOf } from '../../lib/time';
import type { Contact, Id } from '../body';
import { changeBody } from './drafting';

/** Notes who was told about an incident, at the time of the call. */
export const addInformed = (draftId: Id, incidentId: Id, whom: string): Promise<Draft> => {
  const at = momentOf(Date.now());
  return changeBody(draftId, (body) => ({
    ...body,
    incidents: body.incidents.map((incident) =>
      incident.incident_id === incidentId
        ? { ...incident, informed: [...incident.informed, { whom, at }] }
        : incident,
    ),
  }));
};

/** Notes a call with the duty officer. */
export const addContact = (draftId: Id, matter: string): Promise<Draft> => {
  const contact: Contact = { at: momentOf(Date.now()), matter };
  return changeBody(draftId, (body) => ({ ...body, contacts: [...body.contacts, contact] }));
};

/** Ticks a matter that an earlier shift left open, or takes the tick back. */
export const settleMatter = (draftId: Id, matterId: Id, settled: boolean): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    open_matters: body.open_matters.map((matter) =>
      matter.matter_id === matterId ? { ...matter, settled } : matter,
    ),
  }));
