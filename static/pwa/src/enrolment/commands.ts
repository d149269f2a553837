/** Making this phone a phone of a team. The only verbs that need the network at once. */

import * as endpoints from '../api/endpoints';
import type { Enrolled, Preview } from '../api/shapes';
import { db } from '../db/db';
import { type Enrolment, getMeta, setMeta } from '../db/meta';
import type { Id } from '../reports/body';
import { judge } from '../sync/outcome';
import { installId, protectStorage } from './install';
import { platformName } from './platform';

export { setHolder } from './holder';
export { isInstalled, platformName } from './platform';

export type EnrolmentFault = 'offline' | 'portal' | 'over' | 'unknown-code' | 'slow-down' | 'busy';
export type Answered<T> = { ok: true; value: T } | { ok: false; fault: EnrolmentFault };

/** A code as it was typed or scanned: a whole link, spaces, hyphens and small letters are fine. */
export function codeOf(text: string): string {
  const fragment = /#\/enrol\/([^/?#\s]+)/.exec(text)?.[1];
  if (fragment) return decodeURIComponent(fragment);
  const whole = text.replace(/\s+/g, '');
  // A hyphen is only how people write the eight signs; in the code of a link it is one of its letters.
  const typed = whole.replace(/-/g, '');
  return typed.length <= 10 ? typed.toUpperCase() : whole;
}

function judged<T>(answer: Awaited<ReturnType<typeof endpoints.preview>>): Answered<T> {
  const outcome = judge(answer);
  switch (outcome.kind) {
    case 'done':
      return { ok: true, value: outcome.json as T };
    case 'offline':
    case 'portal':
      return { ok: false, fault: outcome.kind };
    case 'wait':
      return { ok: false, fault: answer.kind === 'http' && answer.status === 429 ? 'slow-down' : 'busy' };
    case 'refused':
      return { ok: false, fault: outcome.slug === 'enrolment-over' ? 'over' : 'unknown-code' };
    case 'sign-in':
    case 'too-large':
    case 'restart':
      return { ok: false, fault: 'unknown-code' };
    default:
      return outcome satisfies never;
  }
}

/** What a code leads to; looking consumes nothing. */
export const preview = async (text: string): Promise<Answered<Preview>> =>
  judged<Preview>(await endpoints.preview(codeOf(text)));

/**
 * Enrols this phone. `holder_id` = the member who holds it. What waits in the outbox stays and goes out with the new
 * credential; views of another team are dropped.
 */
export async function enrol(text: string, holderId: Id): Promise<Answered<Enrolment>> {
  const device = { name: deviceName(), platform: platformName(), install_id: await installId() };
  const answer = judged<Enrolled>(await endpoints.enrol(codeOf(text), device));
  if (!answer.ok) return answer;
  const before = await getMeta('enrolment');
  const enrolment: Enrolment = { ...answer.value, holder_id: holderId, enrolled_at: Date.now() };
  const book = [db.assets, db.sites, db.scripts, db.looks, db.activities];
  const views = [db.reports, db.shifts, db.routes, db.matters, db.notices, db.feed, ...book];
  await db.transaction('rw', [db.meta, ...views], async () => {
    if (before?.team.id !== enrolment.team.id) for (const table of views) await table.clear();
    await db.meta.bulkDelete(['cursor', 'sync', 'backoff']);
    await setMeta('enrolment', enrolment);
  });
  void protectStorage();
  return { ok: true, value: enrolment };
}

function deviceName(): string {
  const model = /\(([^)]*)\)/.exec(navigator.userAgent)?.[1]?.split(';').slice(-1)[0]?.trim();
  return (model || platformName()).slice(0, 60);
}
