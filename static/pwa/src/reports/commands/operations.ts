/** Makes operations: ids, frozen team and commune, canonical bytes. */
import type { Draft } from '../../db/drafts';
import type { Enrolment } from '../../db/meta';
import { findOperation, type OutboxRow } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import { surely } from '../../db/room';
import { canonicalJson, normalized } from '../../lib/canonical';
import { momentOf } from '../../lib/time';
import { uuid7 } from '../../lib/uuid';
import { type Id, type Operation, type PhotoManifest, type ReportOperation, SCHEMA } from '../body';
import { isOfBook } from '../kinds';
import { Refusal } from '../refusal';

export type Sender = { commune_id: string; team_id: Id; shift_id: Id; report_id: Id; actor_id: Id };

export const headOf = (sender: Sender, now: number) => ({
  op_id: uuid7(now),
  schema: SCHEMA as typeof SCHEMA,
  commune_id: sender.commune_id,
  team_id: sender.team_id,
  shift_id: sender.shift_id,
  report_id: sender.report_id,
  actor_id: sender.actor_id,
  client_time: momentOf(now),
});

/** The head of an operation that is about no shift: of the member who holds the phone, for its team. */
export const holdersHead = ({ commune, team, holder_id }: Enrolment, now: number) => ({
  op_id: uuid7(now),
  schema: SCHEMA as typeof SCHEMA,
  commune_id: commune.id,
  team_id: team.id,
  actor_id: holder_id,
  client_time: momentOf(now),
});

/** What an operation keeps its order and its fate with: its report, its alert (which needs no report), its notice,
 * its swap, its shift, its member; a look or an activity of the book of models stands for itself. */
function orderOf(operation: Operation): Id {
  if (operation.kind === 'alert.raise') return operation.body.alert_id;
  if (operation.kind === 'notice.read') return operation.body.notice_id;
  if (operation.kind === 'swap.ask' || isOfBook(operation)) return operation.op_id;
  if (operation.kind === 'swap.answer' || operation.kind === 'swap.takeBack') return operation.body.swap_id;
  if ('report_id' in operation) return operation.report_id;
  return 'shift_id' in operation && operation.shift_id ? operation.shift_id : operation.actor_id;
}

/** The row that carries an operation; its bytes are made here, once. */
export function outboxRow(
  operation: Operation,
  about: Pick<OutboxRow, 'night' | 'preset' | 'what'>,
  now: number,
): OutboxRow {
  const canonical = canonicalJson(normalized(operation));
  return {
    op_id: operation.op_id,
    kind: operation.kind,
    report_id: orderOf(operation),
    shift_id: ('shift_id' in operation && operation.shift_id) || '',
    night: about.night,
    preset: about.preset,
    ...(about.what ? { what: about.what } : {}),
    canonical,
    bytes: new TextEncoder().encode(canonical).length,
    status: 'queued',
    made_at: now,
    tries: 0,
    failing_since: null,
    next_try_at: 0,
    epoch: null,
    receipt: null,
    version: null,
    rev: null,
    acknowledged_at: null,
    proven_at: null,
    problem: null,
    resolution: null,
    settled: false,
  };
}

/**
 * Some phones commit and lose it all the same: "Chờ gửi" is shown only for what can be read back. Gives the id; throws
 * `Refusal` (`not-saved`).
 */
export async function readBack({ op_id, canonical }: Pick<OutboxRow, 'op_id' | 'canonical'>): Promise<Id> {
  const back = await surely(() => findOperation(op_id));
  if (back?.canonical !== canonical) throw new Refusal('not-saved');
  return op_id;
}

/** What the server is told of a picture. */
export function manifestOf(photo: PhotoRow): PhotoManifest {
  const { photo_id, sha256, bytes, mime, width, height, taken_at, about, caption } = photo;
  const { incident_id, round_id, checkpoint_id } = photo;
  return {
    photo_id,
    sha256,
    bytes,
    mime,
    width,
    height,
    taken_at,
    about,
    ...(incident_id ? { incident_id } : {}),
    ...(round_id ? { round_id } : {}),
    ...(checkpoint_id ? { checkpoint_id } : {}),
    caption,
  };
}

/** The operation that a draft becomes. */
export function operationOf(
  draft: Draft,
  photos: PhotoManifest[],
  now: number,
): Extract<ReportOperation, { photos: unknown }> {
  const head = headOf(draft, now);
  const { rounds, incidents, activities } = draft.body;
  if (draft.kind === 'part')
    return { ...head, kind: 'report.part', body: { rounds, incidents, activities }, photos };
  if (draft.base_version === null) return { ...head, kind: 'report.submit', body: draft.body, photos };
  return { ...head, kind: 'report.amend', base_version: draft.base_version, body: draft.body, photos };
}
